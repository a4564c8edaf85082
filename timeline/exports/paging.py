"""Which part of a timeline goes on which slide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from timeline.exports.design import Design
from timeline.exports.job import ExportError, Job
from timeline.exports.shapes import EMU_PER_PT
from timeline.lanes import LaneGroup, group_lanes
from timeline.layout import FONT, Layout, Manner, lay_out
from timeline.selection import period

_LABEL_SIZES = (12.0, 11.0, 10.0)  # pt, the largest first
_SMALLEST = 6.0  # pt, where a single year of a single lane is still too much


@dataclass(frozen=True)
class Page:
    """One slide: a layout, the pt that one px of it has, and the years it shows if not all."""

    layout: Layout
    scale: float
    years: str = ""


def paged(job: Job, look: Design) -> list[Page]:
    """The slides: one if it is legible, else by lanes, else by years."""
    events = job.events
    lanes = group_lanes(job.known, events, job.selection)
    wide = (look.content[2] - look.content[0]) / EMU_PER_PT
    high = (look.content[3] - look.content[1]) / EMU_PER_PT
    chosen = period(job.selection)
    manner = Manner(fold=False, letters=look.letters)

    def laid(groups: Sequence[LaneGroup], years: tuple[date | None, date | None], size: float) -> Page | None:
        scale = size / FONT
        layout = lay_out(events, groups, years, wide / scale, job.known.day, manner)
        return Page(layout, scale) if layout.height * scale <= high else None

    for size in _LABEL_SIZES:
        if page := laid(lanes, chosen, size):
            return [page]
    pages: list[Page] = []
    for groups in _by_lanes(lanes, lambda some: laid(some, chosen, _LABEL_SIZES[-1]) is not None):
        page = laid(groups, chosen, _LABEL_SIZES[-1])
        pages += [page] if page else _by_years(events, groups[0], chosen, laid)
    return pages


def _by_lanes(
    lanes: Sequence[LaneGroup], fits: Callable[[list[LaneGroup]], bool]
) -> Iterator[list[LaneGroup]]:
    """As many lanes on a slide as fit, at least one."""
    page: list[LaneGroup] = []
    for lane in lanes:
        if page and not fits([*page, lane]):
            yield page
            page = []
        page.append(lane)
    if page:
        yield page


def _by_years(
    events: pd.DataFrame, lane: LaneGroup, years: tuple[date | None, date | None],
    laid: Callable[[Sequence[LaneGroup], tuple[date | None, date | None], float], Page | None],
) -> list[Page]:  # fmt: skip
    """One lane over several slides, cut at new years so that each has about as many events."""
    rows = np.array(lane.rows)
    points = events["point"].to_numpy(dtype=float)[rows]
    dated = rows[~np.isnan(points)]
    if not len(dated):
        return []
    own = np.array([date.fromordinal(int(p)).year for p in events["point"].to_numpy(dtype=float)[dated]])
    first, last = years[0] or date(int(own.min()), 1, 1), years[1] or date(int(own.max()), 12, 31)
    if page := laid([_with_rows(lane, dated)], (first, last), _LABEL_SIZES[-1]):
        told = str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        return [replace(page, years=told)]
    cut = int(np.median(own))
    cut = cut if cut > own.min() else cut + 1
    if cut > own.max():  # one year alone: smaller letters
        size = _LABEL_SIZES[-1]
        while (page := laid([_with_rows(lane, dated)], (first, last), size)) is None and size > _SMALLEST:
            size -= 0.5
        if page:
            return [replace(page, years=str(first.year))]
        if len(dated) == 1:
            raise ExportError("the slide is too small for a single event; choose a larger format")
        half = len(dated) // 2  # more than a slide holds, all in one year
        halves = ((dated[:half], (first, last)), (dated[half:], (first, last)))
    else:
        halves = (
            (dated[own < cut], (first, date(cut - 1, 12, 31))),
            (dated[own >= cut], (date(cut, 1, 1), last)),
        )
    return [page for rows, span in halves for page in _by_years(events, _with_rows(lane, rows), span, laid)]


def _with_rows(lane: LaneGroup, rows: np.ndarray) -> LaneGroup:
    return replace(lane, rows=tuple(int(row) for row in rows))
