"""Where the cells of the partners' matrix stand: names left and above, squares, counts. Pure geometry, px."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from timeline.layout import FONT
from timeline.partners import Partners
from timeline.text import fitted, text_width

_EDGE, _FOOT = 8.0, 30.0
_LARGEST, _SMALLEST = 40.0, 9.0  # px, of a cell
_LEAST_COUNT = 14.0  # px, of a cell that still shows its number
_NAMES = 190.0
_NARROW_NAMES, _LEAST_ROW = 58.0, 8.5  # px, of the names' column and of a row where there is little room


@dataclass(frozen=True)
class Cell:
    row: int
    column: int
    x: float
    y: float
    a: str
    b: str
    count: int
    is_alone: bool  # the diagonal


@dataclass(frozen=True)
class Name:
    key: str
    text: str
    size: float
    left: tuple[float, float]  # of the row: right end, middle
    top: tuple[float, float]  # of the column: lower end, middle


@dataclass(frozen=True)
class MatrixPlan:
    width: float
    height: float
    left: float
    top: float
    size: float  # of a cell
    cells: tuple[Cell, ...]
    names: tuple[Name, ...]
    largest: int
    shows_counts: bool
    left_out: int
    no_room: int = 0  # of the number chosen
    queries: Mapping[tuple[str, str], str] = field(default_factory=dict)  # pair → the address of its events


def most_on(width: float) -> int:
    """How many partners a page of a width has room for, if their names are to be told apart."""
    return max(int((width - _NARROW_NAMES - 2 * _EDGE) / _LEAST_ROW), 8)


def plan_matrix(
    made: Partners, names: Mapping[str, str], width: float, room: float, letters: float = 1.0
) -> MatrixPlan:
    """The matrix as large as the width (and, on a page, the height) allows."""
    width = max(width, 260.0)
    number = max(len(made.names), 1)
    longest = min(_NAMES, width * 0.3)
    wanted = max((text_width(names.get(key, key), FONT) * letters for key in made.names), default=0.0) + 12
    column = min(wanted, longest)
    size = (width - column - 2 * _EDGE) / number
    height = room - column - _FOOT - _EDGE if room else _LARGEST * number
    size = max(min(size, height / number, _LARGEST), min(_SMALLEST, size))
    text_size = min(FONT, max(size - 1, 6.0))
    texts = [fitted(names.get(key, key), text_size, (column - 10) / letters) for key in made.names]
    widest = max((text_width(text, text_size) * letters for text in texts), default=0.0) + 10
    top = min(widest, column) + _EDGE
    left = top + (max(width - top - number * size - _EDGE, 0) * 0.35 if room else 0)
    placed = tuple(
        Name(key, text, text_size, (left - 5, top + (i + 0.5) * size), (left + (i + 0.5) * size, top - 5))
        for i, (key, text) in enumerate(zip(made.names, texts, strict=True))
    )
    cells = tuple(
        Cell(i, j, left + (j + 0.5) * size, top + (i + 0.5) * size, a, b, int(made.counts[i, j]), i == j)
        for i, a in enumerate(made.names) for j, b in enumerate(made.names) if made.counts[i, j]
    )  # fmt: skip
    largest = max((cell.count for cell in cells if not cell.is_alone), default=1)
    return MatrixPlan(
        width, top + number * size + _FOOT, left, top, size, cells, placed, largest, size >= _LEAST_COUNT,
        made.left_out,
    )  # fmt: skip
