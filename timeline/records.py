"""One event as plain values: for JSON and tables, and for the card that tells its whole story.

Page, offline page and command line show the same words; nothing here is escaped, that is the duty
of whoever draws it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, TypeAlias

import pandas as pd

from timeline.checks import is_web_address
from timeline.chronicle import Chronicle, agency_word, forecasts_of
from timeline.dates import DAYS_PER_MONTH, VagueDate, date_label
from timeline.frames import rows_of
from timeline.history import CONFIRMED, PULL_IN, SLIP, Move
from timeline.text import shown
from timeline.vocabulary import DONE, PRIMARY_SOURCES

Record: TypeAlias = dict[str, Any]

FIELDS = (
    "id", "title", "start", "end", "earliest", "latest", "precision", "label", "kind", "form", "status",
    "programme", "countries", "agencies", "importance", "summary", "note", "sources",
)  # fmt: skip


class Recorder:
    """Looks up what several records of one chronicle share."""

    def __init__(self, known: Chronicle) -> None:
        self.known = known

    @cached_property
    def _sources(self) -> dict[str, Record]:
        return {str(row["id"]): row for row in rows_of(self.known.dataset.sources)}

    @cached_property
    def _forecasts(self) -> dict[str, list[Record]]:
        return forecasts_of(self.known, self.known.events.index)

    def records(self, events: pd.DataFrame) -> list[Record]:
        """The events as JSON-ready values, in the order of `events`."""
        return [self._record(row) for row in rows_of(events)]

    def _record(self, row: Record) -> Record:
        start, end, when = row["start"], row["end"], row["date"]
        unit = {
            "start": start.edtf,
            "end": "" if end is None else end.edtf,
            "earliest": _iso(when.earliest),
            "latest": _iso(when.latest),
            "precision": when.precision,
        }
        listed = {key: list(row[key]) for key in ("countries", "agencies")}
        named = {key: row[key] for key in FIELDS if key in row and key not in unit}
        told = {**named, **unit, **listed, "sources": self.sources(row["sources"])}
        return {key: told[key] for key in FIELDS}

    def sources(self, ids: Iterable[str]) -> list[Record]:
        return [_source(self._sources[i]) if i in self._sources else _unknown_source(i) for i in ids]

    def card(self, event: str) -> Record:
        """All that the card of an event tells, in words."""
        return self.card_of(self._row(event))

    def card_of(self, row: Record) -> Record:
        """The same for a row of the chronicle that is at hand."""
        event, known = row["id"], self.known
        forecasts = self._history(row)
        own = sorted(row["sources"], key=self._is_secondary)
        cited = list(dict.fromkeys([*own, *(s for f in forecasts for s in f["cited"])]))
        for forecast in forecasts:
            forecast["refs"] = [cited.index(s) + 1 for s in forecast.pop("cited")]
        line = reversed(known.ancestors.get(row["programme"], (row["programme"],)))
        return {
            "id": event,
            "title": shown(row["title"]),
            "when": row["label"][:1].upper() + row["label"][1:],
            "status": row["status"],
            "promise": ". ".join(words for words in (promise(row), self._overdue(row)) if words),
            "kind": row["kind"] + (f" ({row['form']})" if row["form"] else ""),
            "programme": " › ".join(known.programmes.get(p, p) for p in line if p),
            "countries": [known.countries.get(c, c) for c in row["countries"]],
            "agencies": [known.agencies.get(a, a) for a in row["agencies"]],
            "summary": shown(row["summary"]),
            "note": shown(row["note"]),
            "forecasts": forecasts,
            "sources": self.sources(cited),
            "own": len(set(own)),  # the first ones; the others are of the forecasts
            "label": row["label"],
            "table": self.table,
        }

    def _row(self, event: str) -> Record:
        return rows_of(self.known.events.loc[[event]])[0]

    def _is_secondary(self, source: str) -> bool:
        """Primary sources come first."""
        return self._sources.get(source, {}).get("kind") not in PRIMARY_SOURCES

    def _history(self, event: Record) -> list[Record]:
        """What was promised, in order; what flew closes the list."""
        if event["id"] not in self._forecasts:
            return []
        told = []
        for row in self._forecasts[event["id"]]:
            start = row["start"]
            told.append({
                "announced": date_label(row["announced"]) if row["announced"] else "",
                "by": agency_word(self.known, row["by"]),
                "basis": row["basis"],
                "said": f"“{shown(row['wording'])}”" if row["wording"] else row["state"],
                "date": date_label(start) if isinstance(start, VagueDate) and start.point else "",
                "move": move_words(row["move"]) if row["state"] == "planned" else "",
                "note": shown(row["note"]),
                "cited": list(row["sources"]),
            })  # fmt: skip
        if event["status"] in DONE:
            told.append({
                "announced": event["label"], "by": "", "basis": "outcome", "said": event["status"], "date": "",
                "move": "", "note": "", "cited": list(event["sources"]),
            })  # fmt: skip
        return told

    def _overdue(self, row: Record) -> str:
        """What is said of a plan that the calendar has overtaken."""
        is_due = row["status"] == "planned" and row["high"] < self.known.day.toordinal()
        if not is_due or row["opens"] == "right":  # "no earlier than" never falls due
            return ""
        if self.known.dataset.as_of:
            return f"The date announced last, {row['label']}, had passed"
        return (
            f"The date announced last, {row['label']}, has passed; the table does not tell what became of it"
        )

    def cited(self, row: Record) -> list[Record]:
        """The sources of an event, primary ones first."""
        return self.sources(sorted(row["sources"], key=self._is_secondary))

    def citation(self, row: Record) -> str:
        """Title, date, publishers with addresses."""
        cited = "; ".join(
            ", ".join(part for part in (s["publisher"], f"“{s['title']}”", s["published"], s["url"]) if part)
            for s in self.cited(row)
        )
        return f"{shown(row['title'])}, {row['label']}." + (f" {cited}." if cited else "")

    @property
    def table(self) -> str:
        """Which table says so."""
        dataset = self.known.dataset
        seen = f", as known on {dataset.as_of}" if dataset.as_of else ""
        return f"Space Cooperation Timeline, table {dataset.version}{seen}"


@lru_cache(maxsize=16)
def recorder_of(known: Chronicle) -> Recorder:
    """The same for every card that a reader opens: a chronicle is a value."""
    return Recorder(known)


def _source(row: Record) -> Record:
    published = row["published"]
    return {
        "id": row["id"],
        "title": shown(row["title"]),
        "publisher": shown(row["publisher"]),
        "kind": row["kind"],
        "published": date_label(published) if published is not None else "",
        # Only web addresses are ever linked; anything else in the cell stays text in the table.
        "url": row["url"] if is_web_address(row["url"]) else "",
        "archived": row["archived"] if is_web_address(row["archived"]) else "",
    }


def _unknown_source(own: str) -> Record:
    """A reference to nothing is an error of the data; its text is still shown."""
    return {
        "id": own,
        "title": shown(own),
        **dict.fromkeys(("publisher", "kind", "published", "url", "archived"), ""),
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def promise(row: Record) -> str:
    """ "First promised for 2021, moved 5 times", or nothing where nothing was promised."""
    first, moved = row["first"], row["moved"]
    if first is None:
        return ""
    times = {0: "never moved", 1: "moved once", 2: "moved twice"}.get(moved, f"moved {moved} times")
    now = {"withdrawn": ", now without a date", "paused": ", now paused"}.get(row["status"], "")
    return f"First promised: {date_label(first)}; {times}{now}"


def move_words(move: Move | None) -> str:
    """ "about 6 months later", "at least 30 days earlier", "confirmed"."""
    if move is None:
        return ""
    if move.kind not in (SLIP, PULL_IN) or move.days is None:
        return "" if move.kind == CONFIRMED else move.kind
    size = abs(move.days)
    amount = f"{size} days" if size < 61 else f"{round(size / DAYS_PER_MONTH)} months"
    if size == 1:
        amount = "1 day"
    prefix = "at least " if move.is_at_least else "about " if move.is_about else ""
    return f"{prefix}{amount} {'later' if move.days >= 0 else 'earlier'}"


def flat(record: Record) -> dict[str, str]:
    """A record as the cells of a table; lists are joined with `;`, sources are their addresses."""
    return {key: _flat_cell(key, value) for key, value in record.items()}


def _flat_cell(key: str, value: object) -> str:
    if key == "sources" and isinstance(value, list):
        return ";".join(s if isinstance(s, str) else s["url"] or s["title"] for s in value)
    if isinstance(value, list):
        return ";".join(value)
    return "" if value is None else str(value)


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "|") and cell != "-" else cell
