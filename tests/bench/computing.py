"""Layout and figure against px.timeline; columns of texts against dateparser."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import dateparser
import plotly.express as px

from tests.bench.tables import a_large_folder
from tests.builders import TODAY
from timeline.charts import timeline as chart
from timeline.charts.theme import LIGHT
from timeline.chronicle import chronicle
from timeline.dataset import read_dataset
from timeline.dates import parse, read_texts
from timeline.lanes import group_lanes
from timeline.layout import lay_out
from timeline.selection import COMMAND_DEFAULT, period, select

RUNS = 15
_SAMPLE = 100  # rows for dateparser in each run, scaled up


def median(run: Callable[[], object], runs: int = RUNS) -> float:
    """Seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def drawing(count: int) -> tuple[float, float]:
    """(layout and figure, px.timeline with a colour for each lane) on the same rows."""
    with tempfile.TemporaryDirectory() as place:
        dataset = read_dataset(a_large_folder(Path(place), count)).dataset
    assert dataset is not None
    known = chronicle(dataset, TODAY)
    events = select(known, COMMAND_DEFAULT)

    def ours() -> None:
        lanes = group_lanes(known, events, COMMAND_DEFAULT)
        layout = lay_out(events, lanes, period(COMMAND_DEFAULT), 1066, TODAY)
        chart.draw(layout, known, events, LIGHT)

    days = [date.fromordinal(min(int(low), 3_000_000)) for low in events["low"]]
    rows = events.assign(begin=days, finish=[day + timedelta(days=30) for day in days])

    def theirs() -> None:
        px.timeline(
            rows, x_start="begin", x_end="finish", y="programme", color="programme", hover_name="title"
        )

    return median(ours), median(theirs)


def mixed_texts() -> list[str]:
    """10,000 texts, 2,000 distinct: 70 % ISO, 20 % our grammar, 10 % named days."""
    dice = random.Random(7)
    days = [date(1957, 10, 4) + timedelta(days=dice.randrange(25_000)) for _ in range(2000)]
    vague = (
        "late {y}",
        "Q3 {y}",
        "no earlier than {m} {y}",
        "by {y}",
        "early {m} {y}",
        "the {d}0s",
        "{y} or later",
    )
    texts = [str(day) for day in days[:1400]]
    texts += [
        dice.choice(vague).format(y=day.year, m=f"{day:%B}", d=day.year // 10) for day in days[1400:1800]
    ]
    texts += [f"{day.day} {day:%B} {day.year}" for day in days[1800:]]
    return dice.choices(texts, k=8000) + texts


def iso_texts() -> list[str]:
    dice = random.Random(8)
    return [str(date(1957, 10, 4) + timedelta(days=dice.randrange(25_000))) for _ in range(10_000)]


def reading(texts: list[str]) -> tuple[float, float]:
    """(our reader on the whole column, dateparser row by row, scaled from samples)."""
    dice = random.Random(9)

    def ours() -> None:
        parse.cache_clear()  # as at a first reading
        read_texts(texts)

    def theirs() -> None:
        for text in dice.sample(texts, _SAMPLE):
            dateparser.parse(text)

    theirs()
    return median(ours), median(theirs) * len(texts) / _SAMPLE
