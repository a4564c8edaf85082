"""Promises, what they add up to, and what changed between two days."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import SHIPPED, TODAY, a_chronicle, a_dataset, a_forecast, a_plan, an_event
from timeline.changes import changes
from timeline.charts import CHARTS
from timeline.charts.theme import LIGHT
from timeline.chronicle import Chronicle, chronicle, first_known
from timeline.curves import LABEL_ROW
from timeline.dataset import Dataset, read_dataset
from timeline.exports import EXPORTS
from timeline.exports.feed import feed
from timeline.frames import rows_of
from timeline.layout import Manner
from timeline.promises import SLIP_FIELDS, milestones, slip_rows, told
from timeline.records import Recorder
from timeline.schedule import WORDS, plan_schedule
from timeline.selection import COMMAND_DEFAULT, PAGE_DEFAULT, select
from timeline.studio import job_for
from timeline.text import text_width

STORY = [
    a_forecast(announced="2019-03-26", start="2024"),
    a_forecast(announced="2021-11-09", start="[2025..]"),
    a_forecast(announced="2022-03-01", start="2026", basis="auditor"),
    a_forecast(announced="2023-08-08", start="2025-12"),
    a_forecast(announced="2024-02", state="withdrawn", start=""),
    a_forecast(announced="2024-12-05", start="2027-38"),
]


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    dataset = read_dataset(SHIPPED).dataset
    assert dataset is not None
    return dataset


def the_plan(place: Path, forecasts: list[dict[str, str]] = STORY, **cells: str) -> Chronicle:
    return a_chronicle(place, events=[a_plan(**cells)], forecasts=forecasts)


def test_slips_are_one_row_per_promise(tmp_path: Path) -> None:
    known = the_plan(tmp_path)
    rows = slip_rows(milestones(known, known.events))
    assert [tuple(row) for row in rows] == [SLIP_FIELDS] * 6
    assert [row["move"] for row in rows] == ["", "slip", "", "made more exact", "withdrawn", "slip"]
    assert [row["moved_days"] for row in rows] == [None, 366, None, 167, None, 562]
    assert rows[2]["basis"] == "auditor"


def test_the_record_travels_with_the_promises(tmp_path: Path) -> None:
    known = the_plan(tmp_path)
    job = job_for("schedule", known, known.events, COMMAND_DEFAULT)
    book = openpyxl.load_workbook(io.BytesIO(EXPORTS["xlsx"].write(job)))
    assert book.sheetnames[:2] == ["Promises", "Record"]
    with zipfile.ZipFile(io.BytesIO(EXPORTS["zip"].write(job))) as archive:
        assert "record.csv" in archive.read("README.txt").decode()
        text = archive.read("record.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    own = {
        "title": "Lander",
        "moves": "2",
        "months": "36",
        "programme_median_months": "36.0",
        "forecasts": "5",
    }
    assert [{key: row[key] for key in own} for row in rows] == [own]


def test_a_story_in_one_sentence(tmp_path: Path) -> None:
    known = the_plan(tmp_path)
    assert told(milestones(known, known.events)[0]) == (
        "Lander: first promised: 2024; now mid 2027; moved twice, about 36 months later in all."
    )


@pytest.mark.parametrize(
    ("outcome", "words"), [("", "happened: 1 May 2027"), ("failed", "failed: 1 May 2027")]
)
def test_what_flew_closes_the_story(tmp_path: Path, outcome: str, words: str) -> None:
    known = a_chronicle(tmp_path, complete_to="2028-01-01", events=[
        an_event(id="lander", title="Lander", start="2027-05-01", kind="landing", outcome=outcome),
    ], forecasts=STORY)  # fmt: skip
    milestone = milestones(known, known.events)[0]
    assert words in told(milestone)
    assert (milestone.promises[-1].basis, milestone.promises[-1].state) == ("outcome", words.split(":")[0])


def test_the_moves_add_up(shipped: Dataset) -> None:
    known = chronicle(shipped, TODAY)
    for milestone in milestones(known, known.events):
        points = [p.date.point for p in milestone.owned if p.date and p.date.point]
        if len(points) > 1:
            assert milestone.days == (points[-1] - points[0]).days, milestone.event


days = st.dates(date(1990, 1, 1), TODAY)


@given(days, days)
@settings(max_examples=12)
def test_what_is_known_stays_known(shipped: Dataset, one: date, other: date) -> None:
    a, b = sorted((one, other))
    before, after = (chronicle(shipped, TODAY, day) for day in (a, b))
    assert set(before.events["id"]) <= set(after.events["id"])
    assert set(before.dataset.sources["id"]) <= set(after.dataset.sources["id"])
    forecasts = {(e, str(d), w) for e, d, w in _said(before)}
    assert forecasts <= {(e, str(d), w) for e, d, w in _said(after)}
    kinds = {change.kind for change in changes(before, after)}
    assert "left" not in kinds or a != b
    if a == b:
        assert not kinds


def _said(known: Chronicle) -> zip:  # type: ignore[type-arg]
    forecasts = known.dataset.forecasts
    return zip(forecasts["event"], forecasts["announced"], forecasts["wording"], strict=True)


@pytest.mark.parametrize(
    ("start", "wording", "is_due"),
    [
        ("2026-10-20", "20 October 2026", True),
        ("2026", "2026", False),
        ("[2026-10..]", "no earlier than October 2026", False),
        ("[..2026-10]", "by October 2026", True),
        ("2028", "2028", False),
    ],
)
def test_a_plan_overtaken_by_the_calendar_says_so(
    tmp_path: Path, start: str, wording: str, is_due: bool
) -> None:
    known = a_chronicle(
        tmp_path, events=[an_event(), a_plan()], forecasts=[a_forecast(start=start, wording=wording)]
    )
    told = Recorder(known).card("lander")["promise"]
    assert told.startswith("First promised: ")
    assert told.endswith("the table does not tell what became of it") == is_due


def test_complete_to_is_today(shipped: Dataset) -> None:
    whole = chronicle(shipped, TODAY)
    assert not changes(chronicle(shipped, TODAY, shipped.complete_to), whole)


def test_no_day_knows_a_later_one(shipped: Dataset) -> None:
    """Every event through the days on which something was announced: nothing of a later day."""
    announced = sorted({a.latest for a in shipped.forecasts["announced"] if a and a.latest})
    published = dict(zip(shipped.sources["id"], shipped.sources["published"], strict=True))
    summaries = dict(zip(shipped.events["id"], shipped.events["summary"], strict=True))
    for day in announced[::9]:
        known = chronicle(shipped, TODAY, day)
        recorder = Recorder(known)
        for row in rows_of(known.events):
            start = row["start"]
            if row["status"] in ("happened", "failed"):
                assert start.latest <= day
            else:
                assert row["summary"] == row["note"] == "" or not summaries[row["id"]]
            for source in row["sources"]:
                own = published.get(source)
                assert own is None or own.earliest is None or own.earliest <= day
        for forecast in rows_of(known.dataset.forecasts):
            assert forecast["announced"].latest <= day
        moved = [r for r in rows_of(known.events) if r["status"] == "planned"][:25]
        for row in moved:
            card = recorder.card_of(row)
            assert card["summary"] == "" and card["status"] == "planned"
            assert len(card["forecasts"]) == (known.dataset.forecasts["event"] == row["id"]).sum()


def test_the_day_of_the_memorandum(shipped: Dataset) -> None:
    """On 9 March 2021: a landing planned for 2024, Luna 25 still to come that year, no sample of Chang'e 6."""
    known = chronicle(shipped, TODAY, date(2021, 3, 9))
    events = known.events
    assert events.loc["first-crewed-artemis-landing", "label"] == "2024"
    assert events.loc["luna-25", "status"] == "planned"
    assert events.loc["luna-25", "start"].unit[0].year == 2021
    assert "change-6-return" not in events.index
    assert "ilrs-memorandum" in events.index
    assert "ilrs-memorandum" not in chronicle(shipped, TODAY, date(2021, 3, 8)).events.index


def test_changes_in_words(tmp_path: Path) -> None:
    dataset = a_dataset(tmp_path, events=[
        a_plan(), an_event(id="old", start="1999"), an_event(id="done", title="Flight", start="2022-05-01"),
    ], forecasts=STORY)  # fmt: skip
    found = changes(chronicle(dataset, TODAY, date(2021, 1, 1)), chronicle(dataset, TODAY, date(2023, 9, 1)))
    assert [(c.kind, c.event) for c in found] == [("happened", "done"), ("moved", "lander")]
    assert found[1].words == "Lander: about 18 months later, from 2024 to December 2025"
    new = changes(chronicle(dataset, TODAY, date(2018, 1, 1)), chronicle(dataset, TODAY, date(2020, 1, 1)))
    assert [(c.kind, c.words) for c in new] == [("new", "Lander: announced, 2024")]
    gone = changes(chronicle(dataset, TODAY, date(2024, 1, 1)), chronicle(dataset, TODAY, date(2024, 6, 1)))
    assert [c.kind for c in gone] == ["withdrawn"]


def test_a_feed_is_atom(shipped: Dataset) -> None:
    before, after = chronicle(shipped, TODAY, TODAY - timedelta(days=100)), chronicle(shipped, TODAY)
    found = changes(before, after)
    root = ElementTree.fromstring(
        feed(found, after, TODAY - timedelta(days=100), TODAY, "https://example.org/")
    )
    names = {"a": "http://www.w3.org/2005/Atom"}
    entries = root.findall("a:entry", names)
    assert len(entries) == len(found) > 5
    for part in (root, *entries):
        for tag in ("id", "title", "updated"):
            assert part.findtext(f"a:{tag}", "", names)
    ids = [entry.findtext("a:id", "", names) for entry in entries]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("width", [320, 390, 700, 1066, 1800])
@pytest.mark.parametrize("view", ["dates", "months"])
@pytest.mark.parametrize("day", [None, date(2012, 1, 1), date(2021, 3, 9)])
def test_the_curves_stay_in_their_place(shipped: Dataset, width: int, view: str, day: date | None) -> None:
    known = chronicle(shipped, TODAY, day)
    for events in (known.events, select(known, PAGE_DEFAULT)):
        plan = plan_schedule(milestones(known, events), view, width, 0, known.day)
        ys = sorted(curve.label_y for curve in plan.curves)
        gap = min(LABEL_ROW, (plan.bottom - plan.top) / max(len(ys), 1))
        assert all(b - a >= gap - 0.01 for a, b in pairwise(ys))
        assert all(plan.top - 1 <= y <= plan.bottom + 1 for y in ys)
        for curve in plan.curves:
            for point in curve.points:
                assert plan.left <= point.x <= plan.right
                assert plan.top <= point.y <= plan.bottom
        if plan.words_at:  # what is written at the diagonal touches no curve
            left, middle = plan.words_at
            right = left + text_width(WORDS[view], 11)
            steps = [step for curve in plan.curves for run in curve.runs for step in pairwise(run)]
            for (x0, y0), (x1, y1) in steps:
                assert (
                    max(x0, x1) < left
                    or min(x0, x1) > right
                    or max(y0, y1) < middle - 6
                    or min(y0, y1) > middle + 6
                )


def test_a_date_said_again_is_a_small_mark(tmp_path: Path) -> None:
    told = [("2020-01-01", "2024"), ("2020-06-01", "2024"), ("2021-01-01", "2025"), ("2021-06-01", "2024")]
    stated = [a_forecast(announced=day, start=year, wording=year) for day, year in told]
    known = the_plan(tmp_path, stated)
    (curve,) = plan_schedule(milestones(known, known.events), "dates", 900, 0, TODAY).curves
    assert [point.kind for point in curve.points] == ["promise", "confirmed", "promise", "promise"]


@pytest.mark.parametrize(("width", "months"), [(390, None), (900, 12)])
def test_the_months_stand_beside_the_name_where_there_is_room(
    tmp_path: Path, width: int, months: int | None
) -> None:
    told = [a_forecast(announced=f"{y}-01-01", start=str(y + 4), wording=str(y + 4)) for y in (2020, 2021)]
    known = the_plan(tmp_path, told)
    (curve,) = plan_schedule(milestones(known, known.events), "dates", width, 0, TODAY).curves
    assert curve.months == months


@pytest.mark.parametrize("programme", ["ilrs", "artemis-accords", "interkosmos", "gateway"])
def test_a_view_begins_on_the_day_on_which_it_was_not_empty(shipped: Dataset, programme: str) -> None:
    chosen = replace(COMMAND_DEFAULT, programme=(programme,))
    known = chronicle(shipped, TODAY)
    first = first_known(known, select(known, chosen))
    assert first is not None
    then, before = (chronicle(shipped, TODAY, day) for day in (first, first - timedelta(days=1)))
    assert len(select(then, chosen)) > 0
    assert len(select(before, chosen)) == 0


@pytest.mark.parametrize(("width", "key"), [(320, "auditor"), (390, "again"), (900, "said again")])
def test_the_key_says_what_it_has_room_for(tmp_path: Path, width: int, key: str) -> None:
    known = the_plan(tmp_path, STORY)
    chart = CHARTS["schedule"]
    plan = chart.plan(known, known.events, PAGE_DEFAULT, width, 0, Manner())
    texts = chart.draw(plan, known, known.events, LIGHT).to_dict()["data"][-1]["text"]
    assert f"\u00a0{key}" in texts
    assert ("\u00a0again" in texts) == (key == "again")


@pytest.mark.parametrize("forecasts", [[], STORY[:1], [a_forecast(start="XXXX", wording="TBD")]])
def test_a_short_story_draws(tmp_path: Path, forecasts: list[dict[str, str]]) -> None:
    known = the_plan(tmp_path, forecasts)
    plan = plan_schedule(milestones(known, known.events), "months", 600, 0, TODAY)
    assert plan.height > 0
