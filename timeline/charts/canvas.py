"""What every figure in px has in common: its size, hidden axes, the look of its hover, a grid."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import Any, Protocol, TypeAlias
from zlib import crc32

import numpy as np
import plotly.graph_objects as go
from plotly.basedatatypes import BaseFigure

from timeline.charts.theme import Theme
from timeline.layout import FONT, Tick
from timeline.sheet import Sized

HIDDEN: dict[str, Any] = {
    "fixedrange": True, "showgrid": False, "zeroline": False, "showticklabels": False, "ticks": "",
}  # fmt: skip


Trace: TypeAlias = dict[str, Any]
Shape: TypeAlias = dict[str, Any]


def scatter(**given: Any) -> Trace:
    return {"type": "scatter", **given}


def bar(**given: Any) -> Trace:
    return {"type": "bar", **given}


class Drawing(BaseFigure):  # type: ignore[misc]  # plotly tells no types
    """A chart as plain values, which Streamlit sends as they are: it takes any figure that tells its dictionary.

    A figure of Plotly's own checks every value when it is made, and copies them all whenever it is asked.
    """

    def __init__(
        self, data: Sequence[Trace], layout: dict[str, Any], frames: Sequence[dict[str, Any]] = ()
    ) -> None:
        self._plain = {"data": list(data), "layout": layout, **({"frames": list(frames)} if frames else {})}

    def to_dict(self) -> dict[str, Any]:
        return self._plain

    def figure(self) -> go.Figure:
        """The same as Plotly's figure, checked: for pictures and pages."""
        return go.Figure(self._plain)


def packed(values: np.ndarray) -> dict[str, str]:
    """Numbers as plotly.js reads them from base64; NaN is a gap."""
    return {"dtype": values.dtype.str[1:], "bdata": b64encode(values.tobytes()).decode()}


class Gridded(Protocol):
    """A plan with an area inside that has ticks on both sides."""

    @property
    def left(self) -> float: ...
    @property
    def right(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def bottom(self) -> float: ...
    @property
    def x_ticks(self) -> Sequence[Tick]: ...
    @property
    def y_ticks(self) -> Sequence[Tick]: ...


def canvas(plan: Sized, theme: Theme, day: object, **more: Any) -> dict[str, Any]:
    """A layout whose axes are the px of the plan, y downwards, without margins and legend.

    `datarevision` says in one number what is drawn (the plan, the theme, the `day` it stands on): the
    page does not draw the same again.
    """
    label = {"family": theme.font, "size": FONT, "color": theme.ink}
    return {
        "width": round(plan.width), "height": round(plan.height), "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": theme.ground, "plot_bgcolor": "rgba(0,0,0,0)", "showlegend": False,
        "hovermode": "closest", "dragmode": False, "datarevision": crc32(repr((plan, theme.name, day)).encode()),
        "hoverlabel": {"bgcolor": theme.ground, "bordercolor": theme.grid, "align": "left", "font": label},
        "template": {},  # Plotly's own styles nothing that is not styled here, and would travel with every figure
        "xaxis": {**HIDDEN, "range": [0, plan.width], "domain": [0, 1], "anchor": "y"},
        "yaxis": {**HIDDEN, "range": [plan.height, 0], "domain": [0, 1], "anchor": "x"},
        **more,
    }  # fmt: skip


def grid(plan: Gridded, theme: Theme) -> list[Shape]:
    """A thin line for every tick."""
    upright = [(tick.x, plan.top, tick.x, plan.bottom) for tick in plan.x_ticks]
    level = [(plan.left, tick.x, plan.right, tick.x) for tick in plan.y_ticks]
    return ruled([*upright, *level], theme.grid, 1)


def ruled(lines: Sequence[tuple[float, float, float, float]], color: str, width: float) -> list[Shape]:
    """Lines from x, y to x, y as one shape: to the browser each shape costs as much as many lines."""
    path = "".join(polyline([(x0, y0), (x1, y1)]) for x0, y0, x1, y1 in lines)
    return drawn_path(path, line={"color": color, "width": width})


def polyline(points: Iterable[tuple[float, float]]) -> str:
    """A line through points as part of a path, in px."""
    return "M" + "L".join(f"{x:.2f},{y:.2f}" for x, y in points)


def drawn_path(path: str, **look: Any) -> list[Shape]:
    """A path below the marks; nothing, if it is empty."""
    return [{"type": "path", "path": path, "layer": "below", **look}] if path else []
