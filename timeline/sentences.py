"""The sentences above a chart: what is shown, for which time, as of which day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

import pandas as pd

from timeline.chronicle import Chronicle
from timeline.dates import VagueSpan, date_label
from timeline.frames import cells_of
from timeline.selection import PAGE_DEFAULT, Selection, period
from timeline.text import shown

_MOON = "Who is going to the Moon with whom"
_NOUNS = {"headlines": "headline", "main": "main event", "all": "event"}
STALE_AFTER = 30  # days
_LONGEST_ADDRESS = 100  # characters, under a picture
REPLAYED = "Today's corrected table, replayed by what was public then."
HOW_TO_READ = (
    "Time runs from left to right. Each lane is a programme, or a country, an agency, a family of events.",
    "A filled mark has happened. A hollow one is planned. A grey one has no date any more. A cross went wrong "
    "or was cancelled.",
    "A pale bar means: somewhere in this time. Where it fades, that side is open.",
    "Small grey ticks are the dates that were promised before.",
    "Choose a mark to read its story, with every source.",
)


def counted(number: int, noun: str) -> str:
    """ "1 event", "2 events"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def day_words(day: date) -> str:
    """ "20 November 2026"."""
    return f"{day.day} {day:%B} {day.year}"


def standing_word(known: Chronicle) -> str:
    """What stands over the line of the reader's day."""
    day = known.dataset.as_of
    return f"{day.day} {day:%b} {day.year}" if day else "today"


def headline(known: Chronicle, events: pd.DataFrame, selection: Selection) -> str:
    """The title sentence; counts events, not marks."""
    noun = _NOUNS[selection.detail if not selection.pick else "all"]
    count = counted(len(events), noun)
    years = _years(events, selection)
    about = selection.title or subject(known, selection)
    return f"{about}: {count}{f', {years}' if years else ''}"


def is_about_all(selection: Selection) -> bool:
    """Whether nobody and nothing in particular is asked for."""
    s = selection
    return not (s.pick or s.country or s.agency or s.programme or s.q)


def subject(known: Chronicle, selection: Selection) -> str:
    """What the selection is about, without its numbers."""
    programmes = [known.programmes.get(p, p) for p in selection.programme]
    if selection.pick:
        return "My picture"
    if selection.country or selection.agency:
        partners = _partners(known, selection)
        return partners + (f" in {joined(programmes, 'or')}" if programmes else " in space")
    if programmes:
        return joined(programmes, "and")
    if selection.q:
        return f"“{selection.q}”"
    if selection.status or selection.kind:
        return f"Space cooperation ({joined([*selection.status, *selection.kind], 'or')})"
    return (
        _MOON
        if replace(selection, event="", as_of=None, compare=None, lanes="programme", view="dates")
        == PAGE_DEFAULT
        else "Space cooperation"
    )


def _partners(known: Chronicle, selection: Selection) -> str:
    """Any of the countries, and any of the agencies; or all of them together."""
    countries = [known.countries.get(c, c) for c in selection.country]
    if selection.together:
        return joined([*countries, *selection.agency], "with")
    return " and ".join(joined(names, "or") for names in (countries, list(selection.agency)) if names)


def joined(words: list[str], last: str) -> str:
    """ "A, B and C" with the given last word; "A with B with C"."""
    if len(words) < 2:
        return "".join(words)
    if last == "with":
        return f"{words[0]} with {joined(words[1:], 'and')}"
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _years(events: pd.DataFrame, selection: Selection) -> str:
    first, last = period(selection)
    low = first.year if first else _bound(events, "low")
    high = last.year if last else _bound(events, "high")
    if low is None or high is None:
        return ""
    return str(low) if low == high else f"{low}–{high}"


def _bound(events: pd.DataFrame, column: str) -> int | None:
    """The year of the first or last dated event."""
    dated = events[events["point"].notna()]
    if dated.empty:
        return None
    day = dated[column].min() if column == "low" else dated[column].max()
    return date.fromordinal(int(day)).year


def period_words(selection: Selection) -> str:
    """The chosen period: "2019–2023", "March 2021 – the end"."""
    since, to = selection.since, selection.to
    if since and to:
        return date_label(VagueSpan(since, to))
    return f"{date_label(since) if since else 'the beginning'} – {date_label(to) if to else 'the end'}"


def freshness(known: Chronicle, today: date) -> str:
    """Up to which day the table goes; a warning where that is long ago."""
    complete = known.dataset.complete_to
    age = (today - complete).days
    is_told = (
        age > STALE_AFTER and not known.dataset.as_of
    )  # on a day in the past nothing newer is looked for
    missing = f"; events of the last {age} days are missing" if is_told else ""
    return f"Table complete to {day_words(complete)}{missing}."


def subtitle(known: Chronicle, events: pd.DataFrame, selection: Selection, title: str) -> str:
    """What a picture says under its title: what narrows it, and the day on which it stands."""
    told = [f"{_FIELD_WORDS.get(field, '')}{words}" for field, words in filters_in_words(known, selection)]
    if selection.detail != "all" and not selection.pick:
        told.insert(0, {"headlines": "Headlines only", "main": "Main events"}[selection.detail])
    if period(selection) != (None, None) and _years(events, selection) not in title:
        told.append(f"period: {period_words(selection)}")
    day = known.dataset.as_of
    told.append("" if day else f"table complete to {day_words(known.dataset.complete_to)}")
    undated = int(events["point"].isna().sum())
    told.append(f"without a date and not drawn: {counted(undated, 'event')}" if undated else "")
    words = " · ".join(shown(part) for part in told if part)
    return words[:1].upper() + words[1:]


_FIELD_WORDS = {
    "programme": "programme: ", "country": "country: ", "agency": "agency: ", "kind": "kind: ", "status": "status: ",
}  # fmt: skip


_FILTERS = (
    ("search", ("q",)), ("agencies", ("agency",)), ("period", ("since", "to")), ("detail", ("detail",)),
    ("kinds", ("kind",)), ("status", ("status",)), ("chosen events", ("pick",)),
)  # fmt: skip


def unheeded(selection: Selection, meant: Selection) -> str:
    """The filters of a selection that a chart leaves aside, if any: "Not counted here: period and detail."."""
    names = [
        name
        for name, fields in _FILTERS
        if any(getattr(selection, field) != getattr(meant, field) for field in fields)
    ]
    return f"Not counted here: {joined(names, 'and')}." if names else ""


def source_line(known: Chronicle, events: pd.DataFrame, address: str = "") -> str:
    """Under a picture: which table, from whom, under which licence, where to find it."""
    cited = {source for cell in events["sources"] for source in cell}
    sources = known.dataset.sources
    rows = cells_of(sources[sources["id"].isin(cited)], "id", "publisher")
    counts = Counter(_printed(publisher) for _, publisher in sorted(rows))
    names = [name for name, _ in counts.most_common(3)]
    more = len(counts) - len(names)
    others = f" and {counted(more, 'other publisher')}" if more else ""
    by = f"from {counted(len(cited), 'source')}: {', '.join(names)}{others}. " if names else ""
    # A long address would be cut, and then lead nowhere: its page alone does.
    where = f" {address if len(address) <= _LONGEST_ADDRESS else address.split('?')[0]}" if address else ""
    return f"Space Cooperation Timeline, table {known.dataset.version}, {by}CC BY 4.0.{where}"


@lru_cache(maxsize=8192)  # the same from day to day
def _printed(publisher: str) -> str:
    """NASA (copy in a public repository) is NASA here."""
    return shown(publisher).split(" (")[0]


def citation(known: Chronicle, events: pd.DataFrame, selection: Selection, address: str = "") -> str:
    """How to cite a view: its title, the table's version and day, and the day it stands on."""
    day = known.dataset.as_of
    seen = f", as known on {day_words(day)}" if day else ""
    where = f" {address}" if address else ""
    title = shown(headline(known, events, selection))
    complete = day_words(known.dataset.complete_to)
    version = known.dataset.version
    return f"“{title}”{seen}. Space Cooperation Timeline, table {version}, complete to {complete}. CC BY 4.0.{where}"


def filters_in_words(known: Chronicle, selection: Selection) -> list[tuple[str, str]]:
    """(filter, words) for everything that narrows the view, for chips and for exports."""
    named: Mapping[str, Mapping[str, str]] = {
        "programme": known.programmes, "country": known.countries, "agency": known.agencies,
    }  # fmt: skip
    told = []
    for field in ("programme", "country", "agency", "kind", "status"):
        values = getattr(selection, field)
        if values:
            words = [named.get(field, {}).get(v, v) for v in values]
            told.append((field, joined(words, "with" if _all_needed(field, selection) else "or")))
    if selection.q:
        told.append(("q", f"search “{selection.q}”"))
    if selection.pick:
        told.append(("pick", f"{len(selection.pick)} picked events"))
    if selection.hide:
        told.append(("hide", f"{len(selection.hide)} hidden"))
    if selection.as_of:
        told.append(("as_of", f"as known on {date_label(selection.as_of)}"))
    if selection.compare:
        told.append(("compare", f"grey ticks: where it stood on {date_label(selection.compare)}"))
    return told


def _all_needed(field: str, selection: Selection) -> bool:
    return selection.together and field in ("country", "agency")
