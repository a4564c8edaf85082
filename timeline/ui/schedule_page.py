"""The page of promised dates: curves, what they say in words, and the record of every milestone."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from timeline.chronicle import Chronicle
from timeline.dates import date_label
from timeline.exports.job import Job
from timeline.promises import Milestone, milestones
from timeline.selection import Selection
from timeline.sentences import counted
from timeline.ui import chart_page, state
from timeline.vocabulary import VIEWS

TITLE = "Schedule"
_HINT = "Along: the day of the announcement. Up: the date promised. Choose a point for its story."
_HOW = (
    "Each line is a milestone. Along: the day on which something was announced. Up: the date that was promised.",
    "A step up is a slip, a step down a date pulled in. A small dot: the same date, said again.",
    "Where a line reaches the dashed one, the day had come. A gap: for that time there was no date at all.",
    "A star: it flew. A cross: it failed or was cancelled.",
    "A pale bar: the promise was vague, anywhere in it. An open diamond: an auditor's estimate, no promise.",
    "Choose a point to read the story, with who said it and every source.",
)
_VIEWS = {"dates": "Forecast against announced", "months": "Months moved against announced"}


def show() -> None:
    chart_page.show(
        chart_page.Page(
            "schedule", TITLE, _HINT, _HOW, choose=_choose, beside=_record, is_empty=_is_empty, walked=_walked
        )
    )


def _choose(selection: Selection) -> None:
    st.session_state["schedule_view"] = selection.view
    st.segmented_control(
        "What stands upwards", VIEWS, key="schedule_view", format_func=_VIEWS.__getitem__, required=True,
        label_visibility="collapsed", on_change=lambda: state.change(view=st.session_state["schedule_view"]),
    )  # fmt: skip


def _is_empty(known: Chronicle, events: pd.DataFrame) -> str:
    if milestones(known, events):
        return ""
    return (
        f"None of the {counted(len(events), 'event')} chosen has a promised date. "
        "Choose Main or All, or remove a filter."
    )


def _walked(known: Chronicle, events: pd.DataFrame) -> list[str]:
    return [milestone.event for milestone in milestones(known, events)]


def _record(job: Job) -> None:
    """Every milestone as a row."""
    known, found = job.known, milestones(job.known, job.events)
    if not found:
        return
    place = st.expander(
        f"The record ({counted(len(found), 'milestone')})", on_change="rerun", key="record_open"
    )
    if not place.open:
        return
    ids = [milestone.event for milestone in found]

    def chosen() -> None:
        picked = st.session_state["record"].selection.rows
        if picked:
            state.change(event=ids[picked[0]])

    with place:
        st.dataframe(
            pd.DataFrame([_row(known, milestone) for milestone in found]), hide_index=True, key="record",
            on_select=chosen, selection_mode="single-row",
            column_config={
                "Months moved": st.column_config.NumberColumn(format="%+d"),
                "Course": st.column_config.LineChartColumn("Course", help="Months moved from the first promise"),
            },
            alt="The record of every milestone; choose a row to open its card",
        )  # fmt: skip
        st.download_button(
            "The record as CSV, with medians per programme", lambda: job.tables[1].file,
            job.file_name("csv", "record"), "text/csv", key="record_csv", on_click="ignore", type="tertiary",
        )  # fmt: skip


def _row(known: Chronicle, milestone: Milestone) -> dict[str, object]:
    first, latest = milestone.first, milestone.latest
    return {
        "Milestone": milestone.title,
        "Programme": known.programmes.get(milestone.programme, milestone.programme),
        "First forecast": date_label(first.date) if first and first.date else "–",
        "Latest": date_label(latest.date) if latest and latest.date else "–",
        "Moves": milestone.moves,
        "Months moved": milestone.months,
        "Now": milestone.status,
        "Course": milestone.course,
    }
