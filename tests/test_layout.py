"""The promise of the layout, on random tables and widths."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import SHIPPED, TODAY
from timeline.chronicle import _geometry, _standing, chronicle
from timeline.dataset import read_dataset
from timeline.dates import OPEN, from_edtf
from timeline.lanes import LaneGroup, group_lanes
from timeline.layout import LABEL_HEIGHT, MARK, MOST_LABELS, ROW, Layout, lay_out
from timeline.selection import COMMAND_DEFAULT, PAGE_DEFAULT, Selection, period, select

starts = st.one_of(
    st.dates(date(1957, 1, 1), date(2045, 1, 1)).map(str),
    st.integers(1957, 2044).map(str),
    st.integers(1957, 2044).map(lambda y: f"{y}-35"),
    st.integers(2025, 2044).map(lambda y: f"[{y}..]"),
    st.integers(2025, 2044).map(lambda y: f"[..{y}]"),
    st.just("203X"),
    st.just("XXXX"),
)


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    rows = []
    for number in range(draw(st.integers(0, 60))):
        start = draw(starts)
        closed = from_edtf(start).earliest is not None and from_edtf(start).latest is not None
        ends = ["", "..", "2044-12-31"] if closed and start < "2026" else [""]
        end = draw(st.sampled_from(ends))
        ghosts = [
            (from_edtf("2020"), "planned", from_edtf(g))
            for g in draw(st.lists(st.integers(2000, 2040).map(str), max_size=3))
        ]
        promises = [*ghosts, (from_edtf("2021"), "planned", from_edtf(start))] if ghosts else []
        standing = _standing(
            from_edtf(start), None if not end else OPEN if end == ".." else from_edtf(end), "", tuple(promises)  # type: ignore[arg-type]
        )  # fmt: skip
        rows.append(
            (number, standing, draw(st.integers(1, 3)), draw(st.text("abc Mé嫦W", min_size=1, max_size=60)))
        )
    standings = [row[1] for row in rows]
    frame = pd.DataFrame({
        "id": [f"e{row[0]}" for row in rows],
        "title": [row[3] for row in rows],
        "importance": [row[2] for row in rows],
        "kind": ["launch"] * len(rows),
        "family": ["flown"] * len(rows),
        "programme": ["p"] * len(rows),
        "status": [s.status for s in standings],
        "end": pd.Series([s.end for s in standings], dtype=object),
        "ghosts": pd.Series([s.ghosts for s in standings], dtype=object),
    })  # fmt: skip
    return frame.assign(**_geometry(standings, TODAY))


def boxes(layout: Layout) -> list[tuple[str, int, float, float, float, float]]:
    found = [(m.event, m.lane, m.box[0], m.y - MARK, m.box[1], m.y + MARK) for m in layout.marks]
    half = LABEL_HEIGHT / 2
    found += [
        (x.event, layout.marks[x.mark].lane, x.x, x.y - half, x.x + x.width, x.y + half)
        for x in layout.labels
    ]
    found += [(f"strip {s.x}", s.lane, s.x - 12, s.y - 6, s.x + 12, s.y + 6) for s in layout.strips]
    return found


def check(layout: Layout) -> None:
    all_boxes = boxes(layout)
    for a, b in combinations(all_boxes, 2):
        same = (a[0], a[1]) == (b[0], b[1])
        apart = a[4] <= b[2] or b[4] <= a[2] or a[5] <= b[3] or b[5] <= a[3]
        assert same or apart, (a, b)
    for _, _, left, top, right, bottom in all_boxes:
        assert layout.left - 0.01 <= left and right <= layout.right + 0.01
        assert layout.top <= top and bottom <= layout.bottom
    assert len(layout.labels) <= MOST_LABELS
    assert all(0 <= item.x <= layout.width and item.y <= layout.height for item in layout.key)


def lanes_of(frame: pd.DataFrame, parts: int) -> list[LaneGroup]:
    rows = range(len(frame))
    return [
        LaneGroup(str(p), f"Lane number {p}", p, tuple(r for r in rows if r % parts == p or r % 7 == p))
        for p in range(parts)
    ]


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    tables(),
    st.integers(320, 2400),
    st.integers(1, 5),
    st.sampled_from([(None, None), (date(2018, 1, 1), date(2031, 12, 31))]),
)
def test_nothing_touches_and_nothing_leaves_the_plot(
    frame: pd.DataFrame, width: int, parts: int, chosen: tuple[date | None, date | None]
) -> None:
    lanes = lanes_of(frame, parts)
    layout = lay_out(frame, lanes, chosen, width, TODAY)
    check(layout)
    assert lay_out(frame, lanes, chosen, width, TODAY) == layout
    drawn = (
        {m.event for m in layout.marks} | {e for s in layout.strips for e in s.events} | set(layout.undated)
    )
    assert drawn == {frame["id"].iloc[r] for lane in lanes for r in lane.rows}


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(tables(), st.lists(st.integers(320, 2400), min_size=2, max_size=6), st.integers(1, 4))
def test_wider_is_never_taller(frame: pd.DataFrame, widths: list[int], parts: int) -> None:
    lanes = lanes_of(frame, parts)
    heights = [lay_out(frame, lanes, (None, None), width, TODAY).height for width in sorted(widths)]
    assert heights == sorted(heights, reverse=True)


@pytest.fixture(scope="module")
def shipped() -> object:
    dataset = read_dataset(SHIPPED).dataset
    assert dataset is not None
    return chronicle(dataset, TODAY)


SELECTIONS = [
    PAGE_DEFAULT, COMMAND_DEFAULT, Selection(lanes="country", detail="main"), Selection(lanes="family"),
    Selection(lanes="none", detail="main"), Selection(programme=("artemis",)), Selection(lanes="agency"),
]  # fmt: skip


@pytest.mark.parametrize("selection", SELECTIONS)
@pytest.mark.parametrize("width", [320, 358, 559, 560, 1066, 2400])
def test_the_shipped_table(shipped, selection: Selection, width: int) -> None:  # type: ignore[no-untyped-def]
    events = select(shipped, selection)
    layout = lay_out(events, group_lanes(shipped, events, selection), period(selection), width, TODAY)
    check(layout)


def test_the_headlines_fit_the_first_screen(shipped) -> None:  # type: ignore[no-untyped-def]
    events = select(shipped, PAGE_DEFAULT)
    layout = lay_out(events, group_lanes(shipped, events, PAGE_DEFAULT), period(PAGE_DEFAULT), 1066, TODAY)
    assert layout.height <= 560
    assert [lane.name[0] for lane in layout.lanes] == [
        "Artemis", "ILRS and Chang'e", "International", "Tiangong", "Joint science",
    ]  # fmt: skip
    assert layout.unlabelled == 0


def test_many_small_equal_events_are_one_strip(shipped) -> None:  # type: ignore[no-untyped-def]
    selection = Selection(programme=("artemis-accords",))
    events = select(shipped, selection)
    layout = lay_out(events, group_lanes(shipped, events, selection), period(selection), 1066, TODAY)
    folded = sum(len(s.events) for s in layout.strips)
    assert folded > 20
    assert layout.folded == folded
    assert len(layout.marks) + folded == len(events)


def test_narrowing_brings_labels_back(shipped) -> None:  # type: ignore[no-untyped-def]
    def unlabelled(selection: Selection) -> int:
        events = select(shipped, selection)
        return lay_out(
            events, group_lanes(shipped, events, selection), period(selection), 1066, TODAY
        ).unlabelled

    assert unlabelled(COMMAND_DEFAULT) > 100
    assert unlabelled(Selection(programme=("tiangong",))) < 10


def test_rows_hold_a_label_and_a_mark() -> None:
    assert ROW >= LABEL_HEIGHT + 2
    assert ROW >= 2 * MARK + 2
