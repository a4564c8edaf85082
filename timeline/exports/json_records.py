"""The rows as JSON: a list of objects."""

from __future__ import annotations

import json

from timeline.exports.job import Job

ENDING = "json"
TITLE = "Records (JSON)"
MIME = "application/json"


def write(job: Job) -> bytes:
    return (json.dumps(list(job.tables[0].rows), ensure_ascii=False, indent=1) + "\n").encode(
        "utf-8", "replace"
    )
