"""What is exported: the rows shown, and everything a format may say about them or draw of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
import plotly.graph_objects as go

from timeline.chronicle import Chronicle
from timeline.natives import Native, Table
from timeline.selection import Selection
from timeline.sentences import headline, subtitle
from timeline.sheet import PRESETS


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
    title: str = ""  # what the chart is called with these events; the events' own headline without
    under: str = ""  # what narrows it, in words
    sentences: Sequence[str] = ()
    table: Table | None = None  # the chart's own rows, where they are not events
    native: Native | None = None  # the chart's slide, where it is not a timeline
    figure: Callable[[], go.Figure] | None = None  # the chart, for a page
    take_picture: Callable[[str], bytes] | None = None  # ending → the framed chart as a picture

    @property
    def heading(self) -> str:
        return self.title or headline(self.known, self.events, self.selection)

    @property
    def subtitle(self) -> str:
        return self.under or subtitle(self.known, self.events, self.selection)

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
