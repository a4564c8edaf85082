"""The filters: widgets of the entry file, so that they live on every page.

Each widget is set from the selection before it is drawn and changes it in its callback.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import streamlit as st

from timeline.chronicle import Chronicle
from timeline.dates import DateError, VagueDate, VagueSpan, parse
from timeline.selection import PAGE_DEFAULT, Selection
from timeline.sentences import period_words
from timeline.text import shown
from timeline.ui import known_on
from timeline.ui.state import change, note, selection
from timeline.vocabulary import DETAILS, KINDS, LANES, STATUSES

_OWN = "Own: type it here"
_STORY, _ALL, _NEAR, _SINCE_SPUTNIK = "2018–2031", "All years", "Today ± 3 years", "1957–today"


def filters(known: Chronicle, narrow: bool, today: date) -> None:
    """One row of controls, or as many as the page has room for; on a narrow page search alone, the rest behind
    Filters. Their widths stand in app.css: a column for each would cost as much as what is in it."""
    chosen = selection()
    key = "filters" if narrow else "filter_row"
    with st.container(horizontal=not narrow, vertical_alignment="center", key=key):
        _search(chosen)
        if narrow:
            place = st.popover("Filters", width="stretch", on_change="rerun", key="filters_open")
            if place.open:
                with place:
                    _choices(known, chosen, today)
                    _more(chosen)
        else:
            _choices(known, chosen, today)
            place = st.popover("More", width="stretch", on_change="rerun", key="more_open")
            if place.open:  # what is closed costs nothing
                with place:
                    _more(chosen)
        known_on.control(chosen)


def _choices(known: Chronicle, chosen: Selection, today: date) -> None:
    _who(known, chosen)
    _together(chosen)
    _programme(known, chosen)
    _period(chosen, today)
    _detail(chosen)


def _set(key: str, value: Any) -> str:
    """Give a widget its value before it is drawn."""
    st.session_state[key] = value
    return key


def _on(key: str, field: str, to: Callable[[Any], Any] = lambda v: v) -> Callable[[], None]:
    """A callback that carries a widget's value into one field of the selection."""
    return lambda: change(**{field: to(st.session_state[key])})


def _search(chosen: Selection) -> None:
    key = _set("filter_q", chosen.q)
    st.text_input(
        "Search", key=key, placeholder="Search: ISS, 嫦娥 …", label_visibility="collapsed",
        on_change=_on(key, "q", lambda v: shown(v or "")), max_chars=200,
    )  # fmt: skip


def _who(known: Chronicle, chosen: Selection) -> None:
    """Countries and agencies in one box; a code of two namespaces is told apart by its prefix."""
    names = partner_names(known)
    value = [f"country {c}" for c in chosen.country] + [f"agency {a}" for a in chosen.agency]
    key = _set("filter_who", value)

    def changed() -> None:
        picked = [item.split(" ", 1) for item in st.session_state[key]]
        change(
            country=tuple(code for what, code in picked if what == "country"),
            agency=tuple(code for what, code in picked if what == "agency"),
        )

    st.multiselect(
        "Who", list(names), key=key, format_func=lambda v: names.get(v, v), on_change=changed,
        placeholder="Countries and agencies", select_all=False, filter_mode="contains", label_visibility="collapsed",
    )  # fmt: skip
    if "RUS" in chosen.country and "SUN" not in chosen.country:
        st.button(
            "… and the Soviet Union", type="tertiary", key="add_sun",
            on_click=lambda: change(country=(*selection().country, "SUN")),
        )  # fmt: skip


@st.cache_resource(max_entries=8, show_spinner=False, hash_funcs={Chronicle: id})
def partner_names(known: Chronicle) -> dict[str, str]:
    """Every country and agency that an event names, by name."""
    events = known.dataset.events
    countries = {c for cell in events["countries"] for c in cell}
    agencies = {a for cell in events["agencies"] for a in cell}
    names = {f"country {c}": f"{known.countries.get(c, c)} ({c})" for c in countries}
    names |= {f"agency {a}": _agency(known, a) for a in agencies}
    return dict(sorted(names.items(), key=lambda item: item[1].casefold()))


def _agency(known: Chronicle, agency: str) -> str:
    name = known.agencies.get(agency, agency)
    return name if name.casefold() == agency.casefold() else f"{agency} · {name}"


def _together(chosen: Selection) -> None:
    key = _set("filter_together", chosen.together)
    st.toggle(
        "together", key=key, on_change=_on(key, "together", bool),
        help="Off: any of the chosen countries, and any of the chosen agencies. On: all of them in one event.",
    )  # fmt: skip


def _programme(known: Chronicle, chosen: Selection) -> None:
    names = dict(known.programmes)
    key = _set("filter_programme", [p for p in chosen.programme if p in names])
    st.multiselect(
        "Programme", list(names), key=key, format_func=lambda v: names.get(v, v),
        on_change=_on(key, "programme", tuple), placeholder="Programmes", select_all=False, filter_mode="contains", label_visibility="collapsed",
    )  # fmt: skip


def _period(chosen: Selection, today: date) -> None:
    presets = _presets(today)
    now = (chosen.since, chosen.to)
    name = next((n for n, value in presets.items() if value == now), period_words(chosen))
    options = [*presets, *([] if name in presets else [name]), _OWN]
    key = _set("filter_period", name)

    def changed() -> None:
        text = st.session_state[key]
        if text == _OWN:
            note("Type your own period into its box: 2019–2023, March 2021, late 2025 to 2027, since 2021.")
            return
        ends = presets.get(text) or _own_period(text)
        if ends:
            change(since=ends[0], to=ends[1])

    st.selectbox(
        "Period", options, key=key, on_change=changed, accept_new_options=True,
        label_visibility="collapsed", help=None,
    )  # fmt: skip


def _presets(today: date) -> dict[str, tuple[VagueDate | None, VagueDate | None]]:
    return {
        _STORY: (PAGE_DEFAULT.since, PAGE_DEFAULT.to),
        _SINCE_SPUTNIK: (_date("1957"), _date(str(today.year))),
        _NEAR: (_date(str(today.year - 3)), _date(str(today.year + 3))),
        _ALL: (None, None),
    }


def _date(text: str) -> VagueDate:
    value = parse(text)
    assert isinstance(value, VagueDate)
    return value


def _own_period(text: str) -> tuple[VagueDate | None, VagueDate | None] | None:
    """What a reader types: "2019–2023", "March 2021", "late 2025 to 2027", "since 2021"."""
    try:
        value = parse(text)
    except DateError as error:
        note(f"{error}. Write a period such as 2019–2023 or March 2021.")
        return None
    if isinstance(value, VagueSpan):
        return (value.start if value.start.unit else None), (value.end if value.end.unit else None)
    if value.unit is None:
        note(f"The period {text!r} has no date.")
        return None
    return value, value


def _detail(chosen: Selection) -> None:
    key = _set("filter_detail", chosen.detail)
    st.segmented_control(
        "Detail", list(DETAILS), key=key, on_change=_on(key, "detail", lambda v: v or "headlines"),
        format_func=str.capitalize, label_visibility="collapsed", width="stretch",
    )  # fmt: skip


def _more(chosen: Selection) -> None:
    """What is needed less often."""
    _choose_many("Kind", "kind", tuple(KINDS), chosen.kind)
    _choose_many("Status", "status", STATUSES, chosen.status)
    key = _set("filter_lanes", chosen.lanes)
    st.selectbox("Lanes", LANES, key=key, on_change=_on(key, "lanes"), format_func=str.capitalize)
    key = _set("filter_title", chosen.title)
    st.text_input(
        "My own headline", key=key, max_chars=200, on_change=_on(key, "title", lambda v: shown(v or "")),
    )  # fmt: skip


def _choose_many(label: str, field: str, options: Sequence[str], value: Sequence[str]) -> None:
    key = _set(f"filter_{field}", list(value))
    st.multiselect(label, options, key=key, on_change=_on(key, field, tuple), placeholder="All")
