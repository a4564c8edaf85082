"""The table as it was known on a day, and how promised dates moved.

`as_of` replays today's corrected table by what was public on a day: what had not happened yet
stands as its owner's last forecast, what nobody had announced is absent. `moves` compares the
owner's forecasts of one event one by one, as milestone trend analysis does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from timeline.dataset import Dataset
from timeline.dates import OPEN, VagueDate
from timeline.frames import cells_of

SLIP, PULL_IN = "slip", "pull-in"
MORE_EXACT, VAGUER, CONFIRMED = "made more exact", "made vaguer", "confirmed"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_A_MONTH = timedelta(days=30)  # from its first day to its last
_ALWAYS, _NEVER = 0, date.max.toordinal() + 1
Ordinals: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]


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
    since, now = _since(dataset), day.toordinal()
    forecasts = _citing(dataset.forecasts, since.announced <= now, since.forecasts_sourced <= now, since, now)
    happened = since.happened <= now
    told = happened | (since.promised <= now)
    events = _citing(dataset.events, told, since.events_sourced <= now, since, now)
    return replace(
        dataset,
        events=_replayed(
            events, forecasts, happened[told], (since.ended <= now)[told], (since.noted <= day.year)[told]
        ),
        forecasts=forecasts,
        sources=dataset.sources[(since.cited <= now) & (since.published <= now)].reset_index(drop=True),
        as_of=day,
    )


@dataclass(frozen=True, eq=False)
class _Since:
    """From which day on something is known, as ordinals: one for each row of a table's frames.

    A replay asks this of every row; the answers do not depend on its day.
    """

    announced: Ordinals  # forecasts
    promised: Ordinals  # events, by their owner
    happened: Ordinals  # events
    ended: Ordinals  # events
    published: Ordinals  # sources
    cited: Ordinals  # sources
    forecasts_sourced: Ordinals  # until all that a row cites is out
    events_sourced: Ordinals
    by_source: Mapping[str, int]  # published
    noted: Ordinals  # events: the latest year that a note names, else 0


@lru_cache(maxsize=4)
def _since(dataset: Dataset) -> _Since:
    announced, happened = _last_days(dataset.forecasts["announced"]), _last_days(dataset.events["start"])
    # Of a page without a date nobody knows: it counts as always there.
    published = _last_days(dataset.sources["published"], undated=_ALWAYS)
    by_source = dict(zip(dataset.sources["id"].tolist(), published.tolist(), strict=True))
    promised: dict[str, int] = {}
    cited: dict[str, int] = {}
    rows = cells_of(dataset.forecasts, "event", "basis", "sources")
    for (event, basis, sources), at in zip(rows, announced.tolist(), strict=True):
        if basis == "owner":
            promised[event] = min(at, promised.get(event, at))
        cited.update((source, min(at, cited.get(source, at))) for source in sources)
    for sources, at in zip(dataset.events["sources"].tolist(), happened.tolist(), strict=True):
        cited.update((source, min(at, cited.get(source, at))) for source in sources)
    return _Since(
        announced=announced,
        promised=_looked_up(promised, dataset.events["id"]),
        happened=happened,
        ended=_last_days(dataset.events["end"], undated=_ALWAYS),
        published=published,
        cited=_looked_up(cited, dataset.sources["id"]),
        forecasts_sourced=_sourced(dataset.forecasts["sources"], by_source),
        events_sourced=_sourced(dataset.events["sources"], by_source),
        by_source=by_source,
        noted=np.array([_last_year(note) for note in dataset.events["note"].tolist()], dtype=int),
    )


def _last_days(values: pd.Series, undated: int = _NEVER) -> Ordinals:
    """The last day that each date can mean, `_NEVER` where it is open."""
    return np.array(
        [undated if v is None else v.latest.toordinal() if v.latest else _NEVER for v in values], dtype=int
    )


def _looked_up(days: Mapping[str, int], ids: pd.Series) -> Ordinals:
    return np.array([days.get(key, _NEVER) for key in ids.tolist()], dtype=int)


def _sourced(cells: pd.Series, published: Mapping[str, int]) -> Ordinals:
    last = (
        max((published.get(source, _ALWAYS) for source in cell), default=_ALWAYS) for cell in cells.tolist()
    )
    return np.fromiter(last, int, len(cells))


def _citing(frame: pd.DataFrame, told: Mask, sourced: Mask, since: _Since, now: int) -> pd.DataFrame:
    """The rows that are told, without the sources that are not out."""
    rows = frame[told].reset_index(drop=True)
    cells = rows["sources"].to_numpy(copy=True)
    for place in np.flatnonzero(~sourced[told]):
        cells[place] = tuple(s for s in cells[place] if since.by_source.get(s, _ALWAYS) <= now)
    return rows.assign(sources=cells)


def _replayed(
    events: pd.DataFrame, forecasts: pd.DataFrame, happened: Mask, ended: Mask, noted: Mask
) -> pd.DataFrame:
    """Of events still to come title and forecasts, nothing that was known later.

    A span that ends later is still going on; a curator's note that names a later year is not known.
    """
    start, end, sources = (events[column].to_numpy(copy=True) for column in ("start", "end", "sources"))
    end[~ended] = OPEN
    start[~happened] = end[~happened] = None
    cited: dict[str, dict[str, None]] = {}
    for event, cell in cells_of(forecasts, "event", "sources"):
        cited.setdefault(event, {}).update(dict.fromkeys(cell))
    ids = events["id"].tolist()
    for place in np.flatnonzero(~happened):
        sources[place] = tuple(cited[ids[place]])
    return events.assign(
        start=start, end=end, sources=sources, note=events["note"].where(happened & noted, ""),
        **{column: events[column].where(happened, "") for column in ("outcome", "summary")},
    )  # fmt: skip


def _last_year(note: str) -> int:
    """The latest year that a note names, else 0."""
    return max(map(int, _YEAR.findall(note)), default=0)


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


@lru_cache(maxsize=16_384)  # from one day to the next almost every promise stands as before
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
