"""The table against lists that others compiled: nineteen of twenty are in it, and the days agree.

The rows are facts as those lists give them, faults included (tests/lists/README.md).
"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.builders import SHIPPED, TODAY
from tests.lists import Counted, Listed, counted, listed, read, titles, verdict
from timeline.chronicle import Chronicle, chronicle
from timeline.dataset import read_dataset
from timeline.members import members

ROWS = listed()
# A list that gives the day of the place, another step of the same story, or a plain error is no
# disagreement about the day.
ITS_OWN = {"local day", "list errs", "other step"}


@pytest.fixture(scope="module")
def known() -> Chronicle:
    dataset = read_dataset(SHIPPED).dataset
    assert dataset is not None
    return chronicle(dataset, TODAY)


@pytest.fixture(scope="module")
def verdicts(known: Chronicle) -> list[tuple[Listed, str]]:
    return [(row, verdict(row, known)) for row in ROWS]


def test_the_lists_are_many_and_from_many_hands() -> None:
    own = titles()
    assert {row.list for row in ROWS} <= set(own)
    assert len(ROWS) > 2000 and len({entry["publisher"] for entry in own.values()}) > 150
    assert all(entry["url"].startswith("http") for entry in own.values())
    for row in ROWS:
        if row.date:
            read(row.date)


def test_nineteen_of_twenty_facts_are_in_the_table(verdicts: list[tuple[Listed, str]]) -> None:
    told = Counter(found for row, found in verdicts if row.kind == "event" and found != "outside")
    assert told["missing"] <= told.total() / 20, told


def test_of_the_days_at_most_one_in_a_hundred_differs(verdicts: list[tuple[Listed, str]]) -> None:
    days = [(row, found) for row, found in verdicts if row.kind == "event" and found in ("same", "differs")]
    ours = [row for row, found in days if found == "differs" and row.reason not in ITS_OWN]
    assert len(ours) <= len(days) / 100, ours


def test_nineteen_of_twenty_promises_agree(verdicts: list[tuple[Listed, str]]) -> None:
    """Of those whose announcement the list dates; what it tells looking back stands beside them."""
    told = Counter(
        found
        for row, found in verdicts
        if row.kind == "forecast" and row.announced and found != "outside" and row.reason not in ITS_OWN
    )
    assert told.total() > 350 and told["same"] >= told.total() * 19 / 20, told


def test_what_differs_or_is_left_out_says_why(verdicts: list[tuple[Listed, str]]) -> None:
    for row, found in verdicts:
        assert (found == "same") == (row.reason == ""), row
        assert found == "same" or row.why, row
    outside = sum(found == "outside" for _, found in verdicts)
    assert outside < len(ROWS) / 12


@pytest.mark.parametrize("told", counted(), ids=lambda told: f"{told.programme} {told.day} {told.count}")
def test_members_agree_to_the_country(known: Chronicle, told: Counted) -> None:
    day = read(told.day).latest
    assert day is not None
    ours = {m.country for m in members(known) if m.bloc == told.programme and m.belongs(day)}
    agrees = len(ours) == told.count and (not told.countries or ours == set(told.countries))
    assert agrees == (not told.why), ours ^ set(told.countries)


def test_members_are_compared_on_twenty_days() -> None:
    right = [told for told in counted() if not told.why]
    assert len({(told.programme, told.day) for told in right}) >= 20
    assert len([told for told in right if told.countries]) >= 12
    assert min(told.day for told in right) < "2021" and max(told.day for told in right) > "2026-09"
