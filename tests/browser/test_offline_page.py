"""The offline page: a product of its own, opened as a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.builders import SHIPPED, TODAY
from timeline.chronicle import chronicle, words_searched
from timeline.cli import main
from timeline.dataset import read_dataset
from timeline.frames import rows_of
from timeline.lanes import group_lanes
from timeline.layout import Layout, lay_out
from timeline.records import Recorder
from timeline.selection import COMMAND_DEFAULT, PAGE_DEFAULT, Selection, period, select

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def offline(tmp_path_factory: pytest.TempPathFactory) -> str:
    target = tmp_path_factory.mktemp("offline") / "page.html"
    argv = ["export", "timeline", "-o", str(target), "--today", str(TODAY)]
    assert main([*argv, "--detail", "headlines", "--from", "2018", "--to", "2031"]) == 0
    return target.as_uri()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (820, 1180), (390, 844), (320, 640)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_opens_and_fits(open_page: Open, offline: str, width: int, height: int, scheme: str) -> None:
    page = open_page(offline, width, height, scheme)
    expect(page.locator("h1")).to_contain_text("Who is going to the Moon with whom: ")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = page.evaluate(
        "[...document.querySelectorAll('#chart .label')].map((t) => { const r = t.getBoundingClientRect(); return [r.left, r.top + 2, r.right, r.bottom - 2]; })"
    )
    assert len(boxes) > 20
    for i, a in enumerate(boxes):
        assert a[2] <= width
        for b in boxes[i + 1 :]:
            assert a[2] <= b[0] + 1 or b[2] <= a[0] + 1 or a[3] <= b[1] or b[3] <= a[1]


SELECTIONS = [PAGE_DEFAULT, COMMAND_DEFAULT, Selection(programme=("artemis",)), Selection(detail="main")]


@pytest.mark.parametrize("selection", SELECTIONS)
@pytest.mark.parametrize("width", [358, 1066, 1700])
def test_its_layout_is_pythons(open_page: Open, offline: str, selection: Selection, width: int) -> None:
    """One layout, two languages: the same events give the same marks and labels."""
    dataset = read_dataset(SHIPPED).dataset
    assert dataset is not None
    known = chronicle(dataset, TODAY)
    events = select(known, selection)
    python = lay_out(events, group_lanes(known, events, selection), period(selection), width, TODAY)
    page = open_page(offline)
    script = page.evaluate(
        """([programme, detail, story, width]) => {
          Object.assign(state, { programme, detail, only: null, from: story ? 2018 : null, to: story ? 2031 : null, q: "", who: [] });
          const events = select();
          return PACK.layOut(events, lanes(events), periodOf(events), width, DATA.today);
        }""",
        ["".join(selection.programme), selection.detail, selection.since is not None, width],
    )
    assert script["height"] == pytest.approx(python.height)
    assert marks(script) == pytest.approx(of_python(python), abs=0.6)
    assert [(x["event"], x["side"], x["text"]) for x in script["labels"]] == [
        (x.event, x.side, x.text) for x in python.labels
    ]


def marks(script: dict) -> dict[str, float]:  # type: ignore[type-arg]
    return {f"{m['event']} {m['lane']} {axis}": m[axis] for m in script["marks"] for axis in ("x", "y")}


def of_python(layout: Layout) -> dict[str, float]:
    return {f"{m.event} {m.lane} {axis}": getattr(m, axis) for m in layout.marks for axis in ("x", "y")}


def test_search_and_filters(open_page: Open, offline: str) -> None:
    page = open_page(offline)
    page.get_by_role("searchbox").fill("嫦娥")
    page.locator("#detail").select_option("all")
    page.locator("#who").select_option("country:FRA")
    expect(page.get_by_role("button", name="Remove France")).to_be_visible()
    ids = page.evaluate("shown.map((e) => [e.countries, e.line])")
    assert ids and all("FRA" in countries for countries, _ in ids)
    page.reload()
    assert page.evaluate("shown.length") == len(ids)
    page.get_by_role("button", name="Start again").click()
    expect(page.locator("h1")).to_contain_text("headlines, 2018–2031")


@pytest.mark.parametrize(
    "words", ["嫦娥", "Роскосмос", "moon land", "États-Unis", "first moon flights", "zzzz"]
)
def test_it_finds_what_python_finds(open_page: Open, offline: str, words: str) -> None:
    dataset = read_dataset(SHIPPED).dataset
    assert dataset is not None
    page = open_page(offline)
    page.evaluate("q => { state.q = q; state.detail = 'all'; state.from = state.to = null; }", words)
    found = select(chronicle(dataset, TODAY), replace(COMMAND_DEFAULT, q=words))
    assert page.evaluate("select().map((e) => e.id)") == list(found["id"])


def test_every_word_to_be_found_is_pythons(open_page: Open, offline: str) -> None:
    dataset = read_dataset(SHIPPED).dataset
    assert dataset is not None
    told = open_page(offline).evaluate("EVENTS.map(wordsOf)")
    assert told == words_searched(chronicle(dataset, TODAY))


def test_every_footnote_is_pythons(open_page: Open, offline: str) -> None:
    dataset = read_dataset(SHIPPED).dataset
    assert dataset is not None
    recorder = Recorder(chronicle(dataset, TODAY))
    told = open_page(offline).evaluate(
        "Object.fromEntries(EVENTS.map((e) => [e.id, footnote(cardOf(e.id))]))"
    )
    rows = rows_of(recorder.known.events)
    assert told == {row["id"]: f"{recorder.citation(row)} {recorder.table} ({row['id']})." for row in rows}


def test_keyboard_alone(open_page: Open, offline: str) -> None:
    page = open_page(offline)
    page.locator("#chart .event[tabindex='0']").focus()
    first = page.evaluate("document.activeElement.dataset.event")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.dataset.event")
    assert first != second
    page.keyboard.press("Enter")
    name = page.evaluate("BY_ID.get(state.event).title")
    expect(page.locator("#side h2")).to_have_text(name)
    page.keyboard.press("Escape")
    expect(page.locator("#side h2")).to_have_text("How to read this")
    assert page.evaluate("document.activeElement.dataset.event") == second
    page.keyboard.press("End")
    page.keyboard.press(" ")
    assert page.evaluate("state.event") == page.evaluate("shown[shown.length - 1].id")
    assert page.locator("#chart [tabindex='0']").count() == 1


def test_back_closes_the_card(open_page: Open, offline: str) -> None:
    page = open_page(offline)
    page.locator("#chart [data-event='artemis-ii']").first.click()
    expect(page.locator("#side h2")).to_have_text("Artemis II")
    assert page.url.endswith("#event=artemis-ii")
    page.go_back()
    expect(page.locator("#side h2")).to_have_text("How to read this")


def test_the_table_and_the_sources(open_page: Open, offline: str) -> None:
    page = open_page(offline)
    page.locator("summary").click()
    expect(page.locator("#rows tr")).to_have_count(page.evaluate("shown.length"))
    page.locator("#rows button").first.click()
    links = page.locator("#side .card-sources a")
    assert links.count() >= 1
    assert (links.first.get_attribute("href") or "").startswith("http")
    assert links.first.get_attribute("rel") == "noopener noreferrer"


def test_nothing_matches(open_page: Open, offline: str) -> None:
    page = open_page(offline)
    page.get_by_role("searchbox").fill("zzzz")
    expect(page.get_by_text("Nothing matches")).to_be_visible()
    page.get_by_role("button", name="Show all events").click()
    assert page.evaluate("shown.length") == page.evaluate("EVENTS.length")


def test_a_phone(open_page: Open, offline: str) -> None:
    page = open_page(offline, 390, 844)
    page.locator("#years button", has_text="Crew-1").first.click()
    box = page.locator("#side").bounding_box()
    assert box and (box["x"], box["y"], box["width"]) == (0, 0, 390)
    page.get_by_role("button", name="Back to the timeline").click()
    expect(page.locator("#side.open")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe(open_page: Open, offline: str, scheme: str, width: int) -> None:
    page = open_page(offline, width, 900, scheme)
    page.locator("summary").click()
    page.locator("#chart [data-event='artemis-iii']").first.click()
    found = Axe().run(page).response["violations"]
    assert [
        (v["id"], [n["target"] for n in v["nodes"]][:3])
        for v in found
        if v["impact"] in ("serious", "critical")
    ] == []


def test_a_hostile_table_only_shows_text(open_page: Open, hostile_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    assert (
        main(["export", "timeline", "-o", str(target), "--data", str(hostile_folder), "--today", str(TODAY)])
        == 0
    )
    page = open_page(target.as_uri() + "#event=nasty")
    page.locator("summary").click()
    expect(page.locator("#side h2")).to_contain_text("<script>alert(1)</script>")
    assert page.evaluate("document.querySelectorAll('img, [href^=javascript]').length") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    assert json.dumps(page.evaluate("EVENTS.length")) == "5"
