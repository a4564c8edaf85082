"""Pages beside the timeline, the panel of downloads, the embedded frame and the printed page."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, TimeoutError, expect
from pptx import Presentation
from pypdf import PdfReader

from tests.browser.test_page import card, click_mark, settled, title

Open = Callable[..., Page]
PAGES = ["schedule", "groups", "map", "partners"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_axe_finds_nothing_serious(open_page: Open, address: str, name: str, width: int, scheme: str) -> None:
    page = open_page(f"{address}{name}", width, 900, scheme)
    page.wait_for_selector(".js-plotly-plot .scatterlayer", timeout=30_000)
    page.wait_for_timeout(1500)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page).response["violations"]
    own = [v for v in found if v["impact"] in ("serious", "critical")]
    told = [(v["id"], [n["html"][:160] for n in v["nodes"]][:3]) for v in own]
    assert not told


@pytest.mark.parametrize("name", PAGES)
def test_links_with_nonsense_still_draw(open_page: Open, address: str, name: str) -> None:
    nonsense = (
        "event=nonsense&view=%3Cscript%3E&as_of=2021-03-09&detail=all&country=XXX&q=%00&most=7&by=planet"
    )
    page = open_page(f"{address}{name}?{nonsense}")
    page.wait_for_selector("h1", timeout=30_000)
    page.wait_for_timeout(1500)
    assert page.get_by_text("Traceback").count() == 0
    assert page.get_by_test_id("stException").count() == 0


def test_a_curve_opens_its_card(open_page: Open, address: str) -> None:
    page = open_page(f"{address}schedule")
    page.wait_for_selector(".js-plotly-plot .textpoint text", timeout=30_000)
    page.wait_for_timeout(1500)
    page.locator(".js-plotly-plot .textpoint text", has_text="Artemis II").first.click(force=True)
    card(page, "Artemis II")
    place, total = page.locator(".st-key-card .card-place").inner_text().split(" of ")
    assert f"for {total} milestones" in title(page)
    page.keyboard.press("ArrowRight")  # along the milestones of the page, not along all events
    expect(page.locator(".st-key-card .card-place")).to_have_text(
        f"{int(place) + 1} of {total}", timeout=10_000
    )
    page.get_by_text("Months moved against announced").click()
    page.wait_for_timeout(1500)
    assert "view=months" in page.url


def test_one_day_on_every_page(open_page: Open, address: str) -> None:
    page = settled(open_page(address))
    page.get_by_role("button", name="Known on: today").click()
    box = page.get_by_role("textbox", name="As it was known on")
    box.fill("9 March 2021")
    box.press("Enter")
    expect(page.get_by_text("You are looking at 9 March 2021.")).to_be_visible(timeout=10_000)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Schedule").click()
    expect(page.get_by_text("You are looking at 9 March 2021.")).to_be_visible(timeout=15_000)
    slider = page.get_by_role("slider").first
    slider.press("ArrowLeft")
    expect(page.get_by_text("You are looking at 8 March 2021.")).to_be_visible(timeout=10_000)
    page.get_by_role("button", name="Back to now").click()
    expect(page.get_by_text("You are looking at")).to_have_count(0)


# What of the chart is to be seen in each frame that the browser paints: its marks and texts, and how opaque.
_FRAMES = """() => {
  window.painted = [];
  const look = () => {
    const seen = [...document.querySelectorAll(".stPlotlyChart")].filter((c) => c.getBoundingClientRect().height > 100);
    const drawn = seen.map((c) => c.querySelectorAll(".main-svg path, .main-svg text").length);
    const faint = seen.map((c) => {
      let opacity = 1;
      for (let box = c; box; box = box.parentElement) opacity *= Number(getComputedStyle(box).opacity);
      return opacity;
    });
    window.painted.push([Math.max(0, ...drawn), Math.max(0, ...faint)]);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


@pytest.mark.parametrize("name", ["", *PAGES])
def test_dragging_the_day_never_shows_an_empty_frame(open_page: Open, address: str, name: str) -> None:
    page = open_page(f"{address}{name}?as_of=2026-06-30")
    page.wait_for_selector(".js-plotly-plot .scatterlayer", timeout=30_000)
    page.wait_for_timeout(1500)
    banner = page.locator(".st-key-as_of_banner")
    before = banner.inner_text()
    page.evaluate(_FRAMES)
    slider = page.get_by_role("slider").first
    for pause in (60, 120, 200, 300) * 4:  # faster than the page follows, and slower
        slider.press("ArrowLeft")
        page.wait_for_timeout(pause)
    slider.press("PageDown")
    expect(banner).not_to_have_text(before, timeout=10_000)
    page.wait_for_timeout(1500)
    painted = page.evaluate("window.painted")
    assert len(painted) > 20
    assert min(drawn for drawn, _ in painted) > 20
    assert min(opacity for _, opacity in painted) > 0.9


def test_a_comparison_is_told_in_words(open_page: Open, address: str) -> None:
    page = settled(open_page(f"{address}?as_of=2021-12-31&compare=2019-06-01"))
    expect(page.get_by_text("What changed from 1 June 2019 to 31 December 2021")).to_be_visible()
    page.get_by_text("changes in words").click()
    expect(page.get_by_text("First crewed Artemis landing:").first).to_be_visible()


def choose_format(page: Page, name: str) -> None:
    """A page that is still running closes the list while it is open: then it is opened again."""
    box, option = page.get_by_role("combobox", name="Format"), page.get_by_role("option", name=name).first
    for _ in range(4):
        page.wait_for_selector('[data-test-script-state="notRunning"]')
        box.click()
        box.fill(name.split(" (")[0])
        try:
            option.click(timeout=5_000)
            return
        except TimeoutError:
            page.keyboard.press("Escape")
    option.click(timeout=5_000)


def download(page: Page, choose: str, ending: str) -> bytes:
    choose_format(page, choose)
    expect(page.get_by_text(f".{ending}:")).to_be_visible(timeout=40_000)
    button = page.get_by_role("button", name="Download (")
    with page.expect_download() as taken:
        button.click()
    return Path(taken.value.path()).read_bytes()


def test_the_panel_gives_files_and_shows_pictures(open_page: Open, address: str) -> None:
    page = settled(open_page(address))
    page.get_by_text("Take it with you").click()
    button = page.get_by_role("button", name="Download (")
    expect(button).to_be_visible(timeout=30_000)
    with page.expect_download() as taken:
        button.click()
    assert taken.value.suggested_filename.endswith(".pptx")
    assert len(Presentation(Path(taken.value.path())).slides) >= 1
    assert download(page, "Picture (PNG)", "png")[:4] == b"\x89PNG"
    expect(page.get_by_test_id("stImage")).to_be_visible()
    with zipfile.ZipFile(io.BytesIO(download(page, "Everything (ZIP)", "zip"))) as archive:
        assert "README.txt" in archive.namelist()
    json.loads(download(page, "Records (JSON)", "json"))
    for name in ("Copy citation", "Copy link", "Copy embed code"):
        page.get_by_role("button", name=name).click()
        expect(page.get_by_role("status").filter(has_text="Copied.").first).to_be_visible()


def test_a_frame_holds_chart_and_sources_alone(open_page: Open, address: str) -> None:
    page = open_page(f"{address}?embed=true", 1000, 640)
    page.wait_for_selector(".js-plotly-plot .scatterlayer", timeout=30_000)
    page.wait_for_timeout(1500)
    assert page.get_by_role("textbox").count() == 0
    expect(page.get_by_text("CC BY 4.0").first).to_be_visible()
    expect(page.get_by_role("link", name="Open the whole timeline")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1000


def test_a_printed_page_has_title_chart_and_sources(open_page: Open, address: str) -> None:
    page = settled(open_page(address))
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    text = " ".join(sheet.extract_text() for sheet in paper.pages)
    assert len(paper.pages) == 1
    assert "Who is going to the Moon with whom" in text
    assert "CC BY 4.0" in text and "Artemis II" in text
    for control in ("Known on", "Take it with you", "When did 2024 stop"):
        assert control not in text


def test_back_returns_from_a_page(open_page: Open, address: str) -> None:
    page = settled(open_page(address))
    first = title(page)
    page.get_by_role("link", name="Schedule").click()
    expect(page.locator("h1")).to_contain_text("what was promised", timeout=15_000)
    page.wait_for_selector('[data-test-script-state="notRunning"]')
    page.wait_for_timeout(1500)  # Streamlit loses a step back that is taken while a page still runs
    page.go_back()
    expect(page.locator("h1")).to_have_text(first, timeout=15_000)
    page.wait_for_timeout(1000)
    click_mark(settled(page), "artemis-ii")
    card(page, "Artemis II")


def test_a_cell_leads_to_the_timeline_of_its_events(open_page: Open, address: str) -> None:
    page = open_page(f"{address}partners", 1440, 1500)
    page.wait_for_selector(".js-plotly-plot .textpoint text", timeout=30_000)
    page.wait_for_timeout(1500)
    place, count = page.evaluate(
        """() => {
          const plot = document.querySelector(".js-plotly-plot");
          const trace = plot._fullData.find((t) => t.name === "events");
          const i = trace.customdata.findIndex((d) => /agency=CNES&agency=CNSA|agency=CNSA&agency=CNES/.test(d[0]));
          const box = plot.getBoundingClientRect();
          return [[box.left + trace.x[i], box.top + trace.y[i]], trace.customdata[i][2]];
        }"""
    )
    page.mouse.click(*place)
    page.wait_for_function("document.querySelector('h1')?.innerText?.includes('CNSA')", timeout=20_000)
    page.wait_for_function("location.search.includes('together=true')", timeout=10_000)
    assert count.endswith("together")
    page.wait_for_selector('[data-test-script-state="notRunning"]')
    page.wait_for_timeout(1500)  # Streamlit loses a step back that is taken while a page still runs
    page.go_back()
    page.wait_for_function("document.querySelector('h1')?.innerText?.startsWith('Who works')", timeout=20_000)


def test_the_years_of_the_map_play_and_stop(open_page: Open, address: str) -> None:
    page = open_page(f"{address}map")
    page.wait_for_selector(".js-plotly-plot .scatterlayer", timeout=30_000)
    page.wait_for_timeout(1500)
    button = page.get_by_role("button", name="Play over the years")
    # A year stands for 300 ms, less than the pause between two looks of `expect`: the page notes them itself.
    page.locator(".play [role=status]").evaluate(
        """(node) => {
          window.years = [];
          new MutationObserver(() => window.years.push(node.textContent)).observe(node, { childList: true });
        }"""
    )
    button.press("Enter")
    page.wait_for_function("window.years.includes('At the end of 2022')", timeout=5_000)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Play over the years")).to_be_visible()
    said = page.get_by_role("status").filter(has_text="At the end of").inner_text()
    page.wait_for_timeout(900)
    assert page.get_by_role("status").filter(has_text="At the end of").inner_text() == said


def test_the_cross_of_a_long_name_takes_it_away(open_page: Open, address: str) -> None:
    page = settled(open_page(address))
    first = title(page)
    box = page.get_by_role("combobox", name="Programme")
    box.click()
    box.fill("International Lunar")
    page.get_by_role("option", name="International Lunar Research Station").click()
    expect(page.locator("h1")).to_contain_text("International Lunar", timeout=15_000)
    page.keyboard.press("Escape")
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Remove International Lunar Research Station").click()
    expect(page.locator("h1")).to_have_text(first, timeout=15_000)
