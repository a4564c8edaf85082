"""Small pieces that only the browser can do: its width, its address, links, the card.

Each is an inline component (no frame). Data reaches it as JSON and is set as text, never as markup.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from timeline.charts.theme import Theme
from timeline.web import asset

Act = Callable[[], None]


def _module(body: str, *shared: str) -> str:
    """A component's script: shared scripts, then its default function."""
    scripts = "".join(asset(name).replace('"use strict";', "") for name in shared)
    return f"{scripts}\nexport default function (component) {{\n{body}\n}}"


@st.cache_resource(show_spinner=False)
def _components() -> dict[str, Any]:
    make = st.components.v2.component
    return {
        "width": make("timeline_width", html="<div></div>", js=_module(asset("width.js"))),
        "address": make("timeline_address", html="<div></div>", js=_module(asset("address.js"))),
        "links": make("timeline_links", html="<nav></nav>", css=asset("links.css"), js=_module(asset("links.js"))),
        "copies": make(
            "timeline_copies", html="<section></section>", css=asset("card.css"),
            js=_module(asset("copies.js"), "card.js"),
        ),
        "play": make(
            "timeline_play", html="<section></section>", css=asset("card.css"), js=_module(asset("play.js"), "card.js"),
        ),
        "card": make(
            "timeline_card", html="<section></section>", css=asset("card.css") + asset("side.css"),
            js=_module(asset("side.js"), "card.js", "steady.js"),
        ),
    }  # fmt: skip


def width(default: int) -> int:
    """The real width of the place where it stands, in px; `default` until the browser has said it."""
    result = _components()["width"](key="width", on_width_change=lambda: None)
    measured = result.width
    return int(measured) if measured else default


def address(query: str, push: bool, serial: str, on_visited: Act) -> None:
    """Set the address of the page without loading anything; hear of Back and Forward."""
    data = {"query": query, "push": push, "serial": serial}
    _components()["address"](key="address", data=data, on_visited_change=on_visited)


def visited() -> str | None:
    """Inside `on_visited`: the address to which Back or Forward has led."""
    state = st.session_state.get("address")  # gone for a moment where the page has changed
    where = state.visited if state else None
    return where["query"] if where else None


def links(
    key: str, items: list[dict[str, str]], on_go: Act, label: str, kind: str, theme: Theme
) -> str | None:
    """Links that set the view: real addresses, followed without loading. Returns what was chosen."""
    data = {"items": items, "label": label, "kind": kind, "theme": _variables(theme)}
    result = _components()["links"](key=key, data=data, on_go_change=on_go)
    chosen: str | None = result.go
    return chosen


def copies(items: list[dict[str, str]], address: str, query: str, theme: Theme) -> None:
    """Buttons that copy a text, the view's public address (else this page's with `query`), or a frame of it."""
    data = {"items": items, "address": address, "query": query, "theme": _variables(theme)}
    _components()["copies"](key="copies", data=data)


def play(key: str, theme: Theme) -> None:
    """A button that plays the frames of the chart, for those who like motion."""
    _components()["play"](key=key, data={"theme": _variables(theme)})


def card(
    data: dict[str, Any] | None, words: list[str], head: str, ids: Sequence[str], on_act: Act, theme: Theme
) -> None:  # fmt: skip
    """The card of an event, or words under a `head`; `ids` are the events shown, in their order."""
    ends = {"first": ids[0] if ids else "", "last": ids[-1] if ids else ""}
    given = {"card": data, "words": words, "head": head, "theme": _variables(theme), **ends}
    _components()["card"](key="card", data=given, on_act_change=on_act)


def _variables(theme: Theme) -> dict[str, str]:
    return {
        "--ink": theme.ink, "--quiet": theme.quiet, "--line": theme.line, "--accent": theme.accent,
        "--link": theme.link, "--ground": theme.ground, "--panel": theme.band,
    }  # fmt: skip
