"""Choosing events, the same from page, address and command line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import SHIPPED, TODAY, a_chronicle, a_forecast, a_plan, an_event
from timeline.charts import CHARTS
from timeline.chronicle import Chronicle, chronicle
from timeline.dataset import Dataset, read_dataset
from timeline.members import group_events
from timeline.selection import (
    COMMAND_DEFAULT,
    PAGE_DEFAULT,
    Selection,
    brought,
    default_of,
    from_query,
    relaxations,
    select,
    to_query,
    view_address,
)
from timeline.sentences import unheeded
from timeline.ui.questions import questions

ROWS = {
    "events": [
        an_event(id="sputnik", title="Sputnik", start="1957-10-04", countries="SUN", agencies="", programme="crews"),
        an_event(id="soyuz", title="Apollo–Soyuz", start="1975-07-15", end="1975-07-24"),
        an_event(id="probe", title="Chang'e 嫦娥", start="2020-12-16", countries="CHN;ESA", agencies="CNSA;ESA", programme="moon", importance="2", kind="return", outcome="failed"),
        an_event(id="station", title="Station", start="2018", end="..", programme="crews", importance="3"),
        a_plan(id="lander", title="Lander", programme="lander-programme", countries="USA;FRA"),
        a_plan(id="undated", title="Undated", programme="moon", countries="CHN", agencies="CNSA", importance="3"),
    ],
    "forecasts": [
        a_forecast(start="[2028-09..]", wording="no earlier than September 2028"),
        a_forecast(event="undated", wording="TBD", start="XXXX"),
    ],
}  # fmt: skip


@pytest.fixture
def known(tmp_path: Path) -> Chronicle:
    return a_chronicle(tmp_path, **ROWS)


CASES = [
    ({}, "sputnik soyuz station probe undated lander"),
    ({"programme": ["moon"]}, "probe undated lander"),
    ({"programme": ["crews", "lander-programme"]}, "sputnik soyuz station lander"),
    ({"country": ["CHN"]}, "probe undated"),
    ({"country": ["CHN", "FRA"]}, "probe undated lander"),
    ({"country": ["CHN", "ESA"], "together": ["true"]}, "probe"),
    ({"agency": ["ESA", "CNSA"], "together": ["true"]}, "probe"),
    ({"agency": ["ESA"], "country": ["FRA"]}, ""),
    ({"kind": ["return", "landing"]}, "probe undated lander"),
    ({"status": ["planned"]}, "undated lander"),
    ({"status": ["failed"]}, "probe"),
    ({"detail": ["headlines"]}, "sputnik soyuz lander"),
    ({"detail": ["main"]}, "sputnik soyuz probe lander"),
    ({"to": ["1974"]}, "sputnik"),
    ({"from": ["July 1975"], "to": ["July 1975"]}, "soyuz"),
    ({"from": ["2022"]}, "station undated lander"),
    ({"from": ["2028-10"]}, "undated"),
    ({"from": ["2028-09-30"], "to": ["2029"]}, "undated lander"),
    ({"q": ["嫦娥"]}, "probe"),
    ({"q": ["国家航天局"]}, "probe undated"),
    ({"q": ["change"]}, "probe"),
    ({"q": ["AMERICA apollo soyuz"]}, "soyuz"),
    ({"q": ["nothing like it"]}, ""),
    ({"pick": ["lander", "sputnik"], "detail": ["headlines"], "to": ["1960"]}, "sputnik lander"),
    ({"hide": ["sputnik"], "to": ["1980"]}, "soyuz"),
]


@pytest.mark.parametrize(("query", "ids"), CASES)
def test_select(known: Chronicle, query: dict[str, list[str]], ids: str) -> None:
    selection, notes = from_query(query, COMMAND_DEFAULT, known.dataset)
    assert notes == []
    assert sorted(select(known, selection)["id"]) == sorted(ids.split())


def test_rows_are_in_the_order_of_time(known: Chronicle) -> None:
    assert list(select(known, COMMAND_DEFAULT)["id"])[:3] == ["sputnik", "soyuz", "station"]


@pytest.mark.parametrize("text", ["chn", "China", "中国", "CHINA"])
def test_a_country_is_known_by_code_name_and_alias(known: Chronicle, text: str) -> None:
    assert from_query({"country": [text]}, COMMAND_DEFAULT, known.dataset)[0].country == ("CHN",)


NONSENSE = [
    ({"agency": ["XX"]}, "unknown agency: 'XX'"),
    ({"detail": ["most"]}, "unknown detail: 'most' (known: headlines, main, all)"),
    ({"lanes": ["diagonal"]}, "unknown lanes: 'diagonal'"),
    ({"from": ["banana"]}, "unknown from: 'banana': it names no four-digit year"),
    ({"as_of": ["1986–2001"]}, "unknown as_of: '1986–2001': one date is needed"),
    ({"together": ["perhaps"]}, "unknown together: 'perhaps'"),
    ({"event": ["gone"]}, "unknown event: 'gone'"),
    ({"colour": ["red"]}, "unknown filter: 'colour'"),
    ({"from": ["2030"], "to": ["2020"]}, "the period ends (2020) before it starts (2030)"),
]


@pytest.mark.parametrize(("query", "words"), NONSENSE)
def test_nonsense_is_one_note_and_changes_nothing(
    known: Chronicle, query: dict[str, list[str]], words: str
) -> None:
    selection, notes = from_query(query, PAGE_DEFAULT, known.dataset)
    assert words in notes[0]
    assert selection == PAGE_DEFAULT


queries = st.dictionaries(
    st.sampled_from(
        ["programme", "country", "from", "to", "q", "detail", "pick", "event", "as_of", "lanes", "x"]
    ),
    st.lists(st.text(max_size=12), max_size=3),
    max_size=4,
)


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    dataset = read_dataset(SHIPPED).dataset
    assert dataset is not None
    return dataset


@given(query=queries)
def test_any_address_gives_a_selection(shipped: Dataset, query: dict[str, list[str]]) -> None:
    selection, _ = from_query(query, PAGE_DEFAULT, shipped)
    assert from_query(to_query(selection, PAGE_DEFAULT), PAGE_DEFAULT, shipped) == (selection, [])


def test_only_what_differs_stands_in_the_address(known: Chronicle) -> None:
    assert to_query(PAGE_DEFAULT, PAGE_DEFAULT) == {}
    query = {
        "country": ["CHN", "FRA"],
        "from": ["any"],
        "detail": ["all"],
        "together": ["true"],
        "q": ["moon"],
    }
    selection, _ = from_query(query, PAGE_DEFAULT, known.dataset)
    assert to_query(selection, PAGE_DEFAULT) == query


@pytest.mark.parametrize(
    ("site", "chart", "selection", "address"),
    [
        ("", "map", Selection(agency=("ESA",)), ""),
        ("https://a.example", "timeline", PAGE_DEFAULT, "https://a.example/"),
        ("https://a.example/", "map", PAGE_DEFAULT, "https://a.example/map"),
        ("https://a.example/space", "groups", replace(PAGE_DEFAULT, q="月 & x"), "https://a.example/space/groups?q="),
    ],
)  # fmt: skip
def test_a_view_has_the_address_of_its_page(
    known: Chronicle, site: str, chart: str, selection: Selection, address: str
) -> None:
    found = view_address(site, chart, selection)
    assert found.startswith(address) and bool(found) == bool(address)
    assert from_query(parse_qs(urlsplit(found).query), PAGE_DEFAULT, known.dataset) == (
        (selection, []) if found else (PAGE_DEFAULT, [])
    )


@pytest.mark.parametrize(
    ("chart", "selection", "told"),
    [
        ("timeline", PAGE_DEFAULT, ""),
        ("groups", PAGE_DEFAULT, "Not counted here: period and detail."),
        ("map", Selection(agency=("ESA",), q="moon"), "Not counted here: search and agencies."),
        ("partners", PAGE_DEFAULT, ""),
        ("partners", replace(PAGE_DEFAULT, detail="main"), ""),
    ],
)
def test_a_chart_says_which_filters_it_leaves_aside(chart: str, selection: Selection, told: str) -> None:
    assert unheeded(selection, CHARTS[chart].means(selection)) == told


def test_what_to_drop_where_nothing_matches(known: Chronicle) -> None:
    selection = Selection(agency=("ESA",), country=("FRA",))
    offers = [(field, value, count) for field, value, _, count in relaxations(known, selection)]
    assert offers == [("country", "FRA", 1), ("agency", "ESA", 1)] or offers == [
        ("agency", "ESA", 1),
        ("country", "FRA", 1),
    ]
    for _, _, wider, count in relaxations(known, selection):
        assert len(select(known, wider)) == count


def test_a_filter_that_a_chart_leaves_aside_is_not_what_to_drop(shipped: Dataset) -> None:
    known = chronicle(shipped, TODAY)
    asked = replace(PAGE_DEFAULT, programme=("gateway",), country=("JPN",))
    assert group_events(known, asked).empty
    offers = relaxations(known, asked, group_events)
    assert {field for field, *_ in offers} == {"programme"}
    for _, _, wider, count in offers:
        assert len(group_events(known, wider)) == count


@pytest.mark.parametrize("text", [".*", "([", "\\", "—", "!?"])
def test_signs_alone_are_in_no_text(known: Chronicle, text: str) -> None:
    assert select(known, Selection(q=text)).empty
    assert len(select(known, Selection(q="  "))) == len(known.events)


def test_the_earlier_of_two_days_is_compared_with(known: Chronicle) -> None:
    selection, notes = from_query(
        {"as_of": ["2021-03-08"], "compare": ["2021-03-09"]}, PAGE_DEFAULT, known.dataset
    )
    assert (str(selection.as_of), str(selection.compare)) == ("2021-03-09", "2021-03-08")
    assert len(notes) == 1


def test_a_page_brings_its_own_default() -> None:
    assert brought(PAGE_DEFAULT, "timeline", "partners") == default_of("partners")
    assert brought(default_of("partners"), "partners", "map") == PAGE_DEFAULT
    chosen = replace(PAGE_DEFAULT, detail="main")
    assert brought(chosen, "timeline", "partners") == chosen


def test_as_of_is_a_part_of_the_selection(tmp_path: Path) -> None:
    selection, _ = from_query(
        {"as_of": ["March 2021"]}, COMMAND_DEFAULT, a_chronicle(tmp_path, **ROWS).dataset
    )
    assert str(selection.as_of) == "2021-03"
    assert replace(selection, as_of=None) == COMMAND_DEFAULT


def test_every_question_has_an_answer(shipped: Dataset) -> None:
    known = chronicle(shipped, TODAY)
    for question, query in questions(known):
        selection, notes = from_query(parse_qs(query), PAGE_DEFAULT, shipped)
        assert notes == [], question
        assert len(select(known, selection)) >= 4, question
