"""The table as a value, and the one place that knows its files.

A folder holds six CSV files and a `datapackage.json`. `read_dataset` never raises over what stands
in them: rows that can be shown become typed frames, everything else becomes a list of problems,
and only an unreadable `events.csv` leaves no dataset at all. Frames are never changed in place.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from timeline.checks import (
    ERROR,
    WARNING,
    Problem,
    Table,
    Tables,
    check_rows,
    check_tables,
    moment,
)
from timeline.dates import OPEN, DateError, VagueDate, from_edtf
from timeline.frames import rows_of
from timeline.text import shown

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "events": (
        "id", "title", "start", "end", "outcome", "kind", "form", "programme", "countries",
        "agencies", "importance", "summary", "note", "sources",
    ),
    "forecasts": ("event", "announced", "state", "wording", "start", "by", "basis", "note", "sources"),
    "sources": (
        "id", "title", "publisher", "kind", "language", "published", "accessed", "url", "archived",
    ),
    "programmes": ("id", "name", "aliases", "parent", "rank", "lead", "bloc", "summary"),
    "agencies": ("id", "name", "native_name", "aliases", "country", "kind", "website"),
    "countries": ("code", "name", "aliases", "kind", "successor", "lon", "lat"),
}  # fmt: skip
_NEEDED = {"events": ("id", "title", "start", "kind"), "forecasts": ("event", "announced", "start")}
_LISTS = ("countries", "agencies", "sources", "aliases")
_DATES = {
    "events": ("start", "end"),
    "forecasts": ("announced", "start"),
    "sources": ("published", "accessed"),
}
_PACKAGE = "datapackage.json"
_UNVERSIONED = "unversioned"
_FIELD_LIMIT = 10_000_000  # characters; csv's own limit of 131,072 would refuse a long summary


@dataclass(frozen=True, eq=False)
class Dataset:
    """Typed frames. Dates are `VagueDate` or `None`, list cells are tuples, importance is an int.

    `complete_to` is the day up to which the curators looked; `as_of` is set where the table is
    replayed as it was known on an earlier day (`history.as_of`).
    """

    events: pd.DataFrame
    forecasts: pd.DataFrame
    sources: pd.DataFrame
    programmes: pd.DataFrame
    agencies: pd.DataFrame
    countries: pd.DataFrame
    version: str
    complete_to: date
    as_of: date | None = None

    def frame(self, name: str) -> pd.DataFrame:
        frame: pd.DataFrame = getattr(self, name)
        return frame


@dataclass(frozen=True)
class Reading:
    """What a folder gave: a dataset, unless `events.csv` cannot be read, and every problem."""

    dataset: Dataset | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.level == ERROR)


# --- reading ----------------------------------------------------------------------------------------


def read_dataset(folder: Path) -> Reading:
    """Read, check and type every table of `folder`."""
    tables, version, problems = read_tables(folder)
    if not tables.events.present:
        return Reading(None, tuple(problems))
    kept = _without_rows(tables, check_rows(tables))
    checked = tuple(problems) + tuple(check_tables(tables))
    return Reading(_typed(kept, version), checked)


def read_tables(folder: Path) -> tuple[Tables, str, list[Problem]]:
    """Every file as text, the table's version, and the faults of the files themselves."""
    version, complete_to, problems = _read_package(folder)
    tables = {}
    for name in COLUMNS:
        tables[name], faults = _read_table(folder, name)
        problems += faults
    return Tables.of(tables, complete_to), version, problems


def _read_package(folder: Path) -> tuple[str, date | None, list[Problem]]:
    path = folder / _PACKAGE
    try:
        package = json.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return (
            _UNVERSIONED,
            None,
            [_file_fault(path, "not there; version and complete_to are unknown", WARNING)],
        )
    except (OSError, ValueError, RecursionError):
        return _UNVERSIONED, None, [_file_fault(path, "cannot be read as JSON", WARNING)]
    package = package if isinstance(package, dict) else {}
    version, day = package.get("version"), package.get("complete_to")
    problems = []
    if not isinstance(version, str) or not shown(version):
        problems.append(_file_fault(path, "version is no text", WARNING))
        version = _UNVERSIONED
    complete_to = moment(day) if isinstance(day, str) else None
    if complete_to is None or complete_to.precision != "day":
        problems.append(_file_fault(path, f"complete_to {day!r} is no day (write it as 2026-11-20)", WARNING))
        return shown(version), None, problems
    return shown(version), complete_to.earliest, problems


def _file_fault(path: Path, message: str, level: str = ERROR, row: int = 0) -> Problem:
    return Problem(level, str(path), row, "", "", "", message)


def _read_table(folder: Path, name: str) -> tuple[Table, list[Problem]]:
    path = folder / f"{name}.csv"
    absent = Table(str(path), _empty(name), (), present=False, key=COLUMNS[name][0])
    if name == "forecasts":
        absent = replace(absent, key="event")
    try:
        text, problems = _decode(path)
    except FileNotFoundError:
        level = ERROR if name == "events" else WARNING
        return absent, [_file_fault(path, "there is no such file", level)]
    except (OSError, UnicodeDecodeError) as error:
        return absent, [_file_fault(path, _unreadable(error))]
    try:
        records = list(_records(text))
    except csv.Error as error:
        return absent, [*problems, _file_fault(path, f"cannot be read as CSV: {error}")]
    header = [cell.strip() for cell in records[0].cells] if records else []
    while header and not header[-1] and all(not "".join(r.cells[len(header) - 1 :]) for r in records):
        header.pop()  # a column without a name or a cell, as spreadsheets leave them
    if fault := _header_fault(path, name, header, text):
        return absent, [*problems, fault]
    good = []
    for record in records[1:]:
        cells = record.cells if any(record.cells[len(header) :]) else record.cells[: len(header)]
        if message := _record_fault(record, cells, header):
            problems.append(_file_fault(path, message, row=record.line))
        else:
            good.append(replace(record, cells=cells))
    frame, faults = _frame(path, name, good, header)
    table = replace(absent, frame=frame, lines=tuple(r.line for r in good), present=True)
    return table, problems + faults


def _record_fault(record: _Record, cells: list[str], header: list[str]) -> str:
    """Why a record is no row: too few or too many cells, or a quote that swallowed whole rows."""
    span = f"lines {record.line} to {record.last} were read as one row; " if record.last > record.line else ""
    if len(cells) != len(header):
        return f"{span}{len(cells)} cells, the header has {len(header)}; is a quote or comma missing?"
    # A cell of several lines with as many commas as a row has is no prose.
    swallowed = any("\n" in cell and cell.count(",") >= len(header) - 1 for cell in cells)
    return f"{span}is a quote missing?" if swallowed else ""


def _empty(name: str) -> pd.DataFrame:
    return pd.DataFrame({column: pd.Series([], dtype="str") for column in COLUMNS[name]})


def _decode(path: Path) -> tuple[str, list[Problem]]:
    text = path.read_bytes().decode("utf-8-sig")
    if "\x00" not in text:
        return text, []
    line = text[: text.index("\x00")].count("\n") + 1
    fault = _file_fault(path, "NUL characters; shown as �", WARNING, row=line)
    return text.replace("\x00", "\ufffd"), [fault]


def _unreadable(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        line = error.object[: error.start].count(b"\n") + 1
        return f"not UTF-8 (byte {error.object[error.start]:#04x} in line {line}); save it as 'CSV UTF-8'"
    return f"cannot be read: {error}"


@dataclass(frozen=True)
class _Record:
    line: int  # where it starts
    last: int  # where it ends
    cells: list[str]


def _records(text: str) -> Iterator[_Record]:
    """The records of a CSV text with the line where each starts; blank lines are passed over."""
    csv.field_size_limit(_FIELD_LIMIT)
    reader, start = csv.reader(io.StringIO(text, newline="")), 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield _Record(start, reader.line_num, cells)
        start = reader.line_num + 1


def _header_fault(path: Path, name: str, header: list[str], text: str) -> Problem | None:
    if not header:
        return _file_fault(path, "the file is empty")
    if len(header) == 1 and (found := re.search(r"[;\t|]", text.split("\n", 1)[0])):
        return _file_fault(path, f"columns are parted by {found[0]!r}; save it with commas", row=1)
    if twice := sorted({column for column in header if header.count(column) > 1}):
        return _file_fault(path, f"column {twice[0]!r} stands twice", row=1)
    needed = _NEEDED.get(name, COLUMNS[name][:2])
    if missing := [column for column in needed if column not in header]:
        have = ", ".join(shown(column)[:40] for column in header[:20])
        return _file_fault(path, f"no column {', '.join(missing)} (found: {have}); see data/README.md", row=1)
    return None


def _frame(
    path: Path, name: str, records: Sequence[_Record], header: list[str]
) -> tuple[pd.DataFrame, list[Problem]]:
    # What the csv module has read, so that lines and cells cannot disagree; every cell stays text,
    # as with dtype=str and keep_default_na=False.
    cells = [[cell.strip() for cell in record.cells] for record in records]
    frame = pd.DataFrame(cells, columns=header, dtype="str")
    missing = [column for column in COLUMNS[name] if column not in header]
    extra = [column for column in header if column not in COLUMNS[name]]
    frame = frame.reindex(columns=[*COLUMNS[name], *extra], fill_value="")
    faults = []
    if missing:
        faults.append(_file_fault(path, f"no column {', '.join(missing)}; read as empty", WARNING, row=1))
    if extra:
        named = ", ".join(repr(column) for column in extra[:10])
        faults.append(_file_fault(path, f"unknown column {named}; kept as it is", WARNING, row=1))
    return _with_defaults(name, frame, missing), faults


def _with_defaults(name: str, frame: pd.DataFrame, missing: list[str]) -> pd.DataFrame:
    """Where a whole column is missing, the value that claims least."""
    defaults = {
        "events": {"importance": "2"},
        "forecasts": {"state": "planned", "basis": "owner"},
        "sources": {"kind": "press"},
        "agencies": {"kind": "organisation"},
        "countries": {"kind": "state"},
    }
    values = {c: v for c, v in defaults.get(name, {}).items() if c in missing}
    return frame.assign(**values)


def _without_rows(tables: Tables, problems: Iterable[Problem]) -> Tables:
    bad = {(p.file, p.row) for p in problems if p.level == ERROR}

    def kept(table: Table) -> Table:
        keep = [(table.file, line) not in bad for line in table.lines]
        lines = tuple(line for line, good in zip(table.lines, keep, strict=True) if good)
        frame = table.frame[np.array(keep, dtype=bool)].reset_index(drop=True)
        return replace(table, frame=frame, lines=lines)

    return Tables.of({name: kept(table) for name, table in tables.named().items()}, tables.complete_to)


# --- typing -----------------------------------------------------------------------------------------


def _typed(tables: Tables, version: str) -> Dataset:
    frames = {name: _typed_frame(name, table.frame) for name, table in tables.named().items()}
    complete_to = tables.complete_to or _last_day(frames["events"], frames["forecasts"])
    return Dataset(
        frames["events"], frames["forecasts"], frames["sources"], frames["programmes"],
        frames["agencies"], frames["countries"], version, complete_to,
    )  # fmt: skip


def _typed_frame(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    columns: dict[str, pd.Series] = {}
    for column in frame.columns:
        texts = frame[column]
        if column in _DATES.get(name, ()):
            columns[column] = pd.Series([_date(text) for text in texts], dtype=object)
        elif column in _LISTS and column in COLUMNS[name]:
            columns[column] = pd.Series([_parts(text) for text in texts], dtype=object)
        elif (name, column) == ("events", "importance"):
            columns[column] = texts.astype(int)
        else:
            columns[column] = texts
    return pd.DataFrame(columns)


def _date(text: str) -> VagueDate | None:
    if text == OPEN.edtf:
        return OPEN
    if not text:
        return None
    try:
        value = from_edtf(text)
    except DateError:
        return None
    return value if isinstance(value, VagueDate) else None


def _parts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))


def _last_day(events: pd.DataFrame, forecasts: pd.DataFrame) -> date:
    """Without a stated day the table is complete to the newest day that it tells of."""
    days = [v.latest for v in [*events["start"], *forecasts["announced"]] if v and v.latest]
    return max(days, default=date(1957, 10, 4))


# --- writing ----------------------------------------------------------------------------------------


def write_dataset(dataset: Dataset, folder: Path) -> None:
    """Write the canonical files: sorted rows, canonical cells, UTF-8, LF. Empty tables are not written."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in COLUMNS:
        frame = dataset.frame(name)
        if len(frame) or name == "events":
            (folder / f"{name}.csv").write_bytes(canonical_bytes(name, frame))


def canonical_bytes(name: str, frame: pd.DataFrame) -> bytes:
    """A table as the one text that its content has."""
    cells = pd.DataFrame({column: [_cell(v) for v in frame[column]] for column in frame.columns})
    rows = sorted(rows_of(cells), key=_SORT[name])
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=list(cells.columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8", "replace")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ";".join(value)
    return unicodedata.normalize("NFC", str(value))


def _when(text: str) -> tuple[date, date, str]:
    value = moment(text)
    return value.sort_key if value else (date.max, date.max, text)


_SORT: Mapping[str, Callable[[dict[str, str]], Any]] = {
    "events": lambda row: (_when(row["start"]), row["id"]),
    "forecasts": lambda row: (row["event"], _when(row["announced"]), row["basis"], row["by"], row["start"]),
    "sources": lambda row: row["id"],
    "programmes": lambda row: (row["rank"].zfill(4), row["id"]),
    "agencies": lambda row: row["id"],
    "countries": lambda row: row["code"],
}
