"""What happened, what was promised, and for when?"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd

from timeline.charts.canvas import HIDDEN, Drawing, Trace, bar, canvas, scatter
from timeline.charts.theme import Theme
from timeline.chronicle import Chronicle
from timeline.frames import cells_of
from timeline.lanes import group_lanes
from timeline.layout import (
    BAR,
    FONT,
    GAP,
    LABEL_HEIGHT,
    MARK,
    SMALL,
    Layout,
    Manner,
    lay_out,
)
from timeline.selection import Selection, as_it_is, period, select
from timeline.sentences import counted, headline, standing_word
from timeline.text import fitted, shown
from timeline.vocabulary import CROSSED, DATELESS, HOLLOW

NAME = "timeline"
TITLE = "Timeline"

_UNIX_EPOCH = 719163  # ordinal of 1970-01-01
_DAY = 86_400_000  # ms
_SYMBOLS = {"talks": "circle", "signed": "diamond", "flown": "triangle-up", "ended": "square", "lost": "x"}
_SIZES = {"circle": 12, "diamond": 13, "triangle-up": 13, "square": 11, "x": 11}


def plan(
    known: Chronicle, events: pd.DataFrame, selection: Selection, width: float, _room: float, manner: Manner
) -> Layout:  # fmt: skip
    """The layout of `events` on `width` px; its height follows."""
    lanes = group_lanes(known, events, selection)
    return lay_out(events, lanes, period(selection), width, known.day, manner)


means = as_it_is
chosen = select


def heading(known: Chronicle, events: pd.DataFrame, selection: Selection) -> str:
    return headline(known, events, selection)


def sentences(_known: Chronicle, _events: pd.DataFrame, _selection: Selection) -> list[str]:
    """The table below says the same; nothing more is read aloud."""
    return []


def tables(_known: Chronicle, _events: pd.DataFrame, _selection: Selection) -> tuple[()]:
    """The events themselves are its rows."""
    return ()


def native(_known: Chronicle, _events: pd.DataFrame, _selection: Selection) -> None:
    """Slides draw the layout."""


def left_out(layout: Layout) -> str:
    told = []
    if layout.folded:
        told.append(f"folded into counts: {counted(layout.folded, 'small event')}")
    if layout.unlabelled:
        told.append(f"no room for a title: {counted(layout.unlabelled, 'mark')}")
    if layout.undated:
        told.append(f"without a date, in the table only: {counted(len(layout.undated), 'event')}")
    return f"{'; '.join(told).capitalize()}. Narrow the view to open them." if told else ""


def draw(layout: Layout, known: Chronicle, events: pd.DataFrame, theme: Theme) -> Drawing:
    """The timeline of `events` as laid out; marks carry their event's id in customdata.

    The number of traces does not depend on the number of events.
    """
    to_ms = _Scale(layout)
    hover = _hovers(known, events, layout)
    return Drawing(
        [
            _names_and_key(layout, theme),
            _bars(layout, theme, to_ms, hover, known),
            _threads(layout, theme, to_ms),
            _points(layout, theme, to_ms, hover),
            _texts(layout, theme, to_ms, hover),
        ],
        _frame(layout, theme, to_ms, known),
    )


class _Scale:
    """px → ms since 1970, the numbers of a Plotly date axis."""

    def __init__(self, layout: Layout) -> None:
        days = (layout.last - layout.first) / (layout.right - layout.left)
        self.per_px = days * _DAY
        self.zero = (layout.first - _UNIX_EPOCH) * _DAY - layout.left * self.per_px

    def __call__(self, x: float) -> float:
        return self.zero + x * self.per_px

    def many(self, xs: Sequence[float]) -> list[float]:
        return [self(x) for x in xs]


def _hovers(known: Chronicle, events: pd.DataFrame, layout: Layout) -> dict[str, list[str]]:
    """Event → [id, title, date as known, status and kind, partners], escaped for Plotly."""
    rows = sorted({mark.row for mark in layout.marks})
    columns = ("id", "title", "label", "status", "kind", "countries")
    found = {}
    for row in zip(*(events[c].iloc[rows] for c in columns), strict=True):
        own, title, label, status, kind, countries = row
        partners = ", ".join(known.countries.get(c, c) for c in countries[:6])
        more = f" and {len(countries) - 6} more" if len(countries) > 6 else ""
        found[own] = [
            own,
            escape(fitted(shown(title), FONT, 420)),
            escape(label[:1].upper() + label[1:]),
            escape(f"{kind}, {status}"),
            escape(fitted(shown(partners), SMALL, 420) + more),
        ]
    return found


_HOVER = "<b>%{customdata[1]}</b><br>%{customdata[2]}<br>%{customdata[3]}<br>%{customdata[4]}<extra></extra>"


# Marks stand on the second pair of axes, days by px, which covers the lanes alone; names and key on
# the first, px by px of the whole picture. Few traces: each costs the browser as much as many marks.
_IN_LANES: dict[str, Any] = {"xaxis": "x2", "yaxis": "y2", "showlegend": False}
_GHOST, _CROSS = "line-ns-open", "x-thin-open"


def _bars(
    layout: Layout, theme: Theme, to_ms: _Scale, hover: dict[str, list[str]], known: Chronicle
) -> Trace:
    """Possible intervals, with open ends that fade in steps; spans over them; grounds of counts."""
    rows: list[tuple[float, float, float, str, list[str]]] = []
    for mark in layout.marks:
        hue = -1 if mark.status in DATELESS else layout.lanes[mark.lane].hue
        for x0, x1, strength in mark.stretches():
            x0, x1 = max(x0, layout.left), min(x1, layout.right)
            if x1 > x0:
                rows.append((x0, x1 - x0, mark.y, theme.pale(hue, strength), hover[mark.event]))
    half = LABEL_HEIGHT / 2 + 4
    rows += [
        (strip.x - half, 2 * half, strip.y, theme.strip, data)
        for strip, data in zip(layout.strips, _strip_hovers(layout, known), strict=True)
    ]
    columns = zip(*rows, strict=True) if rows else ((),) * 5
    starts, lengths, ys, colors, hovers = map(list, columns)
    return bar(
        base=to_ms.many(starts), x=[length * to_ms.per_px for length in lengths], y=ys,
        width=BAR, orientation="h", marker={"color": colors, "cornerradius": 5, "line": {"width": 0}},
        customdata=list(hovers), hovertemplate=_HOVER, **_IN_LANES,
    )  # fmt: skip


def _strip_hovers(layout: Layout, known: Chronicle) -> list[list[str]]:
    """What a count counts: its first titles, and how many more."""
    titles = dict(cells_of(known.events, "id", "title"))
    hovers = []
    for strip in layout.strips:
        names = [escape(fitted(shown(titles[e]), SMALL, 320)) for e in strip.events[:10]]
        more = [f"… and {len(strip.events) - 10} more"] if len(strip.events) > 10 else []
        count = f"{len(strip.events)} small events"
        hovers.append(["", count, "<br>".join(names + more), "Narrow the view to open them", ""])
    return hovers


def _threads(layout: Layout, theme: Theme, to_ms: _Scale) -> Trace:
    """From the former dates of an event to the present one."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ghosts in layout.ghosts:
        ends = (*ghosts.xs, layout.marks[ghosts.mark].x)
        xs += [to_ms(min(ends)), to_ms(max(ends)), None]
        ys += [ghosts.y, ghosts.y, None]
    line = {"color": theme.ghost, "width": 1}
    return scatter(x=xs, y=ys, mode="lines", line=line, hoverinfo="skip", **_IN_LANES)


def _symbol(family: str, status: str) -> str:
    return _SYMBOLS[family] + ("-open" if status in HOLLOW else "")


def _points(layout: Layout, theme: Theme, to_ms: _Scale, hover: dict[str, list[str]]) -> Trace:
    """Former dates as small ticks, the marks over them, crosses over what failed or was cancelled."""
    rows: list[tuple[float, float, str, float, str, float, list[str]]] = []
    for ghosts in layout.ghosts:
        data = hover[layout.marks[ghosts.mark].event]
        rows += [(x, ghosts.y, _GHOST, 9, theme.ghost, 2, data) for x in ghosts.xs]
    for mark in layout.marks:
        hue = -1 if mark.status in DATELESS else layout.lanes[mark.lane].hue
        color, size = theme.hue(hue), _SIZES[_SYMBOLS[mark.family]]
        line = 2.4 if mark.status in HOLLOW else 0
        symbol = _symbol(mark.family, mark.status)
        rows.append((mark.x, mark.y, symbol, size, color, line, hover[mark.event]))
    rows += [
        (mark.x, mark.y, _CROSS, 13, theme.ink, 2, hover[mark.event])
        for mark in layout.marks if mark.status in CROSSED
    ]  # fmt: skip
    xs, ys, symbols, sizes, colors, lines, hovers = zip(*rows, strict=True) if rows else ((),) * 7
    return scatter(
        x=to_ms.many(xs), y=ys, mode="markers", name="events",
        marker={"symbol": symbols, "size": sizes, "color": colors, "opacity": 1, "line": {"width": lines}},
        customdata=list(hovers), hovertemplate=_HOVER, **_IN_LANES,
    )  # fmt: skip


def _texts(layout: Layout, theme: Theme, to_ms: _Scale, hover: dict[str, list[str]]) -> Trace:
    """Titles beside their marks, and counts.

    A title hangs on an unseen marker, whose size is its distance, and so keeps it at any zoom.
    """
    blank = ["", "", "", "", ""]
    rows: list[tuple[float, float, str, str, float, float, str, list[str]]] = []
    for label in layout.labels:
        mark = layout.marks[label.mark]
        lone = abs(label.edge - mark.x) <= MARK + 0.01  # no bar and no former date in between
        at, away = (mark.x, MARK + GAP) if lone else (label.edge, GAP)
        place, size = f"middle {label.side}", (away - 1) * 1.6  # plotly.js: away = size / 1.6 + 1
        rows.append((at, label.y, escape(label.text), place, size, FONT, theme.ink, hover[label.event]))
    for strip in layout.strips:
        count = str(len(strip.events))
        rows.append((strip.x, strip.y, count, "middle center", 6, SMALL, theme.quiet, blank))
    columns = zip(*rows, strict=True) if rows else ((),) * 8
    xs, ys, texts, places, aways, sizes, colors, data = columns
    return scatter(
        x=to_ms.many(xs), y=ys, mode="markers+text", text=texts, textposition=places,
        textfont={"size": sizes, "color": colors, "family": theme.font, "shadow": _halo(theme)},
        marker={"size": aways, "opacity": 0, "color": theme.ink}, customdata=list(data),
        hoverinfo="skip", cliponaxis=False, name="labels", **_IN_LANES,
    )  # fmt: skip


def _halo(theme: Theme) -> str:
    """Keeps a label readable where it crosses a line."""
    return ", ".join(f"{x}px {y}px 2px {theme.ground}" for x in (-1, 1) for y in (-1, 1))


def _names_and_key(layout: Layout, theme: Theme) -> Trace:
    """The names of lanes, beside them in a wide picture, else above; and the key below."""
    rows: list[tuple[float, float, str, str, float, str, float, float, str]] = []
    beside = layout.left > 2 * MARK + 2
    for lane in layout.lanes:
        middle = (lane.top + lane.bottom) / 2
        for line, name in enumerate(lane.name):
            y = middle + (line - (len(lane.name) - 1) / 2) * 17 if beside else lane.top + 14
            rows.append((2.0, y, "circle", theme.ink, 0, f"<b>{escape(name)}</b>", 0, FONT, theme.ink))
    for item in layout.key:
        symbol = _SPECIAL.get(item.status) or _symbol(item.family, item.status)
        color = {"vague": theme.pale(-1, 0.4), "strip": theme.strip}.get(item.status, theme.quiet)
        line = 2 if symbol.endswith("-open") else 0
        rows.append((item.x, item.y, symbol, color, line, f"\u00a0{item.text}", 1, SMALL, theme.quiet))
        if item.status in CROSSED:
            rows.append((item.x, item.y, _CROSS, theme.ink, 2, "", 1, SMALL, theme.quiet))
    xs, ys, symbols, colors, lines, texts, opacities, sizes, inks = zip(*rows, strict=True)
    return scatter(
        x=xs, y=ys, mode="markers+text", text=texts, textposition="middle right", hoverinfo="skip",
        marker={"symbol": symbols, "size": 11, "color": colors, "opacity": opacities, "line": {"width": lines}},
        textfont={"size": sizes, "color": inks, "family": theme.font}, showlegend=False, cliponaxis=False,
    )  # fmt: skip


_SPECIAL = {"ghost": _GHOST, "vague": "square", "strip": "square"}
_TICK_FORMATS = [
    {"dtickrange": [None, "M1"], "value": "%-d %b %Y"},
    {"dtickrange": ["M1", "M11"], "value": "%b %Y"},
    {"dtickrange": ["M12", None], "value": "%Y"},
]


def _frame(layout: Layout, theme: Theme, to_ms: _Scale, known: Chronicle) -> dict[str, Any]:
    """Axes in px, bands, grid and the line of today."""
    font = {"family": theme.font, "size": SMALL, "color": theme.quiet}
    shapes = [_band(layout, place, theme) for place in range(0, len(layout.lanes), 2)]
    today = []
    if layout.today is not None:
        x = to_ms(layout.today)
        shapes.append({
            "type": "line", "xref": "x2", "yref": "y2", "x0": x, "x1": x, "y0": layout.top, "y1": layout.bottom,
            "line": {"color": theme.quiet, "width": 1}, "layer": "below",
        })  # fmt: skip
        today = [{
            "x": x, "xref": "x2", "y": 1, "yref": "paper", "yanchor": "top",
            "text": standing_word(known), "showarrow": False, "font": {**font, "size": 11},
        }]  # fmt: skip
    return canvas(
        layout, theme, standing_word(known), font=font, barmode="overlay", shapes=shapes, annotations=today,
        hovermode="closest" if layout.width > 640 else False, dragmode="pan" if layout.width > 640 else False,
        xaxis2={
            "type": "date", "range": [to_ms(layout.left), to_ms(layout.right)], "side": "top",
            "domain": [layout.left / layout.width, layout.right / layout.width], "anchor": "y2",
            "gridcolor": theme.grid, "tickfont": font, "tickangle": 0, "ticks": "", "zeroline": False,
            # So many that the first ones are the layout's; a zoom finds its own.
            "nticks": len(layout.ticks) + 1, "tickformatstops": _TICK_FORMATS,
        },
        yaxis2={
            **HIDDEN, "range": [layout.bottom, layout.top], "anchor": "x2",
            "domain": [1 - layout.bottom / layout.height, 1 - layout.top / layout.height],
        },
    )  # fmt: skip


def _band(layout: Layout, place: int, theme: Theme) -> dict[str, Any]:
    lane = layout.lanes[place]
    return {
        "type": "rect", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": lane.top,
        "y1": lane.bottom, "fillcolor": theme.band, "line": {"width": 0}, "layer": "below",
    }  # fmt: skip
