"""What is exported: the rows shown, and everything a format may say about them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from timeline.chronicle import Chronicle
from timeline.selection import Selection


@dataclass(frozen=True, eq=False)
class Job:
    chart: str
    known: Chronicle
    events: pd.DataFrame
    selection: Selection
    address: str = ""  # the public address of this view, if one is configured
    hues: Mapping[str, Sequence[str]] = field(default_factory=dict)  # of lanes, by theme

    def file_name(self, ending: str) -> str:
        """A name that says what is inside, from the table's day and not from the clock."""
        selection = self.selection
        subject = [*selection.programme, *selection.country, *selection.agency] or ["all"]
        years = "-".join(str(d) for d in (selection.since, selection.to) if d)
        day = f"as-of-{self.known.dataset.as_of}_" if self.known.dataset.as_of else ""
        parts = ["space-cooperation", self.chart, "-".join(subject[:4]), years]
        stem = "_".join(part for part in parts if part)
        return f"{_slug(stem)}_{day}table-{self.known.dataset.complete_to}.{ending}"


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9_-]+", "-", plain.lower()).strip("-")[:80]
