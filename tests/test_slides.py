"""The slides, read again: a mark for every event and for no other, where time puts it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Inches, Pt

from tests.builders import SHIPPED, TODAY, a_chronicle, an_event
from tests.test_charts import HOSTILE, SAMPLE
from timeline.charts.theme import THEMES
from timeline.chronicle import Chronicle, chronicle
from timeline.dataset import read_dataset
from timeline.exports import EXPORTS
from timeline.exports.job import ExportError, Job, Style
from timeline.promises import milestones
from timeline.selection import COMMAND_DEFAULT, PAGE_DEFAULT, Selection, select
from timeline.studio import job_for

EMU = 12700 * 0.77  # of a px at the smallest regular size


@pytest.fixture(scope="module")
def shipped() -> Chronicle:
    dataset = read_dataset(SHIPPED).dataset
    assert dataset is not None
    return chronicle(dataset, TODAY)


def deck(job: Job) -> Any:
    return Presentation(io.BytesIO(EXPORTS["pptx"].write(job)))


def job(known: Chronicle, selection: Selection = COMMAND_DEFAULT, **style: Any) -> Job:
    return job_for("timeline", known, select(known, selection), selection, style=Style(**style))


def shapes(group: Any) -> Iterator[Any]:
    for shape in group:
        yield shape
        if shape.shape_type == 6:
            yield from shapes(shape.shapes)


def named(slide: Any, start: str) -> list[Any]:
    return [s for s in shapes(slide.shapes) if s.name.startswith(start)]


def middle(shape: Any) -> float:
    return float(shape.left + shape.width / 2)


SELECTIONS = {
    "first screen": PAGE_DEFAULT,
    "all": COMMAND_DEFAULT,
    "one agency": replace(COMMAND_DEFAULT, agency=("CNSA",), lanes="agency"),
    "no lanes": replace(PAGE_DEFAULT, detail="main", lanes="none"),
}


@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
def test_a_mark_for_every_event_and_no_other(shipped: Chronicle, selection: Selection) -> None:
    chosen = job(shipped, selection)
    slides = deck(chosen).slides
    marks = {s.name.removeprefix("Mark: ") for slide in slides for s in named(slide, "Mark: ")}
    dated = chosen.events[chosen.events["point"].notna()]
    assert marks == set(dated["id"])


@pytest.mark.parametrize(
    ("on_one_day", "others"), [(60, ["1990-05-05"]), (400, []), (150, ["2024-06-15", "2030"])]
)
def test_no_crowd_is_too_large(tmp_path: Path, on_one_day: int, others: list[str]) -> None:
    days = ["2024-06-15"] * on_one_day + others
    events = [an_event(id=f"e{n}", title=f"An event, number {n}", start=day) for n, day in enumerate(days)]
    known = a_chronicle(tmp_path, events=events)
    slides = deck(job(known)).slides
    marks = [s.name.removeprefix("Mark: ") for slide in slides for s in named(slide, "Mark: ")]
    assert sorted(marks) == sorted(event["id"] for event in events)


@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
def test_time_gives_the_place(shipped: Chronicle, selection: Selection) -> None:
    """On each slide, marks of moments stand in proportion to their day, within one px."""
    chosen = job(shipped, selection)
    points = dict(zip(chosen.events["id"], chosen.events["point"], strict=True))
    spans = {i for i, end in zip(chosen.events["id"], chosen.events["end"], strict=True) if end is not None}
    for slide in deck(chosen).slides:
        found = [(points[e], middle(s)) for s in named(slide, "Mark: ") if (e := s.name[6:]) not in spans]
        found.sort()
        inner = [p for p in found if found[0][1] + 5 * EMU < p[1] < found[-1][1] - 5 * EMU]
        if len(inner) < 3:
            continue
        (d0, x0), (d1, x1) = inner[0], inner[-1]
        for day, x in inner:
            assert abs(x - (x0 + (day - d0) / (d1 - d0) * (x1 - x0))) <= EMU * 1.2


@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
def test_labels_do_not_touch_and_nothing_leaves_the_slide(shipped: Chronicle, selection: Selection) -> None:
    made = deck(job(shipped, selection))
    for slide in made.slides:
        boxes = [(s.left, s.top, s.left + s.width, s.top + s.height) for s in named(slide, "Label: ")]
        for a, b in combinations(boxes, 2):
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        for shape in shapes(slide.shapes):
            assert shape.left >= 0 and shape.top >= 0, shape.name
            assert shape.left + shape.width <= made.slide_width, shape.name
            assert shape.top + shape.height <= made.slide_height, shape.name


def test_notes_hold_every_source(shipped: Chronicle) -> None:
    chosen = job(shipped, PAGE_DEFAULT)
    notes = "\n".join(s.notes_slide.notes_text_frame.text for s in deck(chosen).slides)
    urls = dict(zip(shipped.dataset.sources["id"], shipped.dataset.sources["url"], strict=True))
    for cell in chosen.events["sources"]:
        for source in cell:
            assert urls[source] in notes


def test_marks_are_linked_and_told(shipped: Chronicle) -> None:
    slide = deck(job(shipped, PAGE_DEFAULT)).slides[0]
    for mark in named(slide, "Mark: "):
        assert mark.click_action.hyperlink.address.startswith("http")
        assert mark._element.xpath(".//p:cNvPr")[0].get("descr")
    timeline = next(s for s in slide.shapes if s.name == "Timeline")
    assert "headlines" in timeline._element.xpath("./p:nvGrpSpPr/p:cNvPr")[0].get("descr")
    assert not [s for s in shapes(slide.shapes) if s.shape_type == 13]  # no picture


def test_numbers_match_the_list(shipped: Chronicle) -> None:
    chosen = job(shipped, PAGE_DEFAULT, numbered=True)
    made = deck(chosen)
    label = next(s for s in named(made.slides[0], "Label: artemis-ii")).text_frame.text
    number = label.split()[0]
    rows = [
        [cell.text for cell in row.cells]
        for slide in made.slides for shape in slide.shapes if shape.has_table for row in shape.table.rows
    ]  # fmt: skip
    assert [r for r in rows if r[0] == number and r[2].startswith("Artemis II")]
    assert len([r for r in rows if r[0] != "No."]) == len(chosen.events)


def test_a_schedule_has_a_line_or_is_counted(shipped: Chronicle) -> None:
    made = job_for("schedule", shipped, select(shipped, PAGE_DEFAULT), PAGE_DEFAULT)
    slide = deck(made).slides[0]
    chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
    lines = {series.name for series in chart.plots[0].series if not series.name.endswith(": auditor")}
    titles = {milestone.title for milestone in milestones(shipped, made.events)}
    texts = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert lines < titles
    assert f"not drawn: {len(titles) - len(lines)} more milestone" in texts


def test_hostile_text_is_text(tmp_path: Path) -> None:
    events = [
        *SAMPLE["events"],
        an_event(id="long", title="x" * 10_000, start="1999"),
        an_event(id="script", title="嫦娥 القمر 🚀 \ufffe=1+1", start="2001"),
    ]
    selection = replace(COMMAND_DEFAULT, title=HOSTILE)
    made = deck(job(a_chronicle(tmp_path, **{**SAMPLE, "events": events}), selection))
    texts = [s.text_frame.text for slide in made.slides for s in shapes(slide.shapes) if s.has_text_frame]
    assert any("嫦娥 القمر 🚀" in t for t in texts)
    assert any("<script>alert(1)</script>" in t for t in texts)


def a_template(width: float, height: float, subtitle: bool) -> bytes:
    """Somebody else's design: another font and shape, with slides of its own."""
    made = Presentation()
    made.slide_width, made.slide_height = Inches(width), Inches(height)
    layout = made.slide_layouts[0 if subtitle else 5]
    made.slides.add_slide(layout).shapes.title.text = "Their own slide"
    theme = made.slide_master.part.part_related_by(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
    )
    theme._blob = theme.blob.replace(b'typeface="Calibri"', b'typeface="Company Sans"')
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("width", "height", "subtitle"), [(10, 7.5, True), (13.333, 7.5, False), (10, 5.625, False)]
)
def test_a_company_s_template_is_kept(
    shipped: Chronicle, width: float, height: float, subtitle: bool
) -> None:
    chosen = job(shipped, PAGE_DEFAULT, template=a_template(width, height, subtitle))
    made = deck(chosen)
    assert (made.slide_width, made.slide_height) == (Inches(width), Inches(height))
    texts = "\n".join(
        s.text_frame.text for slide in made.slides for s in shapes(slide.shapes) if s.has_text_frame
    )
    assert "Their own slide" not in texts
    assert "Who is going to the Moon with whom" in texts
    assert "complete to" in texts and "CC BY 4.0" in texts
    marks = {s.name[6:] for slide in made.slides for s in named(slide, "Mark: ")}
    assert marks == set(chosen.events[chosen.events["point"].notna()]["id"])
    for slide in made.slides:
        drawing = next(s for s in slide.shapes if s.name == "Timeline")
        for other in slide.shapes:
            if other.name != "Timeline":
                low, high = (
                    max(drawing.top, other.top),
                    min(drawing.top + drawing.height, other.top + other.height),
                )
                assert low >= high - Pt(1), other.name
        assert drawing.left + drawing.width <= made.slide_width


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nonsense", b"%PDF-1.7"])
def test_what_is_no_template_is_said(shipped: Chronicle, content: bytes) -> None:
    with pytest.raises(ExportError, match="no PowerPoint file"):
        EXPORTS["pptx"].write(job(shipped, PAGE_DEFAULT, template=content))


def test_dark_and_light_differ(shipped: Chronicle) -> None:
    assert set(THEMES) == {"light", "dark"}
    light, dark = (EXPORTS["pptx"].write(job(shipped, PAGE_DEFAULT, theme=theme)) for theme in THEMES)
    assert light != dark
