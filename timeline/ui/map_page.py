"""The page of the map: where the members are, year by year if the reader likes."""

from __future__ import annotations

from timeline.selection import Selection
from timeline.ui import chart_page, components, groups_page, look

TITLE = "Map"
_HINT = "Each mark is a member. Choose one for its events."
_HOW = (
    "Each country that has joined a group has a mark, however small it is. Circle, diamond: one group. Square: more.",
    "Hatched areas are disputed and counted for nobody. Boundaries state no opinion.",
    "Choose a mark to see everything of that country in the timeline.",
)


def show() -> None:
    chart_page.show(
        chart_page.Page(
            "map", TITLE, _HINT, _HOW, choose=_play, beside=groups_page.below, is_empty=groups_page.is_empty
        )
    )


def _play(_selection: Selection) -> None:
    components.play("play", look.theme())
