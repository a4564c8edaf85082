"""Who has worked with whom: distinct missions and programmes done together, from the events.

What flew counts as its mission, whatever the table tells of it (launch, flybys, landing, return are
one mission); anything else counts as its programme. An accession is no work done together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from timeline.chronicle import Chronicle, agency_word
from timeline.frames import cells_of, rows_of
from timeline.selection import Selection, select
from timeline.sentences import counted
from timeline.vocabulary import DONE, FAMILIES, KINDS

FIELDS = ("a", "b", "missions", "events", "kinds", "last")
WORK = tuple(kind for kind in KINDS if kind not in ("accession", "withdrawal"))  # unless others are chosen
# Ids of one mission share their stem; what follows it says which part of the flight an event tells.
_PARTS = ("launch", "landing", "return", "arrival", "docking", "splashdown", "undocking", "end", "reentry", "flyby",
          "samples", "separation", "touchdown", "orbit", "loss", "flight")  # fmt: skip


@dataclass(frozen=True)
class Pair:
    """Two partners and what they did together; `a` = `b` is what one did alone."""

    a: str
    b: str
    units: frozenset[str]
    events: tuple[str, ...]
    kinds: tuple[str, ...]
    flown: int  # missions among the units
    last: str  # label of the latest event
    last_year: int | None

    @property
    def row(self) -> dict[str, Any]:
        return {
            "a": self.a, "b": self.b, "missions": len(self.units), "events": len(self.events),
            "kinds": list(self.kinds), "last": self.last,
        }  # fmt: skip


@dataclass(frozen=True)
class Partners:
    """The matrix: `names` in their order, `counts` symmetric, the diagonal what was done alone."""

    by: str
    names: tuple[str, ...]
    counts: np.ndarray
    pairs: dict[tuple[str, str], Pair]
    left_out: int

    @property
    def together(self) -> list[Pair]:
        """All pairs of two, those first who did most."""
        found = (pair for (a, b), pair in self.pairs.items() if a != b)
        return sorted(found, key=lambda pair: (-len(pair.units), pair.a, pair.b))


def work_done(known: Chronicle, selection: Selection) -> pd.DataFrame:
    """The events that count: done, of the selection, and no accessions unless they are chosen."""
    events = select(known, selection)
    events = events[events["status"].isin(DONE)]
    return events if selection.kind else events[events["kind"].isin(WORK)]


def unit_of(event: str, kind: str, programme: str, missions: Container[str]) -> str:
    """The mission of what flew, else the programme; `missions` are those whose launch is in the table.

    >>> unit_of("vega-1-venus", "operation", "vega", {"vega-1"}), unit_of("vega-1-launch", "launch", "vega", {"vega-1"})
    ('mission vega-1', 'mission vega-1')
    """
    if kind in FAMILIES["flown"]:
        stem = _stem(event)
        mission = stem if kind == "launch" else _launched(event, missions)
        if mission or kind != "operation":
            return f"mission {mission or stem}"
    return f"programme {programme}" if programme else f"event {event}"


def _stem(event: str) -> str:
    words = event.split("-")
    while len(words) > 1 and words[-1] in _PARTS:
        words.pop()
    return "-".join(words)


def _launched(event: str, missions: Container[str]) -> str:
    """The mission whose id begins the event's; before a number it is another flight (hakuto-r, hakuto-r-2-orbit)."""
    words = event.split("-")
    for size in range(len(words), 0, -1):
        mission = "-".join(words[:size])
        if mission in missions and not (size < len(words) and words[size].isdigit()):
            return mission
    return ""


@lru_cache(maxsize=16)
def launched(known: Chronicle) -> frozenset[str]:
    """The missions of the table: the ids of launches, without the word for the launch."""
    rows = cells_of(known.events, "id", "kind")
    return frozenset(_stem(event) for event, kind in rows if kind == "launch")


def auditors(known: Chronicle) -> set[str]:
    """Who only ever estimates what others promise: a report on somebody is no work done together."""
    said: dict[str, set[str]] = defaultdict(set)
    for by, basis in cells_of(known.dataset.forecasts, "by", "basis"):
        said[by].add(basis)
    return {by for by, bases in said.items() if bases == {"auditor"}}


def pairs(known: Chronicle, events: pd.DataFrame, by: str) -> dict[tuple[str, str], Pair]:
    """(a, b) with a ≤ b → what they did together; (a, a) → what a did without any partner."""
    return _pairs(known, tuple(events["id"].tolist()), by)


# Heading, picture, words and table of one page ask for the same; a chronicle is a value.
@lru_cache(maxsize=32)
def _pairs(known: Chronicle, ids: tuple[str, ...], by: str) -> dict[tuple[str, str], Pair]:
    events = known.events.loc[list(ids)]
    column = "agencies" if by == "agency" else "countries"
    found: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    left_aside = auditors(known) if by == "agency" else set()
    for row in rows_of(events[["id", "kind", "programme", column, "high", "start", "label"]]):
        own = sorted(set(row[column]) - left_aside)
        if len(own) == 1:
            found[own[0], own[0]].append(row)
        for place, a in enumerate(own):
            for b in own[place + 1 :]:
                found[a, b].append(row)
    missions = launched(known)
    return {key: _pair(*key, rows, missions) for key, rows in found.items()}


def _pair(a: str, b: str, rows: list[dict[str, Any]], missions: Container[str]) -> Pair:
    units = frozenset(unit_of(row["id"], row["kind"], row["programme"], missions) for row in rows)
    last = max(rows, key=lambda row: row["high"])
    kinds = tuple(kind for kind in KINDS if kind in {row["kind"] for row in rows})
    unit = last["start"].unit
    flown = sum(unit.startswith("mission ") for unit in units)
    ids = tuple(row["id"] for row in rows)
    return Pair(a, b, units, ids, kinds, flown, last["label"], unit[1].year if unit else None)


def partners(known: Chronicle, events: pd.DataFrame, by: str, count: str, most: int) -> Partners:
    """The matrix of the `most` partners that did most, ordered so that those who work together stand together."""
    found = pairs(known, events, by)
    weight: dict[str, int] = defaultdict(int)
    for (a, b), pair in found.items():
        for name in {a, b}:
            weight[name] += len(pair.units)
    ranked = sorted(weight, key=lambda name: (-weight[name], name))
    chosen = ranked[:most]
    size = {key: len(pair.events if count == "events" else pair.units) for key, pair in found.items()}
    matrix = np.zeros((len(chosen), len(chosen)), dtype=int)
    for i, a in enumerate(chosen):
        for j, b in enumerate(chosen):
            matrix[i, j] = size.get((min(a, b), max(a, b)), 0)
    order = _order(matrix)
    names = tuple(chosen[i] for i in order)
    return Partners(by, names, matrix[np.ix_(order, order)], found, len(ranked) - len(chosen))


def _order(matrix: np.ndarray) -> list[int]:
    """By the second eigenvector of the graph's Laplacian: close partners get close places."""
    size = len(matrix)
    if size < 3:
        return list(range(size))
    weights = np.sqrt(matrix.astype(float))
    np.fill_diagonal(weights, 0)
    weights += 0.01  # those without common work still get a place
    np.fill_diagonal(weights, 0)
    degree = weights.sum(axis=1)
    scale = 1 / np.sqrt(degree)
    laplacian = np.eye(size) - scale[:, None] * weights * scale[None, :]
    _, vectors = np.linalg.eigh(laplacian)
    fiedler = np.round(vectors[:, 1] * scale, 9)
    if fiedler[0] > 0:  # the sign is arbitrary: the busiest partner stands in the first half
        fiedler = -fiedler
    return [int(i) for i in np.lexsort((np.arange(size), fiedler))]


def sentences(known: Chronicle, made: Partners, most: int = 6) -> list[str]:
    """The strongest pairs read aloud; they count distinct missions and programmes."""
    names = short_names(known, made.by)
    inside = set(made.names)
    drawn = [pair for pair in made.together if pair.a in inside and pair.b in inside]
    return [_told(pair, names) for pair in drawn[:most]]


def short_names(known: Chronicle, by: str) -> dict[str, str]:
    """What partners are called in a narrow place: "NASA", "Roscosmos", "European Space Agency"."""
    if by == "country":
        return {own: name.split(" (")[0] for own, name in known.countries.items()}
    return {own: agency_word(known, own) for own in known.agencies}


def _told(pair: Pair, names: dict[str, str]) -> str:
    a, b = (names.get(x, x) for x in (pair.a, pair.b))
    last = f"; the last in {pair.last_year}" if pair.last_year else ""
    rest = len(pair.units) - pair.flown
    if pair.flown and not rest:
        return f"{a} has flown {counted(pair.flown, 'mission')} with {b} in this table{last}."
    flown = f"flown {counted(pair.flown, 'mission')} and " if pair.flown else ""
    return f"{a} has {flown}worked in {counted(rest, 'programme')} with {b} in this table{last}."
