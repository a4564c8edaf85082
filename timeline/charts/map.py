"""Where are the members of each group?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any
from urllib.parse import urlencode

import numpy as np
import pandas as pd

from timeline.charts.canvas import Drawing, Trace, canvas, packed, scatter
from timeline.charts.theme import Theme
from timeline.chronicle import Chronicle
from timeline.dates import date_label
from timeline.layout import Manner
from timeline.members import FIELDS, as_groups, counts_in_words, group_events, members_in
from timeline.members import sentences as said
from timeline.natives import Atlas, Dot, Outline
from timeline.selection import Selection
from timeline.tables import Table
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
    key = tuple((_dot(k, made)[0], made.groups[k], _dot(k, made)[1]) for k in made.key)
    return Atlas(made.width, made.bottom, areas, dots, key, BOUNDARIES)


def _outline(shape: Shape, made: MapPlan) -> Outline:
    if shape.key == SEVERAL:
        return Outline(shape.name or shape.code, shape.rings, 0, 1)
    return Outline(
        shape.name or shape.code, shape.rings, made.hue(shape.key), is_hatched=shape.key == DISPUTED
    )


def _dot(key: str, made: MapPlan) -> tuple[str, int]:
    return _FORMS[_symbol(key, made)], made.hue(key)


def _symbol(key: str, made: MapPlan) -> str:
    return _SYMBOLS[made.hue(key) % 4] if key in made.groups and key != SEVERAL else "square"


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


def left_out(_plan: MapPlan) -> str:
    """Groups are shown whole."""
    return ""


def draw(plan: MapPlan, known: Chronicle, _events: pd.DataFrame, theme: Theme) -> Drawing:
    """Land and marks as laid out; a frame for each year, which changes colours alone."""
    own = {spot.code for spot in plan.spots}
    still = [s for s in plan.shapes if s.code not in own or s.key == DISPUTED]
    years = [_keys_in(year, plan, known.day) for year in plan.years]
    moving = _alike([s for s in plan.shapes if s.code in own and s.key != DISPUTED], years)
    return Drawing(
        [
            _land([s for s in still if s.key != DISPUTED], theme),
            _hatched([s for s in still if s.key == DISPUTED], theme),
            *(_countries(shapes, plan, theme) for shapes in moving),
            _spots(plan, theme), _key(plan, theme),
        ],
        _frame(plan, theme, known),
        [_year(year, keys, plan, moving, theme) for year, keys in zip(plan.years, years, strict=True)],
    )  # fmt: skip


def _keys_in(year: int, plan: MapPlan, today: date) -> dict[str, str]:
    """Country → what it was coloured by at the end of a year."""
    members = [m for spot in plan.spots for m in spot.members]
    return keys_on(members, min(date(year, 12, 31), today))


def _alike(shapes: Iterable[Shape], years: Sequence[Mapping[str, str]]) -> list[list[Shape]]:
    """Countries of one colour in every year: one trace each, since Plotly's time goes into traces."""
    groups: dict[tuple[str, ...], list[Shape]] = defaultdict(list)
    for shape in shapes:
        groups[(shape.key, *(keys.get(shape.code, NONE) for keys in years))].append(shape)
    return list(groups.values())


_FREE: dict[str, Any] = {"showlegend": False}


def _outlines(shapes: list[Shape]) -> dict[str, dict[str, str]]:
    """All rings as one line with gaps."""
    gap = (np.nan, np.nan)
    rows = [p for shape in shapes for ring in shape.rings for p in (*ring, gap)]
    points = np.array(rows, dtype=np.float32).reshape(-1, 2)
    return {"x": packed(points[:, 0]), "y": packed(points[:, 1])}


def _land(shapes: list[Shape], theme: Theme) -> Trace:
    return scatter(
        **_outlines(shapes), mode="lines", fill="toself", fillcolor=theme.strip, line={"color": theme.ground, "width": 0.5},
        hoverinfo="skip", **_FREE,
    )  # fmt: skip


def _hatched(shapes: list[Shape], theme: Theme) -> Trace:
    pattern = {"shape": "/", "size": 4, "fgcolor": theme.quiet, "bgcolor": theme.ground, "solidity": 0.3}
    return scatter(
        **_outlines(shapes), mode="lines", fill="toself", fillpattern=pattern, line={"color": theme.quiet, "width": 0.4},
        hoverinfo="skip", **_FREE,
    )  # fmt: skip


def _countries(shapes: list[Shape], plan: MapPlan, theme: Theme) -> Trace:
    return scatter(
        **_outlines(shapes), mode="lines", fill="toself", fillcolor=_colour(shapes[0].key, plan, theme),
        line={"color": theme.ground, "width": 0.5}, hoverinfo="skip", **_FREE,
    )  # fmt: skip


def _colour(key: str, plan: MapPlan, theme: Theme) -> str:
    return theme.pale(plan.hue(key), 0.55) if key in plan.groups else theme.strip


def _spots(plan: MapPlan, theme: Theme) -> Trace:
    return scatter(
        x=[s.x for s in plan.spots], y=[s.y for s in plan.spots], mode="markers", name="events",
        marker={
            **_marks([s.key for s in plan.spots], plan, theme), "opacity": 1, "line": {"width": 1, "color": theme.ground},
        }, customdata=[_hover(s, plan) for s in plan.spots],
        hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]}<br>%{customdata[3]}<extra></extra>", **_FREE,
    )  # fmt: skip


def _marks(keys: Sequence[str], plan: MapPlan, theme: Theme) -> dict[str, Any]:
    """One mark a country; none while it belongs to no group."""
    return {
        "symbol": [_symbol(key, plan) for key in keys], "color": [theme.hue(plan.hue(key)) for key in keys],
        "size": [9 if key in plan.groups else 0 for key in keys],
    }  # fmt: skip


def _hover(spot: Spot, plan: MapPlan) -> list[str]:
    query = urlencode([("country", spot.code), ("detail", "all"), ("from", "any"), ("to", "any")])
    told = [f"{plan.groups.get(m.bloc, m.bloc)}: {date_label(m.joined)} ({m.form})" for m in spot.members[:2]]
    return [f"?{query}", *(escape(text) for text in (spot.name, *told)), *([""] * (3 - len(told)))][:5]


def _key(plan: MapPlan, theme: Theme) -> Trace:
    """What the marks mean; then the boundaries."""
    rows: list[tuple[float, float, str, str, str, float]] = []
    for group, (x, y) in plan.key.items():
        rows.append(
            (x, y, _symbol(group, plan), theme.hue(plan.hue(group)), f"\u00a0{plan.groups[group]}", 1.0)
        )
    xs, ys, symbols, colors, texts, opacities = zip(*rows, strict=True) if rows else ((),) * 6
    return scatter(
        x=xs, y=ys, mode="markers+text", text=[escape(t) for t in texts], textposition="middle right", hoverinfo="skip",
        marker={"symbol": symbols, "color": colors, "size": 10, "opacity": opacities},
        textfont={"size": 12, "color": theme.quiet, "family": theme.font}, cliponaxis=False, **_FREE,
    )  # fmt: skip


def _year(
    year: int, keys: Mapping[str, str], plan: MapPlan, moving: list[list[Shape]], theme: Theme
) -> dict[str, Any]:
    """The colours at the end of a year; nothing is laid out again."""
    data: list[Any] = [
        {"type": "scatter", "fillcolor": _colour(keys.get(shapes[0].code, NONE), plan, theme)}
        for shapes in moving
    ]
    marks = _marks([keys.get(spot.code, NONE) for spot in plan.spots], plan, theme)
    data.append({"type": "scatter", "marker": marks})
    return {"name": str(year), "data": data, "traces": list(range(2, 2 + len(moving) + 1))}


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
