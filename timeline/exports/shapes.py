"""Shapes of a slide as DrawingML, the XML of PowerPoint. Lengths are EMU (914,400 to the inch).

Written at once as text: a timeline has a thousand shapes, and a slide must be quicker than its
picture. Colours are those of the slide's theme, so that another design recolours everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import count
from typing import Any

from lxml import etree

from timeline.text import shown

EMU_PER_PT = 12700
Box = tuple[float, float, float, float]  # left, top, right, bottom
_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """One line of text that XML can hold."""
    return _NOT_XML.sub(" ", shown(text))


def quoted(text: str) -> str:
    return escape(clean(text), quote=True)


@dataclass(frozen=True)
class Ink:
    """A colour of the theme: its name, how much of it, and how light it is made."""

    scheme: str
    strength: float = 1.0
    light: float = 0.0

    @property
    def xml(self) -> str:
        parts = ""
        if self.light:
            parts += f'<a:lumMod val="{round((1 - self.light) * 100000)}"/><a:lumOff val="{round(self.light * 100000)}"/>'
        if self.strength < 1:
            parts += f'<a:alpha val="{round(self.strength * 100000)}"/>'
        return f'<a:solidFill><a:schemeClr val="{self.scheme}">{parts}</a:schemeClr></a:solidFill>'


TEXT, QUIET, GHOST = Ink("tx1"), Ink("tx1", light=0.3), Ink("tx1", light=0.5)
BAND, GRID, STRIP = Ink("tx1", 0.04), Ink("tx1", 0.14), Ink("tx1", 0.12)
GROUND = Ink("bg1")


@dataclass(frozen=True)
class Shape:
    xml: str
    box: Box


def element(xml: str) -> Any:
    """The XML of a shape as an element for the tree of a slide."""
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False)
    return etree.fromstring(f"<root {_NAMESPACES}>{xml}</root>", parser)[0]


class Pen:
    """Draws shapes; every one has its own number on the slide."""

    def __init__(self, first: int) -> None:
        self._numbers: Iterator[int] = count(first)

    def figure(
        self, name: str, form: str, box: Box, fill: Ink | None, line: Ink | None = None, weight: float = 0,
        descr: str = "", link: str = "", adjust: str = "",
    ) -> Shape:  # fmt: skip
        """A preset form ("ellipse", "diamond" …) in `box`; `link` is a relationship of the slide."""
        body = f'<a:prstGeom prst="{form}"><a:avLst>{adjust}</a:avLst></a:prstGeom>'
        body += fill.xml if fill else "<a:noFill/>"
        body += _line(line, weight)
        xml = (
            f"<p:sp><p:nvSpPr>{self._naming(name, descr, link)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
            f"<p:spPr>{_place(box)}{body}</p:spPr></p:sp>"
        )
        return Shape(xml, box)

    def area(
        self, name: str, rings: Sequence[Sequence[tuple[float, float]]], fill: Ink, line: Ink, weight: float,
        hatch: Ink | None = None,
    ) -> Shape:  # fmt: skip
        """A free form of rings in EMU; `hatch` draws its fill as lines on the ground."""
        xs = [x for ring in rings for x, _ in ring]
        ys = [y for ring in rings for _, y in ring]
        box = (min(xs), min(ys), max(xs), max(ys))
        paths = "".join(_ring(ring, box[0], box[1]) for ring in rings)
        wide, high = max(round(box[2] - box[0]), 1), max(round(box[3] - box[1]), 1)
        body = (
            f'<a:custGeom><a:pathLst><a:path w="{wide}" h="{high}">{paths}</a:path></a:pathLst></a:custGeom>'
        )
        body += fill.xml if hatch is None else _hatching(hatch)
        xml = (
            f"<p:sp><p:nvSpPr>{self._naming(name)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
            f"<p:spPr>{_place(box)}{body}{_line(line, weight)}</p:spPr></p:sp>"
        )
        return Shape(xml, box)

    def line(self, name: str, box: Box, ink: Ink, weight: float) -> Shape:
        xml = (
            f"<p:cxnSp><p:nvCxnSpPr>{self._naming(name)}<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr>"
            f'<p:spPr>{_place(box)}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{_line(ink, weight)}</p:spPr></p:cxnSp>'
        )
        return Shape(xml, box)

    def text(
        self, name: str, box: Box, words: str, size: float, ink: Ink, bold: bool = False,
        align: str = "l", wrap: bool = False, upright: bool = False,
    ) -> Shape:  # fmt: skip
        """Text of `size` pt in the theme's font, without inner margins; on one line unless `wrap`; `upright` is
        read from below."""
        weight = ' b="1"' if bold else ""
        lines = words.split("\n")
        paragraphs = "".join(
            f'<a:p><a:pPr algn="{align}"/><a:r><a:rPr lang="en-GB" sz="{round(size * 100)}"{weight} dirty="0">{ink.xml}</a:rPr>'
            f"<a:t>{quoted(line)}</a:t></a:r></a:p>"
            for line in lines
        )
        flow = ("square" if wrap else "none") + ('" vert="vert270' if upright else "")
        xml = (
            f'<p:sp><p:nvSpPr>{self._naming(name)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
            f'<p:spPr>{_place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
            f'<p:txBody><a:bodyPr wrap="{flow}" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="ctr"><a:noAutofit/></a:bodyPr>'
            f"<a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
        )
        return Shape(xml, box)

    def group(self, name: str, shapes: Sequence[Shape], descr: str = "") -> Shape:
        left, top = min(s.box[0] for s in shapes), min(s.box[1] for s in shapes)
        right, bottom = max(s.box[2] for s in shapes), max(s.box[3] for s in shapes)
        off, ext = _off(left, top), f'cx="{round(right - left)}" cy="{round(bottom - top)}"'
        inner = "".join(shape.xml for shape in shapes)
        xml = (
            f"<p:grpSp><p:nvGrpSpPr>{self._naming(name, descr)}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
            f"<p:grpSpPr><a:xfrm><a:off {off}/><a:ext {ext}/><a:chOff {off}/><a:chExt {ext}/></a:xfrm></p:grpSpPr>"
            f"{inner}</p:grpSp>"
        )
        return Shape(xml, (left, top, right, bottom))

    def _naming(self, name: str, descr: str = "", link: str = "") -> str:
        told = f' descr="{quoted(descr)}"' if descr else ""
        click = f'<a:hlinkClick r:id="{link}"/>' if link else ""
        return f'<p:cNvPr id="{next(self._numbers)}" name="{quoted(name)[:250]}"{told}>{click}</p:cNvPr>'


def _ring(ring: Sequence[tuple[float, float]], left: float, top: float) -> str:
    points = [f'<a:pt x="{round(x - left)}" y="{round(y - top)}"/>' for x, y in ring]
    return (
        f"<a:moveTo>{points[0]}</a:moveTo>"
        + "".join(f"<a:lnTo>{p}</a:lnTo>" for p in points[1:])
        + "<a:close/>"
    )


def _hatching(ink: Ink) -> str:
    front, back = ink.xml, Ink("bg1").xml
    inner = [part.removeprefix("<a:solidFill>").removesuffix("</a:solidFill>") for part in (front, back)]
    return (
        f'<a:pattFill prst="ltUpDiag"><a:fgClr>{inner[0]}</a:fgClr><a:bgClr>{inner[1]}</a:bgClr></a:pattFill>'
    )


def _off(left: float, top: float) -> str:
    return f'x="{round(left)}" y="{round(top)}"'


def _place(box: Box) -> str:
    left, top, right, bottom = (round(edge) for edge in box)
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{right - left}" cy="{bottom - top}"/></a:xfrm>'


def _line(ink: Ink | None, weight: float) -> str:
    if ink is None:
        return "<a:ln><a:noFill/></a:ln>"
    return f'<a:ln w="{round(weight * EMU_PER_PT)}">{ink.xml}</a:ln>'
