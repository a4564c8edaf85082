"""The value of a vague date, and its canonical text.

The text is EDTF (https://www.loc.gov/standards/datetime/), the subset that public schedules need:
days, months, years, decades and centuries (`203X`, `19XX`), `XXXX`; the sub-year codes 25-28
(northern seasons), 33-36 (quarters), 37-39 (thirds: early, mid, late), 40-41 (halves); the marks
`~` about, `?` uncertain, `%` both; sets `[a..b]`, `[a..]`, `[..b]` for a moment somewhere between
two bounds; intervals `a/b`, `a/..`, `../b` for a span. Precision follows from the text alone.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache, total_ordering

PRECISIONS = (
    "day", "month", "season", "quarter", "part", "half", "year", "decade", "century", "unknown",
)  # fmt: skip

# Sub-year code → (precision, first month, number of months). Winter runs into the next year.
SUBYEAR = {
    **{25 + i: ("season", (3, 6, 9, 12)[i], 3) for i in range(4)},
    **{33 + i: ("quarter", 1 + 3 * i, 3) for i in range(4)},
    **{37 + i: ("part", 1 + 4 * i, 4) for i in range(3)},
    **{40 + i: ("half", 1 + 6 * i, 6) for i in range(2)},
}
_THIRDS_OF_MONTH = {(1, 10): "early", (11, 20): "mid", (21, 0): "late"}
_THIRDS_OF_DECADE = {(0, 3): "early", (4, 6): "mid", (7, 9): "late"}


class DateError(ValueError):
    """A text that is no date; its message quotes the text and says why."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(f"cannot read {text!r} as a date: {reason}")
        self.text = text
        self.reason = reason


@total_ordering
@dataclass(frozen=True, eq=False)
class VagueDate:
    """A moment known only to lie between two days.

    `earliest` and `latest` are inclusive days, `None` where that side is open. Two values are
    equal when their EDTF is; they sort by earliest, then latest day (open sides outermost).
    """

    edtf: str
    earliest: date | None
    latest: date | None
    precision: str
    approximate: bool = False
    uncertain: bool = False

    def __str__(self) -> str:
        return self.edtf

    def __repr__(self) -> str:
        return f"VagueDate({self.edtf!r})"

    def __hash__(self) -> int:
        return hash(self.edtf)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, VagueDate) and self.edtf == other.edtf

    def __lt__(self, other: VagueDate) -> bool:
        return self.sort_key < other.sort_key

    @property
    def sort_key(self) -> tuple[date, date, str]:
        return (self.earliest or date.min, self.latest or date.max, self.edtf)

    @property
    def is_closed(self) -> bool:
        return self.earliest is not None and self.latest is not None

    @cached_property  # a page asks some thousand times for the unit and the point of the same dates
    def unit(self) -> tuple[date, date] | None:
        """First and last day of the interval; of the named unit where one side is open.

        "No earlier than September 2026" names September 2026. `None` where both sides are open.
        """
        if self.earliest is not None and self.latest is not None:
            return self.earliest, self.latest
        if self.earliest is None and self.latest is None:
            return None
        named = from_edtf(self.edtf.strip("[.]"))
        assert isinstance(named, VagueDate)
        return named.unit

    @cached_property
    def point(self) -> date | None:
        """The middle of `unit`, rounded down to a day: where a mark stands."""
        if (unit := self.unit) is None:
            return None
        return unit[0] + (unit[1] - unit[0]) // 2


@dataclass(frozen=True, slots=True)
class VagueSpan:
    """Two vague dates: when something began and when it ended (`OPEN`: not yet)."""

    start: VagueDate
    end: VagueDate

    @property
    def edtf(self) -> str:
        return f"{self.start.edtf}/{self.end.edtf}"

    @property
    def earliest(self) -> date | None:
        return self.start.earliest

    @property
    def latest(self) -> date | None:
        return self.end.latest

    @property
    def precision(self) -> str:
        """The coarser of the two ends that are dates."""
        ends = [p for p in (self.start.precision, self.end.precision) if p != "open"]
        return max(ends, key=PRECISIONS.index)

    def __str__(self) -> str:
        return self.edtf

    def __lt__(self, other: VagueSpan) -> bool:
        return (self.start, self.end) < (other.start, other.end)


OPEN = VagueDate("..", None, None, "open")
UNKNOWN = VagueDate("XXXX", None, None, "unknown")


def _last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    last = year * 12 + month - 1 + count - 1
    return date(year, month, 1), _last_of(last // 12, last % 12 + 1)


def from_day(day: date) -> VagueDate:
    """The exact day as a value."""
    return VagueDate(day.isoformat(), day, day, "day")


_PLAIN = re.compile(r"(?P<year>[1-9][0-9]{3})(?:-(?P<sub>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?", re.ASCII)
_MASKED = re.compile(r"(?:(?P<decade>[1-9][0-9]{2})X|(?P<century>[1-9][0-9])XX)", re.ASCII)
_UNSPECIFIED = re.compile(r"([1-9][0-9]{3}(?:-(?:0[1-9]|1[0-2]))?)(?:-XX)+", re.ASCII)


def _plain(text: str) -> VagueDate:
    """A date without mark, set or interval."""
    if text == "XXXX":
        return UNKNOWN
    if match := _UNSPECIFIED.fullmatch(text):
        text = match[1]  # "2004-06-XX" is some day of June 2004: the month says the same
    if match := _MASKED.fullmatch(text):
        known = match["decade"] or match["century"]
        missing = 4 - len(known)
        first, last = int(known + "0" * missing), int(known + "9" * missing)
        precision = "decade" if match["decade"] else "century"
        return VagueDate(text, date(first, 1, 1), date(last, 12, 31), precision)
    match = _PLAIN.fullmatch(text)
    if not match:
        raise DateError(text, "not an EDTF date this table uses")
    year, sub, day = int(match["year"]), match["sub"], match["day"]
    if sub is None:
        return VagueDate(text, date(year, 1, 1), date(year, 12, 31), "year")
    if day is not None:
        try:
            exact = date(year, int(sub), int(day))
        except ValueError:
            raise DateError(text, "there is no such day") from None
        return VagueDate(text, exact, exact, "day")
    return _within_year(text, year, int(sub))


def _within_year(text: str, year: int, code: int) -> VagueDate:
    if 1 <= code <= 12:
        return VagueDate(text, date(year, code, 1), _last_of(year, code), "month")
    if 21 <= code <= 24:  # a season without hemisphere: this table counts northern ones
        code, text = code + 4, f"{year}-{code + 4}"
    if 29 <= code <= 32:
        span = f"{year}–{year // 100}{code}"
        raise DateError(text, f"a southern season; write its months, or {span} for a span of years")
    if code not in SUBYEAR:
        raise DateError(text, f"{code:02d} is neither a month nor a known part of a year")
    precision, month, count = SUBYEAR[code]
    if year == 9999 and month == 12:
        raise DateError(text, "this winter ends after the year 9999")
    return VagueDate(text, *_months(year, month, count), precision)


def _marked(text: str) -> VagueDate:
    """A plain date that may end in a mark."""
    if text[-1:] not in ("~", "?", "%"):
        return _plain(text)
    plain = _plain(text[:-1])
    if plain is UNKNOWN:
        raise DateError(text, "an unknown date cannot be marked")
    return VagueDate(
        plain.edtf + text[-1], plain.earliest, plain.latest, plain.precision,
        approximate=text[-1] in "~%", uncertain=text[-1] in "?%",
    )  # fmt: skip


def part_of(first: VagueDate, last: VagueDate) -> str | None:
    """'early March 2026' for the set of its days 1-10, 'late 2030s' likewise; else `None`."""
    if first.earliest is None or last.latest is None or first.precision != last.precision:
        return None
    a, b = first.earliest, last.latest
    if first.precision == "day" and (a.year, a.month) == (b.year, b.month):
        end = 0 if b == _last_of(b.year, b.month) and a.day == 21 else b.day
        if name := _THIRDS_OF_MONTH.get((a.day, end)):
            return f"{name} {a:%B} {a.year}"
    name = _THIRDS_OF_DECADE.get((a.year % 10, b.year % 10))
    if first.precision == "year" and a.year // 10 == b.year // 10 and name:
        return f"{name} {a.year // 10 * 10}s"
    return None


def _set(text: str) -> VagueDate:
    """`[a..b]`, `[a..]`, `[..b]`: one moment between two bounds."""
    left, dots, right = text[1:-1].partition("..")
    if not dots or not (left or right):
        raise DateError(text, "a set is [first..last], [first..] or [..last]")
    first, last = (_plain(part) if part else None for part in (left, right))
    if any(end is not None and not end.is_closed for end in (first, last)):
        raise DateError(text, "the bounds of a set are known dates")
    if first is None or last is None:
        named = first or last
        assert named is not None
        return VagueDate(
            f"[{first or ''}..{last or ''}]",
            first.earliest if first else None,
            last.latest if last else None,
            named.precision,
        )
    assert first.earliest and last.latest
    if first.earliest > last.latest or first == last:
        raise DateError(text, "the first bound of a set lies before the last")
    coarser = max(first.precision, last.precision, key=PRECISIONS.index)
    precision = "part" if part_of(first, last) else coarser
    return VagueDate(f"[{first}..{last}]", first.earliest, last.latest, precision)


def _interval(text: str) -> VagueSpan:
    left, _, right = text.partition("/")
    start, end = (OPEN if part == ".." else _marked(part) for part in (left, right))
    if (start is OPEN and end is OPEN) or UNKNOWN in (start, end):
        raise DateError(text, "a span has at least one known end")
    if start.earliest and end.latest and start.earliest > end.latest:
        raise DateError(text, f"it ends ({right}) before it starts ({left})")
    return VagueSpan(start, end)


@lru_cache(maxsize=16_384)
def from_edtf(text: str) -> VagueDate | VagueSpan:
    """Read one EDTF text.

    >>> from_edtf("2026-35").earliest, from_edtf("[2026-09..]").precision
    (datetime.date(2026, 7, 1), 'month')

    Raises `DateError` for everything else, quoting `text`.
    """
    try:
        if "/" in text:
            return _interval(text)
        if text.startswith("[") and text.endswith("]"):
            return _set(text)
        return _marked(text)
    except DateError as error:
        raise DateError(text, error.reason) from None


def next_unit(value: VagueDate) -> VagueDate:
    """The unit of the same kind that follows: March → April, Q4 2026 → Q1 2027."""
    return _neighbour(value, 1)


def previous_unit(value: VagueDate) -> VagueDate:
    """The unit of the same kind that comes before: spring 2026 → winter 2025."""
    return _neighbour(value, -1)


def _neighbour(value: VagueDate, step: int) -> VagueDate:
    assert value.earliest is not None and value.latest is not None
    year = value.earliest.year
    if value.precision == "day":
        return from_day(value.earliest + timedelta(days=step))
    if value.precision == "month":
        index = year * 12 + value.earliest.month - 1 + step
        return _plain(f"{index // 12:04d}-{index % 12 + 1:02d}")
    if value.precision in {p for p, _, _ in SUBYEAR.values()} and "-" in value.edtf[:5]:
        codes = [c for c, (p, _, _) in SUBYEAR.items() if p == value.precision]
        place = codes.index(int(value.edtf[5:7])) + step
        return _plain(f"{year + place // len(codes):04d}-{codes[place % len(codes)]}")
    if value.precision == "year":
        return _plain(f"{year + step:04d}")
    bound = value.latest if step > 0 else value.earliest
    neighbour = bound + timedelta(days=step)
    return _plain(f"{neighbour.year:04d}" if neighbour.day in (1, 31) else neighbour.isoformat())
