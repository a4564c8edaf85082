"""The page of the partners: who works with whom, as a matrix, in words, as a table."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from timeline.chronicle import Chronicle
from timeline.exports.job import Job
from timeline.partners import pairs, partners
from timeline.selection import Selection
from timeline.sentences import counted
from timeline.ui import chart_page, state
from timeline.vocabulary import COUNTS, MOST, PARTNERS_BY

TITLE = "Partners"
_HINT = "Each cell counts what two did together. Choose one for its events."
_HOW = (
    "A cell counts the distinct missions and programmes that two partners have done together; what flew counts once, "
    "with its launch, landing and return. Accessions are left out unless chosen.",
    "The diagonal has what was done without any partner. Neighbours in the list work together most.",
    "Choose a cell to see exactly those events.",
)
_BY = {"agency": "Agencies", "country": "Countries"}
_COUNT = {"missions": "Missions and programmes", "events": "Events"}


def show() -> None:
    chart_page.show(
        chart_page.Page("partners", TITLE, _HINT, _HOW, choose=_choose, beside=_below, is_empty=_is_empty)
    )


def _choose(selection: Selection) -> None:
    with st.container(horizontal=True, key="partner_choice"):
        _switch("Partners are", "by", PARTNERS_BY, selection.by, _BY)
        _switch("Cells count", "count", COUNTS, selection.count, _COUNT)
        _switch("How many partners", "most", MOST, selection.most, {m: f"{m} partners" for m in MOST})


def _switch(label: str, field: str, options: tuple[str, ...], value: str, words: dict[str, str]) -> None:
    key = f"partners_{field}"
    st.session_state[key] = value
    st.segmented_control(
        label, options, key=key, format_func=words.__getitem__, required=True, label_visibility="collapsed",
        on_change=lambda: state.change(**{field: st.session_state[key]}),
    )  # fmt: skip


def _is_empty(known: Chronicle, events: pd.DataFrame) -> str:
    return (
        ""
        if pairs(known, events, state.selection().by)
        else "None of these events has happened yet, or none names a partner."
    )


def _below(job: Job) -> None:
    known, selection = job.known, job.selection
    made = partners(known, job.events, selection.by, selection.count, int(selection.most))
    names = {**known.countries, **known.agencies}
    found = made.together
    place = st.expander(f"All pairs ({counted(len(found), 'row')})", on_change="rerun", key="pairs_open")
    if place.open:
        with place:
            st.dataframe(
                pd.DataFrame({
                    "A": [names.get(p.a, p.a) for p in found],
                    "B": [names.get(p.b, p.b) for p in found],
                    "Missions and programmes": [len(p.units) for p in found],
                    "Events": [len(p.events) for p in found],
                    "Kinds": [", ".join(p.kinds) for p in found],
                    "Last": [p.last for p in found],
                }),
                hide_index=True, alt="All pairs of partners",
            )  # fmt: skip
