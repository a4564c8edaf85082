"""English vague phrases: parts of a year, bounds, doubt, choices, spans.

Every phrase is a composition: a *unit* (a day, March 2026, Q3 2026, late 2027, the 2030s), which
`about` and `?` may mark, which `no earlier than` and its kin turn into a bound, and of which two
make a choice ("2028 or 2029") or a span ("1986–2001"). A phrase that fits no rule is not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from timeline.dates.edtf import (
    OPEN,
    UNKNOWN,
    DateError,
    VagueDate,
    VagueSpan,
    from_edtf,
    next_unit,
    previous_unit,
)
from timeline.dates.named import read_named

_UNKNOWN = re.compile(
    r"t\.?b\.?[dca]|unknown|undated|date unknown|n/a|to be (?:determined|confirmed|announced|decided)"
)
_PRESENT = r"(?:present|the present|present day|now|today|ongoing|date|still (?:ongoing|going on))"
_IN = re.compile(
    r"(?:sometime |some time )?(?:in|during|on|within) (?:the (?=early|mid|late|first|second|third|fourth|end|middle|start|beginning|[1-9]))?"
)

_PART_NAMES = {
    "early": "early", "beginning of": "early", "start of": "early", "early in": "early",
    "mid": "mid", "middle of": "mid",
    "late": "late", "end of": "late", "year-end": "late", "end": "late", "late in": "late",
}  # fmt: skip
_PART_WORDS = "|".join(sorted(_PART_NAMES, key=len, reverse=True))
_PART = re.compile(rf"(?:the )?({_PART_WORDS})[ -](?:the )?(.+)")
_PARTS = re.compile(r"(early|mid)[- ]*(?:to|or|/|-|–)[- ]*(mid|late)[- ](.+)")
_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": 4,
}
_YEAR = r"([1-9][0-9]{3})"
_OF = r"(?: of|,| in)? "
_QUARTER = re.compile(
    rf"(?:q([1-4])|([1-4])q)(?: of )?[ /-]*{_YEAR}|(?:the )?({'|'.join(_ORDINALS)}) quarter{_OF}{_YEAR}|{_YEAR}[ /-]*q([1-4])"
)
_HALF = re.compile(
    rf"(?:h([12])|([12])h)(?: of )?[ /-]*{_YEAR}|(?:the )?(first|1st|second|2nd) half{_OF}{_YEAR}|{_YEAR}[ /-]*h([12])"
)
_SEASON = re.compile(rf"(?:the )?(?:northern )?(spring|summer|autumn|fall|winter){_OF}{_YEAR}")
_WINTER = re.compile(rf"(?:the )?(?:northern )?winter(?: of)? {_YEAR} ?(?:[-–/]|to) ?([0-9]{{2}}|[0-9]{{4}})")
_SEASONS = {"spring": 25, "summer": 26, "autumn": 27, "fall": 27, "winter": 28}
_DECADE = re.compile(r"(?:the )?([1-9][0-9]{2})0'?s")
_CENTURY = re.compile(r"(?:the )?([1-9][0-9])00s \(century\)")

_NUMERIC = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([1-9][0-9]{3})")
_MONTH_YEAR = re.compile(r"(0?[1-9]|1[0-2])[/.]([1-9][0-9]{3})|([1-9][0-9]{3})[/.](0[1-9]|1[0-2])")
_YEAR_FIRST = re.compile(r"([1-9][0-9]{3})([/.-])([0-9]{1,2})\2([0-9]{1,2})")

_ABOUT = re.compile(r"(?:circa|ca\.?|c\.?|about|around|approximately|approx\.?|roughly|~) ?(?=\D|[1-9])")
_END_OF = re.compile(r"(?:the )?(?:very )?(?:end[- ]of[- ](?:the )?(?:year[- ])?|(?:year-)?end[- ])(?=.)")


def read_phrase(text: str) -> VagueDate | VagueSpan | None:
    """Read a normalised, case-folded phrase; `None` if no rule fits."""
    if _UNKNOWN.fullmatch(text):
        return UNKNOWN
    return (
        _read_parts(text)
        or _read_winter(text)
        or _read_going_on(text)
        or _read_span(text)
        or _read_bound(text)
        or _read_choice(text)
        or read_marked(text)
        or _read_hyphen_span(text)
    )


def read_marked(text: str) -> VagueDate | None:
    """A unit that may be about or doubtful: "c. 1961", "March 2021?"."""
    about = _ABOUT.match(text)
    doubt = text.endswith("?")
    inner = text[about.end() if about else 0 : -1 if doubt else None].strip()
    unit = read_unit(inner)
    if unit is None or not (about or doubt):
        return unit
    if unit.edtf.startswith("[") or unit.approximate or unit.uncertain:
        raise DateError(text, "name the year or the month that it is about")
    return _date(unit.edtf + ("%" if about and doubt else "~" if about else "?"))


def read_unit(text: str) -> VagueDate | None:
    """A single unit of time without doubt or bound."""
    text = _IN.sub("", text, count=1) if _IN.match(text) else text
    for rule in (_read_edtf, _read_numeric, _read_subyear, _read_decade, _read_part):
        if value := rule(text):
            return value
    return read_named(text)


def _date(edtf: str) -> VagueDate:
    value = from_edtf(edtf)
    assert isinstance(value, VagueDate)
    return value


def _read_edtf(text: str) -> VagueDate | None:
    """Also "2021年": a year with its counter."""
    text = text.removesuffix("年").upper()
    if not re.fullmatch(r"[0-9X]{4}(?:-[0-9X]{2}){0,2}", text):
        return None
    return _date(text)


def _read_numeric(text: str) -> VagueDate | None:
    """Digits only: year first, or the one order that is possible."""
    if match := _YEAR_FIRST.fullmatch(text):
        return _date(f"{match[1]}-{int(match[3]):02d}-{int(match[4]):02d}")
    if match := _MONTH_YEAR.fullmatch(text):
        month, year = match[1] or match[4], match[2] or match[3]
        return _date(f"{year}-{int(month):02d}") if 1 <= int(month) <= 12 else None
    match = _NUMERIC.fullmatch(text.replace(". ", "."))
    if not match:
        return None
    a, b, year = int(match[1]), int(match[3]), match[4]
    readings = {(m, d) for d, m in ((a, b), (b, a)) if 1 <= m <= 12 and 1 <= d <= 31}
    if not readings:
        raise DateError(text, "there is no such day")
    if len(readings) > 1:
        raise DateError(text, f"day or month first? write {year}-{a:02d}-{b:02d} or {year}-{b:02d}-{a:02d}")
    month, day = readings.pop()
    return _date(f"{year}-{month:02d}-{day:02d}")


def _read_subyear(text: str) -> VagueDate | None:
    for pattern, base in ((_QUARTER, 32), (_HALF, 39)):
        if match := pattern.fullmatch(text):
            number, number_, year, ordinal, year_, year__, number__ = match.groups()
            digit = number or number_ or number__ or _ORDINALS[ordinal]
            return _date(f"{year or year_ or year__}-{base + int(digit)}")
    if match := _SEASON.fullmatch(text):
        return _date(f"{match[2]}-{_SEASONS[match[1]]}")
    return None


def _read_winter(text: str) -> VagueDate | None:
    """ "Winter 2025–26": the one season that names two years."""
    match = _WINTER.fullmatch(text)
    if match is None:
        return None
    if int(match[2]) % 100 != (int(match[1]) + 1) % 100:
        raise DateError(text, "a winter spans two years that follow each other")
    return _date(f"{match[1]}-28")


def _read_decade(text: str) -> VagueDate | None:
    if match := _CENTURY.fullmatch(text):
        return _date(f"{match[1]}XX")
    match = _DECADE.fullmatch(text)
    return _date(f"{match[1]}X") if match else None


def _read_part(text: str) -> VagueDate | None:
    """Early, mid, late: of a year, a month or a decade."""
    match = _PART.fullmatch(text)
    return _part(_PART_NAMES[match[1]], match[2]) if match else None


def _read_parts(text: str) -> VagueDate | None:
    """ "Mid to late 2027": from the first part to the last."""
    match = _PARTS.fullmatch(text)
    if not match:
        return None
    first, last = _part(match[1], match[3]), _part(match[2], match[3])
    return _choice(first, last) if first and last else None


def _part(name: str, whole: str) -> VagueDate | None:
    third = ("early", "mid", "late").index(name)
    unit = _read_edtf(whole) or _read_decade(whole) or read_named(whole)
    if unit is None or unit.earliest is None or unit.latest is None:
        return None
    if unit.precision == "year":
        return _date(f"{unit.edtf}-{37 + third}")
    if unit.precision == "month":
        days = ((1, 10), (11, 20), (21, unit.latest.day))[third]
        return _date(f"[{unit.edtf}-{days[0]:02d}..{unit.edtf}-{days[1]:02d}]")
    if unit.precision == "decade":
        years = ((0, 3), (4, 6), (7, 9))[third]
        return _date(f"[{unit.edtf[:3]}{years[0]}..{unit.edtf[:3]}{years[1]}]")
    return None


# --- bounds -------------------------------------------------------------------------------------

_NOT_EARLIER = re.compile(
    r"(?:net|(?:no|not) (?:earlier|sooner) than|not (?:before|until)|as (?:early|soon) as|earliest|at the earliest(?: in| on)?) (?P<a>.+)"
    r"|(?P<b>.+?),? (?:or later|or after|at the earliest|or beyond|and later)"
)
_AFTER = re.compile(r"(?:sometime |some time )?(?:after|past|later than|beyond)(?: the end of)? (?P<a>.+)")
_NOT_LATER = re.compile(
    r"(?:nlt|by|(?:no|not) later than|not after|at the latest(?: in| on| by)?) (?P<a>.+)"
    r"|before the end of (?P<c>.+)"
    r"|(?P<b>.+?),? (?:or earlier|or sooner|or before|at the latest)"
)
_BEFORE = re.compile(
    r"(?:sometime |some time )?(?:before|earlier than|prior to)(?: the (?:start|beginning) of)? (?P<a>.+)"
)


def _read_bound(text: str) -> VagueDate | None:
    for pattern, to_edtf, whole in _BOUNDS:
        if match := pattern.fullmatch(text):
            inner = next(part for part in match.groupdict().values() if part)
            # The end of a year bounds exactly as the year itself does.
            unit = read_unit(_END_OF.sub("", inner) if whole else inner)
            if unit is None or not unit.is_closed:
                return None
            return _date(to_edtf(unit))
    return None


def _first(unit: VagueDate) -> VagueDate:
    return _bound(unit, 0)


def _last(unit: VagueDate) -> VagueDate:
    return _bound(unit, 1)


def _bound(unit: VagueDate, side: int) -> VagueDate:
    """First or last plain date of a set, year of a decade; else the unit itself."""
    if unit.edtf.startswith("["):
        return _date(unit.edtf[1:-1].split("..")[side])
    if unit.precision in ("decade", "century"):
        return _date(unit.edtf.replace("X", "09"[side]))
    return unit


# Pattern, what it makes of its unit, and whether "the end of" a unit means the unit itself.
_BOUNDS: tuple[tuple[re.Pattern[str], Callable[[VagueDate], str], bool], ...] = (
    (_NOT_EARLIER, lambda unit: f"[{_first(unit)}..]", False),
    (_NOT_LATER, lambda unit: f"[..{_last(unit)}]", True),
    (_AFTER, lambda unit: f"[{next_unit(_last(unit))}..]", True),
    (_BEFORE, lambda unit: f"[..{previous_unit(_first(unit))}]", False),
)


# --- choices and spans --------------------------------------------------------------------------

_BETWEEN = re.compile(r"(?:sometime )?between (.+?) and (.+)")
_OR = re.compile(r"(?:either )?(.+?) or (.+)")
_SPAN = re.compile(r"(?:from )?(.+?)(?: ?– ?| - | to | through | thru | until | till )(.+)")
_SINCE = re.compile(
    rf"(?:from )?(?P<b>.+?)(?: ?[–-] ?| to | until | through | till )(?:the )?{_PRESENT}"
    rf"|(?:since|ongoing since|from) (?P<a>.+?)(?: onwards?| on)?"
    rf"|(?P<c>.+?) onwards?|(?P<d>.+?) ?[–-]"
)
_HAS_YEAR = re.compile(r"(?<![0-9])[1-9][0-9]{3}(?![0-9])")
_LONE_DAY = re.compile(r"(?:the )?[0-9]{1,2}(?:st|nd|rd|th|\.)?")
_DAY_YEAR = re.compile(r"([0-9]{1,2}(?:st|nd|rd|th)?),? ([1-9][0-9]{3})")


def _read_going_on(text: str) -> VagueSpan | None:
    match = _SINCE.fullmatch(text)
    if not match:
        return None
    start = read_marked(next(part for part in match.groupdict().values() if part))
    return _span(text, start, OPEN) if start else None


def _read_span(text: str) -> VagueSpan | None:
    match = _SPAN.fullmatch(text)
    return _span_of(text, match[1], match[2]) if match else None


def _read_hyphen_span(text: str) -> VagueSpan | None:
    """A span written with a hyphen, where exactly one hyphen can be the dash."""
    places = [i for i, char in enumerate(text) if char == "-"]
    spans = (_span_of(text, text[:i].strip(), text[i + 1 :].strip()) for i in places)
    found = [span for span in spans if span]
    return found[0] if len(found) == 1 else None


def _span_of(text: str, left: str, right: str) -> VagueSpan | None:
    if not left or not right or left in _PART_NAMES:
        return None  # "-2021", "mid-summer 2026"
    if re.fullmatch(r"[0-9]{4}", left) and not re.match(r"[1-9][0-9]{3}(?![0-9])|\D", right):
        return None  # "2020–21": two-digit years are not read
    has_month = not (_HAS_YEAR.search(left) or _LONE_DAY.fullmatch(left) or _DAY_YEAR.fullmatch(right))
    left, right = _complete(left, right)
    start, end = read_marked(left), read_marked(right)
    if start is None or end is None:
        return None
    if has_month and (year := _HAS_YEAR.search(left)) and _is_after(start, end):
        before = _HAS_YEAR.sub(str(int(year[0]) - 1), left, count=1)  # "26 Dec – 3 Jan 2027": over New Year
        start = read_marked(before) or start
    if _holds(end, start):
        raise DateError(text, f"its end ({right}) holds its start ({left}); is it one date?")
    return _span(text, start, end)


def _is_after(one: VagueDate, other: VagueDate) -> bool:
    return bool(one.earliest and other.latest and one.earliest > other.latest)


def _holds(outer: VagueDate, inner: VagueDate) -> bool:
    """ "December – 2020", "16 Dec – 2020": a date written with a dash, not a span."""
    if not outer.is_closed or not inner.is_closed or outer == inner:
        return False
    assert outer.earliest and outer.latest and inner.earliest and inner.latest
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest


def _span(text: str, start: VagueDate, end: VagueDate) -> VagueSpan:
    if start.edtf.startswith("[") or end.edtf.startswith("["):
        raise DateError(text, "a span runs between plain dates (a day, a month, a year or its parts)")
    value = from_edtf(f"{start}/{end}")
    assert isinstance(value, VagueSpan)
    return value


def _read_choice(text: str) -> VagueDate | None:
    for pattern in (_BETWEEN, _OR):
        if match := pattern.fullmatch(text):
            first, last = (read_unit(part) for part in _complete(match[1], match[2]))
            if first and last and first.is_closed and last.is_closed:
                return _choice(*sorted((first, last)))
    return None


def _choice(first: VagueDate, last: VagueDate) -> VagueDate:
    return _date(f"[{_first(first)}..{_last(last)}]")


def _complete(left: str, right: str) -> tuple[str, str]:
    """Give the left side the month and year, and the right side the month, that they share.

    ("15", "24 july 1975") → "15 july 1975"; ("july 15", "24, 1975") → both with July and 1975.
    """
    if _HAS_YEAR.search(left) or not (year := _HAS_YEAR.search(right)):
        return left, right
    if (match := _DAY_YEAR.fullmatch(right)) and (month := re.match(r"([^\W\d]+\.?) ", left)):
        return f"{left}, {match[2]}", f"{month[1]} {match[1]}, {match[2]}"
    if _LONE_DAY.fullmatch(left):
        return f"{left} {right.partition(' ')[2]}", right
    return f"{left} {year[0]}", right
