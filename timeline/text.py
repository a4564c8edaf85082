"""Text that comes from a table: what may be shown of it, how wide it is, how it is compared.

A cell may hold anything. Shown text has no control characters and no marks that turn the reading
direction of what follows. Widths are measured with Pillow from the font that we ship (Liberation
Sans, metric-compatible with Arial and Helvetica) plus five per cent for other fonts of the family.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FONT_FAMILY = "Arial, 'Liberation Sans', Arimo, Helvetica, sans-serif"
_FONTS = Path(__file__).parent / "fonts"
SLACK = 1.05
_UNIT = 100  # px at which the advance widths are taken

# Controls, and the bidirectional marks, embeddings, overrides and isolates of Unicode.
_UNSHOWN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+"
)
_COMPARED = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "'": "", "’": "", "‘": "", "ʼ": "",
})  # fmt: skip


def shown(text: str) -> str:
    """`text` on one line, fit to be shown beside other text."""
    return re.sub(r"\s+", " ", _UNSHOWN.sub(" ", text)).strip()


@lru_cache(maxsize=16384)  # every new day compares the same titles and names again
def compared(text: str) -> str:
    """`text` as words without case, accents, apostrophes and punctuation, for searching."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_COMPARED))
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", bare))


@lru_cache(maxsize=2)
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS / f"LiberationSans-{'Bold' if bold else 'Regular'}.ttf", _UNIT)


@lru_cache(maxsize=8192)
def advance(char: str, bold: bool = False) -> float:
    """The width of one character as a share of the font size."""
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Me"):
        return 0.0
    if char >= "\U0001f000":
        return 1.4  # emoji come from another, wider font
    if unicodedata.east_asian_width(char) in "WF":
        return 1.05
    width = _font(bold).getlength(char) / _UNIT
    # Scripts that the font does not have come from fonts of unknown width: be generous.
    return width if char < "\u0600" else max(width, 0.85)


_METRIC_FAMILY = ("arial", "liberation sans", "arimo", "helvetica", "helvetica neue")
_SAMPLE = "The quick brown fox jumps over the lazy dog: 1957 to 2031, Artemis and ILRS"


@lru_cache(maxsize=64)
def width_of_font(name: str) -> float | None:
    """How wide a font is against ours, at least 1; None where it is not installed."""
    if name.casefold() in _METRIC_FAMILY:
        return 1.0
    for file in (name, name.replace(" ", ""), f"{name.replace(' ', '')}-Regular", name.casefold()):
        try:
            font = ImageFont.truetype(f"{file}.ttf", _UNIT)
        except (OSError, ValueError):
            continue
        return max(font.getlength(_SAMPLE) / _font(False).getlength(_SAMPLE), 1.0)
    return None


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line in px at a font size in px, with slack for other fonts of the family."""
    return sum(advance(char, bold) for char in text) * size * SLACK


@lru_cache(maxsize=16_384)  # the same titles from day to day
def fitted(text: str, size: float, width: float, bold: bool = False) -> str:
    """`text`, cut with an ellipsis where it is wider than `width` px."""
    if len(text) < 2000 and text_width(text, size, bold) <= width:
        return text
    room = width / (size * SLACK) - advance("…", bold)
    kept = ""
    for char in text:
        room -= advance(char, bold)
        if room < 0:
            break
        kept += char
    return kept.rstrip() + "…"
