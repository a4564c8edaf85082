"""Clicks and starts in a real browser, ours against an empty Streamlit app."""

from __future__ import annotations

import re
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.computing import RUNS
from tests.bench.tables import a_large_folder
from tests.browser.server import chromium, serving

EMPTY = Path(__file__).parent / "empty_app.py"

# From the click to the last change of the page's structure or text before 400 ms of quiet. Attributes
# are not watched: a chart sets thousands, and recording each would be most of what is measured. Nor is
# what stands outside the app: what is read aloud is taken away there seven seconds later.
_WATCH = """() => {
  window.settled = new Promise((done) => {
    let start = 0, last = 0;
    document.addEventListener("click", () => { start = last = performance.now(); }, { capture: true, once: true });
    const watch = new MutationObserver(() => { if (start) last = performance.now(); });
    watch.observe(document.querySelector('[data-testid="stApp"]'), { subtree: true, childList: true, characterData: true });
    const timer = setInterval(() => {
      if (!start || last === start || performance.now() - last < 400) return;
      clearInterval(timer);
      watch.disconnect();
      done(last - start);
    }, 20);
  });
}"""


def _narrow(page: Page, programme: str = "Programme 3") -> float:
    """Milliseconds from choosing a programme until the page rests."""
    page.get_by_role("combobox", name="Programme").click()
    option = page.get_by_role("option", name=programme, exact=True)
    option.wait_for()
    page.wait_for_timeout(300)
    page.evaluate(_WATCH)
    option.click()
    waited: float = page.evaluate("window.settled")
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    return waited


def _widen(page: Page, programme: str = "Programme 3") -> float:
    """Milliseconds from taking the programme away until all events are back."""
    cross = page.get_by_role("button", name=re.compile(f"(Remove|Delete).*{programme}"))
    cross.wait_for()
    page.evaluate(_WATCH)
    cross.click()
    waited: float = page.evaluate("window.settled")
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    return waited


def _step_back(page: Page) -> float:
    """Milliseconds from moving the slider by one day until the page rests."""
    slider = page.get_by_role("slider").first
    slider.focus()
    page.evaluate(_WATCH.replace('"click"', '"keydown"'))
    page.keyboard.press("ArrowLeft")
    waited: float = page.evaluate("window.settled")
    return waited


def other_pages(told: Callable[[str, float], None]) -> None:
    """On the shipped table: narrowing on every other page, and a step of the day on the first two."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium())
        with serving() as ours:
            for name in ("schedule", "groups", "map", "partners"):
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                page.goto(f"{ours}{name}")
                page.get_by_role("combobox", name="Programme").wait_for()
                page.wait_for_timeout(4000)
                times = []
                for _ in range(RUNS + 1):
                    times.append(_narrow(page, "Artemis"))
                    _widen(page, "Artemis")
                page.close()
                told(f"narrowing on the page {name}", statistics.median(times[1:]))
            for name in ("", "schedule"):
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                page.goto(f"{ours}{name}?as_of=2022-06-30")
                page.get_by_role("slider").first.wait_for()
                page.wait_for_timeout(4000)
                times = [_step_back(page) for _ in range(RUNS + 1)]
                page.close()
                told(f"another day on the page {name or 'timeline'}", statistics.median(times[1:]))
        browser.close()


def _clicks(browser: Browser, address: str) -> tuple[float, float]:
    """Medians of narrowing and of widening back; the first round only warms up."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address)
    page.get_by_role("combobox", name="Programme").wait_for()
    page.wait_for_timeout(4000)
    narrow, widen = [], []
    for _ in range(RUNS + 1):
        narrow.append(_narrow(page))
        widen.append(_widen(page))
    page.close()
    return statistics.median(narrow[1:]), statistics.median(widen[1:])


def clicks(count: int) -> tuple[float, float, float, float]:
    """(narrowing, widening, the same two clicks in an empty app), in ms."""
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = a_large_folder(Path(place), count)
        browser = playwright.chromium.launch(executable_path=chromium())
        with serving(TIMELINE_DATA=str(folder)) as ours, serving(EMPTY) as empty:
            found = _clicks(browser, ours + "?detail=all&from=any&to=any")
            least = _clicks(browser, empty)
        browser.close()
    return (*found, *least)


def starts(runs: int = RUNS) -> tuple[float, float]:
    """(start of the server to the first chart, start of an empty app to its title), medians in s."""
    ours, empty = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium())
        for _ in range(runs):
            ours.append(_start(browser, Path(__file__).parents[2] / "app.py", ".js-plotly-plot .textpoint"))
            empty.append(_start(browser, EMPTY, "h1"))
        browser.close()
    return statistics.median(ours), statistics.median(empty)


def _start(browser: Browser, app: Path, mark: str) -> float:
    begun = time.perf_counter()
    with serving(app) as address:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        page.locator(mark).first.wait_for(timeout=60_000)
        taken = time.perf_counter() - begun
        page.close()
    return taken
