"""Makes the jobs of an export: the chart on its page, and the camera that takes its picture.

Page and command line share it, so that both give the same files.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from timeline.camera import Camera
from timeline.charts import CHARTS
from timeline.charts.framed import framed
from timeline.charts.theme import THEMES
from timeline.chronicle import Chronicle
from timeline.exports.job import PLAIN, Job, Style
from timeline.layout import Manner
from timeline.selection import Selection, view_address
from timeline.sentences import source_line
from timeline.sheet import PRESETS, Sheet, arrange

_PAGE_WIDTH = 1180.0  # px, of a chart in a page of its own


def job_for(
    chart: str, known: Chronicle, events: pd.DataFrame, selection: Selection, site: str = "",
    style: Style = PLAIN, camera: Camera | None = None,
) -> Job:  # fmt: skip
    """Everything an export needs; without a `camera`, everything but pictures. `site` is the public address."""
    hues = {name: theme.hues for name, theme in THEMES.items()}
    drawn = CHARTS[chart]
    job = Job(
        chart, known, events, selection, view_address(site, chart, selection), hues, style,
        told=drawn,
        figure=lambda: drawn.draw(
            drawn.plan(known, events, selection, _PAGE_WIDTH, 0, Manner()), known, events, THEMES[style.theme]
        ).figure(),
    )  # fmt: skip
    if camera is None:
        return job

    def take(ending: str) -> bytes:
        page, zoom = page_of(job)
        pixels = PRESETS[style.preset].scale if ending == "png" else 1.0
        return camera.take(page, ending, zoom * pixels)

    return replace(job, take_picture=take)


def page_of(job: Job) -> tuple[go.Figure, float]:
    """The chart on the page of the job's preset, and how much larger it is to be drawn."""
    chart, known, events, selection = CHARTS[job.chart], job.known, job.events, job.selection
    theme = THEMES[job.style.theme]

    def arranged(subtitle: str) -> Sheet[Any]:
        return arrange(
            lambda width, room, manner: chart.plan(known, events, selection, width, room, manner),
            PRESETS[job.style.preset], job.heading, subtitle, source_line(known, events, job.address),
        )  # fmt: skip

    sheet = arranged(job.subtitle)
    if told := chart.left_out(sheet.plan).split(".")[0]:  # what has no room is said on the picture too
        sheet = arranged(" · ".join(words for words in (job.subtitle, told[:1].lower() + told[1:]) if words))
    drawn = chart.draw(sheet.plan, known, events, theme)
    return framed(drawn, sheet, theme, job.style.transparent), sheet.zoom
