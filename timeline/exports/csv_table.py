"""The rows as CSV for spreadsheets: UTF-8 with a byte order mark, no cell that is a formula."""

from __future__ import annotations

from timeline.exports.job import Job

ENDING = "csv"
TITLE = "Table (CSV)"
MIME = "text/csv"


def write(job: Job) -> bytes:
    return job.tables[0].file
