"""What a chart is beside its picture: on a slide, data that PowerPoint itself draws; and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeAlias

import pandas as pd

from timeline.chronicle import Chronicle
from timeline.selection import Selection
from timeline.tables import Table

DAY_ZERO = date(1899, 12, 30).toordinal()  # the day 0 of spreadsheets


@dataclass(frozen=True)
class Series:
    """Points of one line, or loose ones. Days are numbers as spreadsheets count them."""

    name: str
    hue: int
    points: tuple[tuple[float, float], ...]
    is_line: bool = True


@dataclass(frozen=True)
class XYChart:
    """Lines over days; upwards days too (`y_is_day`) or numbers. `left_out` says what has no line."""

    series: tuple[Series, ...]
    x_title: str
    y_title: str
    y_is_day: bool = False
    left_out: str = ""


@dataclass(frozen=True)
class Grid:
    """A table of counts, the stronger the darker."""

    names: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Outline:
    """An area of a map in px. `hue` -1 = none; `second`, where it has two colours."""

    name: str
    rings: tuple[tuple[tuple[float, float], ...], ...]
    hue: int
    second: int = -1
    is_hatched: bool = False


@dataclass(frozen=True)
class Dot:
    name: str
    x: float
    y: float
    form: str  # circle, diamond, square
    hue: int


@dataclass(frozen=True)
class Atlas:
    """A map as shapes, with what its colours mean and what its boundaries do not."""

    width: float
    height: float
    areas: tuple[Outline, ...]
    dots: tuple[Dot, ...]
    key: tuple[tuple[str, str, int], ...]  # form, text, hue
    words: str


Native: TypeAlias = XYChart | Grid | Atlas


def day_number(day: date | None) -> float:
    """A day as spreadsheets count it; 0 where there is none."""
    return float(day.toordinal() - DAY_ZERO) if day else 0.0


def staircase(points: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Along first, then up: the corners between the points."""
    steps: list[tuple[float, float]] = []
    for x, y in points:
        if steps:
            steps.append((x, steps[-1][1]))
        steps.append((x, y))
    return tuple(steps)


class Told(Protocol):
    """What a chart says of events, in words and as data; asked for only when a file needs it."""

    def means(self, selection: Selection, /) -> Selection: ...
    def heading(self, known: Chronicle, events: pd.DataFrame, selection: Selection, /) -> str: ...
    def sentences(self, known: Chronicle, events: pd.DataFrame, selection: Selection, /) -> list[str]: ...
    def tables(
        self, known: Chronicle, events: pd.DataFrame, selection: Selection, /
    ) -> tuple[Table, ...]: ...
    def native(self, known: Chronicle, events: pd.DataFrame, selection: Selection, /) -> Native | None: ...
