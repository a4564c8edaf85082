"""Editable slides (PPTX): the timeline as real shapes out of the same layout as the screen, other charts
as charts of PowerPoint's own with their data sheet.

Every event is a group with its mark, its label, its bar and its former dates; the mark is linked to
the event's first source. What does not fit on one slide in letters that can be read is paged, by
lanes and then by years, each slide complete in itself. Full citations stand in the notes. No
browser is needed.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

import numpy as np
import pandas as pd
from lxml import etree
from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.slide import Slide
from pptx.util import Emu, Pt

from timeline.checks import rows_of
from timeline.exports.design import Design, design
from timeline.exports.job import Job
from timeline.exports.shapes import EMU_PER_PT, Box, Ink, Pen, Shape, clean
from timeline.lanes import LaneGroup, group_lanes
from timeline.layout import (
    BAR,
    FONT,
    GAP,
    LABEL_HEIGHT,
    MARK,
    SMALL,
    KeyItem,
    Label,
    Layout,
    Manner,
    Mark,
    lay_out,
)
from timeline.natives import DAY_ZERO, Atlas, Grid, Native, XYChart, day_number
from timeline.records import Recorder
from timeline.selection import period
from timeline.sentences import source_line, standing_word
from timeline.text import fitted, shown, text_width
from timeline.vocabulary import CROSSED, DATELESS, HOLLOW

ENDING = "pptx"
TITLE = "Editable slides (PowerPoint)"
MIME = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

_LABEL_SIZES = (12.0, 11.0, 10.0)  # pt, the largest first
_SMALLEST = 6.0  # pt, where a single year of a single lane is still too much
_LIST_ROWS = 14  # of the list of numbered events on one slide

_TEXT, _QUIET, _GHOST = Ink("tx1"), Ink("tx1", light=0.3), Ink("tx1", light=0.5)
_BAND, _GRID, _STRIP = Ink("tx1", 0.04), Ink("tx1", 0.14), Ink("tx1", 0.12)
_GROUND = Ink("bg1")
_FORMS = {
    "talks": "ellipse",
    "signed": "diamond",
    "flown": "triangle",
    "ended": "rect",
    "lost": "mathMultiply",
}
_HALVES = {"ellipse": 6.0, "diamond": 7.0, "triangle": 7.0, "rect": 5.5, "mathMultiply": 7.0}  # px


@dataclass(frozen=True)
class Page:
    """One slide: a layout, the pt that one px of it has, and the years it shows if not all."""

    layout: Layout
    scale: float
    years: str = ""


def write(job: Job) -> bytes:
    hues = job.hues.get(job.style.theme, ())
    look = design(job.style.template, hues, job.style.theme == "dark")
    story = _Story(job, look)
    if job.native is not None:
        story.chart(job.native)
    else:
        events = _numbered(job.events) if job.style.numbered else job.events
        pages = paged(replace(job, events=events), look)
        for number, page in enumerate(pages, 1):
            story.slide(page, number, len(pages))
    if job.style.numbered:
        story.lists()
    out = io.BytesIO()
    look.deck.save(out)
    return out.getvalue()


def _numbered(events: pd.DataFrame) -> pd.DataFrame:
    """The same events with their number before the title."""
    titles = [f"{n}  {title}" for n, title in enumerate(events["title"], 1)]
    return events.assign(title=titles)


# --- paging ---------------------------------------------------------------------------------------


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
    if page := laid([replace(lane, rows=tuple(int(r) for r in dated))], (first, last), _LABEL_SIZES[-1]):
        told = str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        return [replace(page, years=told)]
    cut = int(np.median(own))
    cut = cut if cut > own.min() else cut + 1
    if cut > own.max():  # one year alone: smaller letters
        size = _LABEL_SIZES[-1]
        while (page := laid([lane], (first, last), size)) is None and size > _SMALLEST:
            size -= 0.5
        return [replace(page, years=str(first.year))] if page else []
    parts = []
    for chosen, span in (
        (dated[own < cut], (first, date(cut - 1, 12, 31))),
        (dated[own >= cut], (date(cut, 1, 1), last)),
    ):
        parts += _by_years(events, replace(lane, rows=tuple(int(r) for r in chosen)), span, laid)
    return parts


# --- drawing --------------------------------------------------------------------------------------


class _Story:
    """Puts pages on slides, with title, sources, links and notes."""

    def __init__(self, job: Job, look: Design) -> None:
        self.job, self.look = job, look
        self.recorder = Recorder(job.known)
        self.rows = rows_of(job.events)
        self.title = shown(job.heading)
        self.subtitle = job.subtitle
        self.source = source_line(job.known, job.events, job.address)

    def slide(self, page: Page, number: int, of: int) -> None:
        """One page of the timeline."""
        slide = self.look.deck.slides.add_slide(self.look.layout)
        part = f" ({number} of {of})" if of > 1 else ""
        told = " · ".join(text for text in (page.years, self.subtitle) if text)
        pen = Pen(1000)
        drawing = _Drawing(page, self.look, pen, self._link(slide), self._alt, standing_word(self.job.known))
        words = f"{self.title}{part}. {len({m.event for m in page.layout.marks})} events on this slide."
        groups = [drawing.ground(), *drawing.lanes(self.rows), drawing.key()]
        self._frame(slide, pen, f"{self.title}{part}", told, pen.group("Timeline", groups, words))
        shown_here = sorted({mark.row for mark in page.layout.marks})
        undated = set(page.layout.undated) if number == of else set()
        cited = [*shown_here, *(n for n, row in enumerate(self.rows) if row["id"] in undated)]
        self._notes(slide, cited, f"{self.title}{part}")

    def chart(self, native: Native) -> None:
        """A chart that is no timeline; what it says stands in the notes."""
        slide = self.look.deck.slides.add_slide(self.look.layout)
        words = clean(" ".join(self.job.sentences))[:2000] or self.title
        drawing = None
        if isinstance(native, Atlas):
            drawing = _atlas(native, self.look, Pen(2000), words)
        elif isinstance(native, Grid) and native.names:
            drawing = _grid(native, self.look, Pen(2000), words, self.job.sentences)
        self._frame(slide, Pen(1000), self.title, self.subtitle, drawing)
        left, top, right, bottom = (Emu(round(edge)) for edge in self.look.content)
        place = (left, top, Emu(right - left), Emu(bottom - top))
        if isinstance(native, XYChart):
            frame: Any = slide.shapes.add_chart(_XY, *place, _sheet(native))
            _dress(frame.chart, native)
            _tell(frame, self.title, words)
        self._notes(slide, range(len(self.rows)), self.title, self.job.sentences)

    def lists(self) -> None:
        """The events with their numbers, on slides of their own."""
        for start in range(0, len(self.rows), _LIST_ROWS):
            slide = self.look.deck.slides.add_slide(self.look.layout)
            some = range(start, min(start + _LIST_ROWS, len(self.rows)))
            words = f"Events {start + 1} to {some.stop} of {len(self.rows)}"
            self._frame(slide, Pen(1000), words, self.title, None)
            self._list(slide, some)
            self._notes(slide, list(some), words)

    def _frame(self, slide: Slide, pen: Pen, title: str, told: str, drawing: Shape | None) -> None:
        look = self.look
        boxes: list[Shape] = []
        width = (look.title[2] - look.title[0]) / EMU_PER_PT - 16
        size = _fitting_size(title, width / look.letters, look.title_size)
        words = clean(fitted(title, size, 2 * width / look.letters * 0.94, bold=True))
        if slide.shapes.title is not None:
            frame = slide.shapes.title.text_frame
            frame.text = words
            frame.paragraphs[0].runs[0].font.size = Pt(size)
            box = look.title
            holder: Any = slide.shapes.title
            holder.left, holder.top, holder.width, holder.height = (
                Emu(round(v)) for v in (box[0], box[1], box[2] - box[0], box[3] - box[1])
            )
        else:
            boxes.append(pen.text("Title", look.title, words, size, _TEXT, bold=True, wrap=True))
        room = (look.subtitle[2] - look.subtitle[0]) / EMU_PER_PT / look.letters
        told = clean(fitted(told, 14, room))
        for holder in list(slide.placeholders):
            if holder.placeholder_format.idx == 0:
                continue
            near = holder.top is not None and abs(holder.top - look.subtitle[1]) < 2
            if near and told:
                holder.text_frame.text = told
                told = ""
            else:
                holder._element.getparent().remove(holder._element)
        if told:
            boxes.append(pen.text("Subtitle", look.subtitle, told, 14, _QUIET))
        boxes += [drawing] if drawing else []
        tree: Any = slide.shapes._spTree
        for shape in boxes:
            tree.append(_element(shape.xml))
        tree.append(_element(self._footer(pen)))

    def _footer(self, pen: Pen) -> str:
        """The sources: in the footer's place where the layout has one, else in a text box there."""
        room = (self.look.footer[2] - self.look.footer[0]) / EMU_PER_PT / self.look.letters
        size = 10.0 if text_width(self.source, 10) <= room else 9.0
        words = fitted(self.source, size, room * (1 if text_width(self.source, size) <= room else 1.9))
        wrap = text_width(words, size) > room
        size = 8.0 if wrap else size
        box = pen.text("Sources and licence", self.look.footer, words, size, _QUIET, wrap=wrap).xml
        has_place = self.look.has_footer
        place = '<p:nvPr><p:ph type="ftr" sz="quarter" idx="11"/></p:nvPr>'
        return box.replace('<p:cNvSpPr txBox="1"/><p:nvPr/>', f"<p:cNvSpPr/>{place}") if has_place else box

    def _link(self, slide: Slide) -> Callable[[int], str]:
        """Row → the relationship that leads to its first source; empty where it has no address."""

        def link(row: int) -> str:
            addresses = (s["url"] for s in self.recorder.cited(self.rows[row]))
            address = next((url for url in addresses if url), "")
            return slide.part.relate_to(address, RT.HYPERLINK, is_external=True) if address else ""

        return link

    def _alt(self, row: int) -> str:
        event, known = self.rows[row], self.job.known
        partners = ", ".join(known.countries.get(c, c) for c in event["countries"])
        return f"{event['title']}, {event['label']}, {event['kind']}, {event['status']}. {partners}"

    def _notes(self, slide: Slide, rows: Sequence[int], title: str, words: Sequence[str] = ()) -> None:
        lines = [*words, *(f"{row + 1}. {self.recorder.citation(self.rows[row])}" for row in rows)]
        frame = slide.notes_slide.notes_text_frame
        if frame is not None:
            frame.text = "\n".join(_NOTE.sub(" ", line) for line in (title, *lines, self.source))

    def _list(self, slide: Slide, rows: range) -> None:
        """A native table: number, date, event, publishers."""
        left, top, right, _ = self.look.content
        shape = slide.shapes.add_table(
            len(rows) + 1, 4, Emu(round(left)), Emu(round(top)), Emu(round(right - left)), Pt(24 * (len(rows) + 1))
        )  # fmt: skip
        table = shape.table
        for column, share in enumerate((0.06, 0.2, 0.42, 0.32)):
            table.columns[column].width = Emu(round((right - left) * share))
        room = (right - left) / EMU_PER_PT / self.look.letters
        for line, row in enumerate((None, *rows)):
            cells = ("No.", "Date", "Event", "Sources") if row is None else self._cells(row)
            for column, (text, share) in enumerate(zip(cells, (0.06, 0.2, 0.42, 0.32), strict=True)):
                cell = table.cell(line, column)
                cell.text = clean(fitted(shown(text), 11, room * share - 16))
                cell.text_frame.paragraphs[0].runs[0].font.size = Pt(11) if cell.text else None
                cell.margin_top = cell.margin_bottom = Pt(2)

    def _cells(self, row: int) -> tuple[str, ...]:
        event = self.rows[row]
        publishers = dict.fromkeys(s["publisher"] or s["title"] for s in self.recorder.cited(event))
        return str(row + 1), event["label"], event["title"], ", ".join(publishers) or "–"


_XY = XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS


def _tell(frame: Any, name: str, words: str) -> None:
    frame.name = name[:120]
    frame._element.xpath(".//p:cNvPr")[0].set("descr", words)


def _grid(native: Grid, look: Design, pen: Pen, words: str, said: Sequence[str]) -> Shape:
    """The matrix as shapes: names left and above, a square for each count, the more the darker."""
    left, top, right, bottom = look.content
    number = len(native.names)
    # A name is about twelve cells long: with that the letters follow, and then the cells.
    letters = min(11.0, (bottom - top) / EMU_PER_PT / (number + 12) * 0.8)
    names = [fitted(name, letters, 14 * letters) for name in native.names]
    room = (max(text_width(name, letters) for name in names) * look.letters + 8) * EMU_PER_PT
    size = min((right - left - room) / number, (bottom - top - room) / number, 30 * EMU_PER_PT)
    points = size / EMU_PER_PT
    x0, y0 = left + room, top + room
    largest = (
        max((n for i, row in enumerate(native.counts) for j, n in enumerate(row) if i != j), default=1) or 1
    )
    shapes = []
    for i, name in enumerate(names):
        y, x = y0 + i * size, x0 + i * size
        row = (left, y, x0 - 4 * EMU_PER_PT, y + size)
        column = (x, top, x + size, y0 - 4 * EMU_PER_PT)
        shapes.append(pen.text(f"Row: {name}", row, name, letters, _TEXT, align="r"))
        shapes.append(pen.text(f"Column: {name}", column, name, letters, _TEXT, upright=True))
        for j, count in enumerate(native.counts[i]):
            if not count:
                continue
            gap = size * 0.05
            box = (x0 + j * size + gap, y + gap, x0 + (j + 1) * size - gap, y + size - gap)
            told = f"{names[i]} and {names[j]}: {count}" if i != j else f"{name} alone: {count}"
            strength = math.sqrt(count / largest)
            fill = Ink("accent1", 0.14 + 0.86 * min(strength, 1)) if i != j else None
            shapes.append(pen.figure(told, "rect", box, fill, None if fill else _GHOST, 0.75, told))
            if points >= 11:
                ink = _GROUND if fill and strength > 0.6 else _TEXT
                shapes.append(
                    pen.text(f"Count: {told}", box, str(count), min(points * 0.5, 11), ink, align="ctr")
                )
    beside = (x0 + number * size + 24 * EMU_PER_PT, y0, right, min(y0 + 300 * EMU_PER_PT, bottom))
    if said and beside[2] - beside[0] > 180 * EMU_PER_PT:
        shapes.append(pen.text("In words", beside, "\n".join(said), 12, _TEXT, wrap=True))
    return pen.group("Partners", shapes, words)


_DOTS = {"circle": "ellipse", "diamond": "diamond", "square": "rect"}


def _atlas(native: Atlas, look: Design, pen: Pen, words: str) -> Shape:
    """The map as shapes: land, hatched areas, marks, what they mean."""
    left, top, right, bottom = look.content
    room = bottom - top - 44 * EMU_PER_PT
    px = min((right - left) / native.width, room / native.height)
    start = left + (right - left - native.width * px) / 2

    def at(x: float, y: float) -> tuple[float, float]:
        return start + x * px, top + y * px

    areas = []
    for area in native.areas:
        rings = [[at(x, y) for x, y in ring] for ring in area.rings]
        fill = _STRIP if area.hue < 0 else Ink(f"accent{(area.hue if area.second < 0 else 2) % 6 + 1}", 0.55)
        areas.append(
            pen.area(area.name or "Land", rings, fill, _GROUND, 0.25, _GHOST if area.is_hatched else None)
        )
    dots = [
        pen.figure(f"Mark: {dot.name}", _DOTS[dot.form], _around(*at(dot.x, dot.y), 3.2), Ink(f"accent{dot.hue % 6 + 1}"), _GROUND, 0.5, dot.name)
        for dot in native.dots if dot.hue >= 0
    ]  # fmt: skip
    y = top + native.height * px + 12 * EMU_PER_PT
    key, x = [], left + 8 * EMU_PER_PT
    for form, text, hue in native.key:
        key.append(pen.figure(f"Key: {text}", _DOTS[form], _around(x, y, 4), Ink(f"accent{hue % 6 + 1}")))
        wide = text_width(text, 11) * look.letters * EMU_PER_PT + 8 * EMU_PER_PT
        key.append(
            pen.text(
                f"Key: {text}",
                (x + 8 * EMU_PER_PT, y - 7 * EMU_PER_PT, x + 8 * EMU_PER_PT + wide, y + 7 * EMU_PER_PT),
                text,
                11,
                _QUIET,
            )
        )
        x += wide + 24 * EMU_PER_PT
    note = (left, y + 9 * EMU_PER_PT, right, y + 30 * EMU_PER_PT)
    key.append(pen.text("Boundaries", note, native.words, 8, _QUIET, wrap=True))
    groups = [
        pen.group("Land", areas),
        *([pen.group("Members", dots)] if dots else []),
        pen.group("Key", key),
    ]
    return pen.group("Map", groups, words)


def _around(x: float, y: float, half: float) -> Box:
    return x - half * EMU_PER_PT, y - half * EMU_PER_PT, x + half * EMU_PER_PT, y + half * EMU_PER_PT


def _sheet(native: XYChart) -> Any:
    data: Any = cast(Any, XyChartData)()
    for series in native.series:
        made = data.add_series(
            clean(series.name), number_format="yyyy-mm-dd" if native.y_is_day else "General"
        )
        for x, y in series.points:
            made.add_data_point(x, y)
    return data


def _dress(chart: Any, native: XYChart) -> None:
    """Axes with titles and years, one colour of the theme a line, loose points as hollow diamonds."""
    chart.has_legend, chart.has_title = True, False
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.RIGHT, False
    chart.font.size = Pt(11)
    axes = ((chart.category_axis, native.x_title, True), (chart.value_axis, native.y_title, native.y_is_day))
    for which, (axis, title, is_day) in enumerate(axes):
        axis.has_title = True
        axis.axis_title.text_frame.text = title
        axis.axis_title.text_frame.paragraphs[0].runs[0].font.size = Pt(11)
        axis.has_major_gridlines = True
        axis.major_gridlines.format.line.color.theme_color = MSO_THEME_COLOR.BACKGROUND_2
        axis.tick_labels.number_format_is_linked = False
        axis.tick_labels.number_format = "yyyy" if is_day else "0"
        values = [point[which] for found in native.series for point in found.points]
        if is_day and values:
            first, last = (date.fromordinal(int(day) + DAY_ZERO).year for day in (min(values), max(values)))
            every = max(round((last - first) / 8), 1)
            axis.major_unit = 365.25 * every
            # From the second of January, so that no step of 365¼ days falls into the year before.
            axis.minimum_scale = day_number(date(first, 1, 2))
            axis.maximum_scale = day_number(date(first + -(-(last + 1 - first) // every) * every, 1, 3))
    for series, made in zip(native.series, chart.plots[0].series, strict=True):
        colour = _ACCENTS[series.hue % 6]
        made.smooth = False
        if series.is_line:
            made.format.line.color.theme_color = colour
            made.format.line.width = Pt(2)
            made.format.line.dash_style = _DASHES[series.hue // 6 % len(_DASHES)]
            continue
        made.format.line.fill.background()
        made.marker.style, made.marker.size = XL_MARKER_STYLE.DIAMOND, 9
        made.marker.format.fill.background()
        made.marker.format.line.color.theme_color = colour


_ACCENTS = tuple(getattr(MSO_THEME_COLOR, f"ACCENT_{n}") for n in range(1, 7))
_DASHES = (MSO_LINE.SOLID, MSO_LINE.DASH)  # the theme has six colours: the next six are dashed


_NOTE = re.compile("[^\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def _element(xml: str) -> Any:
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False)
    return etree.fromstring(f"<root {_NAMESPACES}>{xml}</root>", parser)[0]


def _fitting_size(title: str, width: float, most: float) -> float:
    """The largest size in pt for which a title takes one line, else 16 pt on two."""
    size = most
    while size > 16 and text_width(title[:400], size, bold=True) > width:
        size -= 1
    return size


class _Drawing:
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
            pen.figure(f"Band: {shown(' '.join(lane.name))}", "rect", self.box(0, lane.top, layout.width, lane.bottom), _BAND)
            for lane in layout.lanes[::2]
        ]  # fmt: skip
        for tick in layout.ticks:
            shapes.append(
                pen.line(
                    f"Grid: {tick.text}", self.box(tick.x, layout.top, tick.x, layout.bottom), _GRID, 0.75
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
                    _QUIET,
                    align="ctr",
                )
            )
        if layout.today is not None:
            x = layout.today
            shapes.append(pen.line("Today line", self.box(x, layout.top, x, layout.bottom), _QUIET, 1))
            shapes.append(
                self.words(
                    "Today", x - 30, layout.top - 27, 60, self.day_word, SMALL - 1, _QUIET, align="ctr"
                )
            )
        for lane in layout.lanes:
            shapes += self._name(lane.name, lane.top, lane.bottom)
        # A line above all keeps the drawing's place where nothing else stands so high.
        return (
            pen.group("Lanes, years and today", shapes)
            if shapes
            else pen.line("Edge", self.box(0, 0, layout.width, 0), _GRID, 0.1)
        )

    def _name(self, lines: Sequence[str], top: float, bottom: float) -> list[Shape]:
        beside = self.layout.left > 2 * MARK + 2
        middle = (top + bottom) / 2
        shapes = []
        for place, line in enumerate(lines):
            y = middle + (place - (len(lines) - 1) / 2) * 17 if beside else top + 14
            width = (self.layout.left if beside else self.layout.width) - 12
            shapes.append(self.words(f"Lane: {line}", 8, y, width, line, FONT, _TEXT, bold=True))
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
            shapes.append(pen.line(f"Thread: {own}", self.box(min(ends), y, max(ends), y), _GHOST, 0.75))
            shapes += [
                pen.line(f"Former date: {own}", self.box(x, y - 4.5, x, y + 4.5), _GHOST, 1.5) for x in ghosts
            ]
        shapes += self._mark(mark, hue)
        if label:
            shapes.append(self.words(f"Label: {own}", label.x, label.y, label.width, label.text, FONT, _TEXT))
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
            return self.pen.figure(name, form, box, _GROUND, hue, 1.75 * self.pt / 0.92, alt, link)
        return self.pen.figure(name, form, box, hue, None, 0, alt, link)

    def _cross(self, name: str, x: float, y: float) -> Shape:
        return self.pen.figure(
            name, "mathMultiply", self.box(x - 9, y - 9, x + 9, y + 9), _TEXT, adjust=_THIN
        )

    def _hue(self, mark: Mark) -> Ink:
        place = self.layout.lanes[mark.lane].hue
        if mark.status in DATELESS or place < 0:
            return _QUIET
        return Ink(f"accent{place % 6 + 1}")

    def key(self) -> Shape:
        """What the marks mean."""
        items = [item for item in self.layout.key if item.status != "strip"]  # a slide folds nothing
        shapes = [shape for item in items for shape in self._key_item(item)]
        return self.pen.group("Key", shapes)

    def _key_item(self, item: KeyItem) -> list[Shape]:
        pen, x, y = self.pen, item.x, item.y
        if item.status == "ghost":
            sign = [pen.line("Key: former date", self.box(x, y - 4.5, x, y + 4.5), _GHOST, 1.5)]
        elif item.status == "vague":
            box = self.box(x - MARK, y - BAR / 2, x + MARK, y + BAR / 2)
            sign = [pen.figure("Key: vague", "roundRect", box, Ink("tx1", 0.28), adjust=_ROUND)]
        else:
            sign = [self._sign(f"Key: {item.text}", item.family, item.status, x, y, _QUIET)]
            if item.status in CROSSED:
                sign.append(self._cross("Key: cross", x, y))
        width = text_width(item.text, SMALL) * 1.1 + 4
        return [*sign, self.words(f"Key: {item.text}", x + MARK + GAP, y, width, item.text, SMALL, _QUIET)]


_ROUND = '<a:gd name="adj" fmla="val 50000"/>'
_THIN = '<a:gd name="adj1" fmla="val 8000"/>'
