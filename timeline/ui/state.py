"""The selection of this reader, and the address that says the same.

The selection in the session is the one truth. Widgets are set from it before they are drawn and
change it in their callbacks. The address is read when the session begins and when Back or Forward
lead somewhere; it is written when the selection has changed: filters replace it, opening an event
adds to the history.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlencode
from uuid import uuid4

import streamlit as st

from timeline.dataset import Dataset
from timeline.selection import PAGE_DEFAULT, Selection, brought, default_of, from_query, to_query
from timeline.ui import components

_SELECTION, _NOTES, _PAGES = "selection", "notes", "pages"
_WRITTEN, _SERIAL, _REMEMBER = "address_written", "address_serial", "address_remember"
_NEXT, _PAGE, _BROUGHT = "next_page", "page_shown", "page_brought"
_STREAMLITS_OWN = ("embed", "embed_options")


def adopt_address(dataset: Dataset, page: str) -> None:
    """Take the selection from the address in the first run, and where Back has led to another page."""
    session = st.session_state
    was, session[_PAGE] = session.get(_PAGE, page), page
    is_brought = session.pop(_BROUGHT, None) == page
    if _SELECTION not in session or (was != page and not is_brought):
        query = {word: st.query_params.get_all(word) for word in st.query_params}
        _take(query, default_of(chart()), dataset)
        session[_WRITTEN] = encoded(selection())


def write_address(dataset: Dataset) -> None:
    """Bring the address in line with the selection, and listen to Back and Forward."""
    state = st.session_state
    query, written = encoded(selection()), state[_WRITTEN]
    if query != written or _SERIAL not in state:
        state[_SERIAL] = uuid4().hex
    state[_WRITTEN] = query
    push = state.pop(_REMEMBER, False) or parse_qs(query).get("event") != parse_qs(written).get("event")

    def visited() -> None:
        if (where := components.visited()) is not None:
            _take(parse_qs(where), default_of(chart()), dataset)
            st.session_state[_WRITTEN] = encoded(selection())

    components.address(query, push, state[_SERIAL], visited)


def follow(query: str, dataset: Dataset, remember: bool = False) -> None:
    """Go where an address of the timeline leads; `remember` the view that is left, so that Back returns to it."""
    _take(parse_qs(query), PAGE_DEFAULT, dataset)
    st.session_state[_REMEMBER] = remember


def _take(query: Mapping[str, Sequence[str]], default: Selection, dataset: Dataset) -> None:
    ours = {word: texts for word, texts in query.items() if word not in _STREAMLITS_OWN}
    st.session_state[_SELECTION], st.session_state[_NOTES] = from_query(ours, default, dataset)


def encoded(chosen: Selection) -> str:
    """The selection as the words of this page's address."""
    return urlencode(to_query(chosen, default_of(chart())), doseq=True)


def chart() -> str:
    """The page that is shown, by its name."""
    title = st.session_state[_PAGE]
    return next((name for name, page in st.session_state[_PAGES].items() if page.title == title), "timeline")


def _query_on(name: str) -> dict[str, list[str]]:
    """The selection as another page's address says it."""
    return to_query(brought(selection(), chart(), name), default_of(name))


def selection() -> Selection:
    chosen: Selection = st.session_state[_SELECTION]
    return chosen


def select(chosen: Selection) -> None:
    """Replace the selection; for callbacks. Notes on an old address go."""
    st.session_state[_SELECTION] = chosen
    st.session_state[_NOTES] = []


def change(**fields: Any) -> None:
    """Change some fields of the selection; for callbacks."""
    select(replace(selection(), **fields))


def keep_pages(pages: dict[str, Any]) -> None:
    """Remember the pages of this run, so that one can link to another."""
    st.session_state[_PAGES] = pages


def page_link(name: str, label: str) -> None:
    """A link to another page; the selection stays."""
    st.page_link(st.session_state[_PAGES][name], label=label, query_params=_query_on(name))


def go_to(name: str) -> None:
    """For callbacks: the next run shows this page."""
    st.session_state[_NEXT] = name


def leave_for_next() -> None:
    """Switch to the page that a callback has asked for."""
    if (name := st.session_state.pop(_NEXT, None)) is not None:
        page = st.session_state[_PAGES][name]
        st.session_state[_BROUGHT] = page.title
        st.session_state[_WRITTEN] = ""  # the switch adds the bare page to the history; its address follows
        st.switch_page(page)


def page_links(current: str) -> None:
    """Links to all pages with a chart; the one that is shown is no link."""
    pages = st.session_state[_PAGES]
    with st.container(horizontal=True, gap="small", key="pages"):
        for name, page in pages.items():
            if page.title == current:
                st.markdown(f"**{page.title}**")
            else:
                st.page_link(page, label=page.title, query_params=_query_on(name))


def public_address() -> str:
    """Where others reach this page, if that is configured."""
    return os.environ.get("TIMELINE_URL", "")


def is_embedded() -> bool:
    """Whether this is a frame in somebody's page."""
    return bool(st.context.is_embedded)


def notes() -> list[str]:
    found: list[str] = st.session_state.get(_NOTES, [])
    return found


def note(text: str) -> None:
    st.session_state[_NOTES] = [text]
