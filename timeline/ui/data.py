"""Reading the table once for all readers of the page."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pandas as pd
import streamlit as st

from timeline.changes import with_ghosts
from timeline.charts import CHARTS
from timeline.chronicle import Chronicle, chronicle, first_known
from timeline.dataset import Reading, read_dataset
from timeline.history import last_day
from timeline.selection import Selection

Edition: TypeAlias = tuple[str, str, date, date | None]
_SHIPPED = Path(__file__).parents[2] / "data"


def folder() -> Path:
    return Path(os.environ.get("TIMELINE_DATA") or _SHIPPED)


def today() -> date:
    """The reader's day; `TIMELINE_TODAY` sets it for tests and pictures.

    Raises ValueError with a sentence where that is no day.
    """
    text = os.environ.get("TIMELINE_TODAY")
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise ValueError(f"TIMELINE_TODAY is no day: {text!r} (write it as 2026-11-20)") from None


def reading() -> Reading:
    """The table with its problems; read again when a file has changed."""
    return _reading(*_place())


# Shared by all sessions and never changed: a Dataset and a Chronicle are values.
@st.cache_resource(max_entries=4, show_spinner=False)
def _reading(place: str, stamps: str) -> Reading:
    return read_dataset(Path(place))


def known(selection: Selection) -> Chronicle:
    """The table as known on the selection's day."""
    return chronicle_of(edition(selection))


def chronicle_of(chosen: Edition) -> Chronicle:
    """The chronicle that an edition decides."""
    return _chronicle(*chosen)


def edition(selection: Selection) -> Edition:
    """What decides a chronicle: the folder and its files' ages, today, the as-of day."""
    day = last_day(selection.as_of, today()) if selection.as_of else None
    return *_place(), today(), day


def _place() -> tuple[str, str]:
    place = str(folder())
    return place, _stamps(place)


# One run of the page asks some ten times.
@st.cache_resource(ttl=0.5, max_entries=4, show_spinner=False)
def _stamps(place: str) -> str:
    files = sorted(p for p in Path(place).glob("*.*") if p.is_file())
    return " ".join(f"{p.name}:{p.stat().st_mtime_ns}" for p in files)


@st.cache_resource(max_entries=16, show_spinner=False)
def _chronicle(place: str, stamps: str, now: date, day: date | None) -> Chronicle:
    dataset = _reading(place, stamps).dataset
    assert dataset is not None, "the entry stops where there is no dataset"
    return chronicle(dataset, now, day)


def chronicle_on(day: date) -> Chronicle:
    """The table as known on a day; today's without as-of."""
    now = today()
    return chronicle_of((*_place(), now, None if day >= now else day))


def compared_days(selection: Selection) -> tuple[date, date]:
    """The two days of a comparison, the earlier first."""
    now = today()
    days = [last_day(d, now) if d else now for d in (selection.compare, selection.as_of)]
    return min(days), max(days)


def chosen(chart: str, known: Chronicle, selection: Selection) -> pd.DataFrame:
    """What a selection means for a chart; where it compares, with former places as ghosts."""
    events = CHARTS[chart].chosen(known, selection)
    if selection.compare is None:
        return events
    before, after = compared_days(selection)
    return with_ghosts(events, chronicle_on(before), chronicle_on(after))


def first_day(chart: str, selection: Selection) -> date | None:
    """From which day on something was known of what a chart shows of a selection today."""
    plain = replace(selection, as_of=None, compare=None, event="", title="")
    return _first_day(chart, edition(plain), plain)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={Selection: hash})
def _first_day(chart: str, today: Edition, selection: Selection) -> date | None:
    known = chronicle_of(today)
    return first_known(known, CHARTS[chart].chosen(known, selection))
