"""Small tables to test with: each builder fills what the test does not say."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

from timeline.chronicle import Chronicle, chronicle
from timeline.dataset import COLUMNS, Dataset, read_dataset

TODAY = date(2026, 11, 20)
SHIPPED = Path(__file__).parent.parent / "data"


def an_event(**cells: str) -> dict[str, str]:
    own = cells.get("id", "apollo-soyuz")
    return {
        "id": own, "title": own.replace("-", " ").capitalize(), "start": "1975-07-17", "end": "", "outcome": "",
        "kind": "docking", "form": "", "programme": "crews", "countries": "USA;SUN", "agencies": "NASA",
        "importance": "1", "summary": "Two crews meet.", "note": "", "sources": "nasa-page", **cells,
    }  # fmt: skip


def a_plan(**cells: str) -> dict[str, str]:
    """An event that has not happened."""
    return an_event(**{"id": "lander", "start": "", "kind": "landing", "summary": "A plan.", **cells})


def a_forecast(**cells: str) -> dict[str, str]:
    start = cells.get("start", "2028")
    return {
        "event": "lander", "announced": "2020-01-01", "state": "planned", "wording": start, "start": start,
        "by": "NASA", "basis": "owner", "note": "", "sources": "nasa-page", **cells,
    }  # fmt: skip


def a_source(**cells: str) -> dict[str, str]:
    return {
        "id": "nasa-page", "title": "A page", "publisher": "NASA", "kind": "agency", "language": "en",
        "published": "1975-07-18", "accessed": "2026-11-01", "url": "https://example.org/page", "archived": "", **cells,
    }  # fmt: skip


REFERENCES: dict[str, list[dict[str, str]]] = {
    "sources": [a_source()],
    "programmes": [
        {"id": "crews", "name": "Joint crews", "aliases": "Союз", "rank": "1"},
        {"id": "moon", "name": "Moon", "aliases": "月", "rank": "2"},
        {"id": "lander-programme", "name": "Landers", "parent": "moon", "rank": "3", "lead": "NASA"},
        {"id": "accords", "name": "Accords", "rank": "4", "bloc": "yes"},
    ],
    "agencies": [
        {"id": "NASA", "name": "NASA", "native_name": "", "country": "USA", "kind": "space agency"},
        {
            "id": "CNSA",
            "name": "China's agency",
            "native_name": "国家航天局",
            "country": "CHN",
            "kind": "space agency",
        },
        {"id": "ESA", "name": "Europe's agency", "country": "ESA", "kind": "space agency"},
    ],
    "countries": [
        {"code": "USA", "name": "United States", "aliases": "America", "kind": "state"},
        {"code": "CHN", "name": "China", "aliases": "中国", "kind": "state"},
        {"code": "SUN", "name": "Soviet Union", "kind": "former", "successor": "RUS"},
        {"code": "RUS", "name": "Russia", "kind": "state"},
        {"code": "ESA", "name": "ESA", "kind": "organisation"},
        {"code": "FRA", "name": "France", "kind": "state"},
    ],
}


def csv_text(name: str, rows: list[dict[str, str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS[name], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def a_folder(place: Path, complete_to: str = "2026-11-20", **tables: list[dict[str, str]]) -> Path:
    """Write a data folder: the given tables, small reference tables for the rest."""
    place.mkdir(parents=True, exist_ok=True)
    for name in COLUMNS:
        rows = tables.get(name, REFERENCES.get(name, []))
        (place / f"{name}.csv").write_text(csv_text(name, rows), "utf-8")
    package: dict[str, Any] = {"version": "1", "complete_to": complete_to}
    (place / "datapackage.json").write_text(json.dumps(package), "utf-8")
    return place


def a_dataset(place: Path, **tables: list[dict[str, str]]) -> Dataset:
    dataset = read_dataset(a_folder(place, **tables)).dataset
    assert dataset is not None
    return dataset


def a_chronicle(place: Path, day: date | None = None, **tables: list[dict[str, str]]) -> Chronicle:
    return chronicle(a_dataset(place, **tables), TODAY, day)


def messages(folder: Path) -> list[str]:
    return [str(problem).replace(str(folder), "data") for problem in read_dataset(folder).problems]
