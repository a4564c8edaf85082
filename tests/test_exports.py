"""Every format on hostile and on shipped data."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import bibtexparser
import openpyxl
import pytest

from tests.builders import SHIPPED, TODAY, a_chronicle, a_forecast, a_plan, a_source, an_event
from tests.test_charts import SAMPLE
from timeline.changes import Change
from timeline.chronicle import chronicle
from timeline.dataset import read_dataset
from timeline.exports import EXPORTS, NEED_CAMERA
from timeline.exports.feed import feed
from timeline.exports.job import Job
from timeline.records import FIELDS
from timeline.selection import COMMAND_DEFAULT, PAGE_DEFAULT, Selection, select
from timeline.studio import job_for


def job(place: Path, selection: Selection = COMMAND_DEFAULT) -> Job:
    known = a_chronicle(place, **SAMPLE)
    return Job(
        "timeline",
        known,
        select(known, selection),
        selection,
        hues={"light": ["#000000"], "dark": ["#ffffff"]},
    )


@pytest.mark.parametrize("ending", [e for e in EXPORTS if e not in NEED_CAMERA])
def test_every_format_writes(tmp_path: Path, ending: str) -> None:
    assert ending == EXPORTS[ending].ENDING
    assert EXPORTS[ending].write(job(tmp_path))


def test_json_is_the_contract(tmp_path: Path) -> None:
    records = json.loads(EXPORTS["json"].write(job(tmp_path)))
    assert [list(r) for r in records] == [list(FIELDS)] * 4
    plan = next(r for r in records if r["id"] == "lander")
    assert (plan["start"], plan["earliest"], plan["latest"], plan["precision"]) == (
        "[2028..]",
        "2028-01-01",
        None,
        "year",
    )
    assert (plan["status"], plan["label"]) == ("planned", "no earlier than 2028")
    assert plan["sources"] == [{"id": "nasa-page", "title": "A page", "publisher": "NASA", "kind": "agency",
                                "published": "18 July 1975", "url": "https://example.org/page", "archived": ""}]  # fmt: skip
    span = next(r for r in records if r["id"] == "three")
    assert (span["start"], span["end"], span["latest"]) == ("1986-02-20", "..", None)


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@x", "\t=1", "|cmd"])
def test_no_spreadsheet_executes_a_cell(tmp_path: Path, title: str) -> None:
    events = [{**SAMPLE["events"][0], "title": title, "summary": title}]
    known = a_chronicle(tmp_path, events=events)
    text = EXPORTS["csv"].write(Job("timeline", known, known.events, COMMAND_DEFAULT)).decode("utf-8-sig")
    for row in csv.DictReader(io.StringIO(text)):
        assert row["title"][:1] not in ("=", "+", "-", "@", "|")


def test_csv_keeps_every_character_that_can_be_shown(tmp_path: Path) -> None:
    text = EXPORTS["csv"].write(job(tmp_path)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 4
    assert "嫦娥🚀" in rows[0]["title"]


def test_a_table_without_sources_is_exported(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text("id,title,start,kind,sources\na,A,1999,talks,gone\n")
    dataset = read_dataset(tmp_path).dataset
    assert dataset is not None
    known = chronicle(dataset, TODAY)
    for ending, made in EXPORTS.items():
        if ending not in NEED_CAMERA:
            content = made.write(Job("timeline", known, known.events, COMMAND_DEFAULT))
            assert b"gone" in content or ending in ("pptx", "xlsx", "bib", "zip")


def test_a_spreadsheet_has_types_and_no_formulas(tmp_path: Path) -> None:
    events = [{**SAMPLE["events"][0], "title": "=1+1", "summary": "@x", "note": "http://evil.example/"}]
    known = a_chronicle(tmp_path, events=[*events, SAMPLE["events"][2]])
    book = openpyxl.load_workbook(
        io.BytesIO(EXPORTS["xlsx"].write(Job("timeline", known, known.events, COMMAND_DEFAULT)))
    )
    assert book.sheetnames == ["Events", "Forecasts", "Sources", "All events", "About"]
    sheet = book["Events"]
    assert [cell.value for cell in sheet[1]] == list(FIELDS)
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref
    row = dict(zip(FIELDS, sheet[2], strict=True))
    assert row["title"].value == "=1+1" and row["title"].data_type == "s"
    assert row["earliest"].is_date and row["importance"].data_type == "n"
    assert not [
        cell for line in sheet.iter_rows() for cell in line if cell.hyperlink or cell.data_type == "f"
    ]


def test_bibtex_is_read_by_a_parser() -> None:
    dataset = read_dataset(SHIPPED).dataset
    assert dataset is not None
    known = chronicle(dataset, TODAY)
    text = EXPORTS["bib"].write(Job("timeline", known, select(known, PAGE_DEFAULT), PAGE_DEFAULT)).decode()
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    assert len(library.entries) == text.count("@online{") > 100
    urls = set(dataset.sources["url"])
    assert {entry["url"] for entry in library.entries} <= {url.replace(" ", "%20") for url in urls}
    assert all(re.fullmatch(r"202\d-\d\d-\d\d", entry["urldate"]) for entry in library.entries)


def test_only_web_addresses_are_linked(tmp_path: Path) -> None:
    sources = [a_source(url="javascript:alert(1)")]
    known = a_chronicle(tmp_path, sources=sources, events=[an_event()])
    bib = EXPORTS["bib"].write(Job("timeline", known, known.events, COMMAND_DEFAULT)).decode()
    happened = [Change("apollo-soyuz", "new", "A docking", "New.", "", "17 July 1975", None, ("nasa-page",))]
    for text in (bib, feed(happened, known, TODAY, TODAY)):
        assert "javascript" not in text


def test_numbers_stay_numbers(tmp_path: Path) -> None:
    pulled_in = [a_forecast(start="2028"), a_forecast(announced="2021-01-01", start="2026", note="=1+1")]
    known = a_chronicle(tmp_path, events=[a_plan()], forecasts=pulled_in)
    made = job_for("schedule", known, known.events, COMMAND_DEFAULT)
    rows = list(csv.DictReader(io.StringIO(made.tables[0].csv())))
    assert [row["moved_days"] for row in rows] == ["", "-730"]


def test_esa_is_a_country_and_an_agency(tmp_path: Path) -> None:
    events = [
        an_event(id="one", countries="ESA", agencies=""),
        an_event(id="two", countries="CHN", agencies="ESA"),
    ]
    known = a_chronicle(tmp_path, events=events)
    page = (
        EXPORTS["html"].write(job_for("timeline", known, known.events, Selection(agency=("ESA",)))).decode()
    )
    data = json.loads(page.split('id="data">')[1].split("</script>")[0])
    assert data["start"]["who"] == ["agency:ESA"]
    assert {"agency:ESA", "country:ESA", "country:CHN"} <= set(data["names"])


def test_hostile_bibtex_is_read_by_a_parser(tmp_path: Path) -> None:
    nasty = r"}} @evil{x, y={z}} \input{/etc/passwd} % # $ & _ ^ ~ { { 嫦娥" + "\x00\n"
    sources = [a_source(title=nasty, publisher=nasty, url="http://example.org/{a}%20b}")]
    known = a_chronicle(tmp_path, sources=sources, events=[an_event(title=nasty)])
    text = EXPORTS["bib"].write(Job("timeline", known, known.events, COMMAND_DEFAULT)).decode()
    library = bibtexparser.parse_string(text)
    assert [entry.entry_type for entry in library.entries] == ["online"]
    assert not library.failed_blocks
    assert "嫦娥" in library.entries[0]["title"]
    assert text.count("{") - text.count(r"\{") == text.count("}") - text.count(r"\}")


def test_the_archive_explains_itself(tmp_path: Path) -> None:
    chosen = job(tmp_path, Selection(programme=("moon",)))
    with zipfile.ZipFile(io.BytesIO(EXPORTS["zip"].write(chosen))) as archive:
        readme = archive.read("README.txt").decode()
        rows = {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
            for name in ("rows_shown.csv", "rows_all.csv")
        }
        assert {"events.xlsx", "events.json", "sources.bib"} <= set(archive.namelist())
    assert len(rows["rows_shown.csv"]) == len(chosen.events) < len(rows["rows_all.csv"]) == 4
    for words in (
        "CC BY 4.0",
        "complete to",
        f"Events: {len(chosen.events)} rows of this selection",
        "How to cite",
    ):
        assert words in readme
    assert EXPORTS["zip"].write(chosen) == EXPORTS["zip"].write(chosen)


def test_the_page_is_small_and_asks_nobody() -> None:
    dataset = read_dataset(SHIPPED).dataset
    assert dataset is not None
    known = chronicle(dataset, TODAY)
    page = EXPORTS["html"].write(Job("timeline", known, select(known, PAGE_DEFAULT), PAGE_DEFAULT)).decode()
    assert len(page.encode()) < 6_000_000
    assert "default-src 'none'" in page
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=\"(?!data:)", page)


def test_data_cannot_leave_its_script(tmp_path: Path) -> None:
    page = EXPORTS["html"].write(job(tmp_path)).decode()
    assert page.count("<script") == 2
    assert page.count("</script>") == 2
    assert "<b>$x$" not in page
    data = json.loads(page.split('id="data">')[1].split("</script>")[0])
    events = data["events"]
    assert events["rows"][0][events["fields"].index("title")].startswith("<script>alert(1)")


def test_file_names_say_what_they_are(tmp_path: Path) -> None:
    selection = Selection(agency=("ESA",), since=PAGE_DEFAULT.since, to=PAGE_DEFAULT.to)
    assert (
        job(tmp_path, selection).file_name("csv")
        == "space-cooperation_timeline_esa_2018-2031_table-2026-11-20.csv"
    )
