"""The page as a reader uses it, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.builders import SHIPPED, TODAY
from timeline.chronicle import chronicle
from timeline.dataset import read_dataset
from timeline.lanes import group_lanes
from timeline.layout import FONT, lay_out
from timeline.selection import PAGE_DEFAULT, from_query, period, select
from timeline.sentences import day_words
from timeline.text import text_width

Open = Callable[..., Page]
SHIPPED_TABLE = read_dataset(SHIPPED).dataset
assert SHIPPED_TABLE is not None
COMPLETE_TO = SHIPPED_TABLE.complete_to
SIZES = [(1440, 900), (1024, 768), (820, 1180), (390, 844), (320, 640), (2200, 1200)]


def settled(page: Page) -> Page:
    """Wait until the chart stands and has the width of its place."""
    page.wait_for_selector(".js-plotly-plot .scatterlayer", timeout=30_000)
    page.wait_for_function(
        """() => {
          if (document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === "running") return false;
          const plot = document.querySelector(".js-plotly-plot");
          const range = plot._fullLayout.xaxis.range;
          return Math.abs(plot.getBoundingClientRect().width - range[1]) < 6;
        }""",
        timeout=15_000,
    )
    page.wait_for_timeout(250)
    return page


def title(page: Page) -> str:
    return page.locator("h1").inner_text()


def mark_at(page: Page, event: str) -> tuple[float, float]:
    """Where the mark of an event is on the screen."""
    found = page.evaluate(
        """(event) => {
          const plot = document.querySelector(".js-plotly-plot");
          const trace = plot._fullData.find((t) => t.name === "events");
          const place = trace.customdata.findIndex((d, i) => d[0] === event && trace.marker.symbol[i] !== "line-ns-open");
          const box = plot.getBoundingClientRect();
          const { xaxis2: x, yaxis2: y } = plot._fullLayout;
          return [box.left + x._offset + x.d2p(trace.x[place]), box.top + y._offset + y.d2p(trace.y[place])];
        }""",
        event,
    )
    return found[0], found[1]


def click_mark(page: Page, event: str) -> None:
    page.mouse.click(*mark_at(page, event))


def card(page: Page, name: str) -> None:
    expect(page.locator(".st-key-card h2")).to_have_text(name, timeout=10_000)


def test_the_first_screen_needs_no_scrolling(open_page: Open, address: str) -> None:
    page = settled(open_page(address))
    assert title(page).startswith("Who is going to the Moon with whom: ")
    plot = page.locator(".js-plotly-plot").bounding_box()
    assert plot and plot["height"] <= 560 and plot["y"] + plot["height"] <= 900
    for words in (
        "When did 2024 stop being the date?",
        f"Table complete to {day_words(COMPLETE_TO)}",
        "How to read this",
    ):
        expect(page.get_by_text(words).first).to_be_in_viewport()
    assert page.title() == "Space Cooperation Timeline"
    expect(page.get_by_text("Deploy")).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_scrolls_sideways_and_no_label_touches_another(
    open_page: Open, address: str, width: int, height: int, scheme: str
) -> None:
    page = settled(open_page(address + "?detail=main", width, height, scheme))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = page.evaluate(
        """() => [...document.querySelectorAll(".js-plotly-plot .textpoint text, .js-plotly-plot .xtick text")]
          .map((t) => t.getBoundingClientRect()).filter((r) => r.width).map((r) => [r.left, r.top + 2, r.right, r.bottom - 2])"""
    )
    assert len(boxes) > 20
    for i, a in enumerate(boxes):
        assert a[0] >= -1 and a[2] <= width + 1
        for b in boxes[i + 1 :]:
            assert a[2] <= b[0] + 1 or b[2] <= a[0] + 1 or a[3] <= b[1] or b[3] <= a[1], (a, b)
    ground = page.evaluate(
        "getComputedStyle(document.querySelector('.js-plotly-plot .main-svg')).backgroundColor"
    )
    assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 22, 28)"}[scheme]


def test_texts_are_as_wide_as_they_were_measured(open_page: Open, address: str) -> None:
    page = settled(open_page(address))
    drawn = page.evaluate(
        """() => [...document.querySelectorAll(".js-plotly-plot .textpoint text")]
          .map((t) => [t.textContent, t.getBBox().width, getComputedStyle(t).fontSize])"""
    )
    labels = [(text, width) for text, width, size in drawn if size == f"{FONT:g}px" and len(text) > 8]
    assert len(labels) > 25
    for text, width in labels:
        assert width <= text_width(text, FONT, bold=True) * 1.01, text


def test_a_click_opens_the_card_and_keys_lead_on(open_page: Open, address: str) -> None:
    page = settled(open_page(address))
    click_mark(page, "artemis-ii")
    card(page, "Artemis II")
    expect(page).to_have_url(f"{address}?event=artemis-ii")
    page.keyboard.press("ArrowRight")
    card(page, "SMILE launch")
    page.keyboard.press("ArrowLeft")
    card(page, "Artemis II")
    expect(page.get_by_text("First promised: 2021; moved")).to_be_visible()
    page.keyboard.press("Escape")
    card(page, "How to read this")
    expect(page).to_have_url(address)


def test_back_goes_through_cards_and_pages(open_page: Open, address: str) -> None:
    page = settled(open_page(address + "?detail=main"))
    click_mark(page, "artemis-ii")
    card(page, "Artemis II")
    expect(page).to_have_url(f"{address}?detail=main&event=artemis-ii")
    page.get_by_role("link", name="About", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("About the table")
    page.go_back()
    settled(page)
    card(page, "Artemis II")
    page.go_back()
    card(page, "How to read this")
    expect(page).to_have_url(f"{address}?detail=main")
    page.go_forward()
    card(page, "Artemis II")


def test_a_label_opens_its_own_card(open_page: Open, address: str) -> None:
    page = settled(open_page(address))
    for name in ("NASA pauses the Gateway", "Chang'e 8", "ISS brought down"):
        box = page.locator(".js-plotly-plot .textpoint text", has_text=name).bounding_box()
        assert box
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        card(page, name)
        page.keyboard.press("Escape")
        card(page, "How to read this")


def test_tab_enters_the_chart_once(open_page: Open, address: str) -> None:
    page = settled(open_page(address))
    page.locator(".js-plotly-plot").focus()
    page.keyboard.press("Enter")
    card(page, "Chang'e 4 on the far side")
    page.keyboard.press("ArrowRight")
    card(page, "Pence: a landing by 2024")


def test_a_click_keeps_the_zoom_and_dresses_the_mark(open_page: Open, address: str) -> None:
    page = settled(open_page(address))
    plot = "document.querySelector('.js-plotly-plot')"
    page.evaluate(f"Plotly.relayout({plot}, {{'xaxis2.range': ['2025-01-01', '2027-01-01']}})")
    page.wait_for_timeout(500)
    before = page.evaluate(f"{plot}._fullLayout.xaxis2.range")
    click_mark(page, "artemis-ii")
    card(page, "Artemis II")
    page.wait_for_timeout(500)
    assert page.evaluate(f"{plot}._fullLayout.xaxis2.range") == before
    accents = f"""() => {{
      const trace = {plot}.data.find((t) => t.name === "events");
      return trace.customdata.filter((d, i) => trace.marker.color[i] === "#c2255c").map((d) => d[0]);
    }}"""
    assert page.evaluate(accents) == ["artemis-ii"]
    page.keyboard.press("ArrowRight")
    card(page, "SMILE launch")
    page.wait_for_timeout(300)
    assert page.evaluate(accents) == ["smile-launch"]
    assert page.evaluate(f"{plot}._fullLayout.xaxis2.range") == before
    page.keyboard.press("Escape")
    card(page, "How to read this")
    page.wait_for_timeout(300)
    assert page.evaluate(accents) == []


def test_filters_replace_the_address_and_keep_the_period(open_page: Open, address: str) -> None:
    page = settled(open_page(address + "?from=2020&to=2024"))
    page.get_by_role("radio", name="Main").click()
    expect(page).to_have_url(f"{address}?from=2020&to=2024&detail=main")
    search = page.get_by_role("textbox", name="Search")
    search.fill("嫦娥")
    search.press("Enter")
    expect(page.locator("h1")).to_contain_text("“嫦娥”")
    expect(page).to_have_url(f"{address}?from=2020&to=2024&q=%E5%AB%A6%E5%A8%A5&detail=main")
    assert "2020–2024" in title(page)


def test_who_and_together(open_page: Open, address: str) -> None:
    page = settled(open_page(address + "?detail=all&from=any&to=any"))
    box = page.get_by_role("combobox", name="Who")
    for code in ("ESA", "CNSA"):
        box.click()
        box.fill(code)
        page.get_by_role("option", name=f"{code} · ").first.click()
        page.keyboard.press("Escape")
        expect(page).to_have_url(re.compile(f"agency={code}"))
    page.get_by_text("together", exact=True).click()
    expect(page.locator("h1")).to_contain_text("ESA with CNSA", timeout=10_000)
    expect(page).to_have_url(f"{address}?agency=ESA&agency=CNSA&together=true&from=any&to=any&detail=all")


def test_an_own_period_is_typed(open_page: Open, address: str) -> None:
    page = settled(open_page(address))
    box = page.get_by_role("combobox", name="Period")
    box.click()
    box.fill("late 2019 to March 2022")
    box.press("Enter")
    expect(page).to_have_url(f"{address}?from=2019-39&to=2022-03", timeout=10_000)


@pytest.mark.parametrize(
    "nonsense",
    ["agency=XX", "from=banana", "event=%00", "detail=%3Cscript%3E", "as_of=%F0%9F%9A%80", "x=1&y=2", "pick=nothing",
     "from=2030&to=1990", "title=" + "x" * 3000, "q=" + "%3Cimg%20src=x%3E" * 20],
)  # fmt: skip
def test_nonsense_in_a_link_costs_a_note_at_most(open_page: Open, address: str, nonsense: str) -> None:
    page = open_page(f"{address}?{nonsense}")
    expect(page.locator("h1")).to_be_visible(timeout=20_000)
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    assert page.get_by_text("Ignored:").count() <= 1
    assert page.locator("h1 *").count() == 0


def test_nothing_matches_says_what_to_remove(open_page: Open, address: str) -> None:
    page = open_page(address + "?agency=AEB&q=soyuz")
    expect(page.get_by_text("Nothing matches. Remove '")).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="Show all").click()
    settled(page)
    assert "events" in title(page)


def test_as_of_has_a_banner_and_a_way_back(open_page: Open, address: str) -> None:
    page = settled(open_page(address + "?as_of=2021-03-09&programme=ilrs&detail=all"))
    expect(page.get_by_text("You are looking at 9 March 2021.")).to_be_visible()
    assert SHIPPED_TABLE is not None
    known = chronicle(SHIPPED_TABLE, TODAY, date(2021, 3, 9))
    selection, _ = from_query({"programme": ["ilrs"], "detail": ["all"]}, PAGE_DEFAULT, SHIPPED_TABLE)
    assert f"{len(select(known, selection))} events" in title(page)
    page.get_by_role("button", name="Back to now").click()
    expect(page.get_by_text("You are looking at")).to_have_count(0)


def test_my_own_picture(open_page: Open, address: str) -> None:
    page = settled(open_page(address + "?event=artemis-ii"))
    card(page, "Artemis II")
    page.get_by_role("button", name="Add to my picture").click()
    expect(page.get_by_text("My picture: 1 event.")).to_be_visible()
    page.get_by_role("button", name="Show them").click()
    expect(page).to_have_url(f"{address}?pick=artemis-ii")
    page.get_by_role("button", name="Show everything again").click()
    expect(page).to_have_url(address)
    page = settled(open_page(address + "?event=artemis-ii"))
    page.get_by_role("button", name="Hide from the picture").click()
    expect(page).to_have_url(f"{address}?hide=artemis-ii")
    expect(page.get_by_text("1 hidden.")).to_be_visible()


def test_the_card_copies_a_footnote_and_a_link(open_page: Open, address: str) -> None:
    page = settled(open_page(address + "?event=artemis-i"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy as footnote").click()
    expect(page.get_by_role("status").filter(has_text="Copied.")).to_be_visible()
    footnote = page.evaluate("navigator.clipboard.readText()")
    assert footnote.startswith("Artemis I, 16 November 2022. ESA")
    assert re.search(
        r"http\S+\. Space Cooperation Timeline, table 2026\.\d\d\.\d\d \(artemis-i\)\.$", footnote
    )
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("This link works on this computer only")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}?event=artemis-i"
    report = page.get_by_role("link", name="Report an error").get_attribute("href")
    assert report and report.startswith("mailto:") and "artemis-i" in report and "2026." in report


def test_the_table_equals_the_chart_and_opens_cards(open_page: Open, address: str) -> None:
    page = settled(open_page(address))
    count = int(title(page).split(": ")[1].split()[0])
    page.get_by_text(f"Table ({count} rows)").click()
    table = page.locator("[data-testid=stDataFrame]")
    expect(table).to_be_visible()
    table.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    box = table.bounding_box()
    assert box
    page.mouse.click(box["x"] + 20, box["y"] + 55)
    expect(page).to_have_url(f"{address}?event=change-4-landing", timeout=10_000)


def test_downloads(open_page: Open, address: str, tmp_path: Path) -> None:
    page = settled(open_page(address + "?country=FRA&detail=all"))
    for button, ending in (("Rows shown", "csv"), ("All rows", "csv"), ("Offline page", "html")):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=button).click()
        name = waiting.value.suggested_filename
        assert name.startswith("space-cooperation_timeline_") and name.endswith(
            f"_table-{COMPLETE_TO}.{ending}"
        )
        waiting.value.save_as(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 2000


def test_on_a_phone_a_mark_opens_its_card(open_page: Open, address: str) -> None:
    page = settled(open_page(address, 390, 844))
    click_mark(page, "change-5-return")
    card(page, "Chang'e 5 returns samples")


def test_on_a_phone_the_card_is_a_sheet_with_a_way_back(open_page: Open, address: str) -> None:
    page = settled(open_page(address, 390, 844))
    page.locator(".st-key-year_nav a", has_text="Crew-1").first.click()
    card(page, "Crew-1")
    expect(page.locator(".js-plotly-plot")).to_have_count(0)
    page.get_by_role("button", name="Back to the timeline").click()
    settled(page)
    expect(page).to_have_url(address)


@pytest.mark.parametrize("path", ["", "?event=artemis-iii&detail=main", "?q=zzzz", "about"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_page: Open, address: str, path: str, scheme: str) -> None:
    page = open_page(address + path, scheme=scheme)
    expect(page.locator("h1")).to_be_visible(timeout=20_000)
    page.wait_for_timeout(2500)
    found = Axe().run(page).response["violations"]
    serious = [
        (v["id"], [n["target"] for n in v["nodes"]][:3])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_a_hostile_table_only_shows_text(open_page: Open, hostile_address: str) -> None:
    page = open_page(hostile_address + "?detail=all&from=any&to=any&event=nasty")
    page.wait_for_selector(".js-plotly-plot .scatterlayer", timeout=30_000)
    page.wait_for_timeout(1500)
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    assert page.evaluate("document.querySelectorAll('img[src*=evil], a[href^=javascript]').length") == 0
    assert "<script>alert(1)</script>" in page.locator(".st-key-card h2").inner_text()
    page.get_by_text("Table (5 rows)").click()
    page.wait_for_timeout(1000)
    expect(page.get_by_text("<script>alert(1)</script>").first).to_be_attached()
    page.goto(hostile_address + "?q=<img%20src=http://evil.example/c.png>&title=**x**")
    page.wait_for_timeout(2500)
    page.goto(hostile_address + "about")
    page.wait_for_timeout(2500)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440


def test_a_broken_table_is_sentences(open_page: Open, tmp_path: Path) -> None:
    from tests.browser.server import serving

    (tmp_path / "events.csv").write_text("id;title;start\n")
    with serving(TIMELINE_DATA=str(tmp_path)) as address:
        page = open_page(address)
        expect(page.get_by_text("The table cannot be read.")).to_be_visible(timeout=20_000)
        expect(page.locator("[data-testid=stException]")).to_have_count(0)


def test_the_layout_of_the_page_is_the_layout_of_python(open_page: Open, address: str) -> None:
    """The figure in the browser is the one laid out for the measured width."""
    page = settled(open_page(address))
    dataset = read_dataset(SHIPPED).dataset
    assert dataset is not None
    known = chronicle(dataset, TODAY)
    selection, _ = from_query({}, PAGE_DEFAULT, dataset)
    events = select(known, selection)
    width = page.evaluate("document.querySelector('.js-plotly-plot').getBoundingClientRect().width")
    layout = lay_out(events, group_lanes(known, events, selection), period(selection), width, TODAY)
    drawn = page.evaluate("document.querySelector('.js-plotly-plot')._fullLayout.height")
    assert abs(drawn - layout.height) <= 1
    marks = "gd => gd.data.find((trace) => trace.name === 'events').customdata.map((row) => row[0])"
    seen = page.eval_on_selector(".js-plotly-plot", marks)
    moments = {mark.event for mark in layout.marks if mark.bar is None}
    assert moments <= set(seen) <= {mark.event for mark in layout.marks}
