"""Columns and rows of frames as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd

# Texts as Python's own strings, not as Arrow arrays: a page takes some hundred columns of a few thousand rows
# apart, and every `take` of Arrow gives up the interpreter to the thread that talks to the browser.
pd.set_option("mode.string_storage", "python")


def cells_of(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """The cells of some columns, row by row."""
    return zip(*(frame[column].tolist() for column in columns), strict=True)


def kept(frame: pd.DataFrame, keep: Iterable[bool]) -> pd.DataFrame:
    """The rows for which `keep`, one answer a row, is true."""
    return frame[np.fromiter(keep, bool, len(frame))]


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as plain dictionaries."""
    rows: list[dict[str, Any]] = [{} for _ in range(len(frame))]
    for name, column in frame.items():
        for row, cell in zip(rows, column.tolist(), strict=True):
            row[str(name)] = cell
    return rows
