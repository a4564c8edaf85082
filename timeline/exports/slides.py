"""Editable slides (PPTX): the timeline as real shapes out of the same layout as the screen, other charts
as charts of PowerPoint's own with their data sheet.

Every event is a group with its mark, its label, its bar and its former dates; the mark is linked to
the event's first source. What does not fit on one slide in letters that can be read is paged, by
lanes and then by years, each slide complete in itself. Full citations stand in the notes. No
browser is needed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.slide import Slide
from pptx.util import Emu, Pt

from timeline.exports.design import Design, design
from timeline.exports.drawing import Drawing
from timeline.exports.job import Job
from timeline.exports.paging import Page, paged
from timeline.exports.shapes import EMU_PER_PT, QUIET, TEXT, Pen, Shape, clean, element
from timeline.exports.slide_charts import add_xy_chart, atlas, grid
from timeline.frames import rows_of
from timeline.natives import Atlas, Grid, Native, XYChart
from timeline.records import Recorder
from timeline.sentences import counted, source_line, standing_word
from timeline.text import fitted, shown, text_width

ENDING = "pptx"
TITLE = "Editable slides (PowerPoint)"
MIME = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

_LIST_ROWS = 14  # of the list of numbered events on one slide


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
        unlabelled = page.layout.unlabelled
        no_room = f"no room for a title: {counted(unlabelled, 'mark')}" if unlabelled else ""
        told = " · ".join(text for text in (page.years, self.subtitle, no_room) if text)
        pen = Pen(1000)
        drawing = Drawing(page, self.look, pen, self._link(slide), self._alt, standing_word(self.job.known))
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
            drawing = atlas(native, self.look, Pen(2000), words)
        elif isinstance(native, Grid) and native.names:
            drawing = grid(native, self.look, Pen(2000), words, self.job.sentences)
        told = [self.subtitle, native.left_out if isinstance(native, XYChart) else ""]
        self._frame(slide, Pen(1000), self.title, " · ".join(text for text in told if text), drawing)
        if isinstance(native, XYChart):
            add_xy_chart(slide, native, self.look.content, self.title, words)
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
            boxes.append(pen.text("Title", look.title, words, size, TEXT, bold=True, wrap=True))
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
            boxes.append(pen.text("Subtitle", look.subtitle, told, 14, QUIET))
        boxes += [drawing] if drawing else []
        tree: Any = slide.shapes._spTree
        for shape in boxes:
            tree.append(element(shape.xml))
        tree.append(element(self._footer(pen)))

    def _footer(self, pen: Pen) -> str:
        """The sources: in the footer's place where the layout has one, else in a text box there."""
        room = (self.look.footer[2] - self.look.footer[0]) / EMU_PER_PT / self.look.letters
        size = 10.0 if text_width(self.source, 10) <= room else 9.0
        words = fitted(self.source, size, room * (1 if text_width(self.source, size) <= room else 1.9))
        wrap = text_width(words, size) > room
        size = 8.0 if wrap else size
        box = pen.text("Sources and licence", self.look.footer, words, size, QUIET, wrap=wrap).xml
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


_NOTE = re.compile("[^\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _fitting_size(title: str, width: float, most: float) -> float:
    """The largest size in pt for which a title takes one line, else 16 pt on two."""
    size = most
    while size > 16 and text_width(title[:400], size, bold=True) > width:
        size -= 1
    return size
