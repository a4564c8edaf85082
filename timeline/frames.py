"""Columns and rows of frames as plain values.

Text columns are Arrow arrays: going through one cell by cell costs ten times what `tolist` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd


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
