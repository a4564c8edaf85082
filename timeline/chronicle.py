"""Every event as it stands: status, effective date, promises and moves, derived and never stored.

The page, the command line and the exports all show this one frame. It is built once for a table
and an as-of day; selections only filter it.
"""

from __future__ import annotations

import math
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from timeline.dataset import Dataset
from timeline.dates import OPEN, UNKNOWN, VagueDate, VagueSpan, date_label
from timeline.frames import cells_of, kept, rows_of
from timeline.history import PULL_IN, SLIP, as_of, moves
from timeline.text import compared, shown
from timeline.vocabulary import DONE, KINDS

_FAR = date(9999, 12, 31)
_SHORT = 20  # characters of an agency's name
_NO_DATE = {
    "paused": "paused, no new date; last promised: {}",
    "withdrawn": "no date now; last promised: {}",
    "cancelled": "cancelled; last promised: {}",
}
Days: TypeAlias = tuple[int, int, int, int, float]


@dataclass(frozen=True)
class Standing:
    """How one event stands. `start` is effective: what happened, else what was last promised."""

    status: str
    start: VagueDate
    end: VagueDate | None
    label: str
    first: VagueDate | None
    ghosts: tuple[VagueDate, ...]
    moved: int

    @cached_property
    def date(self) -> VagueDate | VagueSpan:
        return self.start if self.end is None else VagueSpan(self.start, self.end)

    @cached_property
    def opens(self) -> str:
        """The open side of the date."""
        if self.end is not None or self.start.unit is None or self.start.is_closed:
            return "now" if self.end is OPEN else ""
        return "right" if self.start.latest is None else "left"

    @cached_property  # from one day to the next almost every event stands as before
    def days(self) -> Days | None:
        """low, start_high, end_low, high and point, as a chronicle has them; `None` where they depend on today."""
        return None if self.end is OPEN or self.start.unit is None else _days(self, _FAR)


@dataclass(frozen=True, eq=False)
class Chronicle:
    """A dataset as known on a day.

    `events` has one row per event, earliest first, indexed by id: the table's columns with `start` and
    `end` effective, and status, family, label, date, first, ghosts and moved. Days for counting and
    drawing are ordinals: `low` and `high`, first and last day of the named unit or span; `start_high`
    and `end_low`, where a vague start ends and a vague end begins; `point`, where a mark stands (NaN
    without any date); `opens`, the open side of a date.
    """

    dataset: Dataset
    today: date
    events: pd.DataFrame
    programmes: Mapping[str, str]
    agencies: Mapping[str, str]
    countries: Mapping[str, str]
    ancestors: Mapping[str, tuple[str, ...]]

    @property
    def day(self) -> date:
        """The day on which the reader stands."""
        return self.dataset.as_of or self.today


def chronicle(dataset: Dataset, today: date, day: date | None = None) -> Chronicle:
    """Derive how every event stands, today or as of `day`."""
    known = dataset if day is None else as_of(dataset, min(day, today))
    if day is not None and day < today:  # also where the table ends before that day
        known = replace(known, as_of=day)
    now = min(today, known.as_of or today)
    ancestors = _ancestors(known.programmes)
    standings = _standings(known)
    events = known.events
    columns = {
        "status": [s.status for s in standings],
        "start": [s.start for s in standings],
        "end": [s.end for s in standings],
        "label": [s.label for s in standings],
        "date": [s.date for s in standings],
        "first": [s.first for s in standings],
        "ghosts": [s.ghosts for s in standings],
        "moved": [s.moved for s in standings],
        "family": [KINDS[kind] for kind in events["kind"].tolist()],
    }
    frame = events.assign(**{name: pd.Series(values, index=events.index) for name, values in columns.items()})
    for name, values in _geometry(standings, now).items():
        frame[name] = values
    frame = frame.sort_values(["low", "high"], kind="stable").set_index("id", drop=False)
    return Chronicle(
        known, now, frame,
        _names(known.programmes, "id"), _names(known.agencies, "id"), _names(known.countries, "code"),
        ancestors,
    )  # fmt: skip


def forecasts_of(known: Chronicle, events: Container[str]) -> dict[str, list[dict[str, Any]]]:
    """The forecasts of some events in order, with the `move` that each owner's one makes."""
    told: dict[str, list[dict[str, Any]]] = {}
    forecasts = known.dataset.forecasts
    for row in rows_of(kept(forecasts, (event in events for event in forecasts["event"].tolist()))):
        told.setdefault(row["event"], []).append(row)
    return {event: _with_moves(rows) for event, rows in told.items()}


def first_known(known: Chronicle, events: pd.DataFrame) -> date | None:
    """The first day on which one of `events` was known, promised or done; `None` where none ever was."""
    ids = frozenset(events["id"])
    told = cells_of(known.dataset.forecasts, "event", "announced", "basis")
    promised = [day.latest for event, day, basis in told if event in ids and day and basis == "owner"]
    done = [start.latest for start, status in cells_of(events, "start", "status") if status in DONE]
    return min((day for day in (*promised, *done) if day), default=None)


def _with_moves(forecasts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    ordered = sorted(forecasts, key=lambda row: _announced(row["announced"]))
    owned = [row for row in ordered if row["basis"] == "owner"]
    made = iter(moves([row["state"] for row in owned], [row["start"] for row in owned]))
    return [{**row, "move": next(made) if row["basis"] == "owner" else None} for row in ordered]


def _announced(day: VagueDate | None) -> tuple[date, date]:
    return day.sort_key[:2] if day else (date.min, date.min)


def _standings(dataset: Dataset) -> list[Standing]:
    promises: dict[str, list[tuple[VagueDate | None, str, VagueDate | None]]] = {}
    told = cells_of(dataset.forecasts, "event", "announced", "state", "start", "basis")
    for event, announced, state, start, basis in told:
        if basis == "owner":
            promises.setdefault(event, []).append((announced, state, start))
    rows = cells_of(dataset.events, "id", "start", "end", "outcome")
    return [_standing(start, end, out, tuple(promises.get(event, ()))) for event, start, end, out in rows]


# From one day to the next almost every event stands as before.
@lru_cache(maxsize=16_384)
def _standing(
    start: VagueDate | None,
    end: VagueDate | None,
    outcome: str,
    told: tuple[tuple[VagueDate | None, str, VagueDate | None], ...],
) -> Standing:
    if not told and start is not None:  # most rows of a chronicle
        status = "failed" if outcome == "failed" else "happened"
        label = date_label(start if end is None else VagueSpan(start, end))
        return Standing(status, start, end, label, None, (), 0)
    promises = sorted(told, key=lambda p: _announced(p[0]))
    dated = [s for _, state, s in promises if state == "planned" and s is not None and s.point]
    made = moves([state for _, state, _ in promises], [s for _, _, s in promises])
    moved = sum(1 for m in made if m is not None and m.kind in (SLIP, PULL_IN))
    first = dated[0] if dated else None
    if start is not None:
        status, now = ("failed" if outcome == "failed" else "happened"), start
        label = date_label(now if end is None else VagueSpan(now, end))
    else:
        status = promises[-1][1] if promises else "planned"
        if status == "planned" and dated and promises[-1][2] is not dated[-1]:
            status = "withdrawn"  # "to be determined" takes the date back
        now, end = (dated[-1] if dated else UNKNOWN), None
        label = _NO_DATE.get(status, "{}").format(date_label(now))
    ghosts = tuple(v for v in dict.fromkeys(dated) if v != now)
    return Standing(status, now, end, label, first, ghosts, moved)


def _geometry(standings: list[Standing], now: date) -> dict[str, Any]:
    """The days of every event as ordinals.

    A plan without any date lies somewhere after today; a span still going on runs up to today.
    """
    rows = [s.days or _days(s, now) for s in standings]
    names = ("low", "start_high", "end_low", "high", "point")
    columns = zip(*rows, strict=True) if rows else ([] for _ in names)
    geometry: dict[str, Any] = dict(zip(names, map(np.array, columns), strict=True))
    geometry["opens"] = [s.opens for s in standings]
    return geometry


def _days(standing: Standing, now: date) -> Days:
    unit = standing.start.unit
    if unit is None:
        return now.toordinal(), _FAR.toordinal(), now.toordinal(), _FAR.toordinal(), math.nan
    low, start_high = unit[0].toordinal(), unit[1].toordinal()
    middle = low + (start_high - low) // 2
    if standing.end is None:
        return low, start_high, low, start_high, middle
    ended = standing.end.unit if standing.end is not OPEN else None
    end_low, high = (day.toordinal() for day in ended or (max(now, unit[0]),) * 2)
    return low, start_high, end_low, max(low, high), middle


def _names(frame: pd.DataFrame, key: str) -> dict[str, str]:
    return {k: shown(name) for k, name in cells_of(frame, key, "name")}


def _ancestors(programmes: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Programme → itself, its parent, … up to the top; a circle ends where it closes."""
    parents = dict(cells_of(programmes, "id", "parent"))
    lines: dict[str, tuple[str, ...]] = {}
    for programme in parents:
        line, place = [programme], parents[programme]
        while place in parents and place not in line:
            line.append(place)
            place = parents[place]
        lines[programme] = tuple(line)
    return lines


def agency_word(known: Chronicle, agency: str) -> str:
    """An agency as people call it: the name where that begins with the id ("Roscosmos"), else the id ("NASA")."""
    name = known.agencies.get(agency, agency).split(" (")[0]
    plain, own = (compared(text).replace(" ", "") for text in (name, agency))
    if not plain.startswith(own):
        return agency
    return name if len(name) <= _SHORT else name.split()[0]


@lru_cache(maxsize=16)  # as many chronicles as the page keeps
def haystacks(known: Chronicle) -> pd.Series:
    """What a search looks in: title, summary, and every name of programme, agencies and countries, by id."""
    names = names_searched(known)
    rows = cells_of(known.events, "programme", "agencies", "countries")
    texts = [
        " ".join((
            own,
            *(names.get(f"programme:{p}", "") for p in known.ancestors.get(programme, ())),
            *(names.get(f"agency:{a}", "") for a in agencies),
            *(names.get(f"country:{c}", "") for c in countries),
        ))
        for own, (programme, agencies, countries) in zip(words_searched(known), rows, strict=True)
    ]  # fmt: skip
    return pd.Series(texts, index=known.events.index, dtype=str)


def words_searched(known: Chronicle) -> list[str]:
    """Title and summary of every event; every word, also the first, begins after a space."""
    return [
        f" {compared(f'{title} | {summary}')}"
        for title, summary in cells_of(known.events, "title", "summary")
    ]


def names_searched(known: Chronicle) -> dict[str, str]:
    """Every name of each programme, agency and country, by kind and id: "country:FRA"."""
    dataset = known.dataset
    return {
        **_searchable("programme", dataset.programmes, "id", ("id", "name", "aliases")),
        **_searchable("agency", dataset.agencies, "id", ("id", "name", "native_name", "aliases")),
        **_searchable("country", dataset.countries, "code", ("code", "name", "aliases")),
    }


def _searchable(kind: str, frame: pd.DataFrame, key: str, columns: tuple[str, ...]) -> dict[str, str]:
    texts = {}
    for row in rows_of(frame):
        parts = [" | ".join(v) if isinstance(v, tuple) else str(v) for v in map(row.get, columns)]
        texts[f"{kind}:{row[key]}"] = compared(" | ".join(parts))
    return texts
