"""Text → vague date: EDTF first, then our grammar, then named days and months. No guesses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from timeline.dates.edtf import DateError, VagueDate, VagueSpan, from_day, from_edtf
from timeline.dates.grammar import read_phrase

Reading: TypeAlias = VagueDate | VagueSpan

_LONGEST = 120  # characters; a longer text is prose, not a date
_ISO_DAY = re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}", re.ASCII)
_DASHES = str.maketrans(
    {"‐": "-", "‑": "-", "‒": "–", "—": "–", "―": "–", "−": "–", "～": "–", "〜": "–", "’": "'"}
)
_REASONS = (
    (
        re.compile(r"[0-9]:[0-9]|[0-9]t[0-9]|\b[0-9]{1,2} ?(?:[ap]\.?m|h|utc|gmt)\b|\b(?:utc|gmt|noon|midnight)\b"),
        "a clock time; write the UTC day alone",
    ),
    (re.compile(r"\b(?:fy|fiscal)"), "fiscal years differ between countries; write calendar dates"),
    (re.compile(r"[1-9][0-9]{3}–[0-9]{1,2}–[0-9]{1,2}"), "write it with hyphens: 2021-03-09"),
    (re.compile(r"[1-9][0-9]{3}[/–][0-9]{2}"), "write 2024–2025 for a span, 2024-11 for a month"),
    (re.compile(r"\b(?:ago|yesterday|today|tomorrow|now|next|last|this|in [0-9]+ )"), "relative to a day that it does not name; it names no four-digit year"),
    (re.compile(r"^[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}$"), "a two-digit year; it names no four-digit year"),
    (re.compile(r"^(?!.*[1-9][0-9]{3})"), "it names no four-digit year"),
)  # fmt: skip


@lru_cache(maxsize=16_384)
def parse(text: str) -> Reading:
    """Read one text as a moment or a span.

    >>> parse("no earlier than September 2026")
    VagueDate('[2026-09..]')
    >>> parse("15–24 July 1975").edtf
    '1975-07-15/1975-07-24'

    Raises `DateError`, which quotes the text and says why, for everything that is not a date.
    """
    if _ISO_DAY.fullmatch(text):
        try:
            return from_day(date.fromisoformat(text))
        except ValueError:
            raise DateError(text, "there is no such day") from None
    try:
        return _read(text)
    except DateError as error:
        raise DateError(text, error.reason) from None
    except (ValueError, OverflowError) as error:  # a neighbour before year 1 or after 9999
        raise DateError(text, "outside the years 1000 to 9999") from error


def _read(text: str) -> Reading:
    stripped = text.strip()
    if re.search(r"[\u00b2\u00b3\u00b9\u2070-\u209f]", stripped):
        raise DateError(text, "it has raised or lowered digits: a footnote?")
    if not stripped:
        raise DateError(text, "it is empty")
    if len(stripped) > _LONGEST:
        raise DateError(text, f"longer than {_LONGEST} characters")
    edtf_error: DateError | None = None
    try:
        return from_edtf(stripped)
    except DateError as error:
        edtf_error = error
    phrase = normalise(stripped)
    value = read_phrase(phrase)
    if value is not None:
        return value
    raise DateError(text, _reason(phrase, edtf_error))


def normalise(text: str) -> str:
    """Compatibility forms, one kind of dash, single spaces, folded case, no closing full stop."""
    folded = unicodedata.normalize("NFKC", text.translate(_DASHES)).casefold()
    return re.sub(r"\s+", " ", folded).strip().strip('"“”«»').removesuffix(".").strip()


def _reason(phrase: str, edtf_error: DateError) -> str:
    for pattern, reason in _REASONS:
        if pattern.search(phrase):
            return reason
    if re.match(r"[0-9X\[.][0-9X./\[\]~?%-]+$", phrase.upper()):
        return edtf_error.reason
    return "not in the words that this table reads (see `python -m timeline parse --help`)"


def read_texts(texts: Iterable[str]) -> list[Reading | DateError]:
    """Read a whole column; each distinct text is read once, an error stands in its place."""
    seen: dict[str, Reading | DateError] = {}
    column: list[Reading | DateError] = []
    for text in texts:
        value = seen.get(text)
        if value is None:
            value = seen[text] = _parse_or_error(text)
        column.append(value)
    return column


def _parse_or_error(text: str) -> Reading | DateError:
    try:
        return parse(text)
    except DateError as error:
        return error
