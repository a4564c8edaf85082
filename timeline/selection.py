"""Which events, in which lanes, as of which day: one value for page, address and command line.

Repeated words of one filter mean any of them, different filters narrow each other; `together`
demands all chosen countries and agencies in one event. `pick` names exactly the events to show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias
from urllib.parse import urlencode

import pandas as pd

from timeline.chronicle import Chronicle, haystacks
from timeline.dataset import Dataset
from timeline.dates import DateError, VagueDate, VagueSpan, parse
from timeline.frames import cells_of
from timeline.text import compared, shown
from timeline.vocabulary import COUNTS, DETAILS, KINDS, LANES, MOST, PARTNERS_BY, STATUSES, VIEWS

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_LONGEST_TEXT = 200  # characters of a search or a headline in an address


@dataclass(frozen=True)
class Selection:
    """The reader's choice. The field `since` is the filter `from` (a word that Python keeps)."""

    programme: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    together: bool = False
    since: VagueDate | None = None
    to: VagueDate | None = None
    q: str = ""
    detail: str = "all"
    pick: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    title: str = ""
    lanes: str = "programme"
    event: str = ""
    as_of: VagueDate | None = None
    compare: VagueDate | None = None  # an earlier day: what changed since
    view: str = "dates"  # of the schedule
    by: str = "agency"  # the partners of the matrix
    count: str = "missions"  # what its cells count
    most: str = "20"  # partners in it


def _year(year: int) -> VagueDate:
    value = parse(str(year))
    assert isinstance(value, VagueDate)
    return value


COMMAND_DEFAULT = Selection()
PAGE_DEFAULT = Selection(since=_year(2018), to=_year(2031), detail="headlines")


def default_of(chart: str) -> Selection:
    """What a page shows where its address says nothing: headlines are too few to tell who works with whom."""
    return replace(PAGE_DEFAULT, since=None, to=None, detail="all") if chart == "partners" else PAGE_DEFAULT


def brought(selection: Selection, before: str, after: str) -> Selection:
    """A selection taken from one chart's page to another's: what was not chosen becomes that page's own."""
    was, now = default_of(before), default_of(after)
    if (selection.since, selection.to, selection.detail) != (was.since, was.to, was.detail):
        return selection
    return replace(selection, since=now.since, to=now.to, detail=now.detail)


_WORDS = {"since": "from"}
_LISTS = ("programme", "country", "agency", "kind", "status", "pick", "hide")
_DATES = ("since", "to", "as_of", "compare")
_CHOICES: Mapping[str, Sequence[str]] = {
    "detail": tuple(DETAILS),
    "lanes": LANES,
    "view": VIEWS,
    "by": PARTNERS_BY,
    "count": COUNTS,
    "most": MOST,
}


def word_of(field: str) -> str:
    """The word of a field in addresses and on the command line."""
    return _WORDS.get(field, field)


FILTERS = tuple(word_of(field.name) for field in fields(Selection))


# --- choosing ---------------------------------------------------------------------------------------


def select(known: Chronicle, selection: Selection) -> pd.DataFrame:
    """The selected rows of `known.events`, earliest first."""
    events = known.events
    keep = ~events["id"].isin(selection.hide)
    if selection.pick:
        keep &= events["id"].isin(selection.pick)
    else:
        for rule in _RULES:
            if (mask := rule(known, selection)) is not None:
                keep &= mask
    return events if keep.all() else events[keep]


Mask = pd.Series | None


def _by_detail(known: Chronicle, selection: Selection) -> Mask:
    least = DETAILS[selection.detail]
    return None if least == max(DETAILS.values()) else known.events["importance"] <= least


def _by_programme(known: Chronicle, selection: Selection) -> Mask:
    if not selection.programme:
        return None
    wanted = set(selection.programme)
    inside = {p for p, line in known.ancestors.items() if wanted.intersection(line)} | wanted
    return known.events["programme"].isin(inside)


def _by_partners(known: Chronicle, selection: Selection) -> Mask:
    mask: Mask = None
    for column, chosen in (("countries", selection.country), ("agencies", selection.agency)):
        if not chosen:
            continue
        wanted = set(chosen)
        holds = wanted.issubset if selection.together else wanted.intersection
        found = pd.Series([bool(holds(cell)) for cell in known.events[column]], known.events.index)
        mask = found if mask is None else mask & found
    return mask


def _by_kind(known: Chronicle, selection: Selection) -> Mask:
    return known.events["kind"].isin(selection.kind) if selection.kind else None


def _by_status(known: Chronicle, selection: Selection) -> Mask:
    return known.events["status"].isin(selection.status) if selection.status else None


def _by_period(known: Chronicle, selection: Selection) -> Mask:
    first, last = period(selection)
    mask: Mask = None
    if first is not None:
        mask = known.events["high"] >= first.toordinal()
    if last is not None:
        until = known.events["low"] <= last.toordinal()
        mask = until if mask is None else mask & until
    return mask


def _by_search(known: Chronicle, selection: Selection) -> Mask:
    mask: Mask = None
    if selection.q.strip() and not searched(selection.q):  # signs alone are in no text
        return pd.Series(False, index=known.events.index)
    for token in searched(selection.q):
        found = haystacks(known).str.contains(token, regex=False)
        mask = found if mask is None else mask & found
    return mask


_RULES: tuple[Callable[[Chronicle, Selection], Mask], ...] = (
    _by_detail, _by_programme, _by_partners, _by_kind, _by_status, _by_period, _by_search,
)  # fmt: skip


def searched(text: str) -> list[str]:
    """The words of a search as they are looked for: each begins a word ("iss" is no "mission").

    Chinese and Japanese, written without spaces, are found anywhere.
    """
    return [word if _UNSPACED.search(word) else f" {word}" for word in compared(text).split()]


def period(selection: Selection) -> tuple[date | None, date | None]:
    """First and last day of the chosen period; `None` = from the beginning, to the end.

    Events picked one by one are all shown, whenever they were.
    """
    return (None, None) if selection.pick else _bounds(selection)


def _bounds(selection: Selection) -> tuple[date | None, date | None]:
    first = selection.since.unit if selection.since else None
    last = selection.to.unit if selection.to else None
    return (first[0] if first else None), (last[1] if last else None)


def as_it_is(selection: Selection) -> Selection:
    """The part that a chart heeds which leaves nothing aside."""
    return selection


# What a chart makes of a selection: all of it, or those of its events that the chart is about.
Chosen: TypeAlias = Callable[[Chronicle, Selection], pd.DataFrame]


def relaxations(
    known: Chronicle, selection: Selection, chosen: Chosen = select
) -> list[tuple[str, str, Selection, int]]:
    """What to drop where nothing matches: (filter, value, the selection without it, its count).

    Only what brings back events that the chart has `chosen`; every value of a repeated filter on its own, most first.
    """
    found = []
    for word, value, wider in _without_each(selection):
        if count := len(chosen(known, wider)):
            found.append((word, value, wider, count))
    return sorted(found, key=lambda row: -row[3])


def _without_each(selection: Selection) -> Iterator[tuple[str, str, Selection]]:
    for name in ("programme", "country", "agency", "kind", "status", "pick", "hide"):
        values: tuple[str, ...] = getattr(selection, name)
        for value in values:
            rest = tuple(v for v in values if v != value)
            yield name, value, _with(selection, {name: rest})
        if len(values) > 1:
            yield name, f"every {name}", _with(selection, {name: ()})
    if selection.together:
        yield "together", "together", replace(selection, together=False)
    if selection.q:
        yield "q", selection.q, replace(selection, q="")
    if selection.since or selection.to:
        yield "from", "the period", replace(selection, since=None, to=None)
    if selection.detail != "all":
        yield "detail", selection.detail, replace(selection, detail="all")
    if selection.as_of:
        yield "as_of", str(selection.as_of), replace(selection, as_of=None)


def _with(selection: Selection, values: Mapping[str, Any]) -> Selection:
    return replace(selection, **values)


# --- addresses --------------------------------------------------------------------------------------


def to_query(selection: Selection, default: Selection) -> dict[str, list[str]]:
    """Only what differs from `default`, as the words of an address."""
    query: dict[str, list[str]] = {}
    for field in fields(Selection):
        value, usual = getattr(selection, field.name), getattr(default, field.name)
        if value == usual:
            continue
        query[word_of(field.name)] = _texts(value)
    return query


def view_address(site: str, chart: str, selection: Selection) -> str:
    """Where others find this view of a chart; nothing where the site has no public address."""
    if not site:
        return ""
    page = "" if chart == "timeline" else chart
    query = urlencode(to_query(selection, default_of(chart)), doseq=True)
    return f"{site.rstrip('/')}/{page}{'?' if query else ''}{query}"


def _texts(value: object) -> list[str]:
    if isinstance(value, tuple):
        return [str(v) for v in value] or ["none"]
    if isinstance(value, bool):
        return ["true" if value else "false"]
    return ["any" if value is None else str(value)]


def from_query(
    query: Mapping[str, Sequence[str]], default: Selection, dataset: Dataset
) -> tuple[Selection, list[str]]:
    """The selection that an address or a command line names, and a note for each word unknown."""
    chosen: dict[str, object] = {}
    notes: list[str] = []
    for word, texts in query.items():
        name = "since" if word == "from" else word
        if word not in FILTERS or not texts:
            if word not in FILTERS:
                notes.append(f"unknown filter: {_quoted(word)} (known: {', '.join(FILTERS)})")
            continue
        if not any(text.strip() for text in texts):  # "as_of=" asks for nothing
            continue
        try:
            chosen[name] = _value(name, list(texts), dataset, notes)
        except ValueError as error:
            notes.append(str(error))
    selection = _with(default, {k: v for k, v in chosen.items() if v is not None or k in _DATES})
    first, last = _bounds(selection)
    if first and last and first > last:
        notes.append(f"the period ends ({selection.to}) before it starts ({selection.since})")
        selection = replace(selection, since=default.since, to=default.to)
    if _is_before(selection.as_of, selection.compare):
        notes.append(f"the day to compare with ({selection.compare}) is the later one: the two are swapped")
        selection = replace(selection, as_of=selection.compare, compare=selection.as_of)
    return selection, notes


def _is_before(one: VagueDate | None, other: VagueDate | None) -> bool:
    return one is not None and other is not None and (one.latest or date.max) < (other.latest or date.max)


def _value(name: str, texts: list[str], dataset: Dataset, notes: list[str]) -> object:
    text = texts[-1]
    if name in _LISTS:
        return tuple(_resolved(name, texts, _known_values(name, dataset), notes))
    if name == "event":
        return next(iter(_resolved(name, [text], _known_values(name, dataset), notes)), None)
    if name in _CHOICES:
        if text.casefold() not in _CHOICES[name]:
            raise ValueError(f"unknown {name}: {_quoted(text)} (known: {', '.join(_CHOICES[name])})")
        return text.casefold()
    if name in _DATES:
        return _moment(name, text)
    if name == "together":
        if text.casefold() not in ("true", "1", "yes", "false", "0", "no"):
            raise ValueError(f"unknown together: {_quoted(text)} (known: true, false)")
        return text.casefold() in ("true", "1", "yes")
    return shown(text)[:_LONGEST_TEXT]


def _moment(name: str, text: str) -> VagueDate | None:
    if text == "any":
        return None
    try:
        value = parse(text)
    except DateError as error:
        raise ValueError(f"unknown {word_of(name)}: {_quoted(text)}: {error.reason}") from None
    if isinstance(value, VagueSpan) or value.unit is None:
        raise ValueError(f"unknown {word_of(name)}: {_quoted(text)}: one date is needed")
    return value


def _resolved(name: str, texts: Iterable[str], known: Mapping[str, str], notes: list[str]) -> Iterator[str]:
    for text in dict.fromkeys(texts):
        if (found := known.get(compared(text))) is not None:
            yield found
        elif text != "none" or name not in ("pick", "hide"):
            notes.append(f"unknown {name}: {_quoted(text)}")


@lru_cache(maxsize=64)  # an address names several, a page is asked for again and again
def _known_values(name: str, dataset: Dataset) -> Mapping[str, str]:
    """What may be written for a value of a filter (id, name, alias; compared) → its id."""
    events = dataset.events
    match name:
        case "programme":
            return _written(dataset.programmes, "id", set(events["programme"].tolist()))
        case "country":
            return _written(dataset.countries, "code", {c for cell in events["countries"] for c in cell})
        case "agency":
            return _written(dataset.agencies, "id", {a for cell in events["agencies"] for a in cell})
        case "kind" | "status":
            return {compared(word): word for word in (KINDS if name == "kind" else STATUSES)}
    return {compared(own): own for own in events["id"].tolist()}


def _written(frame: pd.DataFrame, key: str, used: set[str]) -> dict[str, str]:
    """Ids win over names, names over aliases; ids that only events use count too."""
    written: dict[str, str] = {}
    names = list(cells_of(frame, key, "name", "aliases"))
    for own, _, _ in names:
        written.setdefault(compared(own), own)
    for own in sorted(used):
        written.setdefault(compared(own), own)
    for own, name, _ in names:
        written.setdefault(compared(name), own)
    for own, _, aliases in names:
        for alias in aliases:
            written.setdefault(compared(alias), own)
    written.pop("", None)
    return written


def _quoted(text: str) -> str:
    short = shown(text)
    return repr(short if len(short) <= 60 else short[:60] + "…")
