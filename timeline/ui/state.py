"""The selection of this reader, and the address that says the same.

The selection in the session is the one truth. Widgets are set from it before they are drawn and
change it in their callbacks; the address is read when the reader changed it (a link, Back) and
written when the page did. Filters replace the address, opening an event adds to the history.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlencode

import streamlit as st

from timeline.dataset import Dataset
from timeline.selection import PAGE_DEFAULT, Selection, from_query, to_query
from timeline.ui.components import address

_SELECTION, _NOTES = "selection", "notes"
_SEEN, _SENT = "address_seen", "addresses_sent"


def adopt_address(dataset: Dataset) -> Selection:
    """Take over the address if the reader changed it; the selection of this run."""
    state = st.session_state
    query = _encoded({word: st.query_params.get_all(word) for word in st.query_params})
    sent: list[str] = state.setdefault(_SENT, [])
    if query in sent:  # the browser has caught up with what we wrote
        del sent[: sent.index(query) + 1]
    elif _SELECTION not in state or query != state.get(_SEEN):
        state[_SELECTION], state[_NOTES] = from_query(parse_qs(query), PAGE_DEFAULT, dataset)
        sent.clear()
    state[_SEEN] = query
    return selection()


def write_address() -> None:
    """Bring the address in line with the selection."""
    state = st.session_state
    query = encoded(selection())
    sent: list[str] = state[_SENT]
    newest = sent[-1] if sent else state[_SEEN]
    if query != newest:
        sent.append(query)
        del sent[:-50]
    opened = parse_qs(query).get("event") != parse_qs(newest).get("event")
    address(query, push=opened and query != newest)


def encoded(chosen: Selection) -> str:
    return _encoded(to_query(chosen, PAGE_DEFAULT))


def _encoded(query: dict[str, list[str]]) -> str:
    return urlencode(query, doseq=True)


def selection() -> Selection:
    chosen: Selection = st.session_state[_SELECTION]
    return chosen


def change(**fields: Any) -> None:
    """Change some fields of the selection; for callbacks. Notes on an old address go."""
    st.session_state[_SELECTION] = replace(selection(), **fields)
    st.session_state[_NOTES] = []


def follow(query: str, dataset: Dataset) -> None:
    """Go where a link of ours leads."""
    st.session_state[_SELECTION], st.session_state[_NOTES] = from_query(
        parse_qs(query), PAGE_DEFAULT, dataset
    )


def keep_pages(pages: dict[str, Any]) -> None:
    """Remember the pages of this run, so that one can link to another."""
    st.session_state["pages"] = pages


def page_link(name: str, label: str) -> None:
    """A link to another page; the selection stays."""
    query = to_query(selection(), PAGE_DEFAULT)
    st.page_link(st.session_state["pages"][name], label=label, query_params=query)


def notes() -> list[str]:
    found: list[str] = st.session_state.get(_NOTES, [])
    return found


def note(text: str) -> None:
    st.session_state[_NOTES] = [text]
