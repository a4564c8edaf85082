"""Where countries stand on the map: the land in px, one mark for every country that has joined a group.

The same geometry serves page, picture, slide and offline page. Disputed areas are hatched and belong
to nobody here.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from timeline.geo import HEIGHT, WIDTH, land, project, surface
from timeline.layout import SMALL
from timeline.members import Member, is_joined
from timeline.text import text_width

BOUNDARIES = (
    "Boundaries: Natural Earth, simplified; they state no opinion on the status of any territory. Hatched: disputed "
    "areas, counted for nobody."
)
_TOP, _FOOT, _SIDE = 8.0, 24.0, 4.0
Rings: TypeAlias = tuple[tuple[tuple[float, float], ...], ...]
_SOUTH = -0.84  # of the height: south of it only Antarctica would stand
_SEEN = 3.0  # px²: smaller islets are no more than a speck, and every ring costs the browser a drawn line


@dataclass(frozen=True)
class Shape:
    """An area: rings in px. `key` says what it is coloured by: a group, several, none or disputed."""

    code: str
    name: str
    key: str
    rings: Rings


@dataclass(frozen=True)
class Spot:
    """The mark of a country, with its memberships."""

    code: str
    name: str
    x: float
    y: float
    key: str
    members: tuple[Member, ...]


@dataclass(frozen=True)
class MapPlan:
    width: float
    height: float
    bottom: float  # of the map; the key stands below
    shapes: tuple[Shape, ...]
    spots: tuple[Spot, ...]
    groups: Mapping[str, str]  # key → name, in the order of their hues
    key: dict[str, tuple[float, float]]  # those that are seen, with their place below the map
    years: tuple[int, ...]  # that can be played

    def hue(self, key: str) -> int:
        """The place of a group among all; -1 for what is none."""
        return list(self.groups).index(key) if key in self.groups else -1


NONE, DISPUTED, SEVERAL = "none", "disputed", "several"


@dataclass(frozen=True)
class _Sheet:
    """Projected units → px, for a map of `width`."""

    width: float

    @property
    def scale(self) -> float:
        return (self.width - 2 * _SIDE) / WIDTH

    @property
    def top(self) -> float:
        return _TOP + HEIGHT / 2 * self.scale

    @property
    def bottom(self) -> float:
        return self.top - _SOUTH * HEIGHT / 2 * self.scale

    def px(self, point: tuple[float, float]) -> tuple[float, float]:
        return round(self.width / 2 + point[0] * self.scale, 1), round(self.top - point[1] * self.scale, 1)


# The land is the same on every day and for every reader: only its width changes.
@lru_cache(maxsize=16)
def _rings(sheet: _Sheet) -> tuple[Rings, ...]:
    """The outlines of all areas in px; none for what is too small to be seen."""
    scale, middle, top = sheet.scale, sheet.width / 2, sheet.top
    least = _SEEN / scale**2
    return tuple(
        tuple(
            tuple((round(middle + x * scale, 1), round(top - y * scale, 1)) for x, y in ring)
            for ring in area.rings if area.is_disputed or not 0 <= surface(ring) < least
        )
        for area in land()
    )  # fmt: skip


def plan_map(
    found: Sequence[Member], names: Mapping[str, str], places: Mapping[str, tuple[float, float]], width: float,
    today: date,
) -> MapPlan:  # fmt: skip
    """The map on `width` px; `places` are longitude and latitude by code."""
    width = max(width, 280.0)
    sheet = _Sheet(width)
    keys = keys_on(found, today)
    shapes = tuple(
        Shape(area.code, area.name, DISPUTED if area.is_disputed else keys.get(area.code, NONE), rings)
        for area, rings in zip(land(), _rings(sheet), strict=True)
        if rings
    )
    own: dict[str, list[Member]] = defaultdict(list)
    for member in found:
        own[member.country].append(member)
    spots = [
        Spot(code, rows[0].name, *sheet.px(project(*places[code])), keys.get(code, NONE), tuple(rows))
        for code, rows in sorted(own.items()) if code in places
    ]  # fmt: skip
    first = min((m.joined.point.year for m in found if m.joined.point), default=today.year)
    groups = {**names, SEVERAL: "more than one"}
    seen = {bloc: name for bloc, name in names.items() if is_joined(found, bloc)}
    if any(len({member.bloc for member in rows}) > 1 for rows in own.values()):
        seen[SEVERAL] = groups[SEVERAL]
    key = dict(zip(seen, _key(seen.values(), width, sheet.bottom + 14), strict=True))
    low = max((y for _, y in key.values()), default=sheet.bottom)
    lines = math.ceil(text_width(BOUNDARIES, 10) * 1.1 / (width - 12))  # of the note on boundaries
    return MapPlan(
        width, low + _FOOT + 13 * lines, sheet.bottom, shapes, tuple(spots), groups, key, tuple(range(first, today.year + 1)),
    )  # fmt: skip


def _key(names: Iterable[str], width: float, y: float) -> tuple[tuple[float, float], ...]:
    """In a row, and in as many more as the width needs."""
    x, places = 12.0, []
    for name in names:
        step = text_width(name, SMALL) + 36
        if x + step > width and x > 12:
            x, y = 12.0, y + 20
        places.append((x, y))
        x += step
    return tuple(places)


def keys_on(found: Sequence[Member], day: date) -> dict[str, str]:
    """Country → its group on `day`, or several."""
    groups: dict[str, set[str]] = defaultdict(set)
    for member in found:
        if member.belongs(day):
            groups[member.country].add(member.bloc)
    return {code: SEVERAL if len(own) > 1 else next(iter(own)) for code, own in groups.items()}
