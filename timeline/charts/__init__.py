"""The charts: one file each, and this list.

A chart is a module whose docstring is the question that it answers. `chosen` gives the events that a
selection means there, `plan` lays it out on a width
(and, where its height is free, in a height), `left_out` says what had no room there, `draw` makes the figure, `heading` and
`sentences` say it in words, `tables` gives its rows where they are not events, `native` its slide where
that is no timeline. To add one, write its file and add a line here.
"""

from __future__ import annotations

from typing import Any, Protocol

import pandas as pd

from timeline.charts import groups, map, partners, schedule, timeline
from timeline.charts.canvas import Drawing
from timeline.charts.theme import Theme
from timeline.chronicle import Chronicle
from timeline.layout import Manner
from timeline.natives import Told
from timeline.selection import Selection


class Chart(Told, Protocol):
    """What a module of this package offers."""

    NAME: str
    TITLE: str

    def chosen(self, known: Chronicle, selection: Selection, /) -> pd.DataFrame: ...

    def plan(
        self, known: Chronicle, events: pd.DataFrame, selection: Selection, width: float, room: float,
        manner: Manner, /,
    ) -> Any: ...  # fmt: skip

    def left_out(self, plan: Any, /) -> str: ...

    def draw(self, plan: Any, known: Chronicle, events: pd.DataFrame, theme: Theme, /) -> Drawing: ...


CHARTS: dict[str, Chart] = {chart.NAME: chart for chart in (timeline, schedule, groups, map, partners)}
