"""What the reader's browser is like: light or dark, wide or a phone."""

from __future__ import annotations

from html import escape

import streamlit as st

from timeline.charts.theme import DARK, LIGHT, Theme
from timeline.text import shown
from timeline.ui import components

NARROW = 700  # px, below which the page is a phone's
STACKED = 900  # px, below which a column beside the chart would leave it too little room
_DESK, _PHONE = 1392, 358  # px, of the page's content before the browser has said its width


def theme() -> Theme:
    """The reader's: as the browser prefers, or as chosen in the menu."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def heading(title: str, words: str) -> None:
    """The head of a page. Streamlit's own title would read data as Markdown."""
    st.html(f'<div class="top"><h1>{escape(shown(title))}</h1><p>{escape(words)}</p></div>')


def source(words: str, address: str, link: str) -> None:
    """The line under an embedded chart; the link opens beside the frame."""
    st.html(
        f'<p class="source">{escape(shown(words))} '
        f'<a href="{escape(address, quote=True)}" target="_blank" rel="noopener">{escape(link)}</a></p>'
    )


def print_footer(words: str) -> None:
    """What a printed page says about its sources."""
    st.html(f'<p class="print-only">{escape(shown(words))}</p>')


def page_width() -> int:
    """The width of the page's content in px: a guess in the first run, then as measured."""
    return components.width(_PHONE if _is_phone() else _DESK)


def _is_phone() -> bool:
    """What the browser says before it has been measured."""
    headers = st.context.headers
    return headers.get("Sec-Ch-Ua-Mobile") == "?1" or "Mobile" in (headers.get("User-Agent") or "")
