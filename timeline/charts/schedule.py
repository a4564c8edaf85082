"""Which dates were promised, when, and how far did they move?"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd

from timeline.charts.canvas import Drawing, Shape, Trace, canvas, drawn_path, grid, polyline, scatter
from timeline.charts.theme import Theme
from timeline.chronicle import Chronicle
from timeline.dates import DAYS_PER_MONTH, date_label
from timeline.frames import cells_of
from timeline.history import CONFIRMED
from timeline.layout import FONT, SMALL, Manner
from timeline.natives import Series, XYChart, day_number, staircase
from timeline.promises import OUTCOME, RECORD_FIELDS, SLIP_FIELDS, milestones, record_rows, slip_rows, told
from timeline.records import move_words
from timeline.schedule import WORDS, Curve, Point, SchedulePlan, key_width, months_moved, plan_schedule
from timeline.selection import Selection, as_it_is, select
from timeline.sentences import counted, subject
from timeline.tables import Table
from timeline.text import fitted, shown

NAME = "schedule"
TITLE = "Schedule"

_SYMBOLS = {
    CONFIRMED: "circle", "promise": "circle", "auditor": "diamond-open", "happened": "star", "failed": "x",
    "cancelled": "x",
}  # fmt: skip
_SIZES = {CONFIRMED: 4, "promise": 6, "auditor": 10, "happened": 14, "failed": 12, "cancelled": 12}
_KEY = (
    ("promise", "a date announced"), (CONFIRMED, "said again"), ("auditor", "an auditor's estimate"),
    ("happened", "it flew"), ("cancelled", "failed or cancelled"),
)  # fmt: skip
_SHORT_KEY = (
    ("promise", "date"),
    (CONFIRMED, "again"),
    ("auditor", "auditor"),
    ("happened", "flew"),
    ("cancelled", "failed"),
)  # on phones; the narrowest do without "again"


def plan(
    known: Chronicle, events: pd.DataFrame, selection: Selection, width: float, room: float, manner: Manner
) -> SchedulePlan:
    """The curves of the milestones among `events`."""
    found = milestones(known, events)
    return plan_schedule(found, selection.view, width, room, known.day, manner.letters)


means = as_it_is
chosen = select


def heading(known: Chronicle, events: pd.DataFrame, selection: Selection) -> str:
    about = selection.title or subject(known, selection)
    return f"{about}: what was promised for {counted(len(milestones(known, events)), 'milestone')}"


def sentences(known: Chronicle, events: pd.DataFrame, _selection: Selection) -> list[str]:
    """The picture read aloud, one sentence a milestone, the most often promised first."""
    return [
        told(milestone) for milestone in sorted(milestones(known, events), key=lambda m: -len(m.promises))
    ]


def tables(known: Chronicle, events: pd.DataFrame, _selection: Selection) -> tuple[Table, Table]:
    """One row per promise; and the record, one per milestone."""
    found = milestones(known, events)
    return (
        Table("Promises", SLIP_FIELDS, tuple(slip_rows(found))),
        Table("Record", RECORD_FIELDS, tuple(record_rows(known, found))),
    )


def native(known: Chronicle, events: pd.DataFrame, selection: Selection) -> XYChart:
    """The curves as series of a chart that PowerPoint draws itself; days as days."""
    drawn = plan(known, events, selection, 960, 0, Manner())
    in_months = selection.view == "months"
    series = []
    for curve in drawn.curves:
        owned = [p for p in curve.points if p.kind not in ("auditor", "cancelled")]
        days = [p.promise.announced.point for p in owned]
        values = _values(curve, owned, in_months)
        points = [(day_number(day), value) for day, value in zip(days, values, strict=True) if day]
        series.append(Series(curve.label, curve.hue, staircase(points)))
        auditors = [p for p in curve.points if p.kind == "auditor"]
        if auditors:
            values = _values(curve, auditors, in_months)
            spots = [
                (day_number(p.promise.announced.point), v) for p, v in zip(auditors, values, strict=True)
            ]
            series.append(Series(f"{curve.label}: auditor", curve.hue, tuple(spots), is_line=False))
    # LibreOffice forgets the points of a series when a later one is longer.
    series.sort(key=lambda made: -len(made.points))
    up = "months moved" if in_months else "promised for"
    left_out = _not_drawn(drawn) if drawn.left_out else ""
    return XYChart(tuple(series), "announced on", up, not in_months, left_out)


def _values(curve: Curve, points: Sequence[Point], in_months: bool) -> list[float]:
    """Days as spreadsheets count them, or months from the first date."""
    first = next((p.promise.date for p in curve.points if p.kind == "promise" and p.promise.date), None)
    days = [p.promise.date.point for p in points if p.promise.date]
    if not in_months or first is None or first.point is None:
        return [day_number(day) for day in days]
    return [round((day - first.point).days / DAYS_PER_MONTH, 1) for day in days if day]


def left_out(plan: SchedulePlan) -> str:
    """Where the key has no room for it."""
    return "" if not plan.left_out or _fits_the_key(plan) else f"{_not_drawn(plan).capitalize()}."


def _not_drawn(plan: SchedulePlan) -> str:
    return f"not drawn: {counted(plan.left_out, 'more milestone')}"


def _fits_the_key(plan: SchedulePlan) -> bool:
    return 12 + sum(key_width(text) for text in (*dict(_KEY).values(), _not_drawn(plan))) <= plan.width


def draw(plan: SchedulePlan, known: Chronicle, events: pd.DataFrame, theme: Theme) -> Drawing:
    """The curves as laid out, in px; points carry their event's id in customdata."""
    return Drawing(
        [_points(plan, known, theme), _labels(plan, theme), _frame_texts(plan, theme)], _frame(plan, theme)
    )


_FREE: dict[str, Any] = {"showlegend": False, "cliponaxis": False}
_BAND = (7, 3)  # px, how wide and how round

# Bands, curves and leaders are shapes, a path for each curve: as traces they were hundreds of elements, and half
# of what the browser did.


def _band(curve: Curve, theme: Theme) -> list[Shape]:
    """Where a vague date may lie."""
    width, r = _BAND
    paths = []
    for p in curve.points:
        if p.high - p.low <= 4 or p.kind in ("cancelled", CONFIRMED):
            continue
        left, right, low, high = p.x - width / 2, p.x + width / 2, p.low, p.high
        edge = f"M{left:.1f},{low + r:.1f}Q{left:.1f},{low:.1f},{left + r:.1f},{low:.1f}L{right - r:.1f},{low:.1f}"
        edge += f"Q{right:.1f},{low:.1f},{right:.1f},{low + r:.1f}L{right:.1f},{high - r:.1f}"
        edge += f"Q{right:.1f},{high:.1f},{right - r:.1f},{high:.1f}L{left + r:.1f},{high:.1f}"
        paths.append(f"{edge}Q{left:.1f},{high:.1f},{left:.1f},{high - r:.1f}Z")
    look = {"fillcolor": theme.pale(curve.hue, 0.22), "fillrule": "nonzero", "line": {"width": 0}}
    return drawn_path("".join(paths), **look)


def _line(curve: Curve, theme: Theme) -> list[Shape]:
    path = "".join(polyline(run) for run in curve.runs)
    return drawn_path(path, line={"color": theme.hue(curve.hue), "width": 2})


def _leaders(plan: SchedulePlan, theme: Theme) -> list[Shape]:
    """From the end of a curve to its name."""
    ends = [
        ((curve.end[0] + 8, curve.end[1]), (plan.right, curve.end[1]), (plan.label_x - 4, curve.label_y))
        for curve in plan.curves
    ]
    line = {"color": theme.ghost, "width": 0.8, "dash": "dot"}
    return drawn_path("".join(map(polyline, ends)), line=line)


def _points(plan: SchedulePlan, known: Chronicle, theme: Theme) -> Trace:
    rows = [(point, curve) for curve in plan.curves for point in curve.points]
    rows.sort(key=lambda row: list(_SYMBOLS).index(row[0].kind))
    publishers = dict(cells_of(known.dataset.sources, "id", "publisher"))
    return scatter(
        x=[p.x for p, _ in rows], y=[p.y for p, _ in rows], mode="markers", name="events",
        marker={
            "symbol": [_SYMBOLS[p.kind] for p, _ in rows], "size": [_SIZES[p.kind] for p, _ in rows],
            "color": [theme.ink if p.kind in ("failed", "cancelled") else theme.hue(c.hue) for p, c in rows],
            "opacity": 1, "line": {"width": [2 if p.kind == "auditor" else 0 for p, _ in rows]},
        },
        customdata=[_hover(known, publishers, c, p) for p, c in rows],
        hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]}<br>%{customdata[3]}<br>%{customdata[4]}<extra></extra>",
        **_FREE,
    )  # fmt: skip


def _hover(known: Chronicle, publishers: dict[str, str], curve: Curve, point: Point) -> list[str]:
    """Who said what on which day, why, and where it is written."""
    promise = point.promise
    day = date_label(promise.announced)
    if promise.basis == OUTCOME:
        said = f"{promise.state}, {day}"
    else:
        by = shown(known.agencies.get(promise.by, promise.by))
        words = f"“{promise.wording}”" if promise.wording else promise.state
        estimate = " (outside estimate)" if promise.basis == "auditor" else ""
        said = f"{day}, {by}{estimate}: {words}"
    moved = move_words(promise.move)
    why = "; ".join(part for part in (moved, promise.note) if part)
    source = shown(", ".join(dict.fromkeys(publishers.get(s, s) for s in promise.sources)))
    texts = (curve.label, said, why, f"Source: {source}" if source else "")
    return [curve.event, *(escape(fitted(text, FONT, 420)) for text in texts)]


def _labels(plan: SchedulePlan, theme: Theme) -> Trace:
    """Names, and at the edge the months that each has moved."""
    rows = [(plan.label_x, c, c.label, "middle right") for c in plan.curves]
    rows += [
        (plan.width - 4, c, months_moved(c.months), "middle left")
        for c in plan.curves
        if c.months is not None
    ]
    return scatter(
        x=[x for x, *_ in rows], y=[c.label_y for _, c, *_ in rows], mode="text", name="labels",
        text=[escape(text) for *_, text, _ in rows], textposition=[place for *_, place in rows], hoverinfo="skip",
        textfont={
            "size": [FONT for _ in rows], "family": theme.font, "color": [theme.hue(c.hue) for _, c, *_ in rows],
        },
        customdata=[[c.event, "", "", "", ""] for _, c, *_ in rows], **_FREE,
    )  # fmt: skip


def _key(room: float) -> Sequence[tuple[str, str]]:
    """The longest key that fits."""
    least = [entry for entry in _SHORT_KEY if entry[0] != CONFIRMED]
    keys = (_KEY, _SHORT_KEY, least)
    return next((key for key in keys if sum(key_width(text) for _, text in key) <= room), least)


def _frame_texts(plan: SchedulePlan, theme: Theme) -> Trace:
    """Years of announcement below, promised years (or months) on the left, and the key."""
    rows = [(tick.x, plan.bottom + 12, tick.text, "middle center", "") for tick in plan.x_ticks]
    rows += [(plan.left - 8, tick.x, tick.text, "middle left", "") for tick in plan.y_ticks]
    up = "promised for" if plan.view == "dates" else "months moved"
    rows.append((4, plan.top - 14, up, "middle right", ""))
    rows.append((plan.right, plan.bottom + 28, "announced on", "middle left", ""))
    if any(curve.months is not None for curve in plan.curves):
        rows.append((plan.width - 4, plan.top - 14, "months moved", "middle left", ""))
    x, y = 12.0, plan.height - 14
    for kind, text in _key(plan.width - x):
        rows.append((x, y, f"\u00a0{text}", "middle right", kind))
        x += key_width(text)
    if plan.left_out and _fits_the_key(plan):
        rows.append((x, y, _not_drawn(plan), "middle right", ""))
    xs, ys, texts, places, kinds = zip(*rows, strict=True)
    return scatter(
        x=xs, y=ys, mode="markers+text", text=texts, textposition=places, hoverinfo="skip",
        textfont={"size": SMALL, "family": theme.font, "color": theme.quiet},
        marker={
            "symbol": [_SYMBOLS.get(kind, "circle") for kind in kinds],
            "size": [_SIZES[kind] if kind == CONFIRMED else 9 for kind in kinds],
            "opacity": [1.0 if kind else 0.0 for kind in kinds], "color": theme.quiet,
        }, **_FREE,
    )  # fmt: skip


def _frame(plan: SchedulePlan, theme: Theme) -> dict[str, Any]:
    shapes = grid(plan, theme)
    annotations = []
    if plan.diagonal:
        (x0, y0), (x1, y1) = plan.diagonal
        line = {"color": theme.quiet, "width": 1, "dash": "dash"}
        shapes.append(
            {"type": "line", "x0": x0, "y0": y0, "x1": x1, "y1": y1, "line": line, "layer": "below"}
        )
    shapes += [shape for curve in plan.curves for shape in _band(curve, theme)]
    shapes += [shape for curve in plan.curves for shape in _line(curve, theme)]
    shapes += _leaders(plan, theme)
    if plan.words_at:
        annotations.append({
            "x": plan.words_at[0], "y": plan.words_at[1], "text": WORDS[plan.view], "showarrow": False,
            "xanchor": "left", "yanchor": "middle", "borderpad": 0,
            "font": {"size": 11, "color": theme.quiet, "family": theme.font},
        })  # fmt: skip
    return canvas(plan, theme, None, shapes=shapes, annotations=annotations)
