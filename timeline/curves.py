"""What the charts of lines share: names beside the ends of their lines, and steps of an axis."""

from __future__ import annotations

from collections.abc import Sequence

LABEL_ROW = 18.0  # px, between two names
YEAR_STEPS = (1, 2, 5, 10, 20, 50)


def spread(wanted: Sequence[float], top: float, bottom: float) -> list[float]:
    """Places for names in a column: as near as may be to `wanted`, none on another, in its order.

    Where the column is too short for all, the names move closer.
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    row = min(LABEL_ROW, (bottom - top) / max(len(wanted), 1))
    ys: list[float] = []
    for index in order:
        least = max(wanted[index], top + row / 2)
        ys.append(max(least, ys[-1] + row) if ys else least)
    below = bottom
    for place in range(len(ys) - 1, -1, -1):  # what was pushed out below comes back up
        ys[place] = min(ys[place], below)
        below = ys[place] - row
    placed = dict(zip(order, ys, strict=True))
    return [placed[i] for i in range(len(wanted))]


def step_of(steps: Sequence[int], px_per_one: float, least: float) -> int:
    """The smallest of `steps` that lies at least `least` px apart, else the largest."""
    return next((step for step in steps if step * px_per_one >= least), steps[-1])
