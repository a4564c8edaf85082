"""The four questions with which people come, each a link that sets the view."""

from __future__ import annotations

from collections.abc import Container
from itertools import chain
from urllib.parse import urlencode

from timeline.chronicle import Chronicle
from timeline.members import in_several, members

_FLOWN = ("launch", "docking", "landing", "return", "operation")


def questions(known: Chronicle) -> list[tuple[str, str]]:
    """(question, address) for each; the members of both groups are read from the table."""
    views: dict[str, list[tuple[str, str]]] = {
        "When did 2024 stop being the date?": [
            *_picks("artemis-goal-2024", "nasa-gives-up-2024", "first-crewed-artemis-landing", "artemis-iii",
                    "artemis-overhaul-2026"),
            ("title", "When 2024 stopped being the date"), ("event", "nasa-gives-up-2024"),
        ],
        "Who has joined both groups?": [
            ("programme", "artemis-accords"), ("programme", "ilrs"), ("kind", "accession"), ("detail", "all"),
            ("lanes", "country"), ("from", "2020"), ("to", str(known.today.year + 1)),
            ("title", "Who has joined both groups"), *(("country", c) for c in in_several(members(known), known.day)),
        ],
        "What have Europe and China flown together?": [
            ("agency", "ESA"), ("agency", "CNSA"), ("together", "true"), ("detail", "all"), ("from", "any"),
            ("to", "any"), *(("kind", kind) for kind in _FLOWN),
        ],
        "When did rivals fly together?": [
            *_picks("apollo-soyuz-docking", "sts-60", "thagard-soyuz", "atlantis-mir-docking", "iss-zarya",
                    "iss-expedition-1", "soyuz-ms-22-rubio", "crew-5-kikina"),
            ("title", "When rivals flew together"),
        ],
    }  # fmt: skip
    return [(question, urlencode(view)) for question, view in views.items() if _is_known(view, known)]


def _is_known(view: list[tuple[str, str]], known: Chronicle) -> bool:
    """Another table, or an earlier day, may not know what a question is about."""
    own: dict[str, Container[str]] = {
        "pick": known.events.index, "event": known.events.index, "programme": known.programmes,
        "agency": {*known.agencies, *chain.from_iterable(known.events["agencies"].tolist())},
    }  # fmt: skip
    return all(value in own[word] for word, value in view if word in own)


def _picks(*events: str) -> list[tuple[str, str]]:
    return [("pick", event) for event in events]
