"""The rows as CSV for spreadsheets: UTF-8 with a byte order mark, no cell that is a formula."""

from __future__ import annotations

import csv
import io

from timeline.exports.job import Job
from timeline.records import FIELDS, Recorder, flat, guarded

ENDING = "csv"
TITLE = "Table (CSV)"
MIME = "text/csv"


def write(job: Job) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=FIELDS, lineterminator="\r\n")
    writer.writeheader()
    for record in Recorder(job.known).records(job.events):
        writer.writerow({key: guarded(cell) for key, cell in flat(record).items()})
    return out.getvalue().encode("utf-8-sig", "replace")
