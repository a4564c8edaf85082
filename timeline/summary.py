"""How much the table holds, and how well it is sourced."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations

import pandas as pd

from timeline.dataset import Dataset
from timeline.vocabulary import IMPORTANCES, PRIMARY_SOURCES


def summary(dataset: Dataset) -> dict[str, int | str]:
    """Counts by name, in the order in which they are printed."""
    events, forecasts = dataset.events, dataset.forecasts
    publishers = dict(zip(dataset.sources["id"], publisher_names(dataset.sources["publisher"]), strict=True))
    kinds = dict(zip(dataset.sources["id"], dataset.sources["kind"], strict=True))
    counts: dict[str, int | str] = {
        "version": dataset.version,
        "complete to": dataset.complete_to.isoformat(),
        "events": len(events),
    }
    for importance, name in zip(IMPORTANCES, ("headlines", "main", "other"), strict=True):
        counts[f"events, {name}"] = int((events["importance"] == importance).sum())
    counts |= {
        "events, planned": int(events["start"].isna().sum()),
        "events with two publishers": sum(
            _apart(publishers[s] for s in cell if s in publishers) for cell in events["sources"]
        ),
        "events with a primary source": _primary(events["sources"], kinds),
        "forecasts": len(forecasts),
        "forecasts by auditors": int((forecasts["basis"] == "auditor").sum()),
        "events with forecasts": forecasts["event"].nunique(),
        "sources": len(dataset.sources),
        "programmes": len(dataset.programmes),
        "agencies": len(dataset.agencies),
        "countries": len(dataset.countries),
    }
    return counts


def publisher_names(publishers: Iterable[str]) -> list[frozenset[str]]:
    """Who stands behind each page: its publisher, and those named in brackets.

    "SpaceDaily (ESA release)" is a copy of what ESA says, so that beside ESA it is no second publisher.
    """
    told = list(publishers)
    plain = [re.sub(r"\s*\(.*\)", "", name) for name in told]
    known = set(plain)
    return [frozenset({first, *_named(name, known)}) for first, name in zip(plain, told, strict=True)]


def _named(publisher: str, known: set[str]) -> set[str]:
    """The known publishers that the brackets name, among whatever other words."""
    found: set[str] = set()
    for inside in re.findall(r"\((.*?)\)", publisher):
        words = re.split(r"[\s,/;]+", inside)
        runs = (words[i:j] for i in range(len(words)) for j in range(i + 1, len(words) + 1))
        found |= {" ".join(run) for run in runs} & known
    return found


def _apart(publishers: Iterable[frozenset[str]]) -> bool:
    return any(one.isdisjoint(other) for one, other in combinations(publishers, 2))


def _primary(cells: pd.Series, kinds: dict[str, str]) -> int:
    return sum(any(kinds.get(s) in PRIMARY_SOURCES for s in cell) for cell in cells)
