"""The rows as JSON: a list of event objects."""

from __future__ import annotations

import json

from timeline.exports.job import Job
from timeline.records import Recorder

ENDING = "json"
TITLE = "Records (JSON)"
MIME = "application/json"


def write(job: Job) -> bytes:
    table = job.table
    records = Recorder(job.known).records(job.events) if table is None else list(table.rows)
    return (json.dumps(records, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
