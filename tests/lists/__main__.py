"""`python -m tests.lists [FOLDER] [LISTS]`: how much of every list is in the table, and with which date.

FOLDER holds another state of the table, LISTS is what the names of the lists begin with.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter, defaultdict
from pathlib import Path

from tests.builders import SHIPPED, TODAY
from tests.lists import listed, titles, verdict
from timeline.chronicle import chronicle
from timeline.dataset import read_dataset

_ORDER = ("same", "differs", "missing", "outside")


def main(folder: Path, lists: str) -> None:
    dataset = read_dataset(folder).dataset
    assert dataset is not None
    known = chronicle(dataset, TODAY)
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for row in listed():
        if not row.list.startswith(lists):
            continue
        found = verdict(row, known)
        told[row.list][found] += 1
        told[f"all {row.kind}s"][found] += 1
        if row.kind == "forecast" and row.announced:
            told["forecasts whose announcement the list dates"][found] += 1
        if found == "differs":
            told[f"  {row.kind}s that differ: {row.reason}"][found] += 1
    publishers = {name: entry["publisher"] for name, entry in titles().items()}
    print(*(f"{word:>8}" for word in _ORDER), " list")
    for name, counts in told.items():
        words = f"{name} ({publishers[name]})" if name in publishers else name
        print(*(f"{counts[word]:8}" for word in _ORDER), "", words)


if __name__ == "__main__":
    asked = ArgumentParser(description="How much of every list is in the table.")
    asked.add_argument("folder", type=Path, nargs="?", default=SHIPPED)
    asked.add_argument("lists", nargs="?", default="")
    main(**vars(asked.parse_args()))
