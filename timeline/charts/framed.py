"""A chart on its page: margins around it, title and subtitle above, sources below."""

from __future__ import annotations

from html import escape
from typing import Any

import plotly.graph_objects as go

from timeline.charts.canvas import Drawing
from timeline.charts.theme import Theme
from timeline.sheet import Sheet


def framed(chart: Drawing, sheet: Sheet[Any], theme: Theme, transparent: bool = False) -> go.Figure:
    """`chart`, drawn for `sheet.plan`, as a figure of the size of the sheet."""
    plan = sheet.plan
    margin = {
        "l": sheet.left, "r": sheet.width - sheet.left - plan.width,
        "t": sheet.top, "b": sheet.height - sheet.top - plan.height,
    }  # fmt: skip
    lines = [
        {
            "x": (line.x - sheet.left) / plan.width, "y": 1 + (sheet.top - line.y) / plan.height,
            "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "middle", "showarrow": False,
            "align": "left", "borderpad": 0, "text": f"<b>{escape(line.text)}</b>" if line.bold else escape(line.text),
            "font": {"size": line.size, "family": theme.font, "color": theme.quiet if line.quiet else theme.ink},
        }
        for line in sheet.lines
    ]  # fmt: skip
    ground = "rgba(0,0,0,0)" if transparent else theme.ground
    page = chart.figure()
    page.update_layout(
        width=sheet.width, height=sheet.height, margin=margin, paper_bgcolor=ground,
        annotations=[*chart.to_dict()["layout"].get("annotations", ()), *lines],
    )  # fmt: skip
    return page
