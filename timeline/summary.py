"""How much the table holds, and how well it is sourced."""

from __future__ import annotations

import pandas as pd

from timeline.dataset import Dataset
from timeline.vocabulary import IMPORTANCES, PRIMARY_SOURCES


def summary(dataset: Dataset) -> dict[str, int | str]:
    """Counts by name, in the order in which they are printed."""
    events, forecasts = dataset.events, dataset.forecasts
    publishers = dict(zip(dataset.sources["id"], dataset.sources["publisher"], strict=True))
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
        "events with two publishers": _count(events["sources"], publishers, 2),
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


def _count(cells: pd.Series, publishers: dict[str, str], least: int) -> int:
    """Events whose sources have at least `least` different publishers."""
    return sum(len({publishers.get(s, s) for s in cell}) >= least for cell in cells)


def _primary(cells: pd.Series, kinds: dict[str, str]) -> int:
    return sum(any(kinds.get(s) in PRIMARY_SOURCES for s in cell) for cell in cells)
