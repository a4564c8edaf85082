"""What happened, what was promised, and for when?"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from timeline.charts.theme import Theme
from timeline.chronicle import Chronicle
from timeline.layout import BAR, FADE, FADE_STEPS, FONT, LABEL_HEIGHT, MARK, SMALL, Label, Layout, Mark
from timeline.text import fitted, shown

NAME = "timeline"
TITLE = "Timeline"

_UNIX_EPOCH = 719163  # ordinal of 1970-01-01
_DAY = 86_400_000  # ms
_SYMBOLS = {"talks": "circle", "signed": "diamond", "flown": "triangle-up", "ended": "square", "lost": "x"}
_CROSSED = ("failed", "cancelled")
_HOLLOW = ("planned", "paused", "withdrawn", *_CROSSED)
_SIZES = {"circle": 12, "diamond": 13, "triangle-up": 13, "square": 11, "x": 11}


def draw(layout: Layout, known: Chronicle, events: pd.DataFrame, theme: Theme, chosen: str = "") -> go.Figure:
    """The timeline of `events` as laid out; marks carry their event's id in customdata.

    `chosen` is the id of the event whose card is open. The number of traces does not depend on
    the number of events.
    """
    to_ms = _Scale(layout)
    hover = _hovers(known, events, layout)
    dated = [
        _pale_bars(layout, theme, to_ms, hover),
        _bars(layout, theme, to_ms, hover),
        *_ghosts(layout, theme, to_ms),
        _marks(layout, theme, to_ms, hover, chosen),
        _crosses(layout, theme, to_ms),
        _labels(layout, theme, to_ms, hover, chosen),
        *_strips(layout, theme, to_ms, known),
    ]
    for trace in dated:
        # The axis of dates is the second one: it is drawn, and gets the clicks, above the first,
        # whose unit is px of the whole picture.
        trace.xaxis = "x2"
    figure = go.Figure()
    figure.add_traces([_lane_names(layout, theme), *_key(layout, theme), *dated])
    figure.update_layout(_frame(layout, theme, to_ms))
    return figure


class _Scale:
    """px → ms since 1970, the numbers of a Plotly date axis."""

    def __init__(self, layout: Layout) -> None:
        days = (layout.last - layout.first) / (layout.right - layout.left)
        self.per_px = days * _DAY
        self.zero = (layout.first - _UNIX_EPOCH) * _DAY - layout.left * self.per_px

    def __call__(self, x: float) -> float:
        return self.zero + x * self.per_px

    def many(self, xs: Sequence[float]) -> np.ndarray:
        return self.zero + np.array(xs, dtype=float) * self.per_px


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


def _pale_bars(layout: Layout, theme: Theme, to_ms: _Scale, hover: dict[str, list[str]]) -> go.Bar:
    """Possible intervals; an open end fades in steps."""
    starts, lengths, ys, colors, data = [], [], [], [], []

    def add(mark: Mark, x0: float, x1: float, strength: float) -> None:
        x0, x1 = max(x0, layout.left), min(x1, layout.right)
        if x1 > x0:
            starts.append(x0)
            lengths.append(x1 - x0)
            ys.append(mark.y)
            colors.append(theme.pale(layout.lanes[mark.lane].hue, strength))
            data.append(hover[mark.event])

    for mark in layout.marks:
        left, right = mark.pale or (mark.x, mark.x)
        if mark.pale:
            add(mark, left, right, 0.28)
        for step in range(FADE_STEPS):
            strength = 0.24 - 0.07 * step
            if mark.opens == "right":
                add(mark, right + step * FADE, right + (step + 1) * FADE - 2, strength)
            elif mark.opens == "left":
                add(mark, left - (step + 1) * FADE + 2, left - step * FADE, strength)
    return _bar(to_ms, starts, lengths, ys, colors, data)


def _bars(layout: Layout, theme: Theme, to_ms: _Scale, hover: dict[str, list[str]]) -> go.Bar:
    """Spans; one that goes on ends in the colour of its lane at today."""
    spans = [(m, m.bar) for m in layout.marks if m.bar]
    return _bar(
        to_ms,
        [bar[0] for _, bar in spans],
        [bar[1] - bar[0] for _, bar in spans],
        [m.y for m, _ in spans],
        [theme.pale(layout.lanes[m.lane].hue, 0.62) for m, _ in spans],
        [hover[m.event] for m, _ in spans],
    )


def _bar(
    to_ms: _Scale, starts: list[float], lengths: list[float], ys: list[float],
    colors: list[str], data: list[list[str]],
) -> go.Bar:  # fmt: skip
    return go.Bar(
        base=to_ms.many(starts), x=np.array(lengths) * to_ms.per_px, y=np.array(ys, dtype=float),
        width=BAR, orientation="h", marker={"color": colors, "cornerradius": 5, "line": {"width": 0}},
        customdata=data, hovertemplate=_HOVER, showlegend=False, unselected=_UNDIMMED,
    )  # fmt: skip


_UNDIMMED = {"marker": {"opacity": 1}}


def _ghosts(layout: Layout, theme: Theme, to_ms: _Scale) -> list[go.Scatter]:
    """Former dates as small ticks, joined to the present one."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ghosts in layout.ghosts:
        mark = layout.marks[ghosts.mark]
        ends = (*ghosts.xs, mark.x)
        xs += [to_ms(min(ends)), to_ms(max(ends)), None]
        ys += [ghosts.y, ghosts.y, None]
    ticks = [(x, g.y) for g in layout.ghosts for x in g.xs]
    return [
        go.Scatter(
            x=xs, y=ys, mode="lines", line={"color": theme.ghost, "width": 1}, hoverinfo="skip",
            showlegend=False,
        ),
        go.Scatter(
            x=to_ms.many([x for x, _ in ticks]), y=np.array([y for _, y in ticks], dtype=float),
            mode="markers", hoverinfo="skip", showlegend=False, unselected=_UNDIMMED,
            marker={"symbol": "line-ns-open", "size": 9, "color": theme.ghost, "line": {"width": 2}},
        ),
    ]  # fmt: skip


def _symbol(family: str, status: str) -> str:
    return _SYMBOLS[family] + ("-open" if status in _HOLLOW else "")


def _marks(
    layout: Layout, theme: Theme, to_ms: _Scale, hover: dict[str, list[str]], chosen: str
) -> go.Scatter:
    marks = layout.marks
    return go.Scatter(
        x=to_ms.many([m.x for m in marks]), y=np.array([m.y for m in marks], dtype=float),
        mode="markers", customdata=[hover[m.event] for m in marks], hovertemplate=_HOVER,
        marker={
            "symbol": [_symbol(m.family, m.status) for m in marks],
            "size": [_SIZES[_SYMBOLS[m.family]] for m in marks],
            "color": [theme.hue(layout.lanes[m.lane].hue) for m in marks],
            "opacity": 1,
            "line": {"width": [2.4 if m.status in _HOLLOW else 0 for m in marks]},
        },
        selectedpoints=[i for i, m in enumerate(marks) if m.event == chosen] if chosen else None,
        selected={"marker": {"color": theme.accent, "size": 17, "opacity": 1}},
        unselected=_UNDIMMED, showlegend=False, name="events",
    )  # fmt: skip


def _crosses(layout: Layout, theme: Theme, to_ms: _Scale) -> go.Scatter:
    """A cross through what failed or was cancelled."""
    crossed = [m for m in layout.marks if m.status in _CROSSED]
    return go.Scatter(
        x=to_ms.many([m.x for m in crossed]), y=np.array([m.y for m in crossed], dtype=float),
        mode="markers", hoverinfo="skip", showlegend=False, unselected=_UNDIMMED,
        marker={"symbol": "x-thin-open", "size": 13, "color": theme.ink, "line": {"width": 2}},
    )  # fmt: skip


def _labels(
    layout: Layout, theme: Theme, to_ms: _Scale, hover: dict[str, list[str]], chosen: str
) -> go.Scatter:
    """Titles beside their marks; an unseen marker holds them at the same distance at any zoom."""
    labels = layout.labels
    return go.Scatter(
        x=to_ms.many([label.edge for label in labels]),
        y=np.array([label.y for label in labels], dtype=float),
        mode="markers+text", text=[escape(label.text) for label in labels],
        textposition=["middle right" if label.side == "right" else "middle left" for label in labels],
        textfont={"size": FONT, "color": theme.ink, "family": theme.font, "shadow": _halo(theme)},
        marker={"size": 6, "opacity": 0, "color": theme.ink},
        customdata=[hover[label.event] for label in labels], hovertemplate=_HOVER,
        selectedpoints=[i for i, x in enumerate(labels) if x.event == chosen] if chosen else None,
        selected={"textfont": {"color": theme.accent}, "marker": {"opacity": 0}},
        unselected={"textfont": {"color": theme.ink}, "marker": {"opacity": 0}},
        showlegend=False, cliponaxis=False, name="labels",
    )  # fmt: skip


def _halo(theme: Theme) -> str:
    """Keeps a label readable where it crosses a grid line."""
    return ", ".join(f"{x}px {y}px 2px {theme.ground}" for x in (-1, 1) for y in (-1, 1))


def _strips(layout: Layout, theme: Theme, to_ms: _Scale, known: Chronicle) -> list[Any]:
    """Counts of many small equal events."""
    strips = layout.strips
    titles = known.events["title"]
    names = [
        "<br>".join(escape(fitted(shown(str(titles[e])), SMALL, 320)) for e in s.events[:10])
        + (f"<br>… and {len(s.events) - 10} more" if len(s.events) > 10 else "")
        for s in strips
    ]
    half = LABEL_HEIGHT + 8
    return [
        _bar(
            to_ms, [s.x - half / 2 for s in strips], [half] * len(strips), [s.y for s in strips],
            [theme.strip] * len(strips), [["", name, "", "", ""] for name in names],
        ).update(hovertemplate="%{customdata[1]}<br><i>Narrow the period to open them</i><extra></extra>"),
        go.Scatter(
            x=to_ms.many([s.x for s in strips]), y=np.array([s.y for s in strips], dtype=float),
            mode="text", text=[str(len(s.events)) for s in strips], hoverinfo="skip", showlegend=False,
            textfont={"size": SMALL, "color": theme.quiet, "family": theme.font},
        ),
    ]  # fmt: skip


def _lane_names(layout: Layout, theme: Theme) -> go.Scatter:
    xs, ys, texts = [], [], []
    for lane in layout.lanes:
        # In a wide picture the name stands in the middle of its column, else above its lane.
        beside = layout.left > 2 * MARK + 2
        middle = (lane.top + lane.bottom) / 2
        for line, text in enumerate(lane.name):
            xs.append(8.0)
            ys.append(middle + (line - (len(lane.name) - 1) / 2) * 17 if beside else lane.top + 14)
            texts.append(f"<b>{escape(text)}</b>")
    return _px_text(xs, ys, texts, FONT, theme.ink, theme)


def _px_text(
    xs: list[float], ys: list[float], texts: list[str], size: float, color: str, theme: Theme
) -> go.Scatter:
    """Text at px of the whole picture."""
    return go.Scatter(
        x=xs, y=ys, mode="text", text=texts, textposition="middle right", hoverinfo="skip",
        textfont={"size": size, "color": color, "family": theme.font}, showlegend=False, cliponaxis=False,
    )  # fmt: skip


def _key(layout: Layout, theme: Theme) -> list[go.Scatter]:
    key = layout.key
    special = {"ghost": "line-ns-open", "vague": "square", "strip": "square"}
    symbols = [special.get(k.status) or _symbol(k.family, k.status) for k in key]
    colors = [{"vague": theme.pale(-1, 0.4), "strip": theme.strip}.get(k.status, theme.quiet) for k in key]
    crossed = [k for k in key if k.status in _CROSSED]
    return [
        go.Scatter(
            x=[k.x for k in key], y=[k.y for k in key], mode="markers", hoverinfo="skip",
            marker={
                "symbol": symbols, "color": colors, "size": 11, "opacity": 1,
                "line": {"width": [2 if s.endswith("-open") else 0 for s in symbols]},
            },
            showlegend=False, cliponaxis=False, unselected=_UNDIMMED,
        ),
        go.Scatter(
            x=[k.x for k in crossed], y=[k.y for k in crossed], mode="markers",
            marker={"symbol": "x-thin-open", "size": 11, "color": theme.ink, "line": {"width": 2}},
            hoverinfo="skip", showlegend=False, cliponaxis=False, unselected=_UNDIMMED,
        ),
        _px_text([k.x + MARK + 4 for k in key], [k.y for k in key], [k.text for k in key], SMALL, theme.quiet, theme),
    ]  # fmt: skip


def _frame(layout: Layout, theme: Theme, to_ms: _Scale) -> dict[str, Any]:
    """Axes in px, bands, grid and the line of today."""
    font = {"family": theme.font, "size": SMALL, "color": theme.quiet}
    shapes = [_band(layout, place, theme) for place in range(0, len(layout.lanes), 2)]
    shapes += [_line(to_ms(tick.x), layout.top, layout.bottom, theme.grid) for tick in layout.ticks]
    today = []
    if layout.today is not None:
        x = to_ms(layout.today)
        shapes.append(_line(x, layout.top - 2, layout.bottom, theme.quiet))
        today = [{
            "x": x, "xref": "x2", "y": 1, "yref": "paper", "yanchor": "top",
            "text": "today", "showarrow": False, "font": {**font, "size": 11},
        }]  # fmt: skip
    plot = 1 - layout.top / layout.height
    hidden = {"fixedrange": True, "showgrid": False, "zeroline": False, "showticklabels": False, "ticks": ""}
    return {
        "width": None, "height": layout.height, "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": theme.ground, "plot_bgcolor": "rgba(0,0,0,0)", "font": font,
        "barmode": "overlay", "hovermode": "closest", "shapes": shapes, "annotations": today,
        "dragmode": "pan" if layout.width > 640 else False, "showlegend": False,
        "hoverlabel": {
            "bgcolor": theme.ground, "bordercolor": theme.grid, "align": "left",
            "font": {"family": theme.font, "size": FONT, "color": theme.ink},
        },
        "xaxis2": {
            "type": "date", "range": [to_ms(layout.left), to_ms(layout.right)], "side": "top",
            "domain": [layout.left / layout.width, layout.right / layout.width], "anchor": "y",
            "showgrid": False, "tickfont": font, "tickangle": 0, "ticks": "", "zeroline": False,
            "tickvals": [to_ms(t.x) for t in layout.ticks], "ticktext": [t.text for t in layout.ticks],
        },
        "xaxis": {
            **hidden, "range": [0, layout.width], "domain": [0, 1], "anchor": "y",
        },
        "yaxis": {**hidden, "range": [layout.height, layout.top], "domain": [0, plot]},
    }  # fmt: skip


def _band(layout: Layout, place: int, theme: Theme) -> dict[str, Any]:
    lane = layout.lanes[place]
    return {
        "type": "rect", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": lane.top,
        "y1": lane.bottom, "fillcolor": theme.band, "line": {"width": 0}, "layer": "below",
    }  # fmt: skip


def _line(x: float, top: float, bottom: float, color: str) -> dict[str, Any]:
    return {
        "type": "line", "xref": "x2", "yref": "y", "x0": x, "x1": x, "y0": top, "y1": bottom,
        "line": {"color": color, "width": 1}, "layer": "below",
    }  # fmt: skip


def label_box(label: Label) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of a label in px."""
    half = LABEL_HEIGHT / 2
    return label.x, label.y - half, label.x + label.width, label.y + half
