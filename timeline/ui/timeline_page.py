"""The timeline: choose, draw, explain, download."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from timeline.charts import timeline as chart
from timeline.charts.theme import THEMES
from timeline.checks import rows_of
from timeline.chronicle import Chronicle
from timeline.exports import EXPORTS
from timeline.exports.job import Job
from timeline.layout import Layout, Manner
from timeline.records import Recorder
from timeline.selection import COMMAND_DEFAULT, Selection, relaxations, select
from timeline.sentences import (
    HOW_TO_READ,
    REPLAYED,
    counted,
    day_words,
    filters_in_words,
    freshness,
    headline,
    source_line,
)
from timeline.studio import job_for
from timeline.text import shown
from timeline.ui import components, controls, data, look, share_panel, state
from timeline.ui.markdown import escaped
from timeline.ui.questions import questions

TITLE = "Timeline"
CHART = chart.NAME
_SIDE, _GAP = 310, 16  # px, the right column and what lies before it (app.css)
_CHART = "timeline_chart"


def show() -> None:
    selection = state.selection()
    known = data.known(selection)
    events = select(known, selection)
    width = look.page_width()
    if state.is_embedded():
        _embedded(known, events, selection, width)
        return
    narrow = width < look.NARROW
    if narrow and selection.event and selection.event in known.events.index:
        _card(known, events, narrow)
        return
    _top(known, events, selection)
    with st.container(key="filters"):
        controls.filters(known, narrow, width, data.today())
    _said(known, selection)
    if events.empty:
        _nothing(known, selection)
        return
    if narrow:
        _chart(known, events, selection, width)
        _below(known, events, selection)
        _by_year(events, selection)
        _card(known, events, narrow)
        return
    with st.container(horizontal=True, gap=None, key="columns"):
        with st.container(width="stretch", key="chart_column"):
            _chart(known, events, selection, width - _SIDE - _GAP)
            _below(known, events, selection)
        with st.container(width=_SIDE + _GAP, key="side_column"):
            _card(known, events, narrow)


def _embedded(known: Chronicle, events: pd.DataFrame, selection: Selection, width: int) -> None:
    """In a frame of somebody's page: the chart and its sources, and a way to the whole."""
    look.heading(headline(known, events, selection), "")
    if not events.empty:
        _chart(known, events, selection, width)
    query = state.encoded(selection)
    address = f"{state.public_address()}?{query}"
    look.source(source_line(known, events), address, "Open the whole timeline")


def _top(known: Chronicle, events: pd.DataFrame, selection: Selection) -> None:
    words = (
        f"{freshness(known, data.today())} Filled: happened. Hollow: planned. Choose a mark for its story."
    )
    look.heading(headline(known, events, selection), words)
    items = [{"text": text, "query": query} for text, query in _questions(data.edition(selection))]
    with st.container(key="questions"):
        components.links(
            "questions_nav",
            items,
            lambda: _follow("questions_nav", remember=True),
            "Questions",
            "row",
            look.theme(),
        )


@st.cache_resource(max_entries=16, show_spinner=False)
def _questions(edition: data.Edition) -> list[tuple[str, str]]:
    return questions(data.chronicle_of(edition))


def _follow(key: str, remember: bool = False) -> None:
    query = st.session_state[key].go
    dataset = data.reading().dataset
    if query is not None and dataset is not None:
        state.follow(query, dataset, remember)


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


def _chart(known: Chronicle, events: pd.DataFrame, selection: Selection, width: int) -> None:
    shown_as = replace(selection, event="", title="")  # neither is drawn
    figure, layout = _drawn(data.edition(selection), shown_as, width, look.theme().name)
    st.plotly_chart(
        figure, key=_CHART, theme=None, width="stretch",
        height=round(layout.height), config=_CONFIG, alt=_alt(known, events, selection),
    )  # fmt: skip
    if told := _left_out(layout):
        st.caption(told)


# A card that opens, a step back, another reader of the same view: the same figure. Nobody changes it.
@st.cache_resource(max_entries=128, show_spinner=False, hash_funcs={Selection: hash})
def _drawn(edition: data.Edition, selection: Selection, width: int, theme: str) -> tuple[Any, Layout]:
    known = data.chronicle_of(edition)
    events = select(known, selection)
    layout = chart.plan(known, events, selection, width, 0, Manner())
    return chart.draw(layout, known, events, THEMES[theme]), layout


_CONFIG = {
    "displaylogo": False,
    "scrollZoom": False,
    "displayModeBar": "hover",
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "toImage"],
}


def _alt(known: Chronicle, events: pd.DataFrame, selection: Selection) -> str:
    return shown(f"{headline(known, events, selection)}. The table below holds the same events.")


def _left_out(layout: Layout) -> str:
    told = []
    if layout.folded:
        told.append(f"folded into counts: {counted(layout.folded, 'small event')}")
    if layout.unlabelled:
        told.append(f"no room for a title: {counted(layout.unlabelled, 'mark')}")
    if layout.undated:
        told.append(f"without a date, in the table only: {counted(len(layout.undated), 'event')}")
    return f"{'; '.join(told).capitalize()}. Narrow the view to open them." if told else ""


def _below(known: Chronicle, events: pd.DataFrame, selection: Selection) -> None:
    """The table that equals the chart, and the downloads."""
    with st.container(horizontal=True, key="below", vertical_alignment="center"):
        job = _job(known, events, selection)
        rest = replace(COMMAND_DEFAULT, as_of=selection.as_of)
        everything = _job(known, known.events, rest)
        _download(f"Rows shown ({len(events)}) CSV", "csv", job, "rows_shown")
        _download(f"All rows ({len(known.events)}) CSV", "csv", everything, "rows_all")
        _download("Offline page", "html", job, "offline")
        state.page_link("about", "About the table")
    share_panel.panel(CHART, selection, lambda chosen: _job(known, select(known, chosen), chosen))
    look.print_footer(source_line(known, events, state.public_address()))
    table = st.expander(f"Table ({counted(len(events), 'row')})", on_change="rerun", key="table_open")
    if table.open:
        with table:
            _table(known, events)


def _job(known: Chronicle, events: pd.DataFrame, selection: Selection) -> Job:
    return job_for(CHART, known, events, selection, state.public_address())


def _download(label: str, ending: str, job: Job, key: str) -> None:
    made = EXPORTS[ending]
    st.download_button(
        label, lambda: made.write(job), job.file_name(ending), made.MIME, key=key, on_click="ignore",
        type="tertiary",
    )  # fmt: skip


def _table(known: Chronicle, events: pd.DataFrame) -> None:
    rows = pd.DataFrame({
        "Date": events["label"],
        "Event": [shown(t) for t in events["title"]],
        "Status": events["status"],
        "Programme": [known.programmes.get(p, p) for p in events["programme"]],
        "Countries": [", ".join(known.countries.get(c, c) for c in cell) for cell in events["countries"]],
        "Agencies": [", ".join(cell) for cell in events["agencies"]],
        "Summary": [shown(t) for t in events["summary"]],
    })  # fmt: skip
    ids = list(events["id"])

    def chosen() -> None:
        picked = st.session_state["table"].selection.rows
        if picked:
            state.change(event=ids[picked[0]])

    st.dataframe(
        rows, hide_index=True, key="table", on_select=chosen, selection_mode="single-row",
        alt="The events of the chart as a table; choose a row to open its card",
    )  # fmt: skip


def _by_year(events: pd.DataFrame, selection: Selection) -> None:
    """On a phone: the same events as a list."""
    items: list[dict[str, str]] = []
    year = ""
    for row in rows_of(events):
        own = str(row["start"].unit[0].year) if row["start"].unit else "Without a date"
        if own != year:
            year = own
            items.append({"heading": year})
        query = state.encoded(replace(selection, event=row["id"]))
        items.append({"text": shown(row["title"]), "aside": row["label"], "query": query})
    components.links("year_nav", items, lambda: _follow("year_nav"), "Events by year", "list", look.theme())


# --- the card -------------------------------------------------------------------------------------


def _card(known: Chronicle, events: pd.DataFrame, narrow: bool) -> None:
    event, ids = state.selection().event, list(events["id"])
    data, words = None, list(HOW_TO_READ)
    if event in known.events.index:
        data, words = _card_data(known, ids, event, narrow), []
    elif event:
        words = [f"The event {event!r} was not yet known on that day."]
    components.card(data, words, ids, _acted, look.theme())


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
    if act["name"] == "open":
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
