"""The formats: one file each, and this list.

A format has `ENDING`, `TITLE`, `MIME` and `write(job) -> bytes`. The door hands it a `Job`: a
selection of a chronicle with its rows. To add a format, write its file and add a line here.
"""

from __future__ import annotations

from typing import Protocol

from timeline.exports import csv_table, html_page, json_records
from timeline.exports.job import Job


class Format(Protocol):
    """What a module of this package offers."""

    ENDING: str
    TITLE: str
    MIME: str

    def write(self, job: Job) -> bytes: ...


EXPORTS: dict[str, Format] = {f.ENDING: f for f in (html_page, csv_table, json_records)}
