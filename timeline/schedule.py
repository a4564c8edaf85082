"""Where the curves of promised dates stand: pure geometry, in px from the top left corner.

A milestone is a staircase: along, the day on which something was announced; up, the date that was
promised, or how many months it had moved from the first one. It ends in a star where it flew, in a
cross where it failed or was cancelled, and has a gap while nobody named a date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TypeAlias

from timeline.curves import YEAR_STEPS, spread, step_of
from timeline.dates import DAYS_PER_MONTH, VagueDate
from timeline.history import CONFIRMED
from timeline.layout import EDGE, FONT, SMALL, Tick
from timeline.promises import OUTCOME, Milestone, Promise
from timeline.text import fitted, text_width

MOST = 12  # curves in one picture: as many as there are hues
TOP, FOOT = 26.0, 62.0  # px: above and below the plot (years of the announcements, the key)
LEFT = 58.0  # px, of the years promised
LEAST_HEIGHT, BEST = 380.0, 0.52  # px; share of the width
_LABELS, _MONTHS = 240.0, 36.0  # px, of the column of names in a wide picture; of the months in it
_NARROW = 560.0
_YEAR = 365.25


Diagonal: TypeAlias = tuple[tuple[float, float], tuple[float, float]]
WORDS = {"dates": "here a promise meets the calendar", "months": "as first promised"}  # of the diagonal


@dataclass(frozen=True)
class Point:
    """One promise on its curve. `low` and `high` are where a vague date may lie."""

    x: float
    y: float
    low: float
    high: float
    kind: str  # promise, confirmed, auditor, happened, failed, cancelled
    promise: Promise


@dataclass(frozen=True)
class Curve:
    event: str
    hue: int
    runs: tuple[tuple[tuple[float, float], ...], ...]  # staircases between gaps
    points: tuple[Point, ...]
    end: tuple[float, float]
    label: str
    label_y: float
    months: int | None  # from the first date to the latest, where there is room to tell it


@dataclass(frozen=True)
class SchedulePlan:
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    curves: tuple[Curve, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    diagonal: Diagonal | None
    words_at: tuple[float, float] | None  # left end and middle of what is written at the diagonal
    today: float | None
    label_x: float
    left_out: int  # milestones that have no room
    view: str


def plan_schedule(
    found: Sequence[Milestone], view: str, width: float, room: float, today: date, letters: float = 1.0
) -> SchedulePlan:
    """Lay out the milestones that have at least two dates (or one, where few have two)."""
    width = max(width, 300.0)
    chosen = _chosen(found)
    labels = _LABELS if width >= _NARROW else min(120.0, width * 0.32)
    height = max(room, LEAST_HEIGHT) if room else max(width * BEST, LEAST_HEIGHT)
    height = min(height, 900.0) if not room else height
    return _Plan(chosen, view, width, height, labels, today, len(found) - len(chosen), letters).plan()


def _chosen(found: Sequence[Milestone]) -> list[Milestone]:
    """Those with the longest stories, in the order of their first promise."""
    stories = [m for m in found if len(m.owned) > 1] or [m for m in found if m.owned]
    longest = sorted(stories, key=lambda m: -len(m.promises))[:MOST]
    return sorted(longest, key=lambda m: (m.promises[0].announced.sort_key, m.event))


class _Plan:
    def __init__(
        self, found: list[Milestone], view: str, width: float, height: float, labels: float, today: date,
        left_out: int, letters: float,
    ) -> None:  # fmt: skip
        self.found, self.view, self.width, self.height = found, view, width, height
        self.today, self.left_out, self.letters = today, left_out, letters
        self.left, self.right = LEFT, width - labels - EDGE
        self.top, self.bottom = TOP, height - FOOT
        self.label_x, self.tells_months = self.right + 16, width >= _NARROW
        days = [_day(p.announced) for m in found for p in m.promises] or [today]
        self.first = min(days).toordinal() - 60
        self.last = max([*days, today]).toordinal() + 60
        values = [v for m in found for p in m.promises if p.date and p.date.point for v in self._value(m, p)]
        self.low, self.high = (min(values), max(values)) if values else (0.0, 1.0)
        margin = max((self.high - self.low) * 0.04, 1.0)
        self.low, self.high = self.low - margin, self.high + margin

    def _value(self, milestone: Milestone, promise: Promise) -> tuple[float, float, float]:
        """Point, lower and upper end of a date: an ordinal, or months from the first promise."""
        assert promise.date is not None and promise.date.point is not None
        unit = promise.date.unit
        assert unit is not None
        values = tuple(float(day.toordinal()) for day in (promise.date.point, *unit))
        first = milestone.first
        if self.view == "dates" or first is None or first.date is None or first.date.point is None:
            return values[0], values[1], values[2]
        zero = first.date.point.toordinal()
        point, low, high = ((value - zero) / DAYS_PER_MONTH for value in values)
        return point, low, high

    def x(self, day: float) -> float:
        return self.left + (day - self.first) / (self.last - self.first) * (self.right - self.left)

    def y(self, value: float) -> float:
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)

    def plan(self) -> SchedulePlan:
        curves = [self._curve(place, milestone) for place, milestone in enumerate(self.found)]
        diagonal = self._diagonal()
        return SchedulePlan(
            self.width, self.height, self.left, self.right, self.top, self.bottom, tuple(self._labelled(curves)),
            self._x_ticks(), self._y_ticks(), diagonal, self._words_at(diagonal, curves) if diagonal else None,
            self.x(self.today.toordinal() + 0.5), self.label_x, self.left_out, self.view,
        )  # fmt: skip

    def _curve(self, place: int, milestone: Milestone) -> Curve:
        runs: list[list[tuple[float, float]]] = []
        points: list[Point] = []
        run: list[tuple[float, float]] = []
        for promise in milestone.promises:
            x = self.x(_day(promise.announced).toordinal() + 0.5)
            if promise.basis == "auditor":
                if promise.date and promise.date.point:
                    points.append(self._point(milestone, promise, x, "auditor"))
                continue
            if run:
                run.append((x, run[-1][1]))
            if promise.date is None or promise.date.point is None:  # withdrawn, paused or cancelled
                if promise.state == "cancelled" and run:
                    at = run[-1]
                    points.append(Point(at[0], at[1], at[1], at[1], "cancelled", promise))
                runs += [run] if run else []
                run = []
                continue
            point = self._point(milestone, promise, x, _kind(promise))
            points.append(point)
            run.append((x, point.y))
        if run and milestone.status == "planned":
            run.append((self.x(self.today.toordinal() + 0.5), run[-1][1]))
        runs += [run] if run else []
        end = runs[-1][-1] if runs else (self.right, self.bottom)
        return Curve(
            milestone.event, place, tuple(map(tuple, runs)), tuple(points), end, milestone.title, end[1],
            milestone.months if self.tells_months else None,
        )  # fmt: skip

    def _point(self, milestone: Milestone, promise: Promise, x: float, kind: str) -> Point:
        value, low, high = self._value(milestone, promise)
        return Point(x, self.y(value), self.y(high), self.y(low), kind, promise)

    def _labelled(self, curves: list[Curve]) -> list[Curve]:
        """Names in a column, as near as may be to the ends of their curves, none on another."""
        room = (self.width - self.label_x - 4 - (_MONTHS if self.tells_months else 0)) / self.letters
        ys = spread([curve.end[1] for curve in curves], self.top, self.bottom)
        return [
            replace(curve, label=fitted(curve.label, FONT, room), label_y=y)
            for curve, y in zip(curves, ys, strict=True)
        ]

    def _x_ticks(self) -> tuple[Tick, ...]:
        years = range(date.fromordinal(self.first).year, date.fromordinal(self.last).year + 1)
        scale = (self.right - self.left) / (self.last - self.first) * _YEAR
        step = step_of(YEAR_STEPS, scale, 46)
        ticks = [(self.x(date(y, 1, 1).toordinal()), str(y)) for y in years if y % step == 0]
        return tuple(Tick(x, text) for x, text in ticks if self.left <= x <= self.right)

    def _y_ticks(self) -> tuple[Tick, ...]:
        scale = (self.bottom - self.top) / (self.high - self.low)
        if self.view == "dates":
            first, last = (date.fromordinal(max(int(v), 1)).year for v in (self.low, self.high))
            step = step_of(YEAR_STEPS, _YEAR * scale, 24)
            values = [(date(y, 1, 1).toordinal(), str(y)) for y in range(first, last + 1) if y % step == 0]
        else:
            step = step_of((3, 6, 12, 24, 60, 120, 240), scale, 24)
            start = int(self.low // step) * step
            numbers = range(start, int(self.high) + step, step)
            values = [(n, months_moved(n)) for n in numbers]
        found = [Tick(self.y(float(value)), text) for value, text in values]
        return tuple(tick for tick in found if self.top <= tick.x <= self.bottom)

    def _words_at(self, diagonal: Diagonal, curves: Sequence[Curve]) -> tuple[float, float] | None:
        """Along the diagonal, where no curve is in the way; nowhere, if there is no such place."""
        (x0, y0), (x1, y1) = diagonal
        width, half = text_width(WORDS[self.view], SMALL) * self.letters, 9.0
        below = 14.0 if self.view == "dates" else -12.0
        for share in (0.2, 0.3, 0.1, 0.4, 0.5, 0.6, 0.02, 0.7, 0.8):
            x, y = x0 + (x1 - x0) * share + 10, y0 + (y1 - y0) * share + below
            inside = x + width <= self.right and self.top <= y - half and y + half <= self.bottom
            if inside and not any(
                _crosses(curve, (x - 3, y - half, x + width + 3, y + half)) for curve in curves
            ):
                return x, y
        return None

    def _diagonal(self) -> Diagonal | None:
        """Where a forecast meets the calendar; in months, the line of no move."""
        if self.view == "months":
            return (self.left, self.y(0)), (self.right, self.y(0))
        first, last = max(self.first, self.low), min(self.last, self.high)
        return ((self.x(first), self.y(first)), (self.x(last), self.y(last))) if last > first else None


def _crosses(curve: Curve, box: tuple[float, float, float, float]) -> bool:
    """Whether a staircase, a mark or its band touches a box."""
    left, top, right, bottom = box
    steps = [(a, b) for run in curve.runs for a, b in pairwise(run)]
    bands = [((p.x - 6, min(p.low, p.y - 6)), (p.x + 6, max(p.high, p.y + 6))) for p in curve.points]
    return any(
        min(a[0], b[0]) <= right
        and max(a[0], b[0]) >= left
        and min(a[1], b[1]) <= bottom
        and max(a[1], b[1]) >= top
        for a, b in (*steps, *bands)
    )


def _kind(promise: Promise) -> str:
    """What a dated statement of the one in charge is: the same date said again is no step."""
    if promise.basis == OUTCOME:
        return promise.state
    return CONFIRMED if promise.move and promise.move.kind == CONFIRMED else "promise"


def _day(announced: VagueDate) -> date:
    """The day on which a statement was known for sure."""
    return announced.point or date.min


def months_moved(months: int) -> str:
    """ "+12", "-3", "0": on the axis and beside the names."""
    return f"{months:+d}" if months else "0"


def key_width(text: str) -> float:
    return text_width(text, SMALL) + 34
