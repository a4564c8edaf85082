"""Text from data inside Streamlit's Markdown."""

from __future__ import annotations

import re

from timeline.text import shown

# What begins emphasis, code, links, images, HTML, tables, formulas, colours, icons and entities; and
# the beginning of an address, which would become a link by itself.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$:&@])|(?<=www)(\.)", re.IGNORECASE)


def escaped(text: str) -> str:
    """`text` so that Markdown, HTML, colours, icons and formulas in it stay letters."""
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", shown(text))
