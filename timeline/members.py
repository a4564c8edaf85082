"""Who belongs to which group, since when and in which form: read from the events, never stored.

A group is a programme with `bloc`. The forms that make members are signatures of a state or of its
agency; institutions, statements, declared interest and refusals stand apart. Organisations are
partners, no members.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd

from timeline.chronicle import Chronicle
from timeline.dates import VagueDate, date_label
from timeline.frames import cells_of, rows_of
from timeline.selection import Selection
from timeline.sentences import counted, joined
from timeline.text import shown
from timeline.vocabulary import DONE, MEMBER_FORMS, MEMBERSHIP_KINDS

FIELDS = ("country", "name", "bloc", "joined", "left", "form", "event", "sources")
IN_SEVERAL = "in more than one"


@dataclass(frozen=True)
class Member:
    """One country in one group. `left` is `None` as long as it belongs."""

    country: str
    name: str
    bloc: str
    joined: VagueDate
    left: VagueDate | None
    form: str
    event: str
    sources: tuple[str, ...]

    def belongs(self, day: date) -> bool:
        """On `day`, for sure."""
        since = self.joined.latest is not None and self.joined.latest <= day
        return since and not (
            self.left is not None and self.left.latest is not None and self.left.latest <= day
        )

    @property
    def row(self) -> dict[str, Any]:
        return {
            "country": self.country, "name": self.name, "bloc": self.bloc, "joined": self.joined.edtf,
            "left": self.left.edtf if self.left else "", "form": self.form, "event": self.event,
            "sources": list(self.sources),
        }  # fmt: skip


# Heading, picture, words and table of one page ask for the same; a chronicle is a value.
@lru_cache(maxsize=16)
def blocs(known: Chronicle) -> tuple[str, ...]:
    """The groups of the table, in the order of their lanes."""
    programmes = known.dataset.programmes
    return tuple(programmes.loc[programmes["bloc"] == "yes", "id"])


@lru_cache(maxsize=16)
def members(known: Chronicle) -> tuple[Member, ...]:
    """Everybody who has joined a group, in the order of joining; those who left say so."""
    groups = set(blocs(known))
    kinds = cells_of(known.dataset.countries, "code", "kind")
    organisations = {code for code, kind in kinds if kind == "organisation"}
    left: dict[tuple[str, str], list[VagueDate]] = defaultdict(list)
    found: list[Member] = []
    rows = cells_of(
        known.events, "programme", "kind", "status", "id", "start", "form", "countries", "sources"
    )
    for bloc, kind, status, own, start, form, countries, sources in rows:
        if bloc not in groups or kind not in MEMBERSHIP_KINDS or status not in DONE:
            continue
        states = {code: known.countries.get(code, code) for code in countries if code not in organisations}
        if kind == "withdrawal" and form:
            for country in states:
                left[country, bloc].append(start)
        elif kind == "accession" and form in MEMBER_FORMS:
            found += [
                Member(country, name, bloc, start, None, form, own, sources)
                for country, name in states.items()
            ]
    return tuple(_with_end(member, left) for member in found)


def members_in(known: Chronicle, events: pd.DataFrame) -> tuple[list[Member], dict[str, str]]:
    """The members whom `events` make, and the names of all groups by id: a group keeps its place, and so its
    hue, whichever others are shown."""
    ids = set(events["id"].tolist())
    found = [member for member in members(known) if member.event in ids]
    return found, {bloc: known.programmes.get(bloc, bloc) for bloc in blocs(known)}


def _with_end(member: Member, left: Mapping[tuple[str, str], list[VagueDate]]) -> Member:
    """A membership lasts until the first withdrawal after it: who left may join again."""
    ends = left.get((member.country, member.bloc), [])
    later = [end for end in ends if end.sort_key >= member.joined.sort_key]
    return replace(member, left=min(later, key=lambda end: end.sort_key)) if later else member


def is_joined(found: Iterable[Member], bloc: str) -> bool:
    """Whether anybody has ever joined."""
    return any(member.bloc == bloc for member in found)


def count(found: Iterable[Member], bloc: str, day: date) -> int:
    return len({m.country for m in found if m.bloc == bloc and m.belongs(day)})


def in_several(found: Iterable[Member], day: date) -> list[str]:
    """The countries that belong to more than one group on `day`."""
    groups: dict[str, set[str]] = defaultdict(set)
    for member in found:
        if member.belongs(day):
            groups[member.country].add(member.bloc)
    return sorted(country for country, own in groups.items() if len(own) > 1)


def several_over_time(found: Sequence[Member]) -> list[tuple[date, int]]:
    """When the number of those in more than one group changes, and to what."""
    changed: list[tuple[date, int]] = []
    days = {dated.point for m in found for dated in (m.joined, m.left) if dated and dated.point}
    for day in sorted(days):
        now = len(in_several(found, day))
        if now != (changed[-1][1] if changed else 0):
            changed.append((day, now))
    return changed


def as_groups(selection: Selection) -> Selection:
    """Groups are shown whole: of a selection only programmes and the day count."""
    return Selection(
        programme=selection.programme, hide=selection.hide, title=selection.title, event=selection.event,
        as_of=selection.as_of, compare=selection.compare,
    )  # fmt: skip


def group_events(known: Chronicle, selection: Selection) -> pd.DataFrame:
    """The events that tell of groups: of those chosen, else of all."""
    groups = [b for b in blocs(known) if not selection.programme or b in _chosen(known, selection)]
    events = known.events
    told = events["kind"].isin(("accession", "withdrawal", "interest", "refusal"))
    keep = events["programme"].isin(groups) & told
    return events[keep & ~events["id"].isin(selection.hide)]


def _chosen(known: Chronicle, selection: Selection) -> set[str]:
    wanted = set(selection.programme)
    return {p for p, line in known.ancestors.items() if wanted.intersection(line)} | wanted


def apart(events: pd.DataFrame) -> pd.DataFrame:
    """Of the events of groups, those that make nobody a member."""
    makes = (events["kind"] == "accession") & events["form"].isin(MEMBER_FORMS) | (
        events["kind"] == "withdrawal"
    )
    return events[~makes]


@lru_cache(maxsize=32)
def claims(known: Chronicle, bloc: str) -> tuple[dict[str, Any], ...]:
    """What the agencies themselves count: announcements of the group whose title has a number."""
    events = known.events
    rows = events[(events["programme"] == bloc) & (events["kind"] == "announcement")]
    return tuple(
        row for row in rows_of(rows) if re.search(r"\b\d+\b", row["title"]) and row["status"] in DONE
    )


def sentences(known: Chronicle) -> list[str]:
    """Each group in a sentence, with what its agencies count; who belongs to several; what is compared."""
    found = members(known)
    told = []
    for bloc in blocs(known):
        name = known.programmes.get(bloc, bloc)
        here = count(found, bloc, known.day)
        words = f"{name}: {counted_countries(here)} named here, each with a source"
        if stated := claims(known, bloc):
            last = stated[-1]
            words += f"; {shown(last['title'])} ({last['label']})"
        told.append(f"{words}.")
    both = [known.countries.get(c, c) for c in in_several(found, known.day)]
    if both:
        told.append(f"In more than one group: {joined(both, 'and')}.")
    told += [shown(text) for text in _summaries(known)]
    told.append(
        "A country may join more than one group. Organisations and institutions make no state a member."
    )
    return told


def _summaries(known: Chronicle) -> list[str]:
    """What the table says that each group is: not the same kind of thing."""
    programmes = known.dataset.programmes
    summaries = dict(zip(programmes["id"], programmes["summary"], strict=True))
    return [f"{known.programmes[bloc]}: {summaries[bloc]}" for bloc in blocs(known) if summaries[bloc]]


def counts_in_words(known: Chronicle, events: pd.DataFrame, about: str, nobody: str) -> str:
    """ "`about`: Artemis Accords (72 countries) and …", of the groups whose members the events make."""
    found, names = members_in(known, events)
    numbers = {name: count(found, bloc, known.day) for bloc, name in names.items() if is_joined(found, bloc)}
    told = [f"{name} ({counted_countries(number)})" for name, number in numbers.items()]
    return f"{about}: {joined(told, 'and') or nobody}"


def counted_countries(number: int) -> str:
    return "1 country" if number == 1 else f"{number} countries"


def country_words(known: Chronicle, country: str) -> list[str]:
    """A country in a few sentences: its groups, its partners, its first and latest events."""
    events = known.events
    own = events[pd.Series([country in cell for cell in events["countries"]], events.index, dtype=bool)]
    name = known.countries.get(country, country)
    if own.empty:
        return []
    done = own[own["status"].isin(DONE)]
    told = []
    groups = [m for m in members(known) if m.country == country]
    for member in groups:
        group = known.programmes.get(member.bloc, member.bloc)
        end = f", left {date_label(member.left)}" if member.left else ""
        told.append(f"{name} joined {group} on {date_label(member.joined)} ({member.form}){end}.")
    if not groups and blocs(known):
        told.append(f"{name} is a member of no group in this table.")
    partners = pd.Series([c for cell in done["countries"] for c in cell if c != country]).value_counts()
    if len(partners):
        most = [f"{known.countries.get(str(c), str(c))} ({n})" for c, n in partners.head(5).items()]
        told.append(f"Most often together with: {', '.join(most)}.")
    if len(done):
        first, last = rows_of(done.iloc[[0, -1]])
        told.append(
            f"First event: {shown(first['title'])}, {first['label']}. Latest: {shown(last['title'])}, {last['label']}."
        )
    planned = own[own["status"] == "planned"]
    told.append(f"{counted(len(own), 'event')} in this table, {len(planned)} of them planned.")
    return told
