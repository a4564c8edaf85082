"""Everything about the rows in one archive: tables, records, sources, and a README that explains them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from timeline.exports.job import Job
from timeline.selection import COMMAND_DEFAULT
from timeline.sentences import REPLAYED, counted, day_words, source_line

_MADE = (1980, 1, 1, 0, 0, 0)  # the same rows give the same bytes

_README = """{title}
{subtitle}

What is inside
--------------
{tables}
{others}

start and end are written in EDTF (ISO 8601-2): 2026-35 is the third quarter of 2026, 2026-39 late 2026,
[2028..] not before 2028, [..2030] by 2030. earliest and latest bound it in plain days; empty = open.
status is happened, failed, planned, paused, withdrawn or cancelled.

Table {version}, complete to {day}.{as_of}
Licence: CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)

How to cite
-----------
{source}
"""


class Member(Protocol):
    ENDING: str
    TITLE: str

    def write(self, job: Job) -> bytes: ...


@dataclass(frozen=True)
class Bundle:
    """The rows shown and all rows as tables, and `others` of the rows shown."""

    others: Mapping[str, Member]  # file name → format
    ENDING: str = "zip"
    TITLE: str = "Everything (ZIP)"
    MIME: str = "application/zip"

    def write(self, job: Job) -> bytes:
        known = job.known
        rest = replace(COMMAND_DEFAULT, as_of=job.selection.as_of)
        everything = replace(job, events=known.events, selection=rest)
        tables = {
            "rows_shown.csv": (job.tables[0], "of this selection"),
            "rows_all.csv": (everything.tables[0], "of the whole table"),
            **{f"{table.name.lower()}.csv": (table, "of this selection") for table in job.tables[1:]},
        }
        told = [
            f"{name:17}{table.name}: {counted(len(table.rows), 'row')} {of}"
            for name, (table, of) in tables.items()
        ]
        files = {
            "README.txt": self._readme(job, told).encode("utf-8", "replace"),
            **{name: table.file for name, (table, _) in tables.items()},
            **{name: member.write(job) for name, member in self.others.items()},
        }
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(zipfile.ZipInfo(name, _MADE), content, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def _readme(self, job: Job, tables: list[str]) -> str:
        known, dataset = job.known, job.known.dataset
        as_of = f" As known on {day_words(dataset.as_of)}. {REPLAYED}" if dataset.as_of else ""
        others = "\n".join(f"{name:17}{member.TITLE}" for name, member in self.others.items())
        return _README.format(
            title=job.heading, subtitle=job.subtitle,
            tables="\n".join(tables), others=others,
            version=dataset.version, day=day_words(dataset.complete_to), as_of=as_of,
            source=source_line(known, job.events, job.address),
        )  # fmt: skip
