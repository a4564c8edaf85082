"""A picture as a page: a fixed size, a title above the chart, its sources below. Pure geometry.

A chart is laid out at its own scale and enlarged, so that its letters grow with the page: as much
as the page has room for. Where even the least letters leave no room, small events are counted; a
page of headlines that still has no room becomes higher, for nothing is cut.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from timeline.layout import SMALL, Manner
from timeline.text import fitted, shown, text_width

TITLE = 21.0  # px, before the enlargement
PAD = 16.0
_LINE = 1.3  # of the size of a letter
_MOST_LINES = 2
_FEWER_ROWS = (100, 70, 50, 36, 24)
_LAST_ZOOMS = (0.9, 0.8, 0.7)


@dataclass(frozen=True)
class Preset:
    """The size of a picture in px, the px of the file per px, and how far letters may grow."""

    name: str
    title: str
    width: int
    height: int
    scale: float
    zooms: tuple[float, ...]


PRESETS = {
    preset.name: preset
    for preset in (
        Preset("slide", "Slide (1920 × 1080, sharp at twice the size)", 1920, 1080, 2, (2.0, 1.875, 1.75, 1.6, 1.5)),
        Preset("web", "Web (1200 × 675)", 1200, 675, 1, (1.25, 1.15, 1.0)),
        Preset("square", "Square (1080 × 1080)", 1080, 1080, 1, (1.5, 1.35, 1.2, 1.1, 1.0)),
        Preset("a4", "A4 landscape", 1123, 794, 3, (1.2, 1.1, 1.0, 0.9)),
    )
}  # fmt: skip


class Sized(Protocol):
    """A chart laid out."""

    @property
    def width(self) -> float: ...
    @property
    def height(self) -> float: ...


Plan = TypeVar("Plan", bound=Sized)
Planner = Callable[[float, float, Manner], Plan]  # width, height that there is, manner → plan


@dataclass(frozen=True)
class Line:
    text: str
    size: float
    bold: bool
    x: float
    y: float  # middle of the line
    quiet: bool


@dataclass(frozen=True)
class Sheet(Generic[Plan]):
    """A chart on its page; px before the enlargement."""

    plan: Plan
    lines: tuple[Line, ...]
    width: float
    height: float
    left: float
    top: float
    zoom: float


def arrange(planner: Planner[Plan], preset: Preset, title: str, subtitle: str, source: str) -> Sheet[Plan]:
    """The largest letters for which title, chart and sources fit on the page of `preset`."""
    tries = [(zoom, _FEWER_ROWS[0]) for zoom in preset.zooms]
    tries += [(preset.zooms[-1], rows) for rows in _FEWER_ROWS[1:]]
    tries += [(preset.zooms[-1] * share, _FEWER_ROWS[-1]) for share in _LAST_ZOOMS]
    for zoom, rows in tries:
        width, height = preset.width / zoom, preset.height / zoom
        head, top = _block(((title, TITLE, True), (subtitle, SMALL + 1, False)), PAD, width)
        foot, foot_height = _block(((source, SMALL - 1, False),), 0.0, width)
        room = height - top - 4 - foot_height - PAD / 2
        plan = planner(width - 2 * PAD, room, Manner(rows=rows))
        if plan.height <= room:
            break
    height = max(height, top + 4 + plan.height + foot_height + PAD / 2)
    lowest = height - foot_height - PAD / 2
    placed = [Line(f.text, f.size, f.bold, f.x, f.y + lowest, f.quiet) for f in foot]
    free = lowest - top - plan.height  # the chart stands a little above the middle of its place
    return Sheet(plan, (*head, *placed), width, height, PAD, top + max(free, 0) * 0.35, zoom)


def _block(parts: tuple[tuple[str, float, bool], ...], y: float, width: float) -> tuple[list[Line], float]:
    """Texts below each other, each wrapped to two lines at most; the lines and where they end."""
    lines = []
    for text, size, bold in parts:
        for line in wrapped(text, size, width - 2 * PAD, bold):
            lines.append(Line(line, size, bold, PAD, y + size * _LINE / 2, not bold))
            y += size * _LINE
        y += 2
    return lines, y


def wrapped(text: str, size: float, width: float, bold: bool = False, most: int = _MOST_LINES) -> list[str]:
    """`text` in at most `most` lines of `width` px; the last one is cut with an ellipsis."""
    words, line = shown(text)[:1200].split(" "), ""
    lines: list[str] = []
    while words:
        longer = f"{line} {words[0]}".strip()
        if len(lines) + 1 == most or (line == "" and text_width(words[0], size, bold) > width):
            rest = " ".join([line, *words]).strip()
            return [*lines, fitted(rest, size, width, bold)]
        if text_width(longer, size, bold) <= width:
            line = longer
            words.pop(0)
        else:
            lines.append(line)
            line = ""
    return [*lines, line] if line else lines
