"""The rows as CSV for spreadsheets: UTF-8 with a byte order mark, no cell that is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from timeline.exports.job import Job
from timeline.records import FIELDS, Recorder, flat, guarded

ENDING = "csv"
TITLE = "Table (CSV)"
MIME = "text/csv"


def write(job: Job) -> bytes:
    fields: Sequence[str] = FIELDS
    rows: Sequence[Mapping[str, Any]] = Recorder(job.known).records(job.events) if job.table is None else ()
    if job.table is not None:
        fields, rows = job.table.fields, job.table.rows
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=fields, lineterminator="\r\n")
    writer.writeheader()
    for record in rows:
        writer.writerow({key: guarded(cell) for key, cell in flat(dict(record)).items()})
    return out.getvalue().encode("utf-8-sig", "replace")
