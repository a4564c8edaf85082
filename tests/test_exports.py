"""Every format on hostile and on shipped data."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.builders import SHIPPED, TODAY, a_chronicle
from tests.test_charts import HOSTILE, SAMPLE
from timeline.chronicle import chronicle
from timeline.dataset import read_dataset
from timeline.exports import EXPORTS
from timeline.exports.job import Job
from timeline.records import FIELDS
from timeline.selection import COMMAND_DEFAULT, PAGE_DEFAULT, Selection, select


def job(place: Path, selection: Selection = COMMAND_DEFAULT) -> Job:
    known = a_chronicle(place, **SAMPLE)
    return Job(
        "timeline",
        known,
        select(known, selection),
        selection,
        hues={"light": ["#000000"], "dark": ["#ffffff"]},
    )


@pytest.mark.parametrize("ending", EXPORTS)
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
    for made in EXPORTS.values():
        assert b"gone" in made.write(Job("timeline", known, known.events, COMMAND_DEFAULT))


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
    assert data["events"][0]["title"].startswith("<script>alert(1)")
    assert HOSTILE


def test_file_names_say_what_they_are(tmp_path: Path) -> None:
    selection = Selection(agency=("ESA",), since=PAGE_DEFAULT.since, to=PAGE_DEFAULT.to)
    assert (
        job(tmp_path, selection).file_name("csv")
        == "space-cooperation_timeline_esa_2018-2031_table-2026-11-20.csv"
    )
