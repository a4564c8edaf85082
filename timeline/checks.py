"""What can be wrong with a table, said in one located sentence each.

A `Problem` names file, row (the line where the record starts), id, column and value. One small
function per rule; `check_tables` runs them all and raises nothing. `ROW_RULES` find rows that
cannot be shown at all: those are left out of the dataset and listed; every other rule leaves its
row in place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from urllib.parse import urlsplit

import pandas as pd

from timeline import vocabulary
from timeline.dates import OPEN, DateError, VagueDate, from_edtf, parse
from timeline.frames import rows_of
from timeline.text import shown

ERROR, WARNING = "error", "warning"
TABLES = ("events", "forecasts", "sources", "programmes", "agencies", "countries")


@dataclass(frozen=True)
class Problem:
    """One located fault. `row` is a line number in the file, 0 for the file as a whole."""

    level: str
    file: str
    row: int
    id: str
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.row}" if self.row else self.file
        subject = f" {_printable(self.id, 60)}" if self.id else ""
        mark = "warning: " if self.level == WARNING else ""
        return f"{place}{subject}: {mark}{_printable(self.message, 400)}"


def _printable(text: str, longest: int) -> str:
    """On one line, without control characters, not endless."""
    line = "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode() for c in text)
    return line if len(line) <= longest else f"{line[:longest]}…"


@dataclass(frozen=True)
class Table:
    """One file as text: `frame` has str columns, `lines[i]` is the line where row `i` starts."""

    file: str
    frame: pd.DataFrame
    lines: Sequence[int]
    present: bool = True
    key: str = "id"

    def rows(self) -> Iterator[Row]:
        for line, cells in zip(self.lines, rows_of(self.frame), strict=True):
            yield Row(self.file, line, str(cells.get(self.key, "")), cells)


@dataclass(frozen=True)
class Row:
    file: str
    line: int
    id: str
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def items(self, column: str) -> list[str]:
        """The parts of a list cell."""
        return [part for part in self[column].split(";") if part]

    def fault(self, column: str, message: str, level: str = ERROR) -> Problem:
        return Problem(level, self.file, self.line, self.id, column, self[column], message)


@dataclass(frozen=True)
class Tables:
    """All tables of a folder, and the day up to which its curators looked."""

    events: Table
    forecasts: Table
    sources: Table
    programmes: Table
    agencies: Table
    countries: Table
    complete_to: date | None

    @classmethod
    def of(cls, tables: Mapping[str, Table], complete_to: date | None) -> Tables:
        return cls(
            tables["events"], tables["forecasts"], tables["sources"], tables["programmes"],
            tables["agencies"], tables["countries"], complete_to,
        )  # fmt: skip

    def named(self) -> dict[str, Table]:
        return {name: getattr(self, name) for name in TABLES}


Rule: TypeAlias = Callable[[Tables], Iterator[Problem]]


def check_tables(tables: Tables) -> list[Problem]:
    """All problems of all tables, in the order of files and lines."""
    return _ordered(tables, ROW_RULES + TABLE_RULES)


def check_rows(tables: Tables) -> list[Problem]:
    """The problems of rows that cannot be shown."""
    return _ordered(tables, ROW_RULES)


def _ordered(tables: Tables, rules: Sequence[Rule]) -> list[Problem]:
    files = {table.file: place for place, table in enumerate(tables.named().values())}
    found = dict.fromkeys(problem for rule in rules for problem in rule(tables))
    return sorted(found, key=lambda p: (files.get(p.file, 99), p.row))


# --- rows that cannot be shown --------------------------------------------------------------------

_REQUIRED = {
    "events": ("id", "title", "kind", "importance"),
    "forecasts": ("event", "announced", "state"),
    "sources": ("id", "title"),
    "programmes": ("id", "name"),
    "agencies": ("id", "name"),
    "countries": ("code", "name"),
}
_CLOSED_SETS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "events": {
        "kind": tuple(vocabulary.KINDS),
        "outcome": ("", "failed"),
        "importance": tuple(str(i) for i in vocabulary.IMPORTANCES),
        "form": ("", *vocabulary.FORMS),
    },
    "forecasts": {"state": vocabulary.FORECAST_STATES, "basis": vocabulary.BASES},
    "sources": {"kind": vocabulary.SOURCE_KINDS},
    "programmes": {"bloc": ("", "yes")},
    "agencies": {"kind": vocabulary.AGENCY_KINDS},
    "countries": {"kind": vocabulary.COUNTRY_KINDS},
}
_DATES = {
    "events": ("start", "end"),
    "forecasts": ("announced", "start"),
    "sources": ("published", "accessed"),
}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_required(tables: Tables) -> Iterator[Problem]:
    for name, table in tables.named().items():
        for row in table.rows():
            for column in _REQUIRED[name]:
                if not shown(row[column]):
                    yield row.fault(column, f"{column} is empty")


def check_duplicates(tables: Tables) -> Iterator[Problem]:
    for name, table in tables.named().items():
        if name == "forecasts":
            continue
        seen: dict[str, int] = {}
        for row in table.rows():
            if row.id and row.id in seen:
                yield row.fault(table.key, f"{table.key} {row.id!r} is already in line {seen[row.id]}")
            seen.setdefault(row.id, row.line)


def check_closed_sets(tables: Tables) -> Iterator[Problem]:
    for name, table in tables.named().items():
        for column, known in _CLOSED_SETS[name].items():
            if column not in table.frame:
                continue
            for row in table.rows():
                if row[column] not in known and (row[column] or column not in _REQUIRED[name]):
                    words = ", ".join(word or "(empty)" for word in known)
                    yield row.fault(column, f"unknown {column}: {row[column]!r} (known: {words})")


def check_dates(tables: Tables) -> Iterator[Problem]:
    for name, columns in _DATES.items():
        table: Table = getattr(tables, name)
        for row in table.rows():
            for column in columns:
                if row[column] and (name, column, row[column]) != ("events", "end", ".."):
                    yield from _check_date(row, column)


def _check_date(row: Row, column: str) -> Iterator[Problem]:
    try:
        value = from_edtf(row[column])
    except DateError as error:
        yield row.fault(
            column, f"{column} {row[column]!r} is no EDTF date: {error.reason}{_hint(row[column])}"
        )
        return
    if not isinstance(value, VagueDate):
        yield row.fault(column, f"{column} {row[column]!r} is a span; write its ends in start and end")


def _hint(text: str) -> str:
    """What to write instead, if the text can be read at all."""
    try:
        return f" (write {parse(text)})"
    except DateError:
        return ""


def check_end(tables: Tables) -> Iterator[Problem]:
    for row in tables.events.rows():
        start, end = moment(row["start"]), moment(row["end"])
        if row["end"] and not row["start"]:
            yield row.fault("end", f"end {row['end']!r} without a start")
        elif start and end and start.earliest and end.latest and end.latest < start.earliest:
            yield row.fault("end", f"end {row['end']!r} is before start {row['start']!r}")


def moment(text: str) -> VagueDate | None:
    """The date of a cell; `None` where it is empty, still going on, or wrong."""
    if not text or text == OPEN.edtf:
        return None
    try:
        value = from_edtf(text)
    except DateError:
        return None
    return value if isinstance(value, VagueDate) else None


# --- rows that are shown, with a fault --------------------------------------------------------------

_REFERENCES = (
    ("events", "programme", "programmes"),
    ("events", "countries", "countries"),
    ("events", "agencies", "agencies"),
    ("events", "sources", "sources"),
    ("forecasts", "event", "events"),
    ("forecasts", "by", "agencies"),
    ("forecasts", "sources", "sources"),
    ("programmes", "parent", "programmes"),
    ("programmes", "lead", "agencies"),
    ("agencies", "country", "countries"),
    ("countries", "successor", "countries"),
)
_MARKUP = re.compile(r"<[a-z/!]|\]\(|\*\*|`|https?://|&[a-z]+;", re.IGNORECASE)
LONGEST_SUMMARY = 280  # characters


def check_slugs(tables: Tables) -> Iterator[Problem]:
    for name in ("events", "programmes", "sources"):
        for row in getattr(tables, name).rows():
            if row.id and not _SLUG.fullmatch(row.id):
                yield row.fault("id", f"id {row.id!r} is no slug (lower-case letters, digits, hyphens)")


def check_references(tables: Tables) -> Iterator[Problem]:
    keys = {name: set(table.frame[table.key]) for name, table in tables.named().items()}
    for name, column, target in _REFERENCES:
        if not getattr(tables, target).present:
            continue
        known = keys[target]
        for row in getattr(tables, name).rows():
            for part in row.items(column):
                if part not in known:
                    yield row.fault(column, f"unknown {column}: {part!r} is not in {target}.csv")


def check_parents(tables: Tables) -> Iterator[Problem]:
    parents = {row.id: row["parent"] for row in tables.programmes.rows()}
    for row in tables.programmes.rows():
        seen, place = {row.id}, parents.get(row.id, "")
        while place and place not in seen:
            seen.add(place)
            place = parents.get(place, "")
        if place == row.id:
            yield row.fault("parent", f"parent {row['parent']!r} leads back to {row.id!r}")


def check_ranks(tables: Tables) -> Iterator[Problem]:
    for row in tables.programmes.rows():
        if row["rank"] and not (row["rank"].isascii() and row["rank"].isdecimal()):
            yield row.fault("rank", f"rank {row['rank']!r} is no whole number")


def check_agency_countries(tables: Tables) -> Iterator[Problem]:
    home = {row.id: row["country"] for row in tables.agencies.rows()}
    for row in tables.events.rows():
        for agency in row.items("agencies"):
            country = home.get(agency)
            if country and country not in row.items("countries"):
                yield row.fault("countries", f"{agency} is there without its country {country!r}")


def check_starts(tables: Tables) -> Iterator[Problem]:
    day = tables.complete_to
    for row in tables.events.rows():
        start = moment(row["start"])
        if start is None:
            continue
        if not start.is_closed:
            yield row.fault("start", f"start {row['start']!r} is open; what happened has both bounds")
        elif day and start.earliest and start.earliest > day:
            yield row.fault(
                "start", f"start {row['start']!r} is after {day}, the day this table is complete to"
            )


def check_forms(tables: Tables) -> Iterator[Problem]:
    for row in tables.events.rows():
        if row["kind"] in vocabulary.MEMBERSHIP_KINDS:
            if not row["form"]:
                yield row.fault("form", f"an {row['kind']} needs a form")
        elif row["form"]:
            yield row.fault("form", f"form {row['form']!r} belongs to accession and withdrawal only")


def check_plans(tables: Tables) -> Iterator[Problem]:
    """Every event without a start has a forecast by the one in charge."""
    owned = {row["event"] for row in tables.forecasts.rows() if row["basis"] == "owner"}
    for row in tables.events.rows():
        if not row["start"] and row.id not in owned:
            yield row.fault("start", "no start and no owner's forecast: when was it promised for?")


def check_forecast_wording(tables: Tables) -> Iterator[Problem]:
    for row in tables.forecasts.rows():
        if row["state"] != "planned":
            for column in ("wording", "start"):
                if row[column]:
                    yield row.fault(column, f"{column} {row[column]!r} with state {row['state']!r}")
            continue
        try:
            said = parse(row["wording"]).edtf
        except DateError as error:
            yield row.fault("wording", f"wording {row['wording']!r}: {error.reason}")
            continue
        if said != row["start"]:
            yield row.fault("wording", f"wording {row['wording']!r} means {said}, start is {row['start']!r}")


def check_forecast_days(tables: Tables) -> Iterator[Problem]:
    """None is announced after the event; no two say the same thing on the same day."""
    starts = {row.id: moment(row["start"]) for row in tables.events.rows()}
    said: set[tuple[str, ...]] = set()
    for row in tables.forecasts.rows():
        announced, start = moment(row["announced"]), starts.get(row["event"])
        if announced is None:
            continue
        if announced.point is None:
            yield row.fault("announced", f"announced {row['announced']!r} is no day, month or year")
            continue
        if start and start.latest and announced.earliest and announced.earliest > start.latest:
            yield row.fault("announced", f"announced {row['announced']!r} is after the event ({start})")
        if tables.complete_to and announced.earliest and announced.earliest > tables.complete_to:
            yield row.fault("announced", f"announced {row['announced']!r} is after {tables.complete_to}")
        key = tuple(row[c] for c in ("event", "announced", "basis", "by", "state", "start"))
        if key in said:
            yield row.fault("announced", f"the same forecast of {row['announced']!r} stands twice")
        said.add(key)


def check_stale(tables: Tables) -> Iterator[Problem]:
    """A plan whose named unit has passed: somebody must have said something since."""
    last: dict[str, Row] = {}
    for row in tables.forecasts.rows():
        if row["basis"] == "owner":
            held = last.get(row["event"])
            if held is None or _announced(row) >= _announced(held):
                last[row["event"]] = row
    for row in tables.events.rows():
        forecast = last.get(row.id)
        if row["start"] or forecast is None or forecast["state"] != "planned":
            continue
        plan = moment(forecast["start"])
        if plan and plan.unit and tables.complete_to and plan.unit[1] < tables.complete_to:
            said = f"{forecast['wording']!r} of {forecast['announced']}"
            yield row.fault("start", f"stale: the last promise, {said}, has passed", WARNING)


def _announced(row: Row) -> tuple[date, date, str]:
    value = moment(row["announced"])
    return value.sort_key if value else (date.min, date.min, "")


def check_sources(tables: Tables) -> Iterator[Problem]:
    if not tables.sources.present:
        return
    used: set[str] = set()
    for name in ("events", "forecasts"):
        for row in getattr(tables, name).rows():
            used.update(row.items("sources"))
            if not row.items("sources"):
                yield row.fault("sources", "no source")
    for row in tables.sources.rows():
        if row.id not in used:
            yield row.fault("id", "no event and no forecast uses this source", WARNING)
        if row["url"] and not is_web_address(row["url"]):
            yield row.fault("url", f"url {row['url']!r} is no http or https address")


def is_web_address(url: str) -> bool:
    """Only http and https are ever linked."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not re.search(r"[\s<>\"]", url)


def check_titles(tables: Tables) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for row in tables.events.rows():
        title = row["title"].casefold()
        if title and title in seen:
            yield row.fault("title", f"title {row['title']!r} is already in line {seen[title]}")
        seen.setdefault(title, row.line)


def check_prose(tables: Tables) -> Iterator[Problem]:
    for row in tables.events.rows():
        if len(row["summary"]) > LONGEST_SUMMARY:
            length = len(row["summary"])
            yield row.fault("summary", f"summary has {length} characters, at most {LONGEST_SUMMARY}", WARNING)
        for column in ("title", "summary", "note"):
            if match := _MARKUP.search(row[column]):
                yield row.fault(column, f"{column} has markup: {match[0]!r}", WARNING)


def check_members(tables: Tables) -> Iterator[Problem]:
    """A member joins once, and only a member leaves."""
    blocs = {row.id for row in tables.programmes.rows() if row["bloc"] == "yes"}
    members: dict[str, set[str]] = defaultdict(set)
    rows = [row for row in tables.events.rows() if row["form"] in vocabulary.MEMBER_FORMS]
    for row in sorted(rows, key=lambda row: row["start"]):
        if row["programme"] not in blocs:
            continue
        group = members[row["programme"]]
        for country in row.items("countries"):
            joins = row["kind"] == "accession"
            if joins == (country in group):
                verb = "joins twice" if joins else "leaves without having joined"
                yield row.fault("countries", f"{country} {verb} ({row['programme']})")
            (group.add if joins else group.discard)(country)


ROW_RULES: tuple[Rule, ...] = (
    check_required, check_duplicates, check_closed_sets, check_dates, check_end,
)  # fmt: skip
TABLE_RULES: tuple[Rule, ...] = (
    check_slugs, check_references, check_parents, check_ranks, check_agency_countries, check_starts, check_forms,
    check_plans, check_forecast_wording, check_forecast_days, check_stale, check_sources,
    check_titles, check_prose, check_members,
)  # fmt: skip
