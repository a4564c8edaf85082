"""Where are the members of each group?"""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import plotly.graph_objects as go

from timeline.charts.canvas import canvas
from timeline.charts.theme import Theme
from timeline.chronicle import Chronicle
from timeline.dates import date_label
from timeline.layout import Manner
from timeline.members import FIELDS, as_groups, counts_in_words, group_events, members_in
from timeline.members import sentences as said
from timeline.natives import Atlas, Dot, Outline, Table
from timeline.selection import Selection
from timeline.text import text_width
from timeline.worldmap import BOUNDARIES, DISPUTED, NONE, SEVERAL, MapPlan, Shape, Spot, keys_on, plan_map

NAME = "map"
TITLE = "Map"

_SYMBOLS = ("circle", "diamond", "triangle-up", "square")
_FORMS = {"circle": "circle", "diamond": "diamond", "triangle-up": "circle", "square": "square"}


means = as_groups
chosen = group_events


def heading(known: Chronicle, events: pd.DataFrame, selection: Selection) -> str:
    return selection.title or counts_in_words(known, events, "Where the members are", "nobody has joined yet")


def sentences(known: Chronicle, _events: pd.DataFrame, _selection: Selection) -> list[str]:
    return [*said(known), BOUNDARIES]


def tables(known: Chronicle, events: pd.DataFrame, _selection: Selection) -> tuple[Table]:
    found, _ = members_in(known, events)
    return (Table("Members", FIELDS, tuple(member.row for member in found)),)


def native(known: Chronicle, events: pd.DataFrame, selection: Selection) -> Atlas:
    made = plan(known, events, selection, 1000, 0, Manner())
    areas = tuple(_outline(shape, made) for shape in made.shapes)
    dots = tuple(Dot(spot.name, spot.x, spot.y, *_dot(spot.key, made)) for spot in made.spots)
    key = tuple((_dot(k, made)[0], name, _dot(k, made)[1]) for k, name in made.groups.items())
    return Atlas(made.width, made.bottom, areas, dots, key, BOUNDARIES)


def _outline(shape: Shape, made: MapPlan) -> Outline:
    if shape.key == SEVERAL:
        return Outline(shape.name or shape.code, shape.rings, 0, 1)
    hue = list(made.groups).index(shape.key) if shape.key in made.groups else -1
    return Outline(shape.name or shape.code, shape.rings, hue, is_hatched=shape.key == DISPUTED)


def _dot(key: str, made: MapPlan) -> tuple[str, int]:
    place = list(made.groups).index(key) if key in made.groups else -1
    return ("square" if key == SEVERAL else _FORMS[_SYMBOLS[place % 4]]), place


def plan(
    known: Chronicle, events: pd.DataFrame, _selection: Selection, width: float, room: float, _manner: Manner
) -> MapPlan:
    found, names = members_in(known, events)
    countries = known.dataset.countries
    places = {
        code: (float(lon), float(lat))
        for code, lon, lat in zip(countries["code"], countries["lon"], countries["lat"], strict=True) if _is_place(lon, lat)
    }  # fmt: skip
    return plan_map(found, names, places, min(width, room * 1.9) if room else width, known.day)


def _is_place(lon: object, lat: object) -> bool:
    try:
        return -180 <= float(str(lon)) <= 180 and -90 <= float(str(lat)) <= 90
    except ValueError:
        return False


def draw(plan: MapPlan, known: Chronicle, _events: pd.DataFrame, theme: Theme) -> go.Figure:
    """Land and marks as laid out; a frame for each year, which changes colours alone."""
    own = {spot.code: spot for spot in plan.spots}
    still = [s for s in plan.shapes if s.code not in own or s.key == DISPUTED]
    moving = [s for s in plan.shapes if s.code in own and s.key != DISPUTED]
    figure = go.Figure(
        [
            _land([s for s in still if s.key != DISPUTED], theme),
            _hatched([s for s in still if s.key == DISPUTED], theme),
            *(_country(shape, shape.key, plan, theme) for shape in moving),
            _spots(plan, theme), _key(plan, theme),
        ],
        _frame(plan, theme, known),
    )  # fmt: skip
    figure.frames = [_year(year, plan, moving, theme, known.day) for year in plan.years]
    return figure


_FREE: dict[str, Any] = {"showlegend": False}


def _outlines(shapes: list[Shape]) -> tuple[list[float | None], list[float | None]]:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for shape in shapes:
        for ring in shape.rings:
            xs += [x for x, _ in ring]
            ys += [y for _, y in ring]
            xs.append(None)
            ys.append(None)
    return xs, ys


def _land(shapes: list[Shape], theme: Theme) -> go.Scatter:
    xs, ys = _outlines(shapes)
    return go.Scatter(
        x=xs, y=ys, mode="lines", fill="toself", fillcolor=theme.strip, line={"color": theme.ground, "width": 0.5},
        hoverinfo="skip", **_FREE,
    )  # fmt: skip


def _hatched(shapes: list[Shape], theme: Theme) -> go.Scatter:
    xs, ys = _outlines(shapes)
    pattern = {"shape": "/", "size": 4, "fgcolor": theme.quiet, "bgcolor": theme.ground, "solidity": 0.3}
    return go.Scatter(
        x=xs, y=ys, mode="lines", fill="toself", fillpattern=pattern, line={"color": theme.quiet, "width": 0.4},
        hoverinfo="skip", **_FREE,
    )  # fmt: skip


def _country(shape: Shape, key: str, plan: MapPlan, theme: Theme) -> go.Scatter:
    xs, ys = _outlines([shape])
    return go.Scatter(
        x=xs, y=ys, mode="lines", fill="toself", fillcolor=_colour(key, plan, theme),
        line={"color": theme.ground, "width": 0.5}, hoverinfo="skip", **_FREE,
    )  # fmt: skip


def _colour(key: str, plan: MapPlan, theme: Theme) -> str:
    if key not in plan.groups:
        return theme.strip
    return theme.pale(list(plan.groups).index(key), 0.55)


def _spots(
    plan: MapPlan, theme: Theme, day: date | None = None, keys: dict[str, str] | None = None
) -> go.Scatter:
    own = [(spot, spot.key if keys is None else keys.get(spot.code, NONE)) for spot in plan.spots]
    places = list(plan.groups)
    sign = [places.index(key) if key in plan.groups else -1 for _, key in own]
    return go.Scatter(
        x=[s.x for s, _ in own], y=[s.y for s, _ in own], mode="markers", name="events",
        marker={
            "symbol": [_SYMBOLS[p % 4] if p >= 0 and places[p] != SEVERAL else "square" for p in sign],
            "size": [9 if p >= 0 else 0 for p in sign], "color": [theme.hue(p) for p in sign], "opacity": 1,
            "line": {"width": [1 for _ in own], "color": theme.ground},
        },
        customdata=[_hover(s, plan) for s, _ in own],
        hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]}<br>%{customdata[3]}<extra></extra>", **_FREE,
    )  # fmt: skip


def _hover(spot: Spot, plan: MapPlan) -> list[str]:
    query = urlencode([("country", spot.code), ("detail", "all"), ("from", "any"), ("to", "any")])
    told = [f"{plan.groups.get(m.bloc, m.bloc)}: {date_label(m.joined)} ({m.form})" for m in spot.members[:2]]
    return [f"?{query}", *(escape(text) for text in (spot.name, *told)), *([""] * (3 - len(told)))][:5]


def _key(plan: MapPlan, theme: Theme) -> go.Scatter:
    """What the marks mean; then the boundaries."""
    rows: list[tuple[float, float, str, str, str, float]] = []
    for place, (name, (x, y)) in enumerate(zip(plan.groups.values(), plan.key, strict=True)):
        symbol = "square" if place == len(plan.groups) - 1 else _SYMBOLS[place % 4]
        rows.append((x, y, symbol, theme.hue(place), f"\u00a0{name}", 1.0))
    xs, ys, symbols, colors, texts, opacities = zip(*rows, strict=True)
    return go.Scatter(
        x=xs, y=ys, mode="markers+text", text=[escape(t) for t in texts], textposition="middle right", hoverinfo="skip",
        marker={"symbol": symbols, "color": colors, "size": 10, "opacity": opacities},
        textfont={"size": 12, "color": theme.quiet, "family": theme.font}, cliponaxis=False, **_FREE,
    )  # fmt: skip


def _year(year: int, plan: MapPlan, moving: list[Shape], theme: Theme, today: date) -> go.Frame:
    """The colours at the end of a year; nothing is laid out again."""
    day = min(date(year, 12, 31), today)
    keys = keys_on([m for spot in plan.spots for m in spot.members], day)
    data: list[Any] = [
        {"type": "scatter", "fillcolor": _colour(keys.get(shape.code, NONE), plan, theme)} for shape in moving
    ]
    marks = _spots(plan, theme, day, keys).marker
    data.append({"type": "scatter", "marker": marks})
    return go.Frame(name=str(year), data=data, traces=list(range(2, 2 + len(moving) + 1)))


def _frame(plan: MapPlan, theme: Theme, known: Chronicle) -> dict[str, Any]:
    words = _wrapped(BOUNDARIES, plan.width)
    note = {
        "x": 4, "y": plan.height - 4, "text": escape(words).replace("\n", "<br>"), "showarrow": False, "xanchor": "left",
        "yanchor": "bottom", "align": "left", "font": {"size": 10, "color": theme.quiet, "family": theme.font},
    }  # fmt: skip
    return canvas(plan, theme, known.day, annotations=[note])


def _wrapped(text: str, width: float) -> str:
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}".strip()
        if text_width(longer, 10) > width - 12:
            lines.append(line)
            line = word
        else:
            line = longer
    return "\n".join([*lines, line])
