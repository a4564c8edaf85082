"""Imports point down only; each module has its layer here."""

from __future__ import annotations

import ast
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent / "timeline"

LAYERS = {
    1: ("dates", "vocabulary", "text", "web"),
    2: (
        "frames",
        "dataset",
        "checks",
        "history",
        "chronicle",
        "selection",
        "records",
        "sentences",
        "summary",
        "promises",
        "changes",
        "members",
        "partners",
    ),
    3: (
        "lanes",
        "layout",
        "sheet",
        "schedule",
        "tables",
        "natives",
        "geo",
        "membership",
        "matrix",
        "worldmap",
        "curves",
    ),
    4: ("charts", "exports"),
    5: ("ui", "cli", "__main__", "camera", "studio"),
}
LAYER = {name: layer for layer, names in LAYERS.items() for name in names}
OUTSIDE = {
    "streamlit": ("ui",), "plotly": ("charts", "exports", "camera", "studio"), "dateparser": ("dates",), "PIL": ("text", "ui"),
    "kaleido": ("camera",), "choreographer": ("camera",), "pptx": ("exports",), "xlsxwriter": ("exports",),
}  # fmt: skip
ROOMS = {  # what is no chart and no format, but serves them
    "charts": {"__init__", "theme", "framed", "canvas"},
    "exports": {"__init__", "job", "shapes", "design", "feed", "paging", "drawing", "slide_charts"},
}
FORBIDDEN_BELOW_DOORS = ("os.environ", "date.today", "datetime.now", "time.time")

MODULES = sorted(p for p in ROOT.rglob("*.py") if p.name != "__init__.py" or p.parent != ROOT)


def part_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    part = part_of(path)
    assert part in LAYER, f"{part} has no layer"
    for name in imports(path):
        pieces = name.split(".")
        if pieces[0] == "timeline" and len(pieces) > 1 and pieces[1] in LAYER:
            assert LAYER[pieces[1]] <= LAYER[part], f"{part} imports {name}"
            assert LAYER[part] != 4 or pieces[1] in (part, *LAYERS[1], *LAYERS[2], *LAYERS[3]), (
                f"{part} imports {name}"
            )
        if pieces[0] in OUTSIDE:
            assert part in OUTSIDE[pieces[0]], f"{part} imports {name}"
        if pieces[0] == "pandas":
            assert LAYER[part] > 1, f"{part} imports pandas"


@pytest.mark.parametrize(
    "path", [p for p in MODULES if LAYER[part_of(p)] < 5], ids=lambda p: str(p.relative_to(ROOT))
)
def test_nothing_below_the_doors_reads_clock_or_environment(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not [word for word in FORBIDDEN_BELOW_DOORS if word in text]


def test_a_chart_or_format_imports_no_other() -> None:
    for room in ("charts", "exports"):
        files = {p.stem for p in (ROOT / room).glob("*.py")} - ROOMS[room]
        for name in files:
            others = {f"timeline.{room}.{other}" for other in files - {name}}
            assert not imports(ROOT / room / f"{name}.py") & others


def test_every_chart_and_format_is_listed() -> None:
    from timeline.charts import CHARTS
    from timeline.exports import EXPORTS

    charts = {p.stem for p in (ROOT / "charts").glob("*.py")} - ROOMS["charts"]
    assert {_home(chart) for chart in CHARTS.values()} == charts
    formats = {p.stem for p in (ROOT / "exports").glob("*.py")} - ROOMS["exports"]
    assert {_home(made) for made in EXPORTS.values()} == formats


def _home(listed: object) -> str:
    """The file of a module, or of the class of a value."""
    name: str = listed.__name__ if isinstance(listed, ModuleType) else type(listed).__module__
    return name.rsplit(".", 1)[1]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_names_that_say_nothing_are_not_used(path: Path) -> None:
    assert path.stem not in ("utils", "helpers", "common", "misc", "manager")
    assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), f"{path} has no opening words"
