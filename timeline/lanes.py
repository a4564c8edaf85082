"""Which lanes a selection has, and which events stand in each.

A lane is a programme's top ancestor (its children once it is chosen), a country, an agency, a
family of kinds, or the one nameless lane. An event with three partners stands in each of their
lanes. There are at most twelve; what is left stands in "Other".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from timeline.chronicle import Chronicle
from timeline.selection import Selection
from timeline.vocabulary import FAMILIES

MOST_LANES = 12
_SHORT = 16  # characters of an agency's name; a longer one is known by its letters
OTHER = "Other"
NOBODY = "Nobody named"


@dataclass(frozen=True)
class LaneGroup:
    """A lane before it has a place: `hue` is stable over selections, `rows` index the events."""

    key: str
    name: str
    hue: int
    rows: tuple[int, ...]


def group_lanes(known: Chronicle, events: pd.DataFrame, selection: Selection) -> list[LaneGroup]:
    """The lanes of `events`, in the order in which they are shown."""
    keys_of = _KEYS[selection.lanes](known, events, selection)
    rows: dict[str, list[int]] = {}
    for row, keys in enumerate(keys_of):
        for key in keys:
            rows.setdefault(key, []).append(row)
    order = _ORDERS[selection.lanes](known)
    place = {key: i for i, key in enumerate(order)}
    keys = sorted(rows, key=lambda key: (place.get(key, len(place)), -len(rows[key]), key))
    if selection.lanes in ("country", "agency"):
        chosen = selection.country if selection.lanes == "country" else selection.agency
        keys.sort(key=lambda key: (key not in chosen, -len(rows[key])))
    hue = {key: i for i, key in enumerate(order)}
    if selection.lanes == "programme":
        hue = programme_hues(known)
    lanes = [
        LaneGroup(key, _name(known, selection.lanes, key), hue.get(key, 0), tuple(rows[key]))
        for key in keys[:MOST_LANES]
    ]
    rest = sorted({row for key in keys[MOST_LANES:] for row in rows[key]})
    return lanes + ([LaneGroup(OTHER, OTHER, -1, tuple(rest))] if rest else [])


def programme_hues(known: Chronicle) -> dict[str, int]:
    """Programme → its place among those of the same parent, in the order of ranks."""
    siblings: Counter[str] = Counter()
    hues = {}
    for key in _programmes_in_order(known):
        parent = "".join(known.ancestors[key][1:2])
        hues[key] = siblings[parent]
        siblings[parent] += 1
    return hues


Keys = Sequence[Sequence[str]]


def _by_programme(known: Chronicle, events: pd.DataFrame, selection: Selection) -> Keys:
    chosen = set(selection.programme)
    lane = {p: _lane_of(line, chosen) for p, line in known.ancestors.items()}
    return [(lane.get(p, p) or OTHER,) for p in events["programme"]]


def _lane_of(line: tuple[str, ...], chosen: set[str]) -> str:
    """The child of the chosen programme on the way to it, the chosen one itself, or the top."""
    for place, programme in enumerate(line):
        if programme in chosen:
            return line[max(place - 1, 0)]
    return line[-1]


def _by_country(known: Chronicle, events: pd.DataFrame, selection: Selection) -> Keys:
    return [cell or (NOBODY,) for cell in events["countries"]]


def _by_agency(known: Chronicle, events: pd.DataFrame, selection: Selection) -> Keys:
    return [cell or (NOBODY,) for cell in events["agencies"]]


def _by_family(known: Chronicle, events: pd.DataFrame, selection: Selection) -> Keys:
    return [(family,) for family in events["family"]]


def _in_one(known: Chronicle, events: pd.DataFrame, selection: Selection) -> Keys:
    return [("",)] * len(events)


_KEYS: dict[str, Callable[[Chronicle, pd.DataFrame, Selection], Keys]] = {
    "programme": _by_programme,
    "country": _by_country,
    "agency": _by_agency,
    "family": _by_family,
    "none": _in_one,
}


def _programmes_in_order(known: Chronicle) -> list[str]:
    frame = known.dataset.programmes
    rank = {
        i: int(r) if r.isascii() and r.isdecimal() else 999
        for i, r in zip(frame["id"], frame["rank"], strict=True)
    }
    return sorted(rank, key=lambda programme: (rank[programme], programme))


def _partners_in_order(column: str) -> Callable[[Chronicle], list[str]]:
    """Those with the most events of the whole table first."""

    def order(known: Chronicle) -> list[str]:
        counts = Counter(key for cell in known.dataset.events[column] for key in cell)
        return sorted(counts, key=lambda key: (-counts[key], key))

    return order


_ORDERS: dict[str, Callable[[Chronicle], list[str]]] = {
    "programme": _programmes_in_order,
    "country": _partners_in_order("countries"),
    "agency": _partners_in_order("agencies"),
    "family": lambda _: list(FAMILIES),
    "none": lambda _: [""],
}


def _name(known: Chronicle, by: str, key: str) -> str:
    names = {"programme": known.programmes, "country": known.countries, "agency": known.agencies}
    if by == "family":
        return key.capitalize()
    name = names.get(by, {}).get(key, key)
    return key if by == "agency" and len(name) > _SHORT else name
