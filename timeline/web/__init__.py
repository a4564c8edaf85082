"""What runs in the browser: scripts and styles, read as text.

`pack.js` is the layout of `timeline/layout.py` for the offline page, which re-lays out while its
reader filters and has no Python; a test feeds both the same events and demands the same result.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def asset(name: str) -> str:
    """The text of one file of this folder."""
    return (_FOLDER / name).read_text("utf-8")
