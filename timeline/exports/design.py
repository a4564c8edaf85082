"""The design of a slide: our own, or a company's template, whose layout, colours and fonts are kept.

A design says where title, subtitle, footer and content stand, and how wide its letters are. Where a
template has no place for a text, a text box takes it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Inches

from timeline.exports.job import ExportError
from timeline.exports.shapes import Box
from timeline.text import width_of_font

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SIDE = Inches(0.4)
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_SUBTITLES = (PP_PLACEHOLDER.SUBTITLE, PP_PLACEHOLDER.BODY)
_UNMEASURED = 1.2  # a font that is not here may be this much wider
_MOST_BYTES = 100_000_000  # unpacked


@dataclass(frozen=True, eq=False)
class Design:
    deck: Deck
    layout: SlideLayout
    title: Box
    subtitle: Box
    content: Box
    footer: Box
    has_footer: bool  # the layout has a place for it there
    title_size: float  # pt
    letters: float  # width of the body font against the one that is measured


def design(template: bytes | None, hues: Sequence[str], dark: bool) -> Design:
    """The design of `template`, or our own in light or dark. Raises ExportError."""
    return _own(hues, dark) if template is None else _of(template)


def _own(hues: Sequence[str], dark: bool) -> Design:
    """16:9, with places for title, subtitle and footer; accents are the hues of our lanes."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    layout = next(found for found in deck.slide_layouts if found.name == "Title Only")
    for other in [found for found in deck.slide_layouts if found is not layout]:
        if other.name != layout.name:
            deck.slide_layouts.remove(other)
    right = deck.slide_width - _SIDE
    title: Box = (_SIDE, Inches(0.28), right, Inches(0.82))
    subtitle: Box = (_SIDE, Inches(0.82), right, Inches(1.12))
    footer: Box = (_SIDE, Inches(7.08), right, Inches(7.38))
    master = deck.slide_master
    for shape in list(master.placeholders):
        kind = shape.placeholder_format.type
        if kind in _TITLES:
            _set(shape, title)
            _text_style(shape, 26, bold=True, anchor="b")
        elif kind == PP_PLACEHOLDER.FOOTER:
            _set(shape, footer)
            _text_style(shape, 10)
        elif kind == PP_PLACEHOLDER.BODY:
            _set(shape, (_SIDE, Inches(1.2), right, Inches(7.0)))
        else:
            shape._element.getparent().remove(shape._element)
    for shape in _places(layout):
        if shape.placeholder_format.type in (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.SLIDE_NUMBER):
            shape._element.getparent().remove(shape._element)
    layout._element.cSld.spTree.append(etree.fromstring(_SUBTITLE.format(*_extent(subtitle))))
    colours = master._element.find(".//{http://schemas.openxmlformats.org/presentationml/2006/main}clrMap")
    if dark:
        for name, value in {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}.items():
            colours.set(name, value)
    for style in master._element.iter(f"{_A}lvl1pPr"):
        if style.getparent().tag.endswith("titleStyle"):
            style.set("algn", "l")
    _retheme(deck, hues, dark)
    return _placed(deck, layout, 26)


_SUBTITLE = """<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr><p:cNvPr id="20" name="Subtitle"/>
<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" sz="quarter" idx="13"/></p:nvPr></p:nvSpPr>
<p:spPr><a:xfrm><a:off x="{}" y="{}"/><a:ext cx="{}" cy="{}"/></a:xfrm></p:spPr><p:txBody>
<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:normAutofit/></a:bodyPr>
<a:lstStyle><a:lvl1pPr marL="0" indent="0"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>
<a:defRPr sz="1400"/></a:lvl1pPr></a:lstStyle><a:p><a:r><a:rPr lang="en-GB"/><a:t>Subtitle</a:t></a:r></a:p>
</p:txBody></p:sp>"""


def _extent(box: Box) -> tuple[int, int, int, int]:
    return round(box[0]), round(box[1]), round(box[2] - box[0]), round(box[3] - box[1])


def _set(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = _extent(box)


def _text_style(shape: Any, size: float, bold: bool = False, anchor: str = "ctr") -> None:
    """Size and margins of a placeholder of the master, which its slides inherit."""
    body = shape._element.txBody
    for side in ("lIns", "tIns", "rIns", "bIns"):
        body.bodyPr.set(side, "0")
    body.bodyPr.set("anchor", anchor)
    styles = body.find(f"{_A}lstStyle")
    styles.clear()
    level = etree.SubElement(styles, f"{_A}lvl1pPr", algn="l")
    etree.SubElement(level, f"{_A}defRPr", sz=str(round(size * 100)), b="1" if bold else "0")


def _retheme(deck: Deck, hues: Sequence[str], dark: bool) -> None:
    """Our colours and our font, in the theme that every slide of the deck uses."""
    part = cast(Any, deck.slide_master.part.part_related_by(RT.THEME))
    theme = etree.fromstring(part.blob)
    colours = {f"accent{place + 1}": hue for place, hue in enumerate(hues[:6])}
    colours |= {
        "dk1": "#12161c" if dark else "#1d2733",
        "lt1": "#e6ebf1" if dark else "#ffffff",
        "hlink": colours.get("accent6", "#1f5f99"),
    }
    for name, value in colours.items():
        place = theme.find(f".//{_A}clrScheme/{_A}{name}")
        place.clear()
        etree.SubElement(place, f"{_A}srgbClr", val=value.lstrip("#").upper())
    for latin in theme.iterfind(f".//{_A}fontScheme/*/{_A}latin"):
        latin.set("typeface", "Arial")
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _of(template: bytes) -> Design:
    """A company's template: its own slides are taken out, its layout with a title is kept."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            if sum(item.file_size for item in archive.infolist()) > _MOST_BYTES:
                raise ExportError("the template is larger than 100 MB when unpacked")
        deck = Presentation(io.BytesIO(template))
        layouts = [layout for master in deck.slide_masters for layout in master.slide_layouts]
    except ExportError:
        raise
    except (
        zipfile.BadZipFile,
        PackageNotFoundError,
        KeyError,
        ValueError,
        AttributeError,
        etree.LxmlError,
    ) as fault:
        raise ExportError("the template is no PowerPoint file (.pptx or .potx) that can be read") from fault
    if not layouts:
        raise ExportError("the template has no slide layout")
    for slide in list(deck.slides._sldIdLst):
        deck.part.drop_rel(slide.rId)
        deck.slides._sldIdLst.remove(slide)
    layout = min(layouts, key=_unfitness)
    return _placed(deck, layout, 24)


def _unfitness(layout: SlideLayout) -> tuple[bool, int, bool]:
    """A title, little else, and a flat place for a subtitle."""
    kinds = [shape.placeholder_format.type for shape in _places(layout)]
    quiet = (*_TITLES, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
    others = sum(kind not in quiet for kind in kinds)
    has_subtitle = others == 1 and _subtitle_of(layout) is not None
    return PP_PLACEHOLDER.TITLE not in kinds, 0 if has_subtitle else others, not has_subtitle


def _subtitle_of(layout: SlideLayout) -> Any:
    """A low text placeholder near the title; a tall one is for a text of its own."""
    for shape in _places(layout):
        if shape.placeholder_format.type in _SUBTITLES and shape.height and shape.height < Inches(0.8):
            return shape
    return None


def _placed(deck: Deck, layout: SlideLayout, title_size: float) -> Design:
    """Where everything stands: placeholders where they are, the content in what they leave."""
    width, height = float(deck.slide_width or 0), float(deck.slide_height or 0)
    title = _box_of(_placeholder(layout, _TITLES)) or (_SIDE, Inches(0.28), width - _SIDE, Inches(0.9))
    # A title page's layout has its title in the middle; the slide's own title then stands above.
    if title[1] > height * 0.3:
        title = (_SIDE, Inches(0.28), width - _SIDE, Inches(0.9))
    title = (title[0], title[1], title[2], min(title[3], title[1] + Inches(1.0)))
    subtitle = _box_of(_subtitle_of(layout))
    if subtitle is None or subtitle[1] > height * 0.4:
        subtitle = (title[0], title[3], title[2], title[3] + Inches(0.3))
    footer = _box_of(_placeholder(layout, (PP_PLACEHOLDER.FOOTER,)))
    low = footer[1] if footer and footer[1] > height / 2 else height - Inches(0.42)
    others = [b for b in map(_box_of, _places(layout)) if b and b[1] > height * 0.8]
    low = min([low, *(b[1] for b in others)])
    # The sources need the whole width: they stand above what the template has at its foot.
    own_footer = footer is not None and footer[2] - footer[0] > width * 0.6
    foot: Box = (
        footer if own_footer and footer else (_SIDE, low - Inches(0.3), width - _SIDE, low - Inches(0.02))
    )
    content: Box = (_SIDE, max(title[3], subtitle[3]) + Inches(0.05), width - _SIDE, foot[1] - Inches(0.05))
    return Design(deck, layout, title, subtitle, content, foot, own_footer, title_size, _letters(layout))


def _places(layout: SlideLayout) -> list[Any]:
    return list(cast(Any, layout.placeholders))


def _placeholder(layout: SlideLayout, kinds: Sequence[Any]) -> Any:
    return next((s for s in _places(layout) if s.placeholder_format.type in kinds), None)


def _box_of(shape: Any) -> Box | None:
    if shape is None or shape.left is None or shape.width is None:
        return None
    return (
        float(shape.left),
        float(shape.top),
        float(shape.left + shape.width),
        float(shape.top + shape.height),
    )


def _letters(layout: SlideLayout) -> float:
    """How much wider than ours the theme's body font is, measured where it is installed."""
    part = cast(Any, layout.slide_master.part.part_related_by(RT.THEME))
    found = re.search(rb"<a:minorFont>.*?<a:latin typeface=\"([^\"]*)\"", part.blob, re.S)
    name = found.group(1).decode("utf-8", "replace") if found else ""
    return width_of_font(name) or _UNMEASURED
