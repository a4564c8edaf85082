"""Lists that others compiled, held against the table row by row; README.md beside says how they came about.

`python -m tests.lists` prints for every list how many of its rows are in the table, with which date.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from timeline.chronicle import Chronicle, forecasts_of
from timeline.dates import VagueDate, VagueSpan, from_edtf, parse

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Listed:
    """One row of a list, in the list's own date.

    `event` is what it is called in our table, if it is there, `at` the day of announcement of our promise.
    `why` says why the dates differ, why it is missing, or why it does not belong in this table.
    """

    list: str
    kind: str  # event, forecast
    subject: str
    date: str  # EDTF, or a phrase
    announced: str
    event: str
    at: str
    reason: str  # local day, list errs, other step, coarser, missing, outside
    why: str
    url: str  # where it is not that of the list


@dataclass(frozen=True)
class Counted:
    """Who belongs to a group on a day, or how many: as a list has it."""

    programme: str
    day: str
    count: int
    countries: tuple[str, ...]
    publisher: str
    url: str
    why: str  # the list errs, if it does


def listed() -> list[Listed]:
    return [Listed(**row) for row in _rows("rows.csv")]


def counted() -> list[Counted]:
    return [
        Counted(
            row["programme"], row["day"], int(row["count"]), tuple(filter(None, row["countries"].split(";"))),
            row["publisher"], row["url"], row["why"],
        )
        for row in _rows("members.csv")
    ]  # fmt: skip


def titles() -> dict[str, dict[str, str]]:
    """List → its title, publisher and address."""
    return {row["list"]: row for row in _rows("lists.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def verdict(row: Listed, known: Chronicle) -> str:
    """same, differs, missing, or outside (it does not belong in this table)."""
    if row.reason == "outside":
        return "outside"
    if row.event not in known.events.index or (row.kind == "forecast" and not row.at):
        return "missing"
    if row.kind == "event":
        event = known.events.loc[row.event]
        return "same" if any(_agree(event[name], row.date) for name in ("start", "end")) else "differs"
    own = [told for told in _forecasts(known).get(row.event, ()) if str(told["announced"]) == row.at]
    if not own:
        return "missing"
    said = not row.announced or any(_agree(told["announced"], row.announced) for told in own)
    return "same" if said and any(_agree(told["start"], row.date) for told in own) else "differs"


@lru_cache(maxsize=1)
def _forecasts(known: Chronicle) -> dict[str, list[dict[str, Any]]]:
    return forecasts_of(known, known.events.index)


def _agree(ours: object, theirs: str) -> bool:
    """Whether our date lies within the unit that a list gives: its day, its month, its year.

    A list that gives no readable date ("to be set") agrees with a promise taken back. Of an open date
    ("no earlier than May") the end that is there counts, on either side.
    """
    if not theirs:
        return ours is None
    if not isinstance(ours, (VagueDate, VagueSpan)):
        return False
    said = read(theirs)
    first, last = _ends(ours)
    low, high = _ends(said)
    if not (first and last and low and high):
        return False
    is_open = said.earliest is None or said.latest is None
    return bool(first <= low <= last if is_open else low <= first and last <= high)


def read(text: str) -> VagueDate | VagueSpan:
    """EDTF or a phrase. Raises DateError."""
    try:
        return from_edtf(text)
    except ValueError:
        return parse(text)


def _ends(value: VagueDate | VagueSpan) -> tuple[Any, Any]:
    first, last = value.earliest, value.latest
    return first or last, last or first
