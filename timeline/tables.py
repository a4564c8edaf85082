"""Tables whose rows are no events: promises, members, pairs, changes."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from timeline.records import flat, guarded


@dataclass(frozen=True)
class Table:
    """Rows of a chart, as downloads give them."""

    name: str
    fields: tuple[str, ...]
    rows: Sequence[Mapping[str, Any]]

    def csv(self, line_end: str = "\n") -> str:
        """As CSV that no spreadsheet takes for formulas."""
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, fieldnames=self.fields, lineterminator=line_end)
        writer.writeheader()
        for row in self.rows:
            cells = flat(dict(row))
            # A number is none of the reader's text: "-12" stays one.
            writer.writerow(
                {
                    key: cell if isinstance(row[key], int | float) else guarded(cell)
                    for key, cell in cells.items()
                }
            )
        return out.getvalue()

    @property
    def file(self) -> bytes:
        """The CSV as Excel opens it: with a byte order mark and the line ends of RFC 4180."""
        return self.csv("\r\n").encode("utf-8-sig", "replace")
