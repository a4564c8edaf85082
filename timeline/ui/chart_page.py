"""A page with a chart: choose, draw, explain, download. Each chart says what it has beside that."""

from __future__ import annotations

import os
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
from timeline.layout import Layout, Manner
from timeline.members import country_words
from timeline.records import Recorder
from timeline.selection import COMMAND_DEFAULT, Selection, relaxations, select
from timeline.sentences import (
    HOW_TO_READ,
    HOW_TO_READ_GROUPS,
    HOW_TO_READ_MAP,
    HOW_TO_READ_PARTNERS,
    HOW_TO_READ_SCHEDULE,
    REPLAYED,
    counted,
    day_words,
    filters_in_words,
    freshness,
    source_line,
)
from timeline.studio import job_for
from timeline.text import shown
from timeline.ui import components, controls, data, known_on, look, share_panel, state
from timeline.ui.markdown import escaped
from timeline.ui.questions import questions

_HELP = {
    "timeline": HOW_TO_READ, "schedule": HOW_TO_READ_SCHEDULE, "groups": HOW_TO_READ_GROUPS,
    "map": HOW_TO_READ_MAP, "partners": HOW_TO_READ_PARTNERS,
}  # fmt: skip
_HOW = {
    "timeline": "Filled: happened. Hollow: planned. Choose a mark for its story.",
    "schedule": "Along: the day of the announcement. Up: the date promised. Choose a point for its story.",
    "groups": "Each step is a signature. Choose one for its story.",
    "map": "Each mark is a member. Choose one for its events.",
    "partners": "Each cell counts what two did together. Choose one for its events.",
}
_CHART = "timeline_chart"
_SIDE, _GAP = 310, 16  # px, the right column and what lies before it (app.css)


@dataclass(frozen=True)
class Page:
    """A chart with a page of its own: what it has beside filters, chart and card."""

    chart: str
    title: str
    choose: Callable[[Selection], None] | None = None  # controls of its own, above the chart
    beside: Callable[[Chronicle, pd.DataFrame, Selection], None] | None = None  # below the chart
    listed: Callable[[pd.DataFrame, Selection], None] | None = None  # at the end, on a phone
    is_empty: Callable[[Chronicle, pd.DataFrame], str] | None = None  # why there is nothing to draw


def show(page: Page) -> None:
    """One page: choose, draw, explain, download."""
    selection = state.selection()
    known = data.known(selection)
    events = data.chosen(page.chart, known, selection)
    width = look.page_width()
    if state.is_embedded():
        _embedded(page, known, events, selection, width)
        return
    narrow = width < look.NARROW
    if narrow and selection.event and selection.event in known.events.index:
        _card(page, known, events, narrow)
        return
    _top(page, known, events, selection)
    with st.container(key="filters"):
        controls.filters(known, narrow, width, data.today())
    _said(known, selection)
    if events.empty:
        _nothing(known, selection)
        return
    if page.choose:
        page.choose(selection)
    if narrow:
        _chart(page, known, events, selection, width)
        _below(page, known, events, selection)
        if page.listed:
            page.listed(events, selection)
        _card(page, known, events, narrow)
        return
    with st.container(horizontal=True, gap=None, key="columns"):
        with st.container(width="stretch", key="chart_column"):
            _chart(page, known, events, selection, width - _SIDE - _GAP)
            _below(page, known, events, selection)
        with st.container(width=_SIDE + _GAP, key="side_column"):
            _card(page, known, events, narrow)


def _embedded(page: Page, known: Chronicle, events: pd.DataFrame, selection: Selection, width: int) -> None:
    """In a frame of somebody's page: the chart and its sources, and a way to the whole."""
    look.heading(CHARTS[page.chart].heading(known, events, selection), "")
    if not events.empty:
        _chart(page, known, events, selection, width)
    address = f"{state.public_address()}?{state.encoded(selection)}"
    look.source(source_line(known, events), address, "Open the whole timeline")


def _top(page: Page, known: Chronicle, events: pd.DataFrame, selection: Selection) -> None:
    state.page_links(page.title)
    words = f"{freshness(known, data.today())} {_HOW[page.chart]}"
    look.heading(CHARTS[page.chart].heading(known, events, selection), words)
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


def _said(known: Chronicle, selection: Selection) -> None:
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
        known_on.comparison(selection)
    if selection.pick or selection.hide or _basket():
        _picture_bar(selection)


def _basket() -> list[str]:
    """The events that the reader collects for a picture of their own."""
    basket: list[str] = st.session_state.setdefault("basket", [])
    return basket


def _picture_bar(selection: Selection) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="picture_bar"):
        basket = _basket()
        if selection.pick:
            st.markdown(f"A picture of {counted(len(selection.pick), 'chosen event')}.")
        elif basket:
            st.markdown(f"My picture: {counted(len(basket), 'event')}.")
            st.button("Show them", on_click=lambda: state.change(pick=tuple(basket), event=""))
        if selection.hide:
            st.markdown(f"{len(selection.hide)} hidden.")
        st.button("Show everything again", on_click=_clear_picture)


def _clear_picture() -> None:
    st.session_state["basket"] = []
    state.change(pick=(), hide=())


def _nothing(known: Chronicle, selection: Selection) -> None:
    """Nothing matches: name the filters whose removal brings events back."""
    total = len(known.events)
    offers = relaxations(known, selection)
    words = dict(filters_in_words(known, selection))
    names = [_offer_name(known, field, value, words) for field, value, _, _ in offers]
    advice = f"Remove {names[0]} or show" if names else "Show"
    st.info(f"Nothing matches. {escaped(advice)} all {total} events.")
    with st.container(horizontal=True):
        for name, (_, _, wider, count) in zip(names[:6], offers[:6], strict=True):
            st.button(
                escaped(f"Remove {name} ({count})"), key=f"remove {name}",
                on_click=lambda chosen=wider: state.select(chosen),
            )  # fmt: skip
        everything = replace(COMMAND_DEFAULT, as_of=selection.as_of)
        st.button(f"Show all {total} events", on_click=lambda: state.select(everything))


def _offer_name(known: Chronicle, field: str, value: str, words: dict[str, str]) -> str:
    if field == "from":
        return "the period"
    names = {**known.programmes, **known.countries}
    return f"'{names.get(value, value)}'" if field in ("programme", "country") else f"'{value}'"


def _chart(page: Page, known: Chronicle, events: pd.DataFrame, selection: Selection, width: int) -> None:
    if page.is_empty and (words := page.is_empty(known, events)):
        st.info(words)
        return
    shown_as = replace(selection, event="", title="")  # neither is drawn
    figure, plan = _drawn(page.chart, data.edition(selection), shown_as, width, look.theme().name)
    st.plotly_chart(
        figure, key=_CHART, theme=None, width="stretch",
        height=round(plan.height), config=_CONFIG, alt=_alt(page, known, events, selection),
    )  # fmt: skip
    if isinstance(plan, Layout) and (told := _left_out(plan)):
        st.caption(told)


# A card that opens, a step back, another reader of the same view: the same figure. Nobody changes it.
@st.cache_resource(max_entries=128, show_spinner=False, hash_funcs={Selection: hash})
def _drawn(
    chart: str, edition: data.Edition, selection: Selection, width: int, theme: str
) -> tuple[Any, Any]:
    known = data.chronicle_of(edition)
    events = data.chosen(chart, known, selection)
    drawn = CHARTS[chart]
    plan = drawn.plan(known, events, selection, width, 0, Manner())
    return drawn.draw(plan, known, events, THEMES[theme]), plan


_CONFIG = {
    "displaylogo": False,
    "scrollZoom": False,
    "displayModeBar": "hover",
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "toImage"],
}


def _alt(page: Page, known: Chronicle, events: pd.DataFrame, selection: Selection) -> str:
    told = CHARTS[page.chart].heading(known, events, selection)
    return shown(f"{told}. The table below holds the same.")


def _left_out(layout: Layout) -> str:
    told = []
    if layout.folded:
        told.append(f"folded into counts: {counted(layout.folded, 'small event')}")
    if layout.unlabelled:
        told.append(f"no room for a title: {counted(layout.unlabelled, 'mark')}")
    if layout.undated:
        told.append(f"without a date, in the table only: {counted(len(layout.undated), 'event')}")
    return f"{'; '.join(told).capitalize()}. Narrow the view to open them." if told else ""


def _below(page: Page, known: Chronicle, events: pd.DataFrame, selection: Selection) -> None:
    """The table that equals the chart, and the downloads."""
    with st.container(horizontal=True, key="below", vertical_alignment="center"):
        job = job_for(page.chart, known, events, selection, state.public_address())
        rest = replace(COMMAND_DEFAULT, as_of=selection.as_of)
        everything = job_for("timeline", known, known.events, rest, state.public_address())
        rows = len(job.table.rows) if job.table else len(events)
        _download(f"Rows shown ({rows}) CSV", "csv", job, "rows_shown")
        _download(f"All rows ({len(known.events)}) CSV", "csv", everything, "rows_all")
        _download("Offline page", "html", job, "offline")
        state.page_link("about", "About the table")
    share_panel.panel(page.chart, job)
    look.print_footer(source_line(known, events, state.public_address()))
    if page.beside:
        page.beside(known, events, selection)


def _download(label: str, ending: str, job: Job, key: str) -> None:
    made = EXPORTS[ending]
    st.download_button(
        label, lambda: made.write(job), job.file_name(ending), made.MIME, key=key, on_click="ignore",
        type="tertiary",
    )  # fmt: skip


# --- the card -------------------------------------------------------------------------------------


def _card(page: Page, known: Chronicle, events: pd.DataFrame, narrow: bool) -> None:
    event, ids = state.selection().event, list(events["id"])
    data, words, head = None, list(_HELP[page.chart]), "How to read this"
    countries = state.selection().country
    if len(countries) == 1 and not state.selection().agency:
        head = known.countries.get(countries[0], countries[0])
        words = country_words(known, countries[0]) or words
    if event in known.events.index:
        data, words = _card_data(known, ids, event, narrow), []
    elif event:
        words = [f"The event {event!r} was not yet known on that day."]
    components.card(data, words, head, ids, _acted, look.theme())


def _card_data(known: Chronicle, ids: list[str], event: str, narrow: bool) -> dict[str, Any]:
    selection = state.selection()
    place = f"{ids.index(event) + 1} of {len(ids)}" if event in ids else "not in this view"
    address = state.public_address()
    version = known.dataset.version
    card = Recorder(known).card(event)
    return {
        **card,
        "narrow": narrow,
        "place": place,
        "picked": event in (selection.pick or _basket()),
        "query": state.encoded(selection),
        "public_address": address,
        "link_note": ""
        if address
        else "Copied. This link works on this computer only; the offline page can be passed on.",
        "report_to": os.environ.get("TIMELINE_REPORT_TO", ""),
        "report": f"Event: {event}\nTable: {version}\nDate shown: {card['when']}\nWhat is wrong, and a source:\n",
    }


def _acted() -> None:
    """A button or key of the card, or a click on a mark."""
    act = st.session_state["card"].act
    if not act:
        return
    selection = state.selection()
    event = selection.event
    if act["name"] == "open" and act["event"].startswith("?"):
        dataset = data.reading().dataset
        if dataset is not None:
            state.follow(act["event"].removeprefix("?"), dataset)
            state.go_to("timeline")
    elif act["name"] == "open":
        state.change(event=act["event"])
    elif act["name"] == "close":
        state.change(event="")
    elif act["name"] in ("previous", "next"):
        _step(selection, 1 if act["name"] == "next" else -1)
    elif act["name"] == "pick":
        _toggle_pick(selection, event)
    elif act["name"] == "hide":
        state.change(hide=(*selection.hide, event), pick=_without(selection.pick, event), event="")


def _step(selection: Selection, step: int) -> None:
    ids = list(select(data.known(selection), selection)["id"])
    place = ids.index(selection.event) + step if selection.event in ids else 0
    if 0 <= place < len(ids):
        state.change(event=ids[place])


def _toggle_pick(selection: Selection, event: str) -> None:
    if selection.pick:
        picked = _without(selection.pick, event) if event in selection.pick else (*selection.pick, event)
        state.change(pick=picked)
        return
    basket = _basket()
    (basket.remove if event in basket else basket.append)(event)


def _without(ids: tuple[str, ...], event: str) -> tuple[str, ...]:
    return tuple(i for i in ids if i != event)
