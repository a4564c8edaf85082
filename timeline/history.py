"""The table as it was known on a day, and how promised dates moved.

`as_of` replays today's corrected table by what was public on a day: what had not happened yet
stands as its owner's last forecast, what nobody had announced is absent. `moves` compares the
owner's forecasts of one event one by one, as milestone trend analysis does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

import pandas as pd

from timeline.dataset import Dataset
from timeline.dates import OPEN, VagueDate
from timeline.frames import cells_of, kept

SLIP, PULL_IN = "slip", "pull-in"
MORE_EXACT, VAGUER, CONFIRMED = "made more exact", "made vaguer", "confirmed"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_A_MONTH = timedelta(days=30)  # from its first day to its last


@dataclass(frozen=True)
class Move:
    """From one forecast to the next. Sizes in days, positive = later; `None` = unknown or open."""

    kind: str
    days: int | None = None
    least: int | None = None
    most: int | None = None
    is_about: bool = False
    is_at_least: bool = False


def last_day(value: VagueDate, today: date) -> date:
    """The day that a vague as-of date means: its last one, never after today."""
    return min(value.latest or today, today)


def as_of(dataset: Dataset, day: date) -> Dataset:
    """`dataset` as it was known on `day`; itself from `complete_to` on.

    An event has happened if its start's latest day is not after `day`. Before, it stands with the
    forecasts announced until then, without summary, note and outcome; with none it is absent.
    """
    if day >= dataset.complete_to:
        return dataset
    forecasts = kept(dataset.forecasts, (_is_past(v, day) for v in dataset.forecasts["announced"]))
    owned = {event for event, basis in cells_of(forecasts, "event", "basis") if basis == "owner"}
    happened = [_is_past(v, day) for v in dataset.events["start"]]
    ids = dataset.events["id"].tolist()
    promised = (event in owned and not past for event, past in zip(ids, happened, strict=True))
    events = pd.concat(
        [
            _ended_later(kept(dataset.events, happened), day),
            _promised(kept(dataset.events, promised), forecasts),
        ]
    ).sort_index()
    cited = {source for cell in [*events["sources"], *forecasts["sources"]] for source in cell}
    published = cells_of(dataset.sources, "id", "published")
    citable = cited - {source for source, value in published if _is_later(value, day)}
    sources = kept(dataset.sources, (source in citable for source in dataset.sources["id"].tolist()))
    return replace(
        dataset,
        events=_citing(events, citable).reset_index(drop=True),
        forecasts=_citing(forecasts, citable).reset_index(drop=True),
        sources=sources.reset_index(drop=True),
        as_of=day,
    )  # fmt: skip


def _is_past(value: VagueDate | None, day: date) -> bool:
    return value is not None and value.latest is not None and value.latest <= day


def _is_later(value: VagueDate | None, day: date) -> bool:
    """Whether something may be of a later day. Of a page without a date nobody knows: it counts as always there."""
    return value is not None and (value.latest is None or value.latest > day)


def _citing(frame: pd.DataFrame, citable: set[str]) -> pd.DataFrame:
    cells = [
        cell if citable.issuperset(cell) else tuple(source for source in cell if source in citable)
        for cell in frame["sources"].tolist()
    ]
    return frame.assign(sources=pd.Series(cells, index=frame.index, dtype=object))


def _ended_later(events: pd.DataFrame, day: date) -> pd.DataFrame:
    """A span that ends after `day` is still going on; a curator's note that names a later year is not known."""
    ends = [OPEN if end is not None and not _is_past(end, day) else end for end in events["end"]]
    notes = ["" if _last_year(note) > day.year else note for note in events["note"].tolist()]
    return events.assign(
        end=pd.Series(ends, index=events.index, dtype=object),
        note=pd.Series(notes, index=events.index, dtype=events["note"].dtype),
    )


@lru_cache(maxsize=8192)
def _last_year(note: str) -> int:
    """The latest year that a note names, else 0."""
    return max(map(int, _YEAR.findall(note)), default=0)


def _promised(events: pd.DataFrame, forecasts: pd.DataFrame) -> pd.DataFrame:
    """Events that are still to come: title and forecasts, nothing that was known later."""
    cited: dict[str, dict[str, None]] = {}
    for event, sources in cells_of(forecasts, "event", "sources"):
        cited.setdefault(event, {}).update(dict.fromkeys(sources))
    nothing = pd.Series([None] * len(events), index=events.index, dtype=object)
    told = [tuple(cited.get(event, ())) for event in events["id"].tolist()]
    return events.assign(
        start=nothing, end=nothing, outcome="", summary="", note="",
        sources=pd.Series(told, index=events.index, dtype=object),
    )  # fmt: skip


# --- moves ------------------------------------------------------------------------------------------


def moves(states: Sequence[str], starts: Sequence[VagueDate | None]) -> list[Move | None]:
    """The move that each of one owner's forecasts, in order of announcement, makes; first `None`.

    A forecast without a date (paused, withdrawn, cancelled) is a move of that name; the next date
    is compared with the last one that was given, so that sizes add up to last minus first point.
    """
    found: list[Move | None] = []
    held: VagueDate | None = None
    for place, (state, start) in enumerate(zip(states, starts, strict=True)):
        if state != "planned":
            found.append(Move(state) if place else None)
        elif start is None or start.point is None:
            found.append(Move(VAGUER) if place else None)
        else:
            found.append(move(held, start) if held is not None else None)
            held = start
    return found


def move(old: VagueDate, new: VagueDate) -> Move:
    """Compare two dates that both have a point."""
    a, b = old.unit, new.unit
    assert a is not None and b is not None and old.point is not None and new.point is not None
    return Move(
        _kind(old, new),
        (new.point - old.point).days,
        (b[0] - a[1]).days if new.earliest else None,
        (b[1] - a[0]).days if new.latest else None,
        is_about=max(a[1] - a[0], b[1] - b[0]) > _A_MONTH,
        is_at_least=new.latest is None,
    )


def _kind(old: VagueDate, new: VagueDate) -> str:
    bounds = _bounds_open_alike(old, new)
    if bounds is not None and bounds[0] != bounds[1]:
        return SLIP if bounds[1] > bounds[0] else PULL_IN
    unit, point = old.unit, new.point
    assert unit is not None and point is not None
    before, after = _interval(old), _interval(new)
    if before == after:
        return CONFIRMED
    if new.is_closed and after[0] <= before[0] and before[1] <= after[1]:
        return VAGUER  # the old date is still possible: nobody has moved it
    if bounds is None and not unit[0] <= point <= unit[1]:
        return SLIP if point > unit[1] else PULL_IN
    return MORE_EXACT if after[1] - after[0] < before[1] - before[0] else VAGUER


def _bounds_open_alike(old: VagueDate, new: VagueDate) -> tuple[date, date] | None:
    """The two closed bounds where both dates are open on the same side."""
    if old.latest is None and new.latest is None and old.earliest and new.earliest:
        return old.earliest, new.earliest
    if old.earliest is None and new.earliest is None and old.latest and new.latest:
        return old.latest, new.latest
    return None


def _interval(value: VagueDate) -> tuple[date, date]:
    return value.earliest or date.min, value.latest or date.max
