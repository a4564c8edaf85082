"""The shipped table: no error, canonical, and as full as we say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import SHIPPED
from timeline.dataset import COLUMNS, Dataset, canonical_bytes, read_dataset
from timeline.dates import parse
from timeline.summary import publisher_names, summary
from timeline.vocabulary import PRIMARY_SOURCES

FLOORS = {"events": 4100, "forecasts": 3050, "sources": 8950}

TOLD = {
    "ilrs-memorandum": "2021-03-09",
    "artemis-accords-first-eight": "2020-10-13",
    "change-5-return": "2020-12-16",
    "crew-dragon-demo-2": "2020-05-30",
    "crew-1": "2020-11-16",
    "wolf-amendment": "2011-04-15",
    "artemis-i": "2022-11-16",
    "luna-25-landing": "2023-08-19",
    "apollo-soyuz-docking": "1975-07-17",
    "gateway-falcon-heavy-contract": "2021-02-09",
    "iss-seat-swap-2022": "2022-07-14",
    "nasa-gives-up-2024": "2021-11-09",
}


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    reading = read_dataset(SHIPPED)
    assert [str(p) for p in reading.errors] == []
    assert reading.dataset is not None
    return reading.dataset


@pytest.mark.parametrize(("name", "least"), FLOORS.items())
def test_counts_do_not_shrink(shipped: Dataset, name: str, least: int) -> None:
    assert len(shipped.frame(name)) >= least


@pytest.mark.parametrize("name", COLUMNS)
def test_the_files_are_canonical(shipped: Dataset, name: str) -> None:
    assert (SHIPPED / f"{name}.csv").read_bytes() == canonical_bytes(name, shipped.frame(name))


@pytest.mark.parametrize(("event", "start"), TOLD.items())
def test_days_that_everybody_asks_for(shipped: Dataset, event: str, start: str) -> None:
    rows = shipped.events.set_index("id")
    assert rows.loc[event, "start"].edtf == start


def test_every_wording_is_read_as_its_date(shipped: Dataset) -> None:
    planned = shipped.forecasts[shipped.forecasts["state"] == "planned"]
    for wording, start in zip(planned["wording"], planned["start"], strict=True):
        assert parse(wording) == start


def test_most_events_have_two_publishers(shipped: Dataset) -> None:
    publisher = dict(zip(shipped.sources["id"], shipped.sources["publisher"], strict=True))
    two = sum(len({publisher[s] for s in cell}) >= 2 for cell in shipped.events["sources"])
    assert two / len(shipped.events) >= 0.85


def test_most_events_have_two_publishers_that_are_no_copies(shipped: Dataset) -> None:
    apart = summary(shipped)["events with two publishers"]
    assert isinstance(apart, int)
    assert apart / len(shipped.events) >= 0.85


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("NASA", "ESA", True),
        ("ESA", "SpaceDaily (ESA release)", False),
        ("AFP (SpaceDaily)", "Teller Report (AFP)", False),
        ("NASA (mail archive)", "The Space Library (NASA release 11-362)", False),
        ("SpaceNews", "Reuters (via a mirror)", True),
    ],
)
def test_a_copy_is_no_second_publisher(one: str, other: str, apart: bool) -> None:
    names = dict(zip((one, other), publisher_names([one, other, "AFP", "NASA", "ESA"]), strict=False))
    assert names[one].isdisjoint(names[other]) == apart


def test_half_of_the_events_have_a_primary_source(shipped: Dataset) -> None:
    kind = dict(zip(shipped.sources["id"], shipped.sources["kind"], strict=True))
    primary = sum(any(kind[s] in PRIMARY_SOURCES for s in cell) for cell in shipped.events["sources"])
    assert primary / len(shipped.events) >= 0.5


def test_the_first_looks_stay_small(shipped: Dataset) -> None:
    importance = shipped.events["importance"].astype(int)
    assert 35 <= (importance == 1).sum() <= 50
    assert 130 <= (importance == 2).sum() <= 180


def test_promises_are_followed_for_many_milestones(shipped: Dataset) -> None:
    promised = shipped.forecasts.groupby("event").size()
    assert (promised >= 2).sum() >= 60
    assert (shipped.forecasts["basis"] == "auditor").sum() >= 15


def test_the_newest_events_are_of_this_season(shipped: Dataset) -> None:
    latest = max(start.latest for start in shipped.events["start"] if start is not None and start.latest)
    assert (shipped.complete_to - latest).days <= 60


def test_labels_are_short_enough_to_read(shipped: Dataset) -> None:
    assert max(map(len, shipped.events["title"])) <= 60


def test_no_machine_or_person_stands_in_the_table() -> None:
    for path in Path(SHIPPED).iterdir():
        text = path.read_text("utf-8")
        assert "/work/" not in text and "/tmp/" not in text
