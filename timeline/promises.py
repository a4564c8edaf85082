"""What was promised for an event, in order, and how far the promise moved.

An event with forecasts is a milestone. Its promises are the forecasts with the move that each makes
against the one before; what flew closes the list, compared with what was promised last. Outside
estimates stand among them and move nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from statistics import median
from typing import Any

import pandas as pd

from timeline.chronicle import Chronicle, forecasts_of
from timeline.dates import DAYS_PER_MONTH, VagueDate, date_label
from timeline.frames import rows_of
from timeline.history import PULL_IN, SLIP, Move, move
from timeline.text import shown
from timeline.vocabulary import DONE

OUTCOME = "outcome"  # the basis of the closing row
SLIP_FIELDS = (
    "event", "announced", "state", "forecast", "by", "basis", "move", "moved_days", "moved_min", "moved_max",
    "wording", "sources",
)  # fmt: skip
RECORD_FIELDS = (
    "event", "title", "programme", "first_announced", "first", "latest", "status", "forecasts", "moves",
    "months", "about", "at_least", "programme_median_months", "programme_milestones",
)  # fmt: skip


@dataclass(frozen=True)
class Promise:
    """One statement about a date. `date` is `None` where none was given."""

    event: str
    announced: VagueDate
    state: str
    date: VagueDate | None
    by: str
    basis: str
    move: Move | None
    wording: str
    note: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Milestone:
    """An event and its promises, in order of announcement; the outcome last."""

    event: str
    title: str
    programme: str
    status: str
    promises: tuple[Promise, ...]

    @cached_property  # asked for by every other one
    def owned(self) -> tuple[Promise, ...]:
        """Those of whoever is in charge, that have a date, and the outcome."""
        return tuple(p for p in self.promises if p.basis != "auditor" and p.date and p.date.point)

    @property
    def first(self) -> Promise | None:
        return self.owned[0] if self.owned else None

    @property
    def latest(self) -> Promise | None:
        return self.owned[-1] if self.owned else None

    @property
    def moves(self) -> int:
        """Slips and pull-ins between promises; the outcome is none."""
        kinds = [p.move.kind for p in self.promises if p.move and p.basis == "owner"]
        return sum(kind in (SLIP, PULL_IN) for kind in kinds)

    @property
    def days(self) -> int | None:
        """From the first date to the latest, or to what flew."""
        return sum(p.move.days or 0 for p in self.promises if p.move) if len(self.owned) > 1 else None

    @property
    def months(self) -> int | None:
        return None if self.days is None else round(self.days / DAYS_PER_MONTH)

    @property
    def course(self) -> list[int]:
        """Months from the first date, at every date and at the outcome."""
        points = [p.date.point for p in self.owned if p.date and p.date.point]
        return [round((day - points[0]).days / DAYS_PER_MONTH) for day in points]

    @property
    def is_about(self) -> bool:
        ends = [p.date for p in (self.first, self.latest) if p and p.date]
        return any((u := d.unit) is not None and (u[1] - u[0]).days > 31 for d in ends)

    @property
    def is_at_least(self) -> bool:
        return bool(self.latest and self.latest.date and self.latest.date.latest is None)


def milestones(known: Chronicle, events: pd.DataFrame) -> list[Milestone]:
    """The milestones among `events`, in their order."""
    return list(_milestones(known, tuple(events["id"].tolist())))


# Heading, picture, words and table of one page ask for the same; a chronicle is a value.
@lru_cache(maxsize=32)
def _milestones(known: Chronicle, ids: tuple[str, ...]) -> tuple[Milestone, ...]:
    forecasts = forecasts_of(known, frozenset(ids))
    told = known.events.loc[[own for own in ids if own in forecasts]]
    return tuple(
        Milestone(
            row["id"], shown(row["title"]), row["programme"], row["status"],
            _promises(row, forecasts[row["id"]]),
        )
        for row in rows_of(told)
    )  # fmt: skip


def _promises(event: Mapping[str, Any], forecasts: Sequence[Mapping[str, Any]]) -> tuple[Promise, ...]:
    told = [
        Promise(
            event["id"], row["announced"], row["state"], row["start"] or None, row["by"], row["basis"], row["move"],
            shown(row["wording"]), shown(row["note"]), tuple(row["sources"]),
        )
        for row in forecasts if row["announced"] and row["announced"].point
    ]  # fmt: skip
    if event["status"] in DONE:
        told.append(_outcome(event, told))
    return tuple(told)


def _outcome(event: Mapping[str, Any], told: Sequence[Promise]) -> Promise:
    start = event["start"]
    dated = [p.date for p in told if p.basis == "owner" and p.state == "planned" and p.date and p.date.point]
    last = move(dated[-1], start) if dated and start.point else None
    return Promise(
        event["id"], start, event["status"], start, "", OUTCOME, last, "", "", tuple(event["sources"])
    )


# --- tables ---------------------------------------------------------------------------------------


def slip_rows(found: Sequence[Milestone]) -> list[dict[str, Any]]:
    """One row per promise, as `python -m timeline slips` gives it; the outcome last."""
    return [_slip_row(p) for milestone in found for p in milestone.promises]


def _slip_row(promise: Promise) -> dict[str, Any]:
    made = promise.move
    return {
        "event": promise.event,
        "announced": promise.announced.edtf,
        "state": promise.state,
        "forecast": promise.date.edtf if promise.date else "",
        "by": promise.by,
        "basis": promise.basis,
        "move": made.kind if made else "",
        "moved_days": made.days if made else None,
        "moved_min": made.least if made else None,
        "moved_max": made.most if made else None,
        "wording": promise.wording,
        "sources": list(promise.sources),
    }


def record_rows(known: Chronicle, found: Sequence[Milestone]) -> list[dict[str, Any]]:
    """One row per milestone; the median of its programme says over how many milestones it is one."""
    months: dict[str, list[int]] = {}
    for milestone in found:
        if milestone.months is not None:
            months.setdefault(milestone.programme, []).append(milestone.months)
    return [_record_row(known, milestone, months.get(milestone.programme, [])) for milestone in found]


def _record_row(known: Chronicle, milestone: Milestone, months: list[int]) -> dict[str, Any]:
    first, latest = milestone.first, milestone.latest
    return {
        "event": milestone.event,
        "title": milestone.title,
        "programme": known.programmes.get(milestone.programme, milestone.programme),
        "first_announced": first.announced.edtf if first else "",
        "first": first.date.edtf if first and first.date else "",
        "latest": latest.date.edtf if latest and latest.date else "",
        "status": milestone.status,
        "forecasts": sum(p.basis == "owner" for p in milestone.promises),
        "moves": milestone.moves,
        "months": milestone.months,
        "about": milestone.is_about,
        "at_least": milestone.is_at_least,
        "programme_median_months": float(median(months)) if months else None,
        "programme_milestones": len(months),
    }


# --- words ----------------------------------------------------------------------------------------

_NOW = {
    "withdrawn": "now without a date", "paused": "now paused, without a date", "cancelled": "cancelled",
}  # fmt: skip


def told(milestone: Milestone) -> str:
    """The story of a milestone in one sentence.

    "Artemis I: first promised: 2017; happened: 16 November 2022; moved 7 times, about 64 months later in all."
    """
    first, latest = milestone.first, milestone.latest
    if first is None or first.date is None or latest is None or latest.date is None:
        return f"{milestone.title}: never promised for a date."
    parts = [f"first promised: {date_label(first.date)}"]
    if milestone.status in DONE:
        parts.append(f"{milestone.status}: {date_label(latest.date)}")
    elif milestone.status in _NOW:
        parts.append(f"{_NOW[milestone.status]}, last promised: {date_label(latest.date)}")
    elif latest is not first:
        parts.append(f"now {date_label(latest.date)}")
    parts.append(_size(milestone))
    return f"{milestone.title}: {'; '.join(part for part in parts if part)}."


def _size(milestone: Milestone) -> str:
    if milestone.months is None:
        return ""
    times = {0: "never moved", 1: "moved once", 2: "moved twice"}.get(
        milestone.moves, f"moved {milestone.moves} times"
    )
    size = abs(milestone.months)
    if not size or not milestone.moves:
        return times
    prefix = "at least " if milestone.is_at_least else "about " if milestone.is_about else ""
    direction = "later" if (milestone.months or 0) > 0 else "earlier"
    return f"{times}, {prefix}{size} month{'' if size == 1 else 's'} {direction} in all"
