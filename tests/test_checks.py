"""Each rule finds its fault and says it in one located sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import REFERENCES, a_folder, a_forecast, a_plan, a_source, an_event, messages

EVENT_FAULTS = [
    ({"start": "1975-07-17", "end": "1975-07-14"}, "end '1975-07-14' is before start '1975-07-17'"),
    ({"start": "17 July 1975"}, "start '17 July 1975' is no EDTF date: not an EDTF date this table uses (write 1975-07-17)"),
    ({"start": "2027-01-01"}, "start '2027-01-01' is after 2026-11-20, the day this table is complete to"),
    ({"start": "[1975..]"}, "start '[1975..]' is open; what happened has both bounds"),
    ({"start": "1975/1976"}, "start '1975/1976' is a span; write its ends in start and end"),
    ({"start": ""}, "no start and no owner's forecast: when was it promised for?"),
    ({"kind": "crew"}, "unknown kind: 'crew' (known: talks, announcement,"),
    ({"importance": "9"}, "unknown importance: '9' (known: 1, 2, 3)"),
    ({"outcome": "crashed"}, "unknown outcome: 'crashed' (known: (empty), failed)"),
    ({"title": ""}, "title is empty"),
    ({"id": "Apollo Soyuz"}, "id 'Apollo Soyuz' is no slug"),
    ({"programme": "mars"}, "unknown programme: 'mars' is not in programmes.csv"),
    ({"countries": "USA;XXX"}, "unknown countries: 'XXX' is not in countries.csv"),
    ({"countries": "SUN"}, "NASA is there without its country 'USA'"),
    ({"sources": "gone"}, "unknown sources: 'gone' is not in sources.csv"),
    ({"sources": ""}, "no source"),
    ({"kind": "accession", "form": ""}, "an accession needs a form"),
    ({"form": "state signature"}, "form 'state signature' belongs to accession and withdrawal only"),
    ({"summary": "x" * 281}, "summary has 281 characters, at most 280"),
    ({"summary": "See <b>this</b>"}, "summary has markup: '<b'"),
    ({"note": "[x](javascript:1)"}, "note has markup: ']('"),
]  # fmt: skip

FORECAST_FAULTS = [
    ({"wording": "late 2027", "start": "2027"}, "wording 'late 2027' means 2027-39, start is '2027'"),
    ({"wording": "soon", "start": "2027"}, "wording 'soon': it names no four-digit year"),
    ({"state": "paused"}, "wording '2028' with state 'paused'"),
    ({"state": "dreamt"}, "unknown state: 'dreamt' (known: planned,"),
    ({"basis": "rumour"}, "unknown basis: 'rumour' (known: owner, auditor)"),
    ({"event": "nothing"}, "unknown event: 'nothing' is not in events.csv"),
    ({"announced": "2027-01-01"}, "announced '2027-01-01' is after 2026-11-20"),
    ({"announced": ""}, "announced is empty"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "words"), EVENT_FAULTS)
def test_event(tmp_path: Path, cells: dict[str, str], words: str) -> None:
    told = messages(a_folder(tmp_path, events=[an_event(**cells)]))
    assert any(f": {words}" in line or f"warning: {words}" in line for line in told), told
    assert all(line.startswith(("data/events.csv:2", "data/sources.csv:2")) for line in told)


@pytest.mark.parametrize(("cells", "words"), FORECAST_FAULTS)
def test_forecast(tmp_path: Path, cells: dict[str, str], words: str) -> None:
    rows = [a_forecast(announced="2019", start="2027"), a_forecast(**cells)]
    told = messages(a_folder(tmp_path, events=[a_plan()], forecasts=rows))
    assert any(words in line and "forecasts.csv:3" in line for line in told), told


def test_a_forecast_after_the_event(tmp_path: Path) -> None:
    rows = {
        "events": [an_event()],
        "forecasts": [a_forecast(event="apollo-soyuz", announced="1976-01-01", start="1977")],
    }
    assert "announced '1976-01-01' is after the event (1975-07-17)" in messages(a_folder(tmp_path, **rows))[0]


def test_the_same_forecast_twice(tmp_path: Path) -> None:
    told = messages(a_folder(tmp_path, events=[a_plan()], forecasts=[a_forecast(), a_forecast()]))
    assert told == ["data/forecasts.csv:3 lander: the same forecast of '2020-01-01' stands twice"]


@pytest.mark.parametrize("start", ["2025", "[2025..]", "2026-33", "2026-10"])
def test_a_promise_that_has_passed_is_stale(tmp_path: Path, start: str) -> None:
    told = messages(a_folder(tmp_path, events=[a_plan()], forecasts=[a_forecast(start=start)]))
    assert f"warning: stale: the last promise, '{start}' of 2020-01-01, has passed" in told[0]


@pytest.mark.parametrize("state", ["paused", "withdrawn", "cancelled"])
def test_a_plan_without_a_date_is_not_stale(tmp_path: Path, state: str) -> None:
    rows = [a_forecast(start="2025"), a_forecast(announced="2024", state=state, wording="", start="")]
    assert messages(a_folder(tmp_path, events=[a_plan()], forecasts=rows)) == []


def joins(**cells: str) -> dict[str, str]:
    return an_event(**{
        "kind": "accession", "form": "state signature", "programme": "accords", "agencies": "", "countries": "FRA",
        **cells,
    })  # fmt: skip


def test_a_member_joins_once(tmp_path: Path) -> None:
    events = [joins(id="one", start="2022"), joins(id="two", start="2023")]
    assert messages(a_folder(tmp_path, events=events)) == ["data/events.csv:3 two: FRA joins twice (accords)"]


def test_only_a_member_leaves(tmp_path: Path) -> None:
    told = messages(a_folder(tmp_path, events=[joins(kind="withdrawal")]))
    assert told == ["data/events.csv:2 apollo-soyuz: FRA leaves without having joined (accords)"]


def test_a_letter_of_intent_makes_no_member(tmp_path: Path) -> None:
    events = [joins(id="one", start="2022", form="letter of intent"), joins(id="two", start="2023")]
    assert messages(a_folder(tmp_path, events=events)) == []


def test_ids_and_titles_stand_once(tmp_path: Path) -> None:
    told = messages(
        a_folder(tmp_path, events=[an_event(), an_event(), an_event(id="other", title="apollo Soyuz")])
    )
    assert told[0] == "data/events.csv:3 apollo-soyuz: id 'apollo-soyuz' is already in line 2"
    assert told[-1] == "data/events.csv:4 other: title 'apollo Soyuz' is already in line 2"


def test_unused_sources_and_strange_addresses(tmp_path: Path) -> None:
    sources = [a_source(), a_source(id="spare", url="javascript:alert(1)")]
    told = messages(a_folder(tmp_path, events=[an_event()], sources=sources))
    assert told == [
        "data/sources.csv:3 spare: warning: no event and no forecast uses this source",
        "data/sources.csv:3 spare: url 'javascript:alert(1)' is no http or https address",
    ]


def test_parents_that_lead_in_a_circle(tmp_path: Path) -> None:
    programmes = [{**p, "parent": "moon"} if p["id"] in ("moon",) else p for p in REFERENCES["programmes"]]
    told = messages(a_folder(tmp_path, events=[an_event()], programmes=programmes))
    assert "data/programmes.csv:3 moon: parent 'moon' leads back to 'moon'" in told


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    events = [an_event(id="one", kind="x", start="y"), an_event(id="two", end="1970")]
    assert len(messages(a_folder(tmp_path, events=events))) == 3
