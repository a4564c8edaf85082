"""The documentation says what is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.builders import SHIPPED
from timeline.charts import CHARTS
from timeline.cli import _parser
from timeline.dataset import COLUMNS, read_dataset
from timeline.exports import EXPORTS
from timeline.vocabulary import FORECAST_STATES, FORMS, KINDS, SOURCE_KINDS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
DICTIONARY = (ROOT / "data" / "README.md").read_text("utf-8")


def test_the_numbers_of_the_readme() -> None:
    dataset = read_dataset(SHIPPED).dataset
    assert dataset is not None
    assert f"{len(dataset.events)} events and {len(dataset.forecasts)} promised\ndates" in README
    assert f"{len(dataset.events)} sourced events and {len(dataset.forecasts)} promised dates" in CHANGELOG


@pytest.mark.parametrize("target", re.findall(r"make (\w+)", README))
def test_every_make_target_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.M)


def test_every_command_is_documented() -> None:
    commands = next(a for a in _parser()._actions if a.dest == "==SUPPRESS==" or a.choices)
    for command in commands.choices or ():
        assert f"timeline {command}" in README or f" {command}," in CHANGELOG or f" {command}." in CHANGELOG


@pytest.mark.parametrize("name", [*CHARTS, *EXPORTS])
def test_every_chart_and_format_is_named(name: str) -> None:
    assert re.search(rf"\b{name}\b", README)


@pytest.mark.parametrize("column", [c for columns in COLUMNS.values() for c in columns])
def test_every_column_is_in_the_dictionary(column: str) -> None:
    assert column in DICTIONARY


@pytest.mark.parametrize("word", [*KINDS, *FORMS, *FORECAST_STATES, *SOURCE_KINDS])
def test_every_word_is_in_the_dictionary(word: str) -> None:
    assert word in DICTIONARY


def test_links_of_the_documents_lead_somewhere() -> None:
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("data/*.md")):
        for target in re.findall(r"\]\((?!http)([^)#]+)\)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"
