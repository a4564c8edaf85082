"""The rows as an Excel workbook: typed cells, frozen header, filters, and the table's sources.

Texts are written as texts: no cell is a formula or a link that opens by itself.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from timeline.exports.job import Job
from timeline.frames import rows_of
from timeline.records import FIELDS, Recorder, flat
from timeline.sentences import source_line
from timeline.text import shown

ENDING = "xlsx"
TITLE = "Spreadsheet (XLSX)"
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_LONGEST = 32_000  # characters in a cell; Excel's limit is 32,767
_WIDTHS = {"title": 44, "summary": 70, "note": 50, "sources": 60, "id": 24, "url": 60, "text": 100}
_FORECAST_FIELDS = ("event", "announced", "state", "wording", "start", "by", "basis", "note", "sources")
_SOURCE_FIELDS = ("id", "title", "publisher", "kind", "language", "published", "accessed", "url", "archived")
_FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets count days differently


def write(job: Job) -> bytes:
    out = io.BytesIO()
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False, "default_date_format": "yyyy-mm-dd",
    }  # fmt: skip
    with xlsxwriter.Workbook(out, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        # The same rows give the same bytes: made on the table's day, not by the clock.
        book.set_properties({"created": datetime.combine(job.known.dataset.complete_to, time())})
        sheets = _sheets(job)
        for name, (fields, rows) in sheets.items():
            sheet = book.add_worksheet(name)
            _fill(sheet, fields, rows, bold, wrap)
    return out.getvalue()


def _sheets(job: Job) -> dict[str, tuple[Sequence[str], list[Mapping[str, Any]]]]:
    known = job.known
    recorder = Recorder(known)
    shown_ids = set(job.events["id"])
    forecasts = known.dataset.forecasts
    promised = [_plain(r) for r in rows_of(forecasts[forecasts["event"].isin(shown_ids)])]
    cited = {s for cell in job.events["sources"] for s in cell} | {s for r in promised for s in r["sources"]}
    sources = known.dataset.sources
    about = (
        job.heading,
        job.subtitle,
        source_line(known, job.events, job.address),
        f"Rows shown: {len(job.events)}. All rows of the table: {len(known.events)}.",
        "start and end are EDTF (ISO 8601-2): 2026-35 is a quarter, [2028..] not before 2028.",
    )
    return {
        **{table.name: (table.fields, [_cells(row) for row in table.rows]) for table in job.tables},
        "Events": (FIELDS, [_typed(r) for r in recorder.records(job.events)]),
        "Forecasts": (_FORECAST_FIELDS, [{**r, "sources": ";".join(r["sources"])} for r in promised]),
        "Sources": (_SOURCE_FIELDS, [_plain(r) for r in rows_of(sources[sources["id"].isin(cited)])]),
        "All events": (FIELDS, [_typed(r) for r in recorder.records(known.events)]),
        "About": (("text",), [{"text": line} for line in about]),
    }


def _typed(record: dict[str, Any]) -> dict[str, Any]:
    """The cells of a record: days as days, importance as a number, the rest as text."""
    days = {key: date.fromisoformat(record[key]) for key in ("earliest", "latest") if record[key]}
    return {**flat(record), **days, "importance": int(record["importance"])}


def _cells(row: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers stay numbers; lists are joined, truths are words."""
    return {
        key: ";".join(map(str, value))
        if isinstance(value, list)
        else str(value)
        if isinstance(value, bool)
        else value
        for key, value in row.items()
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Vague dates as EDTF; lists stay lists."""
    return {key: getattr(value, "edtf", value) for key, value in row.items()}


def _fill(
    sheet: Worksheet, fields: Sequence[str], rows: list[Mapping[str, Any]], bold: Any, wrap: Any
) -> None:
    for column, name in enumerate(fields):
        sheet.write_string(0, column, name, bold)
        sheet.set_column(column, column, _WIDTHS.get(name, 14), wrap)
        for line, row in enumerate(rows, 1):
            _cell(sheet, line, column, row.get(name))
    sheet.freeze_panes(1, 0)
    if rows and len(fields) > 1:
        sheet.autofilter(0, 0, len(rows), len(fields) - 1)


def _cell(sheet: Worksheet, line: int, column: int, value: object) -> None:
    if value is None or value == "" or value is pd.NaT:
        return
    if isinstance(value, date) and value >= _FIRST_DAY:
        sheet.write_datetime(line, column, value)
    elif isinstance(value, (int, float)):
        sheet.write_number(line, column, value)
    else:
        sheet.write_string(line, column, shown(str(value))[:_LONGEST])
