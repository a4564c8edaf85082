"""About the table: what it holds, how to cite it, what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import streamlit as st

from timeline.checks import Problem
from timeline.summary import summary
from timeline.ui import data, look, state

TITLE = "About"
_WORDS = (
    "A curated, sourced table of who works with whom in space, what was promised and what happened when. Every "
    "event and every promised date cites a source with its own address. Summaries are our own words and know "
    "nothing later than the event. Where sources disagree, the note says so."
)


def show() -> None:
    found = data.reading()
    dataset = found.dataset
    assert dataset is not None
    state.page_links(TITLE)
    look.heading("About the table", _WORDS)
    left, right = st.columns(2)
    with left:
        st.subheader("What it holds", anchor=False)
        counts = summary(dataset)
        st.dataframe(
            pd.DataFrame({"What": list(counts), "Value": [str(v) for v in counts.values()]}),
            hide_index=True, height="content", alt="Counts of the table",
        )  # fmt: skip
    with right:
        st.subheader("How to cite it", anchor=False)
        st.code(
            f"Space Cooperation Timeline, table {dataset.version}, complete to {dataset.complete_to}. "
            "Data: CC BY 4.0.",
            language=None, wrap_lines=True,
        )  # fmt: skip
        st.markdown("The data is licensed CC BY 4.0, the program MIT.")
        st.subheader("Problems found in the data", anchor=False)
        problem_list(found.problems)


def problem_list(problems: Sequence[Problem]) -> None:
    """Every problem as a sentence; `st.dataframe` shows cells as text, never as markup."""
    if not problems:
        st.write("None.")
        return
    st.dataframe(
        pd.DataFrame({"Problem": [_located(problem) for problem in problems]}), hide_index=True,
        alt="Problems of the data",
    )  # fmt: skip


def _located(problem: Problem) -> str:
    """Without the folder: the reader of the page does not have it."""
    return str(replace(problem, file=Path(problem.file).name))
