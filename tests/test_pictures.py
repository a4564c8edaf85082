"""Pictures: each caller gets its own, a dead browser costs one restart, text stays text."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs
from xml.etree import ElementTree

import plotly.graph_objects as go
import pypdf
import pytest
from PIL import Image

from tests.browser.server import chromium
from tests.builders import SHIPPED, TODAY, a_chronicle
from tests.test_charts import SAMPLE
from timeline import camera as camera_module
from timeline.camera import Camera, CameraError
from timeline.charts import CHARTS
from timeline.chronicle import Chronicle, chronicle
from timeline.dataset import read_dataset
from timeline.exports.job import ExportError, Style
from timeline.selection import COMMAND_DEFAULT, PAGE_DEFAULT, Selection, default_of, from_query, select
from timeline.sheet import PRESETS, arrange
from timeline.studio import job_for, page_of
from timeline.text import text_width


@pytest.fixture(scope="module")
def camera() -> Iterator[Camera]:
    import os

    if chromium() is None:
        if os.environ.get("TIMELINE_BROWSER") == "require":
            pytest.fail("pictures need a browser")
        pytest.skip("no Chrome or Chromium was found (Debian: apt-get install chromium)")
    made = Camera()
    yield made
    made.close()


@pytest.fixture(scope="module")
def shipped() -> Chronicle:
    dataset = read_dataset(SHIPPED).dataset
    assert dataset is not None
    return chronicle(dataset, TODAY)


def plain(width: int) -> go.Figure:
    return go.Figure([go.Bar(x=[1, 2], y=[1, width])], {"width": width, "height": 100})


def size_of(picture: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(picture)).size


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_has_its_size(camera: Camera, shipped: Chronicle, chart: str, preset: str) -> None:
    events = select(shipped, PAGE_DEFAULT)
    job = job_for(chart, shipped, events, PAGE_DEFAULT, style=Style(preset), camera=camera)
    assert job.take_picture
    width, height = size_of(job.take_picture("png"))
    own = PRESETS[preset]
    assert abs(width - own.width * own.scale) <= 2
    assert abs(height - own.height * own.scale) <= 2


def test_text_stays_text(camera: Camera, tmp_path: Path) -> None:
    known = a_chronicle(tmp_path, **SAMPLE)
    job = job_for("timeline", known, known.events, COMMAND_DEFAULT, "https://example.org/", camera=camera)
    assert job.take_picture
    drawing = ElementTree.fromstring(job.take_picture("svg"))
    texts = " ".join("".join(t.itertext()) for t in drawing.iter("{http://www.w3.org/2000/svg}text"))
    for words in (
        "Space cooperation: 4 events",
        "<script>alert(1)</script><b>$x$</b>",
        "CC BY 4.0",
        "https://example.org/",
    ):
        assert words in texts
    assert drawing.get("width") == "1920"
    pages = pypdf.PdfReader(io.BytesIO(job.take_picture("pdf"))).pages
    assert len(pages) == 1
    assert "Space cooperation: 4 events" in pages[0].extract_text()


def test_ground(camera: Camera, tmp_path: Path) -> None:
    known = a_chronicle(tmp_path, **SAMPLE)

    def corner(style: Style) -> tuple[int, ...]:
        job = job_for("timeline", known, known.events, COMMAND_DEFAULT, style=style, camera=camera)
        assert job.take_picture
        pixel = Image.open(io.BytesIO(job.take_picture("png"))).convert("RGBA").getpixel((3, 3))
        assert isinstance(pixel, tuple)
        return tuple(int(p) for p in pixel)

    assert corner(Style("web")) == (255, 255, 255, 255)
    assert corner(Style("web", "dark")) == (18, 22, 28, 255)
    assert corner(Style("web", transparent=True))[3] == 0


def test_eight_callers_get_their_own(camera: Camera) -> None:
    widths = range(200, 248)
    with ThreadPoolExecutor(8) as callers:
        pictures = list(callers.map(lambda width: camera.take(plain(width), "png", 1), widths))
    assert [size_of(picture)[0] for picture in pictures] == list(widths)


def own_browsers() -> list[int]:
    """The browsers that this process has started; those of browser tests beside it belong to Playwright."""
    listed = subprocess.run(["ps", "-wweo", "pid=,ppid=,args="], capture_output=True, text=True, check=True)
    rows = [line.split(maxsplit=2) for line in listed.stdout.splitlines()]
    own, found = {os.getpid()}, []
    for pid, parent, words in sorted(rows, key=lambda row: int(row[0])):
        if int(parent) in own and "playwright" not in words:
            own.add(int(pid))
            if "remote-debugging-pipe" in words:
                found.append(int(pid))
    return found


def test_a_dead_browser_is_replaced(camera: Camera) -> None:
    with ThreadPoolExecutor(4) as callers:
        running = [callers.submit(camera.take, plain(300 + n), "png", 1) for n in range(12)]
        running[2].result()
        killed = own_browsers()
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        assert killed
        assert [size_of(r.result())[0] for r in running] == list(range(300, 312))
    assert size_of(camera.take(plain(400), "png", 1))[0] == 400


def test_without_a_browser_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camera_module, "browser_found", lambda: False)
    with pytest.raises(CameraError, match="Install one"):
        Camera().take(plain(100), "png", 1)


def test_an_unknown_preset_names_the_known_ones() -> None:
    with pytest.raises(ExportError, match="slide, web, square, a4"):
        Style("poster")


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("selection", [PAGE_DEFAULT, COMMAND_DEFAULT])
def test_nothing_overlaps_or_leaves_the_page(
    shipped: Chronicle, preset: str, long: bool, selection: Selection
) -> None:
    chosen = replace(selection, title="Wer fliegt mit wem zum Mond 嫦娥 " * 40) if long else selection
    events = select(shipped, chosen)
    job = job_for("timeline", shipped, events, chosen, style=Style(preset))
    page, zoom = page_of(job)
    width, height = page.layout.width, page.layout.height
    assert width * zoom == pytest.approx(PRESETS[preset].width, abs=1)
    chart_top, chart_bottom = page.layout.margin.t, height - page.layout.margin.b
    lines = [a for a in page.layout.annotations if a.text != "today"]
    inner = height - page.layout.margin.t - page.layout.margin.b
    for line in lines:
        words = unescape(re.sub("<.*?>", "", line.text))
        y = chart_top + (1 - line.y) * inner
        half = line.font.size * 0.6
        assert y + half <= chart_top + 1 or y - half >= chart_bottom - 1, words
        assert half - 2 <= y <= height - half + 2
        assert text_width(words, line.font.size) <= width - 16


def test_letters_are_as_large_as_the_page_allows() -> None:
    class Plan:
        def __init__(self, width: float, height: float) -> None:
            self.width, self.height = width, height

    def sheet(height: float) -> float:
        planner = lambda width, _room, _manner: Plan(width, height)  # noqa: E731
        return arrange(planner, PRESETS["slide"], "A title", "", "A source").zoom

    assert sheet(200) == 2.0
    assert sheet(200) > sheet(550) > sheet(700)


@pytest.mark.parametrize("chart", ["timeline", "schedule", "partners"])
def test_a_picture_says_the_chosen_period_once(shipped: Chronicle, chart: str) -> None:
    said = []
    for query in ("from=2015&to=2019", "from=2015", "from=any&to=any&detail=all"):
        chosen, _ = from_query(parse_qs(query), default_of(chart), shipped.dataset)
        job = job_for(chart, shipped, CHARTS[chart].chosen(shipped, chosen), chosen)
        said.append(f"{job.heading} {job.subtitle}")
    assert len(re.findall("2015–2019", said[0])) == 1
    assert "2015" in said[1] and "period" not in said[2].lower()


def test_a_picture_of_groups_does_not_say_a_period_it_leaves_aside(shipped: Chronicle) -> None:
    chosen = replace(PAGE_DEFAULT, pick=())
    job = job_for("groups", shipped, CHARTS["groups"].chosen(shipped, chosen), chosen)
    assert "period" not in job.subtitle.lower()
