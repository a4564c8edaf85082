"""A vague date in English words, from its EDTF alone: "late 2027", "no earlier than May 2026"."""

from __future__ import annotations

from functools import lru_cache

from timeline.dates.edtf import OPEN, VagueDate, VagueSpan, from_edtf, part_of

_SUBYEAR_WORDS = {
    25: "spring {}", 26: "summer {}", 27: "autumn {}", 28: "winter {}–{:02d}",
    33: "Q1 {}", 34: "Q2 {}", 35: "Q3 {}", 36: "Q4 {}",
    37: "early {}", 38: "mid {}", 39: "late {}",
    40: "first half of {}", 41: "second half of {}",
}  # fmt: skip


@lru_cache(maxsize=16_384)
def date_label(value: VagueDate | VagueSpan) -> str:
    """Words for people.

    >>> from timeline.dates.edtf import from_edtf
    >>> date_label(from_edtf("1975-07-15/1975-07-24"))
    '15–24 July 1975'
    >>> date_label(from_edtf("[2026-09..]"))
    'no earlier than September 2026'
    """
    if isinstance(value, VagueSpan):
        return _span_words(value)
    if value.precision in ("unknown", "open"):
        return "date unknown"
    if value.edtf.startswith("["):
        return _set_words(value)
    words = _plain_words(value)
    if value.approximate:
        words = f"about {words}"
    return f"{words} (uncertain)" if value.uncertain else words


def _plain_words(value: VagueDate) -> str:
    first = value.earliest
    assert first is not None
    match value.precision:
        case "day":
            return f"{first.day} {first:%B} {first.year}"
        case "month":
            return f"{first:%B} {first.year}"
        case "year":
            return str(first.year)
        case "decade":
            return f"the {first.year}s"
        case "century":
            return f"the {first.year}s (century)"
    return _SUBYEAR_WORDS[int(value.edtf[5:7])].format(first.year, (first.year + 1) % 100)


def _set_words(value: VagueDate) -> str:
    left, _, right = value.edtf[1:-1].partition("..")
    ends = [_plain_words(end) for part in (left, right) if isinstance(end := _date(part), VagueDate)]
    if not right:
        return f"no earlier than {ends[0]}"
    if not left:
        return f"by {ends[0]}"
    first, last = _date(left), _date(right)
    assert first is not None and last is not None
    if words := part_of(first, last):
        return words
    if first.precision == last.precision == "year" and int(right) - int(left) == 1:
        return f"{left} or {right}"
    return f"between {_without_shared_year(ends[0], ends[1])} and {ends[1]}"


def _date(text: str) -> VagueDate | None:
    value = from_edtf(text) if text else None
    return value if isinstance(value, VagueDate) else None


def _span_words(span: VagueSpan) -> str:
    start, end = span.start, span.end
    if end is OPEN:
        return f"since {date_label(start)}"
    if start is OPEN:
        return f"until {date_label(end)}"
    if start == end:
        return date_label(start)
    a, b = start.earliest, end.earliest
    exact = "day" == start.precision == end.precision and not (start.edtf + end.edtf).strip("0123456789-")
    if exact and a is not None and b is not None and a.year == b.year:
        if a.month == b.month:
            return f"{a.day}–{b.day} {a:%B} {a.year}"
        return f"{a.day} {a:%B} – {b.day} {b:%B} {a.year}"
    if len(start.edtf) == len(end.edtf) == 4 and start.precision == end.precision == "year":
        return f"{start}–{end}"
    return f"{_without_shared_year(date_label(start), date_label(end))} – {date_label(end)}"


def _without_shared_year(first: str, last: str) -> str:
    """ "March 2026" before "May 2026" is "March"."""
    shared = f" {last[-4:]}"
    return first.removesuffix(shared) if last.endswith(shared) else first
