"""Members of groups, partners, and the map of them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs

import numpy as np
import pytest

from tests.builders import SHIPPED, TODAY, a_chronicle, an_event
from timeline.charts import CHARTS
from timeline.charts.theme import THEMES
from timeline.chronicle import Chronicle, agency_word, chronicle
from timeline.dataset import Dataset, read_dataset
from timeline.geo import Area, land, project, surface
from timeline.layout import Manner
from timeline.members import apart, count, country_words, group_events, in_several, members, sentences
from timeline.membership import plan_groups
from timeline.partners import pairs, partners, unit_of, work_done
from timeline.partners import sentences as said
from timeline.selection import COMMAND_DEFAULT, PAGE_DEFAULT, default_of, from_query, select
from timeline.worldmap import DISPUTED, keys_on


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    found = read_dataset(SHIPPED).dataset
    assert found is not None
    return found


@pytest.fixture(scope="module")
def shipped(dataset: Dataset) -> Chronicle:
    return chronicle(dataset, TODAY)


# What NASA, CNSA and Roscosmos counted on these days, as far as they said.
COUNTED = [
    ("artemis-accords", date(2020, 10, 12), 0), ("artemis-accords", date(2020, 10, 13), 8),
    ("artemis-accords", date(2020, 12, 31), 9), ("artemis-accords", date(2021, 12, 31), 14),
    ("artemis-accords", date(2022, 12, 31), 23), ("artemis-accords", date(2023, 6, 30), 27),
    ("artemis-accords", date(2023, 12, 31), 33), ("artemis-accords", date(2024, 12, 31), 52),
    ("artemis-accords", date(2025, 7, 31), 56), ("artemis-accords", date(2026, 6, 25), 68),
    ("artemis-accords", date(2026, 7, 16), 69), ("artemis-accords", date(2026, 9, 21), 73), ("ilrs", date(2021, 3, 8), 0), ("ilrs", date(2021, 3, 9), 2),
    ("ilrs", date(2023, 7, 31), 3), ("ilrs", date(2023, 10, 31), 7), ("ilrs", date(2023, 12, 31), 8),
    ("ilrs", date(2024, 5, 31), 11), ("ilrs", date(2024, 12, 31), 13), ("ilrs", date(2025, 5, 8), 13),
]  # fmt: skip


@pytest.mark.parametrize(("bloc", "day", "number"), COUNTED)
def test_counts_of_members(dataset: Dataset, shipped: Chronicle, bloc: str, day: date, number: int) -> None:
    assert count(members(shipped), bloc, day) == number
    assert count(members(chronicle(dataset, TODAY, day)), bloc, day) == number


def test_only_signatures_make_members(tmp_path: Path) -> None:
    def joins(
        own: str, country: str, form: str, kind: str = "accession", start: str = "2021"
    ) -> dict[str, str]:
        return an_event(id=own, title=own, kind=kind, form=form, programme="club", countries=country, agencies="",
                        start=start)  # fmt: skip

    programmes = [{"id": "club", "name": "The Club", "aliases": "", "parent": "", "rank": "1", "lead": "", "bloc": "yes",
                   "summary": "A club."}]  # fmt: skip
    known = a_chronicle(tmp_path, programmes=programmes, events=[
        joins("one", "USA", "state signature"), joins("two", "FRA", "agency signature"),
        joins("three", "RUS", "joint statement"), joins("four", "RUS", "institution only"),
        joins("five", "ESA", "state signature"), joins("six", "RUS", "", "interest"),
        joins("seven", "FRA", "state signature", "withdrawal", "2023"),
    ])  # fmt: skip
    found = members(known)
    assert [(m.country, bool(m.left)) for m in found] == [("USA", False), ("FRA", True)]
    assert count(found, "club", date(2022, 6, 1)) == 2
    assert count(found, "club", TODAY) == 1
    assert {"three", "four", "six"} <= set(apart(group_events(known, COMMAND_DEFAULT))["id"])
    assert sentences(known)[0].startswith("The Club: 1 country named here")


def test_who_left_may_join_again(tmp_path: Path) -> None:
    programmes = [{"id": "club", "name": "The Club", "aliases": "", "parent": "", "rank": "1", "lead": "", "bloc": "yes",
                   "summary": ""}]  # fmt: skip
    steps = [("accession", "2000"), ("withdrawal", "2005"), ("accession", "2010"), ("withdrawal", "2015")]
    events = [
        an_event(id=f"e{n}", title=f"E{n}", kind=kind, form="state signature", programme="club", countries="FRA",
                 agencies="", start=start) for n, (kind, start) in enumerate(steps)
    ]  # fmt: skip
    found = members(a_chronicle(tmp_path, programmes=programmes, events=events))
    assert [count(found, "club", date(year, 6, 1)) for year in (1999, 2002, 2007, 2012, 2020)] == [
        0,
        1,
        0,
        1,
        0,
    ]


def test_nothing_is_written_for_two_groups(tmp_path: Path) -> None:
    programmes = [
        {"id": f"g{i}", "name": f"Group {i}", "aliases": "", "parent": "", "rank": str(i), "lead": "", "bloc": "yes",
         "summary": ""} for i in range(5)
    ]  # fmt: skip
    events = [
        an_event(id=f"e{i}", title=f"E{i}", kind="accession", form="state signature", programme=f"g{i % 5}",
                 countries=("USA", "FRA", "RUS")[i % 3], agencies="", start=str(2000 + i)) for i in range(15)
    ]  # fmt: skip
    known = a_chronicle(tmp_path, programmes=programmes, events=events)
    assert in_several(members(known), TODAY) == ["FRA", "RUS", "USA"]
    for name in ("groups", "map"):
        chart = CHARTS[name]
        chosen = chart.chosen(known, COMMAND_DEFAULT)
        plan = chart.plan(known, chosen, COMMAND_DEFAULT, 900, 0, Manner())
        assert chart.draw(plan, known, chosen, THEMES["light"]).figure().data


@pytest.mark.parametrize("width", [320, 390, 900, 1400])
@pytest.mark.parametrize("day", [date(2020, 10, 13), date(2021, 3, 9), date(2024, 1, 1), None])
def test_labels_of_groups_are_clear(dataset: Dataset, width: int, day: date | None) -> None:
    known = chronicle(dataset, TODAY, day)
    names = {"artemis-accords": "Artemis Accords", "ilrs": "International Lunar Research Station"}
    plan = plan_groups(members(known), names, width, 0, known.day)
    ys = sorted(line.label_y for line in plan.lines)
    assert all(b - a >= 17.9 for a, b in pairwise(ys))
    for line in plan.lines:
        assert all(
            plan.left - 1 <= x <= plan.right + 1 and plan.top - 1 <= y <= plan.bottom + 1
            for x, y in line.path
        )


@pytest.mark.parametrize("by", ["agency", "country"])
@pytest.mark.parametrize("most", [8, 20, 60])
def test_the_matrix_is_symmetric_and_true(shipped: Chronicle, by: str, most: int) -> None:
    events = work_done(shipped, COMMAND_DEFAULT)
    made = partners(shipped, events, by, "events", most)
    assert len(made.names) == len(set(made.names)) == most
    assert np.array_equal(made.counts, made.counts.T)
    column = "agencies" if by == "agency" else "countries"
    for i, a in enumerate(made.names[:12]):
        for j, b in enumerate(made.names[:12]):
            both = sum({a, b} <= set(cell) for cell in events[column])
            alone = sum(set(cell) - {"GAO", "NASA-OIG"} == {a} for cell in events[column])
            assert made.counts[i, j] == (both if i != j else alone)


@pytest.mark.parametrize("selection", [
    PAGE_DEFAULT, default_of("partners"), replace(COMMAND_DEFAULT, by="country"),
    replace(COMMAND_DEFAULT, agency=("ESA", "CNES")), replace(COMMAND_DEFAULT, programme=("iss",), count="events"),
])  # fmt: skip
def test_a_cell_leads_to_exactly_its_events(shipped: Chronicle, selection) -> None:  # type: ignore[no-untyped-def]
    chart = CHARTS["partners"]
    events = chart.chosen(shipped, selection)
    found = pairs(shipped, events, selection.by)
    plan = chart.plan(shipped, events, selection, 900, 0, Manner())
    for cell in plan.cells[::7]:
        led, notes = from_query(parse_qs(plan.queries[cell.a, cell.b]), PAGE_DEFAULT, shipped.dataset)
        assert not notes
        own = found[min(cell.a, cell.b), max(cell.a, cell.b)]
        assert set(select(shipped, led)["id"]) == set(own.events)


def test_a_mission_counts_once(shipped: Chronicle) -> None:
    found = pairs(shipped, work_done(shipped, COMMAND_DEFAULT), "agency")
    units = found["CNES", "CNSA"].units
    assert {u for u in units if "change-6" in u} == {"mission change-6"}


@pytest.mark.parametrize(("event", "kind", "unit"), [
    ("vega-1-launch", "launch", "mission vega-1"),
    ("vega-1-halley-flyby", "operation", "mission vega-1"),
    ("hakuto-r-landing", "landing", "mission hakuto-r"),
    ("hakuto-r-2-landing", "landing", "mission hakuto-r-2"),  # another flight, its launch under another name
    ("soyuz-19-landing", "landing", "mission soyuz-19"),
    ("iss-first-commander", "operation", "programme iss"),  # of no flight in the table
    ("vega-1-agreement", "agreement", "programme iss"),
    ("hakuto-r-2-orbit", "operation", "programme iss"),
])  # fmt: skip
def test_the_mission_of_an_event_is_its_launch(event: str, kind: str, unit: str) -> None:
    assert unit_of(event, kind, "iss", {"vega-1", "hakuto-r"}) == unit


def test_sentences_count_distinct_missions(shipped: Chronicle) -> None:
    made = partners(shipped, work_done(shipped, COMMAND_DEFAULT), "agency", "missions", 20)
    for sentence in said(shipped, made):
        assert "in this table" in sentence
        names = re.match(r"(.+?) has .*? with (.+) in this", sentence)
        assert names
        ids = sorted(
            next(a for a in shipped.agencies if agency_word(shipped, a) == name) for name in names.groups()
        )
        pair = made.pairs[ids[0], ids[1]]
        assert sum(map(int, re.findall(r"(\d+) (?:mission|programme)", sentence))) == len(pair.units)


def test_a_country_in_a_screenful(shipped: Chronicle) -> None:
    told = country_words(shipped, "FRA")
    assert len(told) <= 6 and sum(map(len, told)) < 900
    assert "joined Artemis Accords on 7 June 2022" in told[0]
    assert country_words(shipped, "ZZZ") == []


def test_land_is_flat_and_whole() -> None:
    areas = {area.code or area.name: area for area in land()}
    assert len(areas) > 200
    assert areas["Crimea"].is_disputed and areas["ESH"].is_disputed and not areas["FRA"].is_disputed
    for area in areas.values():
        for ring in area.rings:
            assert len(ring) >= 3
            for (x, y), (u, v) in pairwise(ring):
                assert abs(x) <= 2.71 and abs(y) <= 1.32
                assert abs(u - x) < 1.2, area.code  # nothing jumps round the Earth
                assert abs(v - y) < 1.0
    assert project(0, 0) == (0, 0)
    assert project(180, 0)[0] == pytest.approx(2.7066, abs=0.001)


@pytest.mark.parametrize(
    ("lon", "lat"), [(75.0, 34.5), (76.5, 35.8), (79.5, 35.2), (94.0, 28.0), (34.2, 45.2), (-60.0, 6.0)]
)
def test_what_two_states_claim_is_coloured_for_neither(lon: float, lat: float) -> None:
    assert [area.is_disputed for area in _at(lon, lat)] == [True]


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [(28.2, -29.5, "LSO"), (25.0, -29.0, "ZAF"), (10.0, 51.0, "DEU"), (112.0, 30.0, "CHN")],
)
def test_a_place_belongs_to_one_country(lon: float, lat: float, code: str) -> None:
    """Also where one country lies within another."""
    assert [area.code for area in _at(lon, lat)] == [code]


def _at(lon: float, lat: float) -> list[Area]:
    x, y = project(lon, lat)
    return [area for area in land() if sum(_is_inside(x, y, ring) for ring in area.rings) % 2]


def _is_inside(x: float, y: float, ring: tuple[tuple[float, float], ...]) -> bool:
    """Whether a line from the point to the east crosses the ring an odd number of times."""
    inside = False
    for (x0, y0), (x1, y1) in pairwise((*ring, ring[0])):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            inside = not inside
    return inside


def test_disputed_areas_have_no_colour(shipped: Chronicle) -> None:
    chart = CHARTS["map"]
    events = chart.chosen(shipped, PAGE_DEFAULT)
    plan = chart.plan(shipped, events, PAGE_DEFAULT, 900, 0, Manner())
    names = {
        "Crimea",
        "Kosovo",
        "Taiwan",
        "Kashmir",
        "Arunachal Pradesh",
        "Kuril Is.",
        "West of Essequibo River",
    }
    assert {s.name: s.key for s in plan.shapes if s.name in names} == dict.fromkeys(names, DISPUTED)
    keys = keys_on(members(shipped), TODAY)
    assert {spot.code for spot in plan.spots} == {m.country for m in members(shipped)}
    for spot in plan.spots:
        assert spot.key == keys[spot.code]
        assert 0 <= spot.x <= plan.width and 0 <= spot.y <= plan.bottom
    figure = chart.draw(plan, shipped, events, THEMES["light"]).figure()
    assert [frame.name for frame in figure.frames] == [str(year) for year in range(2020, 2027)]
    assert all("x" not in part for frame in figure.frames for part in frame.to_plotly_json()["data"])


@pytest.mark.parametrize("width", [280, 390, 1040, 1920])
def test_only_specks_are_left_out_at_any_width(shipped: Chronicle, width: int) -> None:
    chart = CHARTS["map"]
    plan = chart.plan(shipped, group_events(shipped, PAGE_DEFAULT), PAGE_DEFAULT, width, 0, Manner())
    drawn = {(shape.code or shape.name): len(shape.rings) for shape in plan.shapes}
    scale = (plan.width - 8) / 5.4132  # px of a unit
    for area in land():
        seen = [surface(ring) * scale**2 for ring in area.rings]
        specks = sum(0 <= s < 3 for s in seen)
        whole = area.is_disputed or not specks
        assert drawn.get(area.code or area.name, 0) == len(seen) - (0 if whole else specks)
    assert {"Kashmir", "Crimea", "TWN", "PSE", "ESH", "XKX", "USA", "RUS", "CHN"} <= set(drawn)


def test_a_hostile_place_leaves_the_map_standing(tmp_path: Path) -> None:
    programmes = [{"id": "club", "name": "<b>Club</b>", "aliases": "", "parent": "", "rank": "1", "lead": "", "bloc": "yes",
                   "summary": ""}]  # fmt: skip
    event = an_event(kind="accession", form="state signature", programme="club", countries="ZZZ", agencies="")
    known = a_chronicle(tmp_path, programmes=programmes, events=[event])
    for name in ("groups", "map", "partners"):
        chart = CHARTS[name]
        chosen = chart.chosen(known, COMMAND_DEFAULT)
        plan = chart.plan(known, chosen, COMMAND_DEFAULT, 400, 0, Manner())
        drawn = chart.draw(plan, known, chosen, THEMES["dark"])
        assert "<b>Club</b>:" not in drawn.figure().to_json()


def test_the_slide_of_groups_draws_what_the_page_draws(shipped: Chronicle) -> None:
    events = group_events(shipped, PAGE_DEFAULT)
    drawn = CHARTS["groups"].plan(shipped, events, PAGE_DEFAULT, 900, 0, Manner()).lines
    series = CHARTS["groups"].native(shipped, events, PAGE_DEFAULT).series
    assert {(s.hue, s.points[-1][1]) for s in series} == {(line.hue, line.total) for line in drawn}
    assert any(line.bloc == "" and line.total == len(in_several(members(shipped), TODAY)) for line in drawn)
