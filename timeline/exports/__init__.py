"""The formats: one file each, and this list, in the order in which they are offered.

A format has `ENDING`, `TITLE`, `MIME` and `write(job) -> bytes`. The door hands it a `Job`: a
selection of a chronicle with its rows, and a camera where there is one. To add a format, write its
file and add a line here.
"""

from __future__ import annotations

from typing import Protocol

from timeline.exports import bibliography, csv_table, html_page, json_records, slides, spreadsheet
from timeline.exports.bundle import Bundle
from timeline.exports.job import Job
from timeline.exports.pictures import PICTURES


class Format(Protocol):
    """What a module of this package offers."""

    @property
    def ENDING(self) -> str: ...
    @property
    def TITLE(self) -> str: ...
    @property
    def MIME(self) -> str: ...

    def write(self, job: Job) -> bytes: ...


_EVERYTHING = Bundle({"events.xlsx": spreadsheet, "events.json": json_records, "sources.bib": bibliography})
_ORDERED: tuple[Format, ...] = (
    slides, *PICTURES, html_page, csv_table, spreadsheet, json_records, bibliography, _EVERYTHING,
)  # fmt: skip
EXPORTS: dict[str, Format] = {made.ENDING: made for made in _ORDERED}
NEED_CAMERA = tuple(made.ENDING for made in PICTURES)
