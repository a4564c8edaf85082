"""The page of the groups: members over time, as a table, and what makes nobody a member."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from timeline.chronicle import Chronicle
from timeline.dates import date_label
from timeline.exports.job import Job
from timeline.frames import cells_of, rows_of
from timeline.members import apart, members_in
from timeline.sentences import counted
from timeline.text import shown
from timeline.ui import chart_page

TITLE = "Groups"
_HINT = "Each step is a signature. Choose one for its story."
_HOW = (
    "Each line is a group; it rises where a country joins and falls where one leaves.",
    "Open marks are countries that belong to another group too; the dotted line counts them.",
    "Members are counted by signatures of a state or of its agency. Institutions, statements and declared interest "
    "stand apart, under the chart.",
    "The groups are not the same kind of thing, and a country may join more than one. They are shown whole: period "
    "and detail do not count here.",
)


def show() -> None:
    chart_page.show(chart_page.Page("groups", TITLE, _HINT, _HOW, beside=below, is_empty=is_empty))


def is_empty(known: Chronicle, events: pd.DataFrame) -> str:
    return (
        ""
        if members_in(known, events)[0]
        else "Nobody had joined a group by then, or the filters leave nobody."
    )


def below(job: Job) -> None:
    """The members, and apart from them who is none; shared with the map."""
    known, events = job.known, job.events
    found, names = members_in(known, events)
    place = st.expander(f"Members ({counted(len(found), 'row')})", on_change="rerun", key="members_open")
    if place.open:
        with place:
            st.dataframe(
                pd.DataFrame({
                    "Country": [m.name for m in found],
                    "Group": [names.get(m.bloc, m.bloc) for m in found],
                    "Joined": [date_label(m.joined) for m in found],
                    "Left": [date_label(m.left) if m.left else "" for m in found],
                    "Form": [m.form for m in found],
                    "Sources": _publishers(known, (m.sources for m in found)),
                }),
                hide_index=True, alt="Members of the groups",
            )  # fmt: skip
    others = rows_of(apart(events))
    place = st.expander(
        f"No members: institutions, statements, interest, refusals ({len(others)})",
        on_change="rerun",
        key="apart_open",
    )
    if place.open:
        with place:
            st.dataframe(
                pd.DataFrame({
                    "Date": [row["label"] for row in others],
                    "Event": [shown(row["title"]) for row in others],
                    "Group": [known.programmes.get(row["programme"], row["programme"]) for row in others],
                    "What": [row["form"] or row["kind"] for row in others],
                    "Sources": _publishers(known, (row["sources"] for row in others)),
                }),
                hide_index=True, alt="What makes nobody a member",
            )  # fmt: skip


def _publishers(known: Chronicle, rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Of the sources of each row, in words."""
    own = dict(cells_of(known.dataset.sources, "id", "publisher"))
    return [", ".join(dict.fromkeys(shown(own.get(s, s)) for s in sources)) for sources in rows]
