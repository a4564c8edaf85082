"""Text from data inside Streamlit's Markdown."""

from __future__ import annotations

import re

from timeline.text import shown

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=])")


def escaped(text: str) -> str:
    """`text` so that Markdown, HTML, colours, icons and formulas in it stay letters."""
    return _SPECIAL.sub(r"\\\1", shown(text))
