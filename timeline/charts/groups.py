"""Who has joined which group, and when?"""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from timeline.charts.canvas import Drawing, Trace, canvas, grid, scatter
from timeline.charts.theme import Theme
from timeline.chronicle import Chronicle
from timeline.dates import date_label
from timeline.layout import FONT, SMALL, Manner
from timeline.members import (
    FIELDS,
    IN_SEVERAL,
    as_groups,
    counts_in_words,
    group_events,
    is_joined,
    members_in,
    several_over_time,
)
from timeline.members import sentences as said
from timeline.membership import SEVERAL, GroupsPlan, Step, plan_groups
from timeline.natives import Series, XYChart, day_number, staircase
from timeline.selection import Selection
from timeline.tables import Table
from timeline.text import fitted

NAME = "groups"
TITLE = "Groups"

_SYMBOLS = ("circle", "diamond", "triangle-up", "square")


means = as_groups
chosen = group_events


def heading(known: Chronicle, events: pd.DataFrame, selection: Selection) -> str:
    return selection.title or counts_in_words(known, events, "Who has joined which group", "nobody yet")


def sentences(known: Chronicle, _events: pd.DataFrame, _selection: Selection) -> list[str]:
    return said(known)


def tables(known: Chronicle, events: pd.DataFrame, _selection: Selection) -> tuple[Table]:
    """One row per membership."""
    found, _ = members_in(known, events)
    return (Table("Members", FIELDS, tuple(member.row for member in found)),)


def native(known: Chronicle, events: pd.DataFrame, _selection: Selection) -> XYChart:
    found, names = members_in(known, events)
    series = []
    for hue, (bloc, name) in enumerate(names.items()):
        if not is_joined(found, bloc):
            continue
        steps = sorted(
            [(m.joined.point, 1) for m in found if m.bloc == bloc and m.joined.point]
            + [(m.left.point, -1) for m in found if m.bloc == bloc and m.left and m.left.point]
        )
        total, points = 0, []
        for day, gain in steps:
            total += gain
            points.append((day_number(day), float(total)))
        points.append((day_number(known.day), float(total)))
        series.append(Series(name, hue, staircase(points)))
    series.sort(key=lambda made: -len(made.points))
    if several := several_over_time(found):
        counts = [*several, (known.day, several[-1][1])]
        points = [(day_number(day), float(count)) for day, count in counts]
        series.append(Series(IN_SEVERAL, -1, staircase(points)))
    return XYChart(tuple(series), "joined on", "countries")


def plan(
    known: Chronicle, events: pd.DataFrame, _selection: Selection, width: float, room: float, manner: Manner
) -> GroupsPlan:
    found, names = members_in(known, events)
    return plan_groups(found, names, width, room, known.day, manner.letters)


def left_out(_plan: GroupsPlan) -> str:
    """Groups are shown whole."""
    return ""


def draw(plan: GroupsPlan, _known: Chronicle, _events: pd.DataFrame, theme: Theme) -> Drawing:
    """The steps as laid out, in px; each carries the event of its accession in customdata."""
    return Drawing(
        [*(_line(line, theme) for line in plan.lines), _steps(plan, theme), _labels(plan, theme), _texts(plan, theme)],
        canvas(plan, theme, None, shapes=grid(plan, theme)),
    )  # fmt: skip


_FREE: dict[str, Any] = {"showlegend": False, "cliponaxis": False}


def _line(line: Any, theme: Theme) -> Trace:
    style = {"color": theme.hue(line.hue), "width": 2 if line.bloc != SEVERAL else 1.5}
    if line.bloc == SEVERAL:
        style["dash"] = "dot"
    xs, ys = zip(*line.path, strict=True)
    return scatter(x=xs, y=ys, mode="lines", line=style, hoverinfo="skip", **_FREE)


def _steps(plan: GroupsPlan, theme: Theme) -> Trace:
    """A mark at every step; filled with the ground where the country is in another group too."""
    rows = [(step, line) for line in plan.lines for step in line.steps]
    return scatter(
        x=[s.x for s, _ in rows], y=[s.y for s, _ in rows], mode="markers", name="events",
        marker={
            "symbol": [_SYMBOLS[line.hue % 4] + ("-open" if s.is_in_both else "") for s, line in rows],
            "size": [11 if s.is_in_both else 6 for s, _ in rows], "opacity": 1,
            "color": [theme.hue(line.hue) for _, line in rows], "line": {"width": [2 if s.is_in_both else 0 for s, _ in rows]},
        },
        customdata=[_hover(s, line.name) for s, line in rows],
        hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]}<br>%{customdata[3]}<extra></extra>", **_FREE,
    )  # fmt: skip


def _hover(step: Step, group: str) -> list[str]:
    member = step.member
    verb = "joins" if step.gain > 0 else "leaves"
    day = member.joined if step.gain > 0 or member.left is None else member.left
    more = "; also in another group" if step.is_in_both else ""
    name = group.rsplit(":", 1)[0]
    texts = (f"{member.name} {verb} {name}", date_label(day), f"{member.form}{more}")
    return [member.event, *(escape(fitted(text, FONT, 420)) for text in texts), ""]


def _labels(plan: GroupsPlan, theme: Theme) -> Trace:
    lines = plan.lines
    return scatter(
        x=[plan.label_x for _ in lines], y=[line.label_y for line in lines], mode="markers+text", name="labels",
        text=[f"<b>{escape(line.name)}</b>" for line in lines], textposition="middle right", hoverinfo="skip",
        textfont={"size": [FONT for _ in lines], "family": theme.font, "color": [theme.hue(line.hue) for line in lines]},
        marker={"size": 1, "opacity": 0}, customdata=[["", "", "", "", ""] for _ in lines], **_FREE,
    )  # fmt: skip


def _texts(plan: GroupsPlan, theme: Theme) -> Trace:
    rows = [(tick.x, plan.bottom + 14, tick.text, "middle center") for tick in plan.x_ticks]
    rows += [(plan.left - 8, tick.x, tick.text, "middle left") for tick in plan.y_ticks]
    rows.append((4, plan.top - 14, "countries", "middle right"))
    if any(step.is_in_both for line in plan.lines for step in line.steps):
        rows.append((plan.right + 14, plan.bottom + 14, "open: in several", "middle right"))
    xs, ys, texts, places = zip(*rows, strict=True)
    return scatter(
        x=xs, y=ys, mode="text", text=texts, textposition=places, hoverinfo="skip",
        textfont={"size": SMALL, "family": theme.font, "color": theme.quiet}, **_FREE,
    )  # fmt: skip
