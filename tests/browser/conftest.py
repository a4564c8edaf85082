"""Browser tests skip with a reason where there is no browser; CI makes that a failure."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.server import chromium, serving
from tests.builders import REFERENCES, a_folder, a_source, an_event
from tests.test_charts import HOSTILE


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(str(item.fspath)).parent.name == "browser":
            item.add_marker(pytest.mark.browser)
            # Two processes and a browser share the machine with whatever else runs there: a time limit may
            # be missed by chance. A fault fails each time; what needed another try is counted at the end.
            item.add_marker(pytest.mark.flaky(reruns=2))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    path = chromium()
    if path is None:
        reason = "no Chrome or Chromium was found (Debian: apt-get install chromium)"
        if os.environ.get("TIMELINE_BROWSER") == "require":
            pytest.fail(reason)
        pytest.skip(reason)
    return {"executable_path": path, "args": ["--force-color-profile=srgb", "--font-render-hinting=none"]}


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with serving() as found:
        yield found


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table whose every free cell is hostile."""
    image = "![x](http://evil.example/a.png) <img src=http://evil.example/b.png onerror=alert(1)>"
    nasty = f"{HOSTILE} {image} :red[x] $a$ =cmd|' /C calc'!A0 \u202ecod.exe {{{{data}}}}"
    events = [
        an_event(id="nasty", title=nasty, summary=nasty, note=nasty, start="2020"),
        an_event(id="long", title="x" * 10_000, summary="y" * 10_000, start="2021"),
        an_event(id="emoji", title="🚀" * 40, start="2022", programme="moon"),
        an_event(id="chinese", title="嫦娥五号返回" * 6, start="2023", programme="moon"),
        an_event(id="blank", title="\u00ad\u200b", start="2024"),
    ]
    programmes = [{**p, "name": f"{p['name']} {nasty}", "summary": nasty} for p in REFERENCES["programmes"]]
    countries = [{**c, "name": f"{c['name']} {nasty}"} for c in REFERENCES["countries"]]
    agencies = [{**a, "name": f"{a['name']} {nasty}", "native_name": nasty} for a in REFERENCES["agencies"]]
    sources = [a_source(title=nasty, publisher=nasty, url="javascript:alert(1)")]
    return a_folder(
        tmp_path_factory.mktemp("hostile"), events=events, programmes=programmes, countries=countries,
        agencies=agencies, sources=sources,
    )  # fmt: skip


@pytest.fixture(scope="session")
def hostile_address(hostile_folder: Path) -> Iterator[str]:
    with serving(TIMELINE_DATA=str(hostile_folder)) as found:
        yield found


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open an address in a window; fails on requests to other hosts, page errors and dialogs."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opened(where: str, width: int = 1440, height: int = 900, scheme: str = "light") -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        local = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "file:")
        page.on("request", lambda r: None if r.url.startswith(local) else faults.append(f"request {r.url}"))
        page.on("pageerror", lambda e: faults.append(f"error {e}"))
        page.on("dialog", lambda d: faults.append(f"dialog {d.message}"))
        page.goto(where)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []
