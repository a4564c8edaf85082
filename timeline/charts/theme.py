"""Colours and fonts, for paper (light) and night (dark).

Hues are muted and stand for nothing: a lane has one so that the eye can follow it. Each has a
contrast of at least 3 to 1 against its ground, text at least 4.5 to 1. The accent is kept for the
chosen mark.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline.text import FONT_FAMILY


@dataclass(frozen=True)
class Theme:
    name: str
    ground: str
    band: str
    grid: str
    ink: str
    quiet: str  # years, key, counts
    ghost: str
    strip: str
    line: str  # borders of controls
    link: str
    accent: str
    hues: tuple[str, ...]
    font: str = FONT_FAMILY

    def hue(self, place: int) -> str:
        """The colour of a lane; -1 is the lane of the others."""
        return self.quiet if place < 0 else self.hues[place % len(self.hues)]

    def pale(self, place: int, strength: float = 0.28) -> str:
        """The colour of a vague interval."""
        red, green, blue = (int(self.hue(place)[i : i + 2], 16) for i in (1, 3, 5))
        return f"rgba({red},{green},{blue},{strength})"


LIGHT = Theme(
    name="light", ground="#ffffff", band="#f5f7f9", grid="#e6e9ed", ink="#1d2733",
    quiet="#566270", ghost="#8b95a1", strip="#e3e7ec", line="#ccd3da", link="#1f5f99", accent="#c2255c",
    hues=(
        "#2f7384", "#a06a1c", "#67548f", "#4a7a3a", "#96546a", "#4a6a96", "#7a7428", "#83604a",
        "#2f7f6b", "#7d4f86", "#5f6b78", "#a0523c",
    ),
)  # fmt: skip
DARK = Theme(
    name="dark", ground="#12161c", band="#181e26", grid="#2a323d", ink="#e6ebf1",
    quiet="#a3aebb", ghost="#7d8895", strip="#2b343f", line="#3a4552", link="#7db8ee", accent="#ff7aa8",
    hues=(
        "#5fb0c4", "#d9a24e", "#a793d6", "#8cc07a", "#d48fa8", "#8fb0dc", "#c2bb62", "#c79c82",
        "#66c2a9", "#c28fcb", "#9fadbc", "#de8f78",
    ),
)  # fmt: skip
THEMES = {theme.name: theme for theme in (LIGHT, DARK)}
