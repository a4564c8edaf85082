"""What was known on a day, and how promises moved."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import SHIPPED, TODAY, a_chronicle, a_forecast, a_plan, a_source, an_event
from timeline.chronicle import chronicle
from timeline.dataset import Dataset, read_dataset
from timeline.dates import VagueDate, from_edtf
from timeline.history import as_of, last_day, move, moves

SLIPPED = [
    a_forecast(announced="2019-03-26", start="2024"),
    a_forecast(announced="2021-11-09", wording="2025 or later", start="[2025..]"),
    a_forecast(announced="2024-01-09", start="2026-09"),
]


def dates(*texts: str) -> list[VagueDate]:
    return [v for v in map(from_edtf, texts) if isinstance(v, VagueDate)]


@pytest.mark.parametrize(
    ("old", "new", "kind", "days", "least", "most"),
    [
        ("2024", "2025", "slip", 366, 1, 730),
        ("2025", "2024", "pull-in", -366, -730, -1),
        ("2024", "[2025..]", "slip", 366, 1, None),
        ("[2025..]", "2025-12", "made more exact", 167, -30, 364),
        ("2026", "2026-09", "made more exact", 75, -121, 272),
        ("2026-07", "2026", "made vaguer", -14, -211, 183),
        ("2026-09", "2026", "made vaguer", -75, -272, 121),  # September is still possible
        ("2026", "2026", "confirmed", 0, -364, 364),
        ("2026-09-01", "2026-09-15", "slip", 14, 14, 14),
        ("[2026-09..]", "[2026-11..]", "slip", 61, 32, None),
        ("[2026-11..]", "[2026-09..]", "pull-in", -61, -90, None),
        ("[..2030]", "[..2028]", "pull-in", -731, None, -366),
    ],
)
def test_moves(old: str, new: str, kind: str, days: int, least: int | None, most: int | None) -> None:
    a, b = dates(old, new)
    found = move(a, b)
    assert (found.kind, found.days) == (kind, days)
    assert (found.least, found.most) == (least, most)


def test_sizes_say_how_sure_they_are() -> None:
    a, b, c = dates("2024", "[2025..]", "2025-06-01")
    assert move(a, b).is_about and move(a, b).is_at_least
    assert not move(*dates("2024-05-01", "2024-06")).is_about
    assert not move(b, c).is_at_least


def test_a_pause_is_a_move_and_the_next_date_is_compared_with_the_last_one() -> None:
    found = moves(["planned", "paused", "planned"], [*dates("2024"), None, *dates("2026")])
    assert [m and m.kind for m in found] == [None, "paused", "slip"]


@given(st.lists(st.dates(date(1957, 1, 1), date(2100, 1, 1)), min_size=1, max_size=8))
def test_sizes_add_up_to_last_minus_first_point(days: list[date]) -> None:
    starts = dates(*map(str, days))
    sizes = [m.days or 0 for m in moves(["planned"] * len(starts), starts) if m]
    assert sum(sizes) == (days[-1] - days[0]).days


@pytest.mark.parametrize(
    ("text", "day"), [("2021-03", "2021-03-31"), ("2030", "2026-11-20"), ("[2025..]", "2026-11-20")]
)
def test_a_vague_day_means_its_last_one_and_never_a_later_than_today(text: str, day: str) -> None:
    assert str(last_day(dates(text)[0], TODAY)) == day


def test_a_plan_stands_as_it_was_announced(tmp_path: Path) -> None:
    rows = {"events": [a_plan()], "forecasts": SLIPPED}
    for day, label in (
        ("2020-01-01", "2024"),
        ("2022-01-01", "no earlier than 2025"),
        ("2025-01-01", "September 2026"),
    ):
        known = a_chronicle(tmp_path, date.fromisoformat(day), **rows)
        assert known.events.loc["lander", "label"] == label
    assert a_chronicle(tmp_path, date(2019, 3, 25), **rows).events.empty


def test_nothing_later_is_known(tmp_path: Path) -> None:
    rows = {
        "events": [
            an_event(id="lander", start="2025-02-03", outcome="failed", summary="It crashed.", sources="late")
        ],
        "forecasts": SLIPPED,
        "sources": [a_source(published="2019-03-26"), a_source(id="late", published="2025-02-04")],
    }
    before = a_chronicle(tmp_path, date(2025, 2, 2), **rows)
    row = before.events.loc["lander"]
    assert (row["status"], row["summary"], row["outcome"], row["sources"]) == (
        "planned",
        "",
        "",
        ("nasa-page",),
    )
    assert "late" not in set(before.dataset.sources["id"])
    after = a_chronicle(tmp_path, date(2025, 2, 3), **rows).events.loc["lander"]
    assert (after["status"], after["summary"], after["moved"]) == ("failed", "It crashed.", 2)


def test_a_span_that_ends_later_is_still_going_on(tmp_path: Path) -> None:
    rows = {"events": [an_event(start="1986", end="2001")]}
    assert a_chronicle(tmp_path, date(1990, 1, 1), **rows).events.iloc[0]["label"] == "since 1986"
    assert a_chronicle(tmp_path, date(2002, 1, 1), **rows).events.iloc[0]["label"] == "1986–2001"


@pytest.mark.parametrize(
    ("state", "label"),
    [("cancelled", "cancelled; last promised: 2024"), ("paused", "paused, no new date; last promised: 2024"),
     ("withdrawn", "no date now; last promised: 2024")],
)  # fmt: skip
def test_a_plan_without_a_date_says_so(tmp_path: Path, state: str, label: str) -> None:
    end = a_forecast(announced="2022", state=state, wording="", start="")
    row = a_chronicle(tmp_path, events=[a_plan()], forecasts=[SLIPPED[0], end]).events.loc["lander"]
    assert (row["status"], row["label"]) == (state, label)


def test_to_be_determined_takes_a_date_back(tmp_path: Path) -> None:
    end = a_forecast(announced="2022", wording="TBD", start="XXXX")
    row = a_chronicle(tmp_path, events=[a_plan()], forecasts=[SLIPPED[0], end]).events.loc["lander"]
    assert (row["status"], row["label"]) == ("withdrawn", "no date now; last promised: 2024")


def test_a_day_after_the_table_s_own_is_still_a_day_in_the_past(shipped: Dataset) -> None:
    day = shipped.complete_to + timedelta(days=5)
    assert chronicle(shipped, TODAY, day).dataset.as_of == day
    assert chronicle(shipped, TODAY, TODAY).dataset.as_of is None


def test_an_auditor_moves_nothing(tmp_path: Path) -> None:
    doubt = a_forecast(announced="2023-11-30", wording="early 2027", start="2027-37", basis="auditor")
    row = a_chronicle(tmp_path, events=[a_plan()], forecasts=[*SLIPPED, doubt]).events.loc["lander"]
    assert (row["moved"], row["label"]) == (2, "September 2026")


# --- the shipped table ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    dataset = read_dataset(SHIPPED).dataset
    assert dataset is not None
    return dataset


def test_as_of_its_last_day_the_table_is_itself(shipped: Dataset) -> None:
    assert as_of(shipped, shipped.complete_to) is shipped


def test_what_is_known_stays_known(shipped: Dataset) -> None:
    days = [date(1957, 10, 4) + timedelta(days=700 * i) for i in range(36)]
    known: set[str] = set()
    for day in days:
        now = set(as_of(shipped, day).events["id"])
        assert known <= now
        known = now


def test_no_later_day_is_on_any_row(shipped: Dataset) -> None:
    """Every day on which something was announced, every event."""
    announced = {v.latest for v in shipped.forecasts["announced"] if v is not None and v.latest}
    announced = {day for day in announced if day < shipped.complete_to}  # from then on the table is itself
    for day in sorted(announced)[::6]:
        seen = as_of(shipped, day)
        assert all(v is None or v.latest <= day for v in seen.events["start"])
        assert all(v.latest <= day for v in seen.forecasts["announced"])
        assert all(v is None or v.latest <= day for v in seen.sources["published"])
        years = re.findall(r"\b(?:19|20)\d\d\b", " ".join(seen.events["note"]))
        assert not years or max(map(int, years)) <= day.year
        planned = seen.events[[v is None for v in seen.events["start"]]]
        assert not planned["summary"].any() and not planned["note"].any() and not planned["outcome"].any()
        assert {s for cell in seen.events["sources"] for s in cell} <= set(seen.sources["id"])


def test_the_ilrs_has_two_members_from_the_day_it_was_signed(shipped: Dataset) -> None:
    def members(day: date) -> set[str]:
        events = chronicle(shipped, TODAY, day).events
        joined = events[(events["programme"] == "ilrs") & (events["kind"] == "accession")]
        return {country for cell in joined["countries"] for country in cell}

    assert members(date(2021, 3, 8)) == set()
    assert members(date(2021, 3, 9)) == {"CHN", "RUS"}


def test_on_the_ninth_of_march_2021(shipped: Dataset) -> None:
    events = chronicle(shipped, TODAY, date(2021, 3, 9)).events
    assert events.loc["first-crewed-artemis-landing", "label"] == "2024"
    assert events.loc["luna-25", "status"] == "planned"
    assert events.loc["luna-25", "start"].latest.year == 2021
    assert "change-6-return" not in events.index or events.loc["change-6-return", "status"] == "planned"
