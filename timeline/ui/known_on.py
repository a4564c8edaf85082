"""The day on which the reader stands: one control on every page, a slider, and what changed between days."""

from __future__ import annotations

from datetime import date

import streamlit as st

from timeline.changes import CHANGES, changes, title_of
from timeline.charts import CHARTS
from timeline.dates import DateError, VagueDate, VagueSpan, date_label, from_edtf, parse
from timeline.history import last_day
from timeline.selection import Selection
from timeline.sentences import counted
from timeline.text import shown
from timeline.ui import data, state
from timeline.vocabulary import DONE

_NAMED = "… or a day of the story"
_AT_ONCE = 60  # changes listed before the reader asks for more
_HEADS = {
    "joined": "Joined", "left": "Left", "happened": "Happened", "failed": "Failed", "moved": "Moved",
    "withdrawn": "Date withdrawn", "paused": "Paused", "cancelled": "Cancelled", "new": "Newly announced",
}  # fmt: skip


def control(chosen: Selection) -> None:
    """A popover: a box for any vague date, a slider, named days, and a second day to compare with."""
    is_past = chosen.as_of is not None and last_day(chosen.as_of, data.today()) < data.today()
    # The day itself stands in the banner: with another label Streamlit would build the popover anew, and shut it.
    label = f"Known on: {'a past day' if is_past else 'today'}"
    place = st.popover(label, width="stretch", on_change="rerun", key="known_on_open")
    if not place.open:
        return
    with place:
        st.markdown("**See the future as it was announced on that day.**")
        _box("As it was known on", "filter_as_of", "as_of", chosen.as_of)
        slider(last_day(chosen.as_of, data.today()) if chosen.as_of else data.today(), "popover_day")
        _named()
        _box("Compare with an earlier day", "filter_compare", "compare", chosen.compare)


def _box(label: str, key: str, field: str, value: VagueDate | None) -> None:
    st.session_state[key] = date_label(value) if value else ""
    st.text_input(
        label, key=key, placeholder="9 March 2021, late 2019 …", on_change=lambda: _typed(key, field), max_chars=80,
    )  # fmt: skip


def _typed(key: str, field: str) -> None:
    text = st.session_state[key].strip()
    if not text:
        state.change(**{field: None})
        return
    try:
        value = parse(text)
    except DateError as error:
        state.note(str(error))
        return
    if isinstance(value, VagueSpan) or value.unit is None:
        state.note(f"{shown(text)!r} is not one day.")
        return
    state.change(**{field: value})


def slider(day: date, key: str = "as_of_slider") -> None:
    """From the first day on which the view was not empty to today, day by day."""
    today = data.today()
    first = min(day, data.first_day(state.chart(), state.selection()) or today)
    if first >= today:
        return
    st.session_state[key] = min(day, today)

    def moved() -> None:
        chosen: date = st.session_state[key]
        state.change(as_of=None if chosen >= today else from_edtf(chosen.isoformat()))

    st.slider(
        "The day on which you stand", first, today, key=key, on_change=moved, format="D MMM YYYY",
        label_visibility="collapsed",
    )  # fmt: skip


def _named() -> None:
    """The headlines of the table, each on its day."""
    days = _headlines(data.edition(Selection()))
    st.session_state["named_day"] = None

    def chosen() -> None:
        if (name := st.session_state["named_day"]) is not None:
            state.change(as_of=from_edtf(days[name]))

    st.selectbox(
        _NAMED, list(days), key="named_day", on_change=chosen, index=None, filter_mode="contains",
        format_func=lambda name: shown(name), placeholder=_NAMED, label_visibility="collapsed",
    )  # fmt: skip


@st.cache_resource(max_entries=4, show_spinner=False)
def _headlines(edition: data.Edition) -> dict[str, str]:
    events = data.chronicle_of(edition).events
    rows = events[(events["importance"] == 1) & events["status"].isin(DONE)]
    exact = [(t, s) for t, s in zip(rows["title"], rows["start"], strict=True) if s.precision == "day"]
    return {f"{title}: {date_label(start)}": start.edtf for title, start in exact}


def comparison(chart: str, chosen: Selection) -> None:
    """What changed between the two days, in words; grey ticks in the chart show where things stood."""
    before, after = data.compared_days(chosen)
    found = changes(data.chronicle_on(before), data.chronicle_on(after))
    inside = set(CHARTS[chart].chosen(data.chronicle_on(after), chosen)["id"])
    own = [change for change in found if change.event in inside]
    with st.container(horizontal=True, vertical_alignment="center", key="compare_banner"):
        st.markdown(
            f"**{title_of(own, before, after)}** in this view. Grey ticks: where things stood before."
        )
        st.button("Stop comparing", on_click=lambda: state.change(compare=None), key="stop_comparing")
    place = st.expander(f"The {counted(len(own), 'change')} in words", on_change="rerun", key="changes_open")
    if not place.open:
        return
    with place:
        for kind in CHANGES:
            some = [change for change in own if change.kind == kind]
            if some:
                st.markdown(f"**{_HEADS[kind]}** ({len(some)})")
                st.text("\n".join(change.words for change in some[:_AT_ONCE]))
                if len(some) > _AT_ONCE:
                    st.caption(
                        f"… and {len(some) - _AT_ONCE} more; `python -m timeline changes` lists them all."
                    )
