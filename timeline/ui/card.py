"""The right column: the card of the chosen event, else a country in words, else how to read the chart."""

from __future__ import annotations

import os
from typing import Any

import streamlit as st

from timeline.chronicle import Chronicle
from timeline.members import country_words
from timeline.records import recorder_of
from timeline.selection import view_address
from timeline.ui import components, data, look, picture, state


def show(known: Chronicle, chart: str, ids: list[str], how: tuple[str, ...], is_narrow: bool) -> None:
    """`ids` are the events of the page in their order: previous and next go along them."""
    selection = state.selection()
    event, countries = selection.event, selection.country
    card, words, head = None, list(how), "How to read this"
    if len(countries) == 1 and not selection.agency:
        head = known.countries.get(countries[0], countries[0])
        words = country_words(known, countries[0]) or words
    if event in known.events.index:
        card, words = _card(known, chart, ids, event, is_narrow), []
    elif event:
        words = [f"The event {event!r} was not yet known on that day."]
    components.card(card, words, head, ids, lambda: _acted(ids), look.theme())


def _card(known: Chronicle, chart: str, ids: list[str], event: str, is_narrow: bool) -> dict[str, Any]:
    selection = state.selection()
    address = view_address(state.public_address(), chart, selection)
    card = recorder_of(known).card(event)
    version = known.dataset.version
    return {
        **card,
        "narrow": is_narrow,
        "place": f"{ids.index(event) + 1} of {len(ids)}" if event in ids else "not in this view",
        "picked": picture.is_picked(selection, event),
        "query": state.encoded(selection),
        "address": address,
        "link_note": ""
        if address
        else "Copied. This link works on this computer only; the offline page can be passed on.",
        "report_to": os.environ.get("TIMELINE_REPORT_TO", ""),
        "report": f"Event: {event}\nTable: {version}\nDate shown: {card['when']}\nWhat is wrong, and a source:\n",
    }


def _acted(ids: list[str]) -> None:
    """A button or key of the card, or a click on a mark."""
    act = st.session_state["card"].act
    if not act:
        return
    event = state.selection().event
    match act["name"]:
        case "open" if act["event"].startswith("?"):
            _follow(act["event"].removeprefix("?"))
        case "open":
            state.change(event=act["event"])
        case "close":
            state.change(event="")
        case "previous" | "next":
            _step(ids, event, 1 if act["name"] == "next" else -1)
        case "pick":
            picture.toggle(event)
        case "hide":
            picture.hide(event)


def _follow(query: str) -> None:
    """A mark that stands for many events leads to the timeline of them."""
    dataset = data.reading().dataset
    if dataset is not None:
        state.follow(query, dataset)
        state.go_to("timeline")


def _step(ids: list[str], event: str, step: int) -> None:
    place = ids.index(event) + step if event in ids else 0
    if 0 <= place < len(ids):
        state.change(event=ids[place])
