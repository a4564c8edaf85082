"""My picture: the events that a reader collects or hides, and the way back to everything."""

from __future__ import annotations

import streamlit as st

from timeline.selection import Selection
from timeline.sentences import counted
from timeline.ui import state


def is_picked(selection: Selection, event: str) -> bool:
    """Whether the event is in the reader's picture, shown or still being collected."""
    return event in (selection.pick or _basket())


def bar(selection: Selection) -> None:
    """What has been collected and hidden, if anything."""
    basket = _basket()
    if not (selection.pick or selection.hide or basket):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="picture_bar"):
        if selection.pick:
            st.markdown(f"A picture of {counted(len(selection.pick), 'chosen event')}.")
        elif basket:
            st.markdown(f"My picture: {counted(len(basket), 'event')}.")
            st.button("Show them", on_click=lambda: state.change(pick=tuple(basket), event=""))
        if selection.hide:
            st.markdown(f"{len(selection.hide)} hidden.")
        st.button("Show everything again", on_click=_clear)


def toggle(event: str) -> None:
    """Take the event into the picture, or out of it; for callbacks."""
    picked = state.selection().pick
    if picked:
        state.change(pick=_without(picked, event) if event in picked else (*picked, event))
        return
    basket = _basket()
    (basket.remove if event in basket else basket.append)(event)


def hide(event: str) -> None:
    """Leave the event out of the view; for callbacks."""
    selection = state.selection()
    state.change(hide=(*selection.hide, event), pick=_without(selection.pick, event), event="")


def _basket() -> list[str]:
    basket: list[str] = st.session_state.setdefault("basket", [])
    return basket


def _clear() -> None:
    st.session_state["basket"] = []
    state.change(pick=(), hide=())


def _without(ids: tuple[str, ...], event: str) -> tuple[str, ...]:
    return tuple(i for i in ids if i != event)
