"""Who has worked with whom, and how often?"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from timeline.charts.canvas import Drawing, Trace, canvas, ruled, scatter
from timeline.charts.theme import Theme
from timeline.chronicle import Chronicle
from timeline.layout import SMALL, Manner
from timeline.matrix import Cell, MatrixPlan, most_on, plan_matrix
from timeline.natives import Grid
from timeline.partners import FIELDS, WORK, Partners, short_names, work_done
from timeline.partners import partners as matrix_of
from timeline.partners import sentences as said
from timeline.selection import PAGE_DEFAULT, Selection, as_it_is, to_query
from timeline.sentences import counted, is_about_all, subject
from timeline.tables import Table
from timeline.text import text_width
from timeline.vocabulary import DONE

NAME = "partners"
TITLE = "Partners"


means = as_it_is
chosen = work_done


def _matrix(known: Chronicle, events: pd.DataFrame, selection: Selection) -> Partners:
    return matrix_of(known, events, selection.by, selection.count, int(selection.most))


def heading(known: Chronicle, events: pd.DataFrame, selection: Selection) -> str:
    what = "countries" if selection.by == "country" else "agencies"
    about = "Who works with whom in space" if is_about_all(selection) else subject(known, selection)
    about = selection.title or about
    return f"{about}: {counted(len(events), 'event')} by {what}"


def sentences(known: Chronicle, events: pd.DataFrame, selection: Selection) -> list[str]:
    made = _matrix(known, events, selection)
    told = said(known, made)
    if made.left_out:
        told.append(f"{made.left_out} more partners have done less together and are not drawn.")
    return told


def tables(known: Chronicle, events: pd.DataFrame, selection: Selection) -> tuple[Table]:
    """One row per pair, also of those that are not drawn."""
    made = _matrix(known, events, selection)
    return (Table("Partners", FIELDS, tuple(pair.row for pair in made.together)),)


def native(known: Chronicle, events: pd.DataFrame, selection: Selection) -> Grid:
    made = _matrix(known, events, selection)
    return Grid(
        tuple(short_names(known, selection.by).get(n, n) for n in made.names),
        tuple(map(tuple, made.counts.tolist())),
    )


def plan(
    known: Chronicle, events: pd.DataFrame, selection: Selection, width: float, room: float, manner: Manner
) -> MatrixPlan:
    most = int(selection.most)
    fitting = most if room else min(most, most_on(width))
    made = matrix_of(known, events, selection.by, selection.count, fitting)
    laid = plan_matrix(made, short_names(known, selection.by), width, room, manner.letters)
    queries = {
        (c.a, c.b): query for c, query in zip(laid.cells, _queries(selection, made, laid.cells), strict=True)
    }
    return replace(
        laid, queries=queries, no_room=max(min(most, len(laid.names) + made.left_out) - len(laid.names), 0)
    )


def _queries(selection: Selection, made: Partners, cells: Sequence[Cell]) -> Iterator[str]:
    """The address of exactly the events of each cell.

    As filters where they can say it; where other partners narrow the view already, or where one stands
    alone, event by event.
    """
    whole = replace(PAGE_DEFAULT, detail="all", since=None, to=None, as_of=selection.as_of)
    filters = replace(
        selection, together=True, kind=selection.kind or WORK, status=selection.status or DONE, event="", title="",
    )  # fmt: skip
    common = urlencode(to_query(filters, PAGE_DEFAULT), doseq=True)
    for cell in cells:
        if cell.is_alone or selection.country or selection.agency:
            pair = made.pairs[min(cell.a, cell.b), max(cell.a, cell.b)]
            yield urlencode(to_query(replace(whole, pick=pair.events), PAGE_DEFAULT), doseq=True)
        else:
            yield f"{urlencode([(made.by, cell.a), (made.by, cell.b)])}&{common}"


def left_out(plan: MatrixPlan) -> str:
    """Who has no room on a narrow page; those beyond the number chosen are counted in the words."""
    return f"No room on this width: {counted(plan.no_room, 'more partner')}." if plan.no_room else ""


def draw(plan: MatrixPlan, known: Chronicle, _events: pd.DataFrame, theme: Theme) -> Drawing:
    """The matrix as laid out; a cell carries the address of its events in customdata."""
    return Drawing(
        [_cells(plan, known, theme), _counts(plan, theme), _rows(plan, theme)], _frame(plan, theme)
    )


_FREE: dict[str, Any] = {"showlegend": False, "cliponaxis": False}


def _strengths(plan: MatrixPlan, theme: Theme) -> dict[int, float]:
    """Of each count: the square root spreads the many small ones, and on the result the count can be read."""
    counts = {cell.count for cell in plan.cells}
    roots = {count: 0.14 + 0.86 * math.sqrt(min(count / plan.largest, 1.0)) for count in counts}
    return {count: theme.readable(0, root) for count, root in roots.items()}


def _cells(plan: MatrixPlan, known: Chronicle, theme: Theme) -> Trace:
    names = {**known.countries, **known.agencies}
    cells, strengths = plan.cells, _strengths(plan, theme)
    return scatter(
        x=[c.x for c in cells], y=[c.y for c in cells], mode="markers", name="events",
        marker={
            "symbol": ["square-open" if c.is_alone else "square" for c in cells], "opacity": 1,
            "size": [max(plan.size - (6 if c.is_alone else 2), plan.size * 0.6) for c in cells],
            "color": [theme.quiet if c.is_alone else theme.pale(0, strengths[c.count]) for c in cells],
            "line": {"width": [1 if c.is_alone else 0 for c in cells]},
        },
        customdata=[_hover(c, names, plan.queries[c.a, c.b]) for c in cells],
        hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>", **_FREE,
    )  # fmt: skip


def _hover(cell: Cell, names: dict[str, str], query: str) -> list[str]:
    """The cell's address leads to exactly its events."""
    a, b = (names.get(x, x) for x in (cell.a, cell.b))
    title = f"{a}, without a partner" if cell.is_alone else f"{a} and {b}"
    return [
        f"?{query}",
        escape(title),
        str(cell.count) if cell.is_alone else f"{cell.count} together",
        "",
        "",
    ]


def _counts(plan: MatrixPlan, theme: Theme) -> Trace:
    cells, strengths = plan.cells if plan.shows_counts else (), _strengths(plan, theme)
    inks = [theme.ink if c.is_alone else theme.ink_on(0, strengths[c.count]) for c in cells]
    return scatter(
        x=[c.x for c in cells], y=[c.y for c in cells], mode="markers+text", name="labels", hoverinfo="skip",
        text=[str(c.count) for c in cells], textposition="middle center",
        textfont={"size": [min(SMALL, plan.size * 0.5) for _ in cells], "color": inks, "family": theme.font},
        marker={"size": 1, "opacity": 0}, customdata=[["", "", "", "", ""] for _ in cells], **_FREE,
    )  # fmt: skip


def _rows(plan: MatrixPlan, theme: Theme) -> Trace:
    names = plan.names
    return scatter(
        x=[n.left[0] for n in names], y=[n.left[1] for n in names], mode="text", hoverinfo="skip",
        text=[escape(n.text) for n in names], textposition="middle left",
        textfont={"size": [n.size for n in names], "color": theme.ink, "family": theme.font}, **_FREE,
    )  # fmt: skip


def _frame(plan: MatrixPlan, theme: Theme) -> dict[str, Any]:
    end = plan.left + len(plan.names) * plan.size
    heights = [name.left[1] + plan.size / 2 for name in plan.names]
    shapes = ruled([(plan.left, y, end, y) for y in heights], theme.grid, 0.5)
    columns = [
        {"x": n.top[0], "y": n.top[1], "text": escape(n.text), "showarrow": False, "textangle": -90,
         "xanchor": "center", "yanchor": "bottom", "borderpad": 0,
         "font": {"size": n.size, "color": theme.ink, "family": theme.font}}
        for n in plan.names
    ]  # fmt: skip
    words = "A cell: distinct missions and programmes done together. Open squares: done without a partner."
    size = 11 if plan.width > 560 else 9
    if text_width(words, size) > plan.width - 12:
        words = "Open squares: done without a partner."
    columns.append({
        "x": 4, "y": plan.height - 14, "text": words, "showarrow": False, "xanchor": "left", "yanchor": "middle",
        "font": {"size": size, "color": theme.quiet, "family": theme.font},
    })  # fmt: skip
    return canvas(plan, theme, None, shapes=shapes, annotations=columns)
