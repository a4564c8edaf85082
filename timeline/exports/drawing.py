"""A timeline as shapes of a slide, out of the same layout as the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from timeline.exports.design import Design
from timeline.exports.paging import Page
from timeline.exports.shapes import BAND, EMU_PER_PT, GHOST, GRID, GROUND, QUIET, TEXT, Box, Ink, Pen, Shape
from timeline.layout import BAR, FONT, GAP, LABEL_HEIGHT, MARK, SMALL, KeyItem, Label, Mark
from timeline.text import shown, text_width
from timeline.vocabulary import CROSSED, DATELESS, HOLLOW

_FORMS = {
    "talks": "ellipse",
    "signed": "diamond",
    "flown": "triangle",
    "ended": "rect",
    "lost": "mathMultiply",
}
_HALVES = {"ellipse": 6.0, "diamond": 7.0, "triangle": 7.0, "rect": 5.5, "mathMultiply": 7.0}  # px
_ROUND = '<a:gd name="adj" fmla="val 50000"/>'
_THIN = '<a:gd name="adj1" fmla="val 8000"/>'


class Drawing:
    """The shapes of one layout."""

    def __init__(
        self,
        page: Page,
        look: Design,
        pen: Pen,
        link: Callable[[int], str],
        alt: Callable[[int], str],
        day_word: str,
    ) -> None:
        self.day_word = day_word
        self.layout, self.pen, self.link, self.alt = page.layout, pen, link, alt
        self.px = page.scale * EMU_PER_PT  # EMU of one px
        self.pt = page.scale
        self.left, self.top = look.content[0], look.content[1]

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        return (
            self.left + x0 * self.px,
            self.top + y0 * self.px,
            self.left + x1 * self.px,
            self.top + y1 * self.px,
        )

    def words(
        self, name: str, x: float, y: float, width: float, text: str, size: float, ink: Ink,
        bold: bool = False, align: str = "l",
    ) -> Shape:  # fmt: skip
        box = self.box(x, y - LABEL_HEIGHT / 2, x + width, y + LABEL_HEIGHT / 2)
        return self.pen.text(name, box, text, size * self.pt, ink, bold, align)

    def ground(self) -> Shape:
        """Bands, years and the line of today."""
        layout, pen = self.layout, self.pen
        shapes = [
            pen.figure(f"Band: {shown(' '.join(lane.name))}", "rect", self.box(0, lane.top, layout.width, lane.bottom), BAND)
            for lane in layout.lanes[::2]
        ]  # fmt: skip
        for tick in layout.ticks:
            shapes.append(
                pen.line(
                    f"Grid: {tick.text}", self.box(tick.x, layout.top, tick.x, layout.bottom), GRID, 0.75
                )
            )
            shapes.append(
                self.words(
                    f"Year: {tick.text}",
                    tick.x - 26,
                    layout.top - 10,
                    52,
                    tick.text,
                    SMALL,
                    QUIET,
                    align="ctr",
                )
            )
        if layout.today is not None:
            x = layout.today
            shapes.append(pen.line("Today line", self.box(x, layout.top, x, layout.bottom), QUIET, 1))
            shapes.append(
                self.words("Today", x - 30, layout.top - 27, 60, self.day_word, SMALL - 1, QUIET, align="ctr")
            )
        for lane in layout.lanes:
            shapes += self._name(lane.name, lane.top, lane.bottom)
        # A line above all keeps the drawing's place where nothing else stands so high.
        return (
            pen.group("Lanes, years and today", shapes)
            if shapes
            else pen.line("Edge", self.box(0, 0, layout.width, 0), GRID, 0.1)
        )

    def _name(self, lines: Sequence[str], top: float, bottom: float) -> list[Shape]:
        beside = self.layout.left > 2 * MARK + 2
        middle = (top + bottom) / 2
        shapes = []
        for place, line in enumerate(lines):
            y = middle + (place - (len(lines) - 1) / 2) * 17 if beside else top + 14
            width = (self.layout.left if beside else self.layout.width) - 12
            shapes.append(self.words(f"Lane: {line}", 8, y, width, line, FONT, TEXT, bold=True))
        return shapes

    def lanes(self, rows: Sequence[dict[str, Any]]) -> list[Shape]:
        """One group a lane, in it one group an event."""
        labels = {label.mark: label for label in self.layout.labels}
        ghosts = {found.mark: found.xs for found in self.layout.ghosts}
        groups: list[list[Shape]] = [[] for _ in self.layout.lanes]
        for index, mark in enumerate(self.layout.marks):
            name = f"{shown(rows[mark.row]['title'])[:120]} ({rows[mark.row]['label']})"
            event = self._event(mark, labels.get(index), ghosts.get(index, ()))
            groups[mark.lane].append(self.pen.group(name, event))
        return [
            self.pen.group(f"Lane: {' '.join(lane.name) or 'events'}", shapes)
            for lane, shapes in zip(self.layout.lanes, groups, strict=True) if shapes
        ]  # fmt: skip

    def _event(self, mark: Mark, label: Label | None, ghosts: Sequence[float]) -> list[Shape]:
        pen, y, own = self.pen, mark.y, mark.event
        hue = self._hue(mark)
        shapes = []
        for x0, x1, strength in mark.stretches():
            x0, x1 = max(x0, self.layout.left), min(x1, self.layout.right)
            if x1 > x0:
                box, ink = self.box(x0, y - BAR / 2, x1, y + BAR / 2), Ink(hue.scheme, strength, hue.light)
                shapes.append(pen.figure(f"Bar: {own}", "roundRect", box, ink, adjust=_ROUND))
        if ghosts:
            ends = (*ghosts, mark.x)
            shapes.append(pen.line(f"Thread: {own}", self.box(min(ends), y, max(ends), y), GHOST, 0.75))
            shapes += [
                pen.line(f"Former date: {own}", self.box(x, y - 4.5, x, y + 4.5), GHOST, 1.5) for x in ghosts
            ]
        shapes += self._mark(mark, hue)
        if label:
            shapes.append(self.words(f"Label: {own}", label.x, label.y, label.width, label.text, FONT, TEXT))
        return shapes

    def _mark(self, mark: Mark, hue: Ink) -> list[Shape]:
        link, alt = self.link(mark.row), self.alt(mark.row)
        shapes = [self._sign(f"Mark: {mark.event}", mark.family, mark.status, mark.x, mark.y, hue, alt, link)]
        if mark.status in CROSSED:
            shapes.append(self._cross(f"Cross: {mark.event}", mark.x, mark.y))
        return shapes

    def _sign(
        self, name: str, family: str, status: str, x: float, y: float, hue: Ink, alt: str = "", link: str = ""
    ) -> Shape:
        form = _FORMS[family]
        half = _HALVES[form]
        box = self.box(x - half, y - half, x + half, y + half)
        if status in HOLLOW:
            return self.pen.figure(name, form, box, GROUND, hue, 1.75 * self.pt / 0.92, alt, link)
        return self.pen.figure(name, form, box, hue, None, 0, alt, link)

    def _cross(self, name: str, x: float, y: float) -> Shape:
        return self.pen.figure(name, "mathMultiply", self.box(x - 9, y - 9, x + 9, y + 9), TEXT, adjust=_THIN)

    def _hue(self, mark: Mark) -> Ink:
        place = self.layout.lanes[mark.lane].hue
        if mark.status in DATELESS or place < 0:
            return QUIET
        return Ink(f"accent{place % 6 + 1}")

    def key(self) -> Shape:
        """What the marks mean."""
        items = [item for item in self.layout.key if item.status != "strip"]  # a slide folds nothing
        shapes = [shape for item in items for shape in self._key_item(item)]
        return self.pen.group("Key", shapes)

    def _key_item(self, item: KeyItem) -> list[Shape]:
        pen, x, y = self.pen, item.x, item.y
        if item.status == "ghost":
            sign = [pen.line("Key: former date", self.box(x, y - 4.5, x, y + 4.5), GHOST, 1.5)]
        elif item.status == "vague":
            box = self.box(x - MARK, y - BAR / 2, x + MARK, y + BAR / 2)
            sign = [pen.figure("Key: vague", "roundRect", box, Ink("tx1", 0.28), adjust=_ROUND)]
        else:
            sign = [self._sign(f"Key: {item.text}", item.family, item.status, x, y, QUIET)]
            if item.status in CROSSED:
                sign.append(self._cross("Key: cross", x, y))
        width = text_width(item.text, SMALL) * 1.1 + 4
        return [*sign, self.words(f"Key: {item.text}", x + MARK + GAP, y, width, item.text, SMALL, QUIET)]
