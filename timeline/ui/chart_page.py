"""A page with a chart: choose, draw, explain, download. Each chart says what it has beside that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from timeline.charts import CHARTS
from timeline.charts.theme import THEMES
from timeline.chronicle import Chronicle
from timeline.exports import EXPORTS
from timeline.exports.job import Job
from timeline.layout import Manner
from timeline.selection import COMMAND_DEFAULT, Selection, relaxations, view_address
from timeline.sentences import (
    REPLAYED,
    counted,
    day_words,
    freshness,
    source_line,
    unheeded,
)
from timeline.studio import job_for
from timeline.text import shown
from timeline.ui import card, components, controls, data, known_on, look, picture, share_panel, state
from timeline.ui.markdown import escaped
from timeline.ui.questions import questions

_CHART = "timeline_chart"
_AT_ONCE = 12  # sentences before the reader asks for more
_SIDE, _GAP = 310, 16  # px, the right column and what lies before it (app.css)


@dataclass(frozen=True)
class Page:
    """A chart with a page of its own: what it has beside filters, chart and card."""

    chart: str
    title: str
    hint: str  # in one line, under the heading
    how: tuple[str, ...]  # how to read it, in the right column
    choose: Callable[[Selection], None] | None = None  # controls of its own, above the chart
    beside: Callable[[Job], None] | None = None  # below the chart
    listed: Callable[[pd.DataFrame, Selection], None] | None = None  # at the end of a single column
    is_empty: Callable[[Chronicle, pd.DataFrame], str] | None = None  # why there is nothing to draw
    # Where previous and next lead, in order: every event, unless the chart draws only some of them.
    walked: Callable[[Chronicle, pd.DataFrame], list[str]] = lambda _, events: list(events["id"])


def show(page: Page) -> None:
    """One page: choose, draw, explain, download."""
    selection = state.selection()
    known = data.known(selection)
    events = data.chosen(page.chart, known, selection)
    width = look.page_width()
    if state.is_embedded():
        _embedded(page, known, events, selection, width)
        return
    is_stacked = width < look.STACKED
    if is_stacked and selection.event and selection.event in known.events.index:
        _side(page, known, events, is_stacked)
        return
    _top(page, known, events, selection)
    controls.filters(known, width < look.NARROW, data.today())
    # Head and filters are on their way: the browser takes them in while the chart is laid out here.
    made = _made(page, known, events, selection, width if is_stacked else width - _SIDE - _GAP)
    _said(page, known, selection)
    if events.empty:
        _nothing(page, known, selection)
        return
    if page.choose:
        page.choose(selection)
    if is_stacked:
        with st.container(key="chart_column"):
            _chart(page, known, events, selection, made)
        _below(page, known, events, selection)
        if page.listed:
            page.listed(events, selection)
        _side(page, known, events, is_stacked)
        return
    with st.container(horizontal=True, gap=None, key="columns"):
        with st.container(width="stretch", key="chart_column"):
            _chart(page, known, events, selection, made)
            _below(page, known, events, selection)
        with st.container(width=_SIDE + _GAP, key="side_column"):
            _side(page, known, events, is_stacked)


def _embedded(page: Page, known: Chronicle, events: pd.DataFrame, selection: Selection, width: int) -> None:
    """In a frame of somebody's page: the chart and its sources, and a way to the whole."""
    look.heading(CHARTS[page.chart].heading(known, events, selection), "")
    if not events.empty:
        _chart(page, known, events, selection, _made(page, known, events, selection, width))
    address = view_address(state.public_address(), page.chart, selection) or f"?{state.encoded(selection)}"
    look.source(source_line(known, events), address, "Open the whole timeline")


def _top(page: Page, known: Chronicle, events: pd.DataFrame, selection: Selection) -> None:
    state.page_links(page.title)
    words = [freshness(known, data.today()), page.hint]
    if told := unheeded(selection, CHARTS[page.chart].means(selection)):
        words.append(told)
    look.heading(CHARTS[page.chart].heading(known, events, selection), " ".join(words))
    items = [{"text": text, "query": query} for text, query in _questions(data.edition(selection))]
    with st.container(key="questions"):
        components.links(
            "questions_nav",
            items,
            follower("questions_nav", remember=True),
            "Questions",
            "row",
            look.theme(),
        )


@st.cache_resource(max_entries=16, show_spinner=False)
def _questions(edition: data.Edition) -> list[tuple[str, str]]:
    return questions(data.chronicle_of(edition))


def follower(key: str, remember: bool = False) -> Callable[[], None]:
    """A callback that goes where the chosen link of the component `key` leads."""

    def follow() -> None:
        query = st.session_state[key].go
        dataset = data.reading().dataset
        if query is not None and dataset is not None:
            state.follow(query, dataset, remember)

    return follow


def _said(page: Page, known: Chronicle, selection: Selection) -> None:
    """Notes on the address, the as-of day, and what narrows the view, each with a way back."""
    if notes := state.notes():
        st.warning(f"Ignored: {escaped('; '.join(notes))}")
    problems = [p for p in data.reading().problems if p.level == "error"]
    if problems:
        st.warning(
            f"{counted(len(problems), 'fault')} in the data; the rows concerned are listed under About the table."
        )
    if known.dataset.as_of:
        with st.container(horizontal=True, vertical_alignment="center", key="as_of_banner"):
            words = f"**You are looking at {day_words(known.dataset.as_of)}.** Later events are hidden. {REPLAYED}"
            st.markdown(words)
            st.button("Back to now", on_click=lambda: state.change(as_of=None), key="back_to_now")
        known_on.slider(known.dataset.as_of)
    if selection.compare:
        known_on.comparison(page.chart, selection)
    picture.bar(selection)


def _nothing(page: Page, known: Chronicle, selection: Selection) -> None:
    """Nothing matches: name the filters whose removal brings events back."""
    chosen = CHARTS[page.chart].chosen
    everything = replace(COMMAND_DEFAULT, as_of=selection.as_of)
    total = len(chosen(known, everything))
    if not total:
        st.info(f"Nothing to show here {'by that day' if selection.as_of else 'in this table'}.")
        return
    offers = relaxations(known, selection, chosen)
    names = _offer_names(known, [(field, value) for field, value, _, _ in offers])
    advice = f"Remove {names[0]} or show" if names else "Show"
    st.info(f"Nothing matches. {escaped(advice)} all {total} events.")
    with st.container(horizontal=True):
        for name, (field, value, wider, count) in zip(names[:6], offers[:6], strict=True):
            st.button(
                escaped(f"Remove {name} ({count})"), key=f"remove {field} {value}",
                on_click=lambda chosen=wider: state.select(chosen),
            )  # fmt: skip
        st.button(f"Show all {total} events", on_click=lambda: state.select(everything))


def _offer_names(known: Chronicle, offers: list[tuple[str, str]]) -> list[str]:
    """The filters in words; one that reads like another ("decision", searched for and a kind) says what it is."""
    said = {"from": "the period", "q": "the search"}
    own = {"programme": known.programmes, "country": known.countries}
    names = [
        said["from"] if field == "from" else f"'{own.get(field, {}).get(value, value)}'"
        for field, value in offers
    ]
    return [
        f"{said.get(field, f'the {field}')} {name}" if names.count(name) > 1 else name
        for (field, _), name in zip(offers, names, strict=True)
    ]


@dataclass(frozen=True)
class _Made:
    """A chart and how it is laid out; or why there is nothing to draw."""

    figure: Any = None
    plan: Any = None
    empty: str = ""


def _made(page: Page, known: Chronicle, events: pd.DataFrame, selection: Selection, width: int) -> _Made:
    if events.empty:
        return _Made()
    if page.is_empty and (words := page.is_empty(known, events)):
        return _Made(empty=words)
    shown_as = replace(selection, event="", title="")  # neither is drawn
    return _drawn(page.chart, data.edition(selection), shown_as, width, look.theme().name)


def _chart(page: Page, known: Chronicle, events: pd.DataFrame, selection: Selection, made: _Made) -> None:
    if made.empty:
        st.info(made.empty)
        return
    figure, plan = made.figure, made.plan
    st.plotly_chart(
        figure, key=_CHART, theme=None, width="stretch",
        height=round(plan.height), config=_CONFIG, alt=_alt(page, known, events, selection),
    )  # fmt: skip
    if told := CHARTS[page.chart].left_out(plan):
        st.caption(told)


# A card that opens, a step back, another reader of the same view: the same figure. Nobody changes it.
@st.cache_resource(max_entries=128, show_spinner=False, hash_funcs={Selection: hash})
def _drawn(chart: str, edition: data.Edition, selection: Selection, width: int, theme: str) -> _Made:
    known = data.chronicle_of(edition)
    events = data.chosen(chart, known, selection)
    drawn = CHARTS[chart]
    plan = drawn.plan(known, events, selection, width, 0, Manner())
    return _Made(drawn.draw(plan, known, events, THEMES[theme]), plan)


_CONFIG = {
    "displaylogo": False,
    "scrollZoom": False,
    "displayModeBar": "hover",
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "toImage"],
}


def _alt(page: Page, known: Chronicle, events: pd.DataFrame, selection: Selection) -> str:
    told = CHARTS[page.chart].heading(known, events, selection)
    return shown(f"{told}. The table below holds the same.")


def _below(page: Page, known: Chronicle, events: pd.DataFrame, selection: Selection) -> None:
    """The table that equals the chart, and the downloads."""
    with st.container(horizontal=True, key="below", vertical_alignment="center"):
        job = job_for(page.chart, known, events, selection, state.public_address())
        rest = replace(COMMAND_DEFAULT, as_of=selection.as_of)
        everything = job_for("timeline", known, known.events, rest, state.public_address())
        _download(f"Rows shown ({job.row_count}) CSV", "csv", job, "rows_shown")
        _download(f"All rows ({len(known.events)}) CSV", "csv", everything, "rows_all")
        _download("Offline page", "html", job, "offline")
        state.page_link("about", "About the table")
    share_panel.panel(page.chart, job)
    look.print_footer(source_line(known, events, job.address))
    _in_words(job)
    if page.beside:
        page.beside(job)


def _in_words(job: Job) -> None:
    """The chart's question, answered in words."""
    if not job.sentences:
        return
    first, rest = job.sentences[:_AT_ONCE], job.sentences[_AT_ONCE:]
    with st.container(key="said_aloud"):
        st.subheader("In words", anchor=False)
        st.text("\n".join(first))
        if rest:
            place = st.expander(f"{len(rest)} more in words", on_change="rerun", key="words_open")
            if place.open:
                place.text("\n".join(rest))


def _download(label: str, ending: str, job: Job, key: str) -> None:
    made = EXPORTS[ending]
    st.download_button(
        label, lambda: made.write(job), job.file_name(ending), made.MIME, key=key, on_click="ignore",
        type="tertiary",
    )  # fmt: skip


def _side(page: Page, known: Chronicle, events: pd.DataFrame, is_stacked: bool) -> None:
    card.show(known, page.chart, page.walked(known, events), page.how, is_stacked)
