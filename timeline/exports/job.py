"""What is exported: the rows shown, and everything a format may say about them or draw of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd
import plotly.graph_objects as go

from timeline.chronicle import Chronicle
from timeline.natives import Native, Told
from timeline.records import FIELDS, Recorder
from timeline.selection import Selection
from timeline.sentences import headline, subtitle
from timeline.sheet import PRESETS
from timeline.tables import Table


class ExportError(Exception):
    """This file cannot be made; the message says why and what helps."""


@dataclass(frozen=True)
class Style:
    """How pictures and slides are made; tables and pages have no use for it."""

    preset: str = "slide"
    theme: str = "light"
    transparent: bool = False
    numbered: bool = False  # events carry the numbers of their citations
    template: bytes | None = None  # a PowerPoint file whose design the slides take

    def __post_init__(self) -> None:
        if self.preset not in PRESETS:
            raise ExportError(f"unknown preset: {self.preset!r} (known: {', '.join(PRESETS)})")


PLAIN = Style()


@dataclass(frozen=True, eq=False)
class Job:
    chart: str
    known: Chronicle
    events: pd.DataFrame
    selection: Selection
    address: str = ""  # the public address of this view, if one is configured
    hues: Mapping[str, Sequence[str]] = field(default_factory=dict)  # of lanes, by theme
    style: Style = PLAIN
    told: Told | None = None  # the chart, where there is one
    figure: Callable[[], go.Figure] | None = None  # the chart, for a page
    take_picture: Callable[[str], bytes] | None = None  # ending → the framed chart as a picture

    @cached_property
    def heading(self) -> str:
        return self.told.heading(*self._view) if self.told else headline(*self._view)

    @cached_property
    def subtitle(self) -> str:
        heeded = self.told.means(self.selection) if self.told else self.selection
        return subtitle(self.known, self.events, heeded, self.heading)

    @cached_property
    def sentences(self) -> Sequence[str]:
        return self.told.sentences(*self._view) if self.told else ()

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """What the chart shows as rows: its own tables, the leading one first, else the events."""
        records = Recorder(self.known).records
        return self._own_tables or (Table("Events", FIELDS, records(self.events)),)

    @property
    def row_count(self) -> int:
        """Of the leading table, which need not be made for it."""
        return len(self._own_tables[0].rows) if self._own_tables else len(self.events)

    @cached_property
    def _own_tables(self) -> tuple[Table, ...]:
        return self.told.tables(*self._view) if self.told else ()

    @cached_property
    def native(self) -> Native | None:
        """The chart's slide, where it is not a timeline."""
        return self.told.native(*self._view) if self.told else None

    @property
    def _view(self) -> tuple[Chronicle, pd.DataFrame, Selection]:
        return self.known, self.events, self.selection

    def file_name(self, ending: str, part: str = "") -> str:
        """A name that says what is inside, from the table's day and not from the clock."""
        selection = self.selection
        subject = [*selection.programme, *selection.country, *selection.agency] or ["all"]
        years = "-".join(str(d) for d in (selection.since, selection.to) if d)
        day = f"as-of-{self.known.dataset.as_of}_" if self.known.dataset.as_of else ""
        parts = ["space-cooperation", self.chart, part, "-".join(subject[:4]), years]
        stem = "_".join(part for part in parts if part)
        return f"{_slug(stem)}_{day}table-{self.known.dataset.complete_to}.{ending}"


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9_-]+", "-", plain.lower()).strip("-")[:80]
