"""Every chart on sample data: what is in the figure, and that data stays text."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.builders import SHIPPED, TODAY, a_chronicle, a_forecast, a_plan, a_source, an_event
from timeline.charts import CHARTS
from timeline.charts import timeline as chart
from timeline.charts.theme import DARK, LIGHT, THEMES, Theme
from timeline.chronicle import Chronicle, chronicle
from timeline.dataset import read_dataset
from timeline.lanes import group_lanes
from timeline.layout import Manner, lay_out
from timeline.selection import COMMAND_DEFAULT, PAGE_DEFAULT, Selection, period, select
from timeline.vocabulary import COUNTS, LANES, MOST, PARTNERS_BY, VIEWS

HOSTILE = "<script>alert(1)</script><b>$x$</b> **bold** [a](javascript:b) %{customdata[0]} \u202etxt =1+1 \x00\x1b嫦娥🚀"
SAMPLE = {
    "events": [
        an_event(id="one", title=HOSTILE, start="1975-07-15", end="1975-07-24", summary=HOSTILE),
        an_event(id="two", start="2020", outcome="failed", kind="landing", programme="moon"),
        an_event(id="three", start="1986-02-20", end="..", programme="moon"),
        a_plan(programme="moon"),
    ],
    "forecasts": [a_forecast(announced="2019", start="2024"), a_forecast(announced="2021", start="[2028..]")],
}


def figure(known: Chronicle, selection: Selection = COMMAND_DEFAULT, theme: Theme = LIGHT):  # type: ignore[no-untyped-def]
    events = select(known, selection)
    layout = lay_out(events, group_lanes(known, events, selection), period(selection), 900, TODAY)
    return chart.draw(layout, known, events, theme).figure(), layout


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("count", [0, 1, 4])
@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_chart_draws(tmp_path: Path, name: str, count: int, theme: Theme) -> None:
    rows = SAMPLE["events"][:count]
    ids = {row["id"] for row in rows}
    forecasts = [row for row in SAMPLE["forecasts"] if row["event"] in ids]
    known, made = a_chronicle(tmp_path, events=rows, forecasts=forecasts), CHARTS[name]
    assert made.__doc__ and made.__doc__.strip().endswith("?")
    events = made.chosen(known, COMMAND_DEFAULT)
    plan = made.plan(known, events, COMMAND_DEFAULT, 900, 0, Manner())
    assert json.loads(made.draw(plan, known, events, theme).figure().to_json())["data"]
    assert made.heading(known, events, COMMAND_DEFAULT)
    assert all(made.sentences(known, events, COMMAND_DEFAULT))
    assert isinstance(made.left_out(plan), str)


@pytest.fixture(scope="module")
def shipped() -> Chronicle:
    dataset = read_dataset(SHIPPED).dataset
    assert dataset is not None
    return chronicle(dataset, TODAY)


SWITCHES = {
    "timeline": [{"lanes": lanes} for lanes in LANES],
    "schedule": [{"view": view} for view in VIEWS],
    "groups": [{}],
    "map": [{}],
    "partners": [
        {"most": most, "by": by, "count": count} for most in MOST for by in PARTNERS_BY for count in COUNTS
    ],
}


@pytest.mark.parametrize("width", [200, 358, 1066])
@pytest.mark.parametrize(("name", "switch"), [(name, switch) for name in CHARTS for switch in SWITCHES[name]])
def test_every_chart_draws_at_any_size(
    shipped: Chronicle, name: str, switch: dict[str, str], width: int
) -> None:
    made, selection = CHARTS[name], replace(PAGE_DEFAULT, **switch)
    events = made.chosen(shipped, selection)
    plan = made.plan(shipped, events, selection, width, 0, Manner())
    drawn = made.draw(plan, shipped, events, DARK).figure()
    assert drawn.data and plan.width <= max(width, 320)


def marks_of(drawn) -> dict[str, tuple[float, str, str]]:  # type: ignore[no-untyped-def]
    """Event → (ms, symbol, colour) of its mark."""
    trace = next(t for t in drawn.data if t.name == "events")
    rows = zip(trace.customdata, trace.x, trace.marker.symbol, trace.marker.color, strict=True)
    return {
        d[0]: (x, symbol, color)
        for d, x, symbol, color in rows
        if symbol not in ("line-ns-open", "x-thin-open")
    }


def test_marks_carry_their_event(tmp_path: Path) -> None:
    drawn, layout = figure(a_chronicle(tmp_path, **SAMPLE))
    assert {event: symbol for event, (_, symbol, _) in marks_of(drawn).items()} == {
        "one": "triangle-up", "two": "triangle-up-open", "three": "triangle-up", "lander": "triangle-up-open",
    }  # fmt: skip
    assert {m.event for m in layout.marks} == set(marks_of(drawn))


def test_what_failed_is_crossed(tmp_path: Path) -> None:
    drawn, _ = figure(a_chronicle(tmp_path, **SAMPLE))
    trace = next(t for t in drawn.data if t.name == "events")
    crossed = [d[0] for d, s in zip(trace.customdata, trace.marker.symbol, strict=True) if s == "x-thin-open"]
    assert crossed == ["two"]


def test_marks_stand_in_proportion_to_time(tmp_path: Path) -> None:
    drawn, _ = figure(a_chronicle(tmp_path, **SAMPLE))
    shown_day = date.fromordinal(int(marks_of(drawn)["two"][0] // 86_400_000) + 719163)
    assert abs((shown_day - date(2020, 7, 1)).days) <= 1


def test_former_dates_are_ghosts(tmp_path: Path) -> None:
    _, layout = figure(a_chronicle(tmp_path, **SAMPLE))
    assert [len(g.xs) for g in layout.ghosts] == [1]
    assert layout.ghosts[0].xs[0] < layout.marks[layout.ghosts[0].mark].x


HOSTILE_SAMPLE = {
    **SAMPLE,
    "sources": [a_source(publisher=HOSTILE, title=HOSTILE)],
    "forecasts": [{**row, "by": HOSTILE, "note": HOSTILE} for row in SAMPLE["forecasts"]],
    "programmes": [{"id": "moon", "name": HOSTILE, "aliases": "", "parent": "", "rank": "1", "lead": "",
                    "bloc": "yes", "summary": HOSTILE}],
}  # fmt: skip


@pytest.mark.parametrize("name", CHARTS)
def test_data_stays_text(tmp_path: Path, name: str) -> None:
    """Plotly draws a few tags, so none may reach it."""
    joined = an_event(id="joined", title=HOSTILE, kind="accession", form="state signature", programme="moon")
    sample = {**HOSTILE_SAMPLE, "events": [*SAMPLE["events"], joined]}
    known, made = a_chronicle(tmp_path, **sample), CHARTS[name]
    events = made.chosen(known, COMMAND_DEFAULT)
    plan = made.plan(known, events, COMMAND_DEFAULT, 900, 0, Manner())
    drawn = made.draw(plan, known, events, LIGHT).figure()
    for trace in drawn.data:
        texts = [str(x) for row in (trace.customdata if trace.customdata is not None else ()) for x in row]
        texts += [] if trace.text is None or isinstance(trace.text, str) else list(trace.text)
        for text in texts:
            inner = text.removeprefix("<b>").removesuffix("</b>").replace("<br>", "")
            assert "<" not in inner
            assert "\x00" not in text and "\u202e" not in text


def test_picked_events_are_drawn_whenever_they_were(tmp_path: Path) -> None:
    known = a_chronicle(tmp_path, events=[an_event(id="old"), an_event(id="new", start="2026-04-01")])
    drawn, layout = figure(known, replace(PAGE_DEFAULT, pick=("old", "new")))
    days = {mark.event: date.fromordinal(round(layout.day_at(mark.x))).year for mark in layout.marks}
    assert days == {"old": 1975, "new": 2026}
    assert set(marks_of(drawn)) == {"old", "new"}


def test_the_number_of_traces_does_not_depend_on_the_events(tmp_path: Path) -> None:
    few, _ = figure(a_chronicle(tmp_path / "few", events=[an_event()]))
    many, _ = figure(
        a_chronicle(
            tmp_path / "many", events=[an_event(id=f"e{i}", start=str(1960 + i % 60)) for i in range(300)]
        )
    )
    assert len(few.data) == len(many.data)


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_contrast(theme: Theme) -> None:
    for ground in (theme.ground, theme.band):
        assert contrast(theme.ink, ground) >= 7
        assert all(contrast(color, ground) >= 4.5 for color in (theme.quiet, theme.link, theme.accent))
        assert all(
            contrast(color, ground) >= 3 for color in (*theme.hues, theme.ghost) if color != theme.ghost
        )
