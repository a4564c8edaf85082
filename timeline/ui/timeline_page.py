"""The page of the timeline: the chart, its table, and on a phone a list by year."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from timeline.exports.job import Job
from timeline.frames import rows_of
from timeline.selection import Selection
from timeline.sentences import HOW_TO_READ, counted
from timeline.text import shown
from timeline.ui import chart_page, components, look, state

TITLE = "Timeline"
_HINT = "Filled: happened. Hollow: planned. Choose a mark for its story."


def show() -> None:
    chart_page.show(chart_page.Page("timeline", TITLE, _HINT, HOW_TO_READ, beside=_table, listed=_by_year))


def _table(job: Job) -> None:
    known, events = job.known, job.events
    place = st.expander(f"Table ({counted(len(events), 'row')})", on_change="rerun", key="table_open")
    if not place.open:
        return
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

    with place:
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
    components.links(
        "year_nav", items, chart_page.follower("year_nav"), "Events by year", "list", look.theme()
    )
