"""Colours and fonts, for paper (light) and night (dark).

Hues are muted and stand for nothing: a lane has one so that the eye can follow it. Each has a
contrast of at least 3 to 1 against its ground, text at least 4.5 to 1. The accent is kept for the
chosen mark.
"""

from __future__ import annotations

from collections.abc import Sequence
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

    def ink_on(self, place: int, strength: float) -> str:
        """Of text and ground, the colour with the better contrast on a pale hue."""
        return max((self.ink, self.ground), key=lambda ink: self._contrast(place, strength, ink))

    def readable(self, place: int, strength: float) -> float:
        """The nearest strength of a hue on which a text has a contrast of 4.5 to 1."""
        steps = sorted((n / 100 for n in range(101)), key=lambda step: abs(step - strength))
        return next(s for s in steps if self._contrast(place, s, self.ink_on(place, s)) >= 4.5)

    def _contrast(self, place: int, strength: float, ink: str) -> float:
        under = [
            strength * h + (1 - strength) * g
            for h, g in zip(_rgb(self.hue(place)), _rgb(self.ground), strict=True)
        ]
        return _contrast(_luminance(under), _luminance(_rgb(ink)))

    def pale(self, place: int, strength: float = 0.28) -> str:
        """The colour of a vague interval."""
        red, green, blue = _rgb(self.hue(place))
        return f"rgba({red},{green},{blue},{strength})"


def _rgb(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def _luminance(rgb: Sequence[float]) -> float:
    """Relative luminance of sRGB (WCAG 2.2)."""
    linear = [c / 3294.6 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


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
