"""The page of the map: where the members are, year by year if the reader likes."""

from __future__ import annotations

from timeline.selection import Selection
from timeline.ui import chart_page, components, groups_page, look

TITLE = "Map"


def show() -> None:
    page = chart_page.Page("map", TITLE, _play, groups_page.below, is_empty=groups_page.is_empty)
    chart_page.show(page)


def _play(_selection: Selection) -> None:
    components.play("play", look.theme())
