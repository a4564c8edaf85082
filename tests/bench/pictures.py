"""A warm picture against kaleido called bare; the slide of 300 events against its picture."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

import kaleido

from tests.bench.computing import RUNS, median
from tests.bench.tables import a_large_folder
from tests.builders import TODAY
from timeline.camera import Camera
from timeline.chronicle import chronicle
from timeline.dataset import read_dataset
from timeline.exports import EXPORTS
from timeline.exports.job import Job
from timeline.selection import COMMAND_DEFAULT, select
from timeline.studio import job_for, page_of

EVENTS = 300


def _job(camera: Camera) -> Job:
    with tempfile.TemporaryDirectory() as place:
        dataset = read_dataset(a_large_folder(Path(place), EVENTS)).dataset
    assert dataset is not None
    known = chronicle(dataset, TODAY)
    return job_for("timeline", known, select(known, COMMAND_DEFAULT), COMMAND_DEFAULT, camera=camera)


def pictures() -> tuple[float, float, float]:
    """(warm picture with layout and all, kaleido alone on the same figure, the slides of the same events), in s."""
    camera = Camera()
    job = _job(camera)
    assert job.take_picture is not None
    take = job.take_picture
    take("png")
    warm = median(lambda: take("png"))
    camera.close()
    page, zoom = page_of(job)
    bare = asyncio.run(_bare(page.to_dict(), zoom * 2))
    slide = median(lambda: EXPORTS["pptx"].write(job))
    return warm, bare, slide


async def _bare(figure: dict[str, object], scale: float) -> float:
    browser = kaleido.Kaleido(n=1, mathjax=False)
    await browser.open()
    layout = figure["layout"]
    assert isinstance(layout, dict)
    options = {"format": "png", "scale": scale, "width": layout["width"], "height": layout["height"]}
    times = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        await browser.calc_fig(figure, opts=options)
        times.append(time.perf_counter() - start)
    await browser.close()
    return statistics.median(times[1:])
