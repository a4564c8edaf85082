"""What changed between two days: what became known, happened, moved, was withdrawn, who joined.

Both days are the table replayed (`as_of`); the list is what a reader of the later day did not know on
the earlier one, in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from timeline.chronicle import Chronicle
from timeline.dates import VagueDate
from timeline.frames import rows_of
from timeline.history import move
from timeline.records import move_words
from timeline.sentences import counted, day_words
from timeline.text import shown
from timeline.vocabulary import DONE, MEMBER_FORMS

CHANGES = ("joined", "left", "happened", "failed", "moved", "withdrawn", "paused", "cancelled", "new")
FIELDS = ("day", "change", "event", "title", "words", "before", "after", "sources")


@dataclass(frozen=True)
class Change:
    """One change of one event. `day` is when it became so, as far as that is known."""

    event: str
    kind: str
    title: str
    words: str
    before: str  # label of the date then; empty if unknown then
    after: str
    day: VagueDate | None
    sources: tuple[str, ...]

    @property
    def row(self) -> dict[str, Any]:
        return {
            "day": self.day.edtf if self.day else "", "change": self.kind, "event": self.event,
            "title": self.title, "words": self.words, "before": self.before, "after": self.after,
            "sources": list(self.sources),
        }  # fmt: skip


def changes(before: Chronicle, after: Chronicle) -> list[Change]:
    """From the day of `before` to the day of `after`, by kind and then by day."""
    then = {row["id"]: row for row in rows_of(before.events)}
    announced = _last_announced(after)
    found = []
    for row in rows_of(after.events):
        old = then.get(row["id"])
        if (kind := _kind(old, row)) is not None:
            found.append(_change(after, kind, old, row, announced.get(row["id"])))
    return sorted(
        found, key=lambda c: (CHANGES.index(c.kind), c.day.sort_key[:2] if c.day else (date.max,) * 2)
    )


def _kind(old: dict[str, Any] | None, new: dict[str, Any]) -> str | None:
    """What a reader of the earlier day would call it, if anything changed."""
    if new["status"] in DONE:
        if old is not None and old["status"] in DONE:
            return None
        if new["kind"] == "accession" and new["form"] in MEMBER_FORMS:
            return "joined"
        return "left" if new["kind"] == "withdrawal" and new["form"] else str(new["status"])
    if old is None:
        return "new"
    if new["status"] != old["status"]:
        return "moved" if new["status"] == "planned" else str(new["status"])
    return "moved" if new["start"] != old["start"] else None


def _change(
    after: Chronicle, kind: str, old: dict[str, Any] | None, new: dict[str, Any], announced: VagueDate | None
) -> Change:
    title = shown(new["title"])
    was, now = (old["label"] if old else ""), new["label"]
    words = {
        "happened": f"{title}: happened, {now}",
        "failed": f"{title}: failed, {now}",
        "new": f"{title}: announced, {now}",
        "withdrawn": f"{title}: date withdrawn ({was})",
        "paused": f"{title}: paused ({was})",
        "cancelled": f"{title}: cancelled ({was})",
    }.get(kind, "")
    if kind == "moved" and old is not None:
        words = f"{title}: {_moved(old['start'], new['start'])}, from {was} to {now}"
    elif kind in ("joined", "left"):
        names = ", ".join(after.countries.get(c, c) for c in new["countries"])
        group = after.programmes.get(new["programme"], new["programme"])
        words = f"{names} {'joins' if kind == 'joined' else 'leaves'} {group}, {now}"
    day = new["start"] if new["status"] in DONE else announced
    return Change(new["id"], kind, title, words, was, now, day, tuple(new["sources"]))


def _moved(old: VagueDate, new: VagueDate) -> str:
    """ "about 6 months later", "made more exact", or that a date is there again."""
    if old.point is None or new.point is None:
        return "has another date"
    made = move(old, new)
    return move_words(made) or made.kind


def _last_announced(known: Chronicle) -> dict[str, VagueDate]:
    """Event → the day of its owner's last statement."""
    forecasts = known.dataset.forecasts
    owned = forecasts[forecasts["basis"] == "owner"]
    last: dict[str, VagueDate] = {}
    for event, announced in zip(owned["event"], owned["announced"], strict=True):
        if announced and (event not in last or announced.sort_key[:2] >= last[event].sort_key[:2]):
            last[event] = announced
    return last


def with_ghosts(events: pd.DataFrame, before: Chronicle, after: Chronicle) -> pd.DataFrame:
    """`events` of `after`, with ghosts where they stood on the earlier day, if elsewhere."""
    then = dict(zip(before.events["id"], before.events["start"], strict=True))
    ghosts: list[tuple[VagueDate, ...]] = []
    for event, start in zip(events["id"], events["start"], strict=True):
        old = then.get(event)
        ghosts.append((old,) if old is not None and old != start and old.point is not None else ())
    return events.assign(ghosts=pd.Series(ghosts, index=events.index, dtype=object))


def title_of(found: list[Change], first: date, last: date) -> str:
    """ "What changed from 9 March 2021 to 20 November 2026: 312 changes"."""
    return f"What changed from {day_words(first)} to {day_words(last)}: {counted(len(found), 'change')}"
