"""The land of the Earth, flat: Natural Earth (public domain) in the Equal Earth projection.

Shipped with the project, so that page, picture, slide and offline page draw the same map and ask no
other host for one. Where control on the ground and the resolutions of the United Nations differ, an
area is marked as disputed and belongs to no country here.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SCALE = 1000  # whole numbers of land.json per unit of the projection
WIDTH, HEIGHT = 5.4132, 2.6347  # of the whole Earth, in those units
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2


@dataclass(frozen=True)
class Area:
    """A country or a disputed area; rings of (x, y) in projected units, north up."""

    code: str
    name: str
    is_disputed: bool
    rings: tuple[tuple[tuple[float, float], ...], ...]


def project(lon: float, lat: float) -> tuple[float, float]:
    """Equal Earth (Šavrič, Patterson, Jenny 2018): degrees → units, east and north positive."""
    theta = math.asin(_M * math.sin(math.radians(lat)))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    x = math.radians(lon) * math.cos(theta) / (_M * (_A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2)))
    y = theta * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2))
    return x, y


def surface(ring: tuple[tuple[float, float], ...]) -> float:
    """In square units; negative for a hole, which runs the other way round (the shoelace formula)."""
    turned = zip(ring, (*ring[1:], ring[0]), strict=True)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in turned) / 2


@cache
def land() -> tuple[Area, ...]:
    """All areas but Antarctica."""
    rows = json.loads((Path(__file__).parent / "land.json").read_text("utf-8"))
    return tuple(
        Area(
            row["code"], row["name"], row["kind"] == "disputed",
            tuple(
                tuple((ring[i] / SCALE, ring[i + 1] / SCALE) for i in range(0, len(ring), 2)) for ring in row["rings"]
            ),
        )
        for row in rows
    )  # fmt: skip
