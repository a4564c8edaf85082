"""Where everything stands: pure geometry, in px from the top left corner.

Events, lanes, a period and a width go in; lanes, marks, labels, ghosts, strips and the height come
out. Screen, picture, slide and offline page draw this one result.

Rows are found in three steps, so that a wider picture is never taller. First the number of rows of
a lane: as many as its marks alone need (their widest overlap) and as its labels would like, up to
a limit; both only shrink as the picture widens. Then a sweep from left to right gives each event
the first free row; where there is none, the least important label in the way is dropped and the
mark stays. Last, dropped labels return where their row has room.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from timeline.dates import DAYS_PER_MONTH, VagueDate
from timeline.lanes import LaneGroup
from timeline.text import fitted, shown, text_width
from timeline.vocabulary import DATELESS

FONT = 13.0  # px, labels and lane names
SMALL = 12.0  # px, years, key, counts
ROW = 19.0  # px, a row of marks
MARK = 7.0  # px, half the size of a mark
GAP = 5.0  # px, at least, between what belongs to different events
LABEL_HEIGHT = 16.0  # px
BAR = 11.0  # px, thickness of a span
FADE = 10.0  # px, one of the steps in which an open end fades
FADE_STEPS = 3
BIN = 34.0  # px, a count in a strip
HEADER = 36.0  # px: the word of today, then the years
LANE_PAD = 3.0
LANE_TITLE = 20.0  # px, the name above a lane in a narrow picture
KEY_ROW = 19.0
NAMES = 140.0  # px, the column of lane names in a wide picture
EDGE = 8.0
WIDE = 560.0  # px: from here on lane names stand in a column
LONGEST_LABEL = 300.0  # px
LEAST_LABEL = 48.0  # px, below which a cut label says nothing
MOST_LABELS = 300
TALLEST, ALONE = 24, 32  # rows of one lane beside others, or by itself
FEW = 20  # marks in all, up to which every label gets a row if it needs one
MANY = 12  # small equal events from which on a strip counts them

KEY = (
    ("talks", "happened", "talks"), ("signed", "happened", "signed"),
    ("flown", "happened", "flown"), ("ended", "happened", "ended"), ("lost", "happened", "lost"),
    ("flown", "planned", "planned"), ("flown", "paused", "no date now"), ("flown", "failed", "failed or cancelled"),
    ("", "ghost", "former date"), ("", "vague", "somewhere in this time"), ("", "strip", "count of small events"),
)  # fmt: skip


@dataclass(frozen=True)
class Lane:
    key: str
    name: tuple[str, ...]  # lines
    hue: int
    top: float
    bottom: float


@dataclass(frozen=True)
class Mark:
    """One event in one lane. `bar` is the sure part of a span; `pale` the whole possible interval."""

    event: str
    row: int  # of the events that were laid out
    lane: int
    x: float
    y: float
    family: str
    status: str
    bar: tuple[float, float] | None
    pale: tuple[float, float] | None
    opens: str
    box: tuple[float, float]  # all that is drawn of it but its label

    def stretches(self) -> Iterator[tuple[float, float, float]]:
        """(from, to, strength) of what is drawn of it as bars; nothing without a date."""
        if self.status in DATELESS:
            return
        left, right = self.pale or (self.x, self.x)
        if self.pale:
            yield left, right, 0.28
        for step in range(FADE_STEPS):
            strength = 0.24 - 0.07 * step
            if self.opens == "right":
                yield right + step * FADE, right + (step + 1) * FADE - 2, strength
            elif self.opens == "left":
                yield left - (step + 1) * FADE + 2, left - step * FADE, strength
        if self.bar:
            yield *self.bar, 0.62


@dataclass(frozen=True)
class Label:
    event: str
    mark: int  # index of its mark
    text: str
    x: float  # left edge
    y: float
    width: float
    side: str  # of the mark: right or left
    edge: float  # where its mark ends


@dataclass(frozen=True)
class Ghosts:
    """Former dates of one event, and the thread that joins them to the present one."""

    mark: int
    xs: tuple[float, ...]
    y: float


@dataclass(frozen=True)
class Strip:
    """A count of small events in one stretch of time."""

    lane: int
    x: float
    y: float
    events: tuple[str, ...]


@dataclass(frozen=True)
class Tick:
    x: float
    text: str


@dataclass(frozen=True)
class KeyItem:
    family: str
    status: str
    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Layout:
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    first: float  # ordinal of the day at `left`, a little before the period
    last: float
    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    ghosts: tuple[Ghosts, ...]
    strips: tuple[Strip, ...]
    ticks: tuple[Tick, ...]
    key: tuple[KeyItem, ...]
    today: float | None
    undated: tuple[str, ...]
    unlabelled: int
    folded: int

    def day_at(self, x: float) -> float:
        """The (fractional) ordinal at `x`."""
        return self.first + (x - self.left) * (self.last - self.first) / (self.right - self.left)


@dataclass(frozen=True)
class Manner:
    """How densely to lay out: where the picture is a page, its height has an end too."""

    rows: int = 100  # of labels and of marks, in all lanes together, shared out evenly
    fold: bool = True  # count the small equal events in strips, and marks beyond the rows
    letters: float = 1.0  # width of the letters against the font that is measured


@dataclass
class _Item:
    """An event on its way through the sweep."""

    row: int
    left: float
    right: float
    importance: int
    width: float = 0.0  # of its label; 0 = none
    side: str = "right"
    place: int = -1  # the row within its lane

    def span(self) -> tuple[float, float]:
        if not self.width:
            return self.left, self.right
        if self.side == "right":
            return self.left, self.right + GAP + self.width
        return self.left - GAP - self.width, self.right


def lay_out(
    events: pd.DataFrame,
    lanes: Sequence[LaneGroup],
    period: tuple[date | None, date | None],
    width: float,
    today: date,
    manner: Manner = Manner(),
) -> Layout:
    """Lay out `events` (rows of a chronicle) in `lanes` on `width` px, at least 240."""
    width = max(float(width), 240.0)
    first, last = _period(events, period, today)
    wide = width >= WIDE and any(lane.name for lane in lanes)
    left = NAMES if wide else EDGE
    right = width - EDGE
    # A picture just too narrow for the column must not be lower than one just wide enough.
    packed = min(right - left, WIDE - NAMES - EDGE) if not wide and width < WIDE else right - left
    true = _Geometry(events, first, last, left, right)
    frame = true if left + packed == right else _Geometry(events, first, last, left, left + packed)
    labelled = _labelled(events, frame.has_point, lanes, manner.letters)
    few = sum(len(lane.rows) for lane in lanes) <= FEW
    placed = [_Packing(events, frame, lane, labelled, len(lanes), few, manner) for lane in lanes]
    return _Drawing(events, true, lanes, placed, width, wide, today, manner.letters).layout()


def _period(events: pd.DataFrame, period: tuple[date | None, date | None], today: date) -> tuple[int, int]:
    """First and last ordinal drawn: the chosen period, else whole years around the events."""
    dated = events[~np.isnan(events["point"].to_numpy(dtype=float))]
    low = int(dated["low"].min()) if len(dated) else today.toordinal()
    high = int(dated["high"].max()) if len(dated) else today.toordinal()
    first = period[0].toordinal() if period[0] else date(date.fromordinal(low).year, 1, 1).toordinal()
    last = period[1].toordinal() if period[1] else date(date.fromordinal(high).year, 12, 31).toordinal()
    return first, max(last, first + 1)


class _Geometry:
    """Days → px for every event at once. Columns of px are numpy arrays, one entry per event."""

    def __init__(self, events: pd.DataFrame, first: int, last: int, left: float, right: float) -> None:
        self.first, self.last, self.left, self.right = first, last, left, right
        self.inner_left, self.inner_right = left + MARK + 2, right - MARK - 2
        point = events["point"].to_numpy(dtype=float)
        self.has_point = ~np.isnan(point)
        self.x = self.at(np.where(self.has_point, point + 0.5, first))
        self.low = self.at(events["low"].to_numpy(dtype=float))
        self.high = self.at(events["high"].to_numpy(dtype=float) + 1)
        self.start_high = self.at(events["start_high"].to_numpy(dtype=float) + 1)
        self.end_low = self.at(events["end_low"].to_numpy(dtype=float))
        self.is_span = np.array([end is not None for end in events["end"]], dtype=bool)
        self.opens = list(events["opens"])
        # Shorter than a mark is a mark, longer a bar.
        self.is_bar = self.is_span & (self.high - self.low > 2 * MARK)
        self.is_vague = (self.high - self.low > 2 * MARK) & ~self.is_bar
        self.ghosts = [self._ghost_xs(cell) for cell in events["ghosts"]]
        self._boxes()

    def at(self, days: np.ndarray) -> np.ndarray:
        scale = (self.inner_right - self.inner_left) / (self.last - self.first + 1)
        px = self.inner_left + (days - self.first) * scale
        return np.clip(px, self.inner_left, self.inner_right)

    def _ghost_xs(self, ghosts: tuple[VagueDate, ...]) -> tuple[float, ...]:
        if not ghosts:
            return ()
        days = [g.point.toordinal() + 0.5 for g in ghosts if g.point is not None]
        inside = [day for day in days if self.first <= day <= self.last + 1]
        return tuple(float(x) for x in self.at(np.array(inside))) if inside else ()

    def _boxes(self) -> None:
        """All that is drawn of an event but its label: mark, bar, interval, fading end, ghosts."""
        left, right = self.x - MARK, self.x + MARK
        wide = self.is_bar | self.is_vague
        left = np.where(wide, np.minimum(left, self.low), left)
        right = np.where(wide, np.maximum(right, self.high), right)
        fade = FADE * FADE_STEPS
        for i, side in enumerate(self.opens):
            if side == "right" and not self.is_span[i]:
                right[i] = min(max(self.high[i], self.x[i]) + fade, self.right)
            elif side == "left":
                left[i] = max(min(self.low[i], self.x[i]) - fade, self.left)
        for i, xs in enumerate(self.ghosts):
            if xs:
                left[i], right[i] = min(left[i], min(xs) - 2), max(right[i], max(xs) + 2)
        self.box_left, self.box_right = left, right


def _labelled(
    events: pd.DataFrame, has_point: np.ndarray, lanes: Sequence[LaneGroup], letters: float
) -> dict[int, float]:
    """Row → full width of its label, for the most important rows that share 300 labels."""
    uses = Counter(row for lane in lanes for row in lane.rows)
    order = np.lexsort((events["low"].to_numpy(), events["importance"].to_numpy()))
    titles = events["title"].to_numpy()
    widths: dict[int, float] = {}
    left = MOST_LABELS
    for row in order:
        if left < uses[int(row)] or not has_point[row]:
            if left <= 0:
                break
            continue
        left -= uses[int(row)]
        full = text_width(shown(str(titles[row]))[:120], FONT) * letters
        widths[int(row)] = min(full, LONGEST_LABEL)
    return widths


def _overlap(spans: Sequence[tuple[float, float]]) -> int:
    """The most spans that meet at one place, `GAP` apart counting as meeting."""
    if not spans:
        return 0
    ends = np.array(spans)
    place = np.concatenate([ends[:, 0], ends[:, 1] + GAP])
    step = np.concatenate([np.ones(len(ends)), -np.ones(len(ends))])
    order = np.lexsort((step, place))
    return int(np.cumsum(step[order]).max())


class _Packing:
    """The rows of one lane."""

    def __init__(
        self, events: pd.DataFrame, frame: _Geometry, lane: LaneGroup,
        labelled: dict[int, float], lanes: int, few: bool, manner: Manner,
    ) -> None:  # fmt: skip
        self.frame = frame
        importance = events["importance"].to_numpy()
        rows = [row for row in lane.rows if frame.has_point[row]]
        small = _small_equal(events, rows) if manner.fold else set()
        items = [
            _Item(r, float(frame.box_left[r]), float(frame.box_right[r]), int(importance[r]))
            for r in rows if r not in small
        ]  # fmt: skip
        self.folded: list[int] = sorted(small)
        limit = min(max(manner.rows // max(lanes, 1), 2), TALLEST if lanes > 1 else ALONE)
        self.items = self._fitting(items, limit) if manner.fold else items
        wishes = [
            (i.left, i.right + GAP + w) if (w := labelled.get(i.row, 0)) else i.span() for i in self.items
        ]
        marks = _overlap([item.span() for item in self.items])
        # A label without room on the right may need a row more; where events are few it gets one.
        right = self.frame.right - GAP
        turned = sum(labelled.get(i.row, 0.0) > right - i.right for i in self.items) if few else 0
        self.rows = max(
            marks, min(_overlap(wishes) + turned, limit, max(len(self.items), 1)), 1 if self.items else 0
        )
        for item in self.items:
            self._set_label(item, labelled.get(item.row, 0.0))
        self._sweep()
        self._return_labels(labelled)

    def _fitting(self, items: list[_Item], limit: int) -> list[_Item]:
        """Fold the least important of the marks that would need more than `limit` rows."""
        if _overlap([item.span() for item in items]) <= limit:
            return items
        kept: list[_Item] = []
        active: list[tuple[int, float, int]] = []  # importance (least first), right end, index
        dropped: set[int] = set()
        for index, item in sorted(enumerate(items), key=lambda pair: pair[1].left):
            active = [a for a in active if a[1] + GAP > item.left]
            active.append((-item.importance, item.right, index))
            foldable = [a for a in active if a[0] < -1]  # never a headline
            if len(active) > limit and foldable:
                worst = min(foldable, key=lambda a: (a[0], -a[1], a[2]))
                active.remove(worst)
                dropped.add(worst[2])
        kept = [item for index, item in enumerate(items) if index not in dropped]
        self.folded = sorted([*self.folded, *(items[index].row for index in dropped)])
        return kept

    def _set_label(self, item: _Item, wanted: float) -> None:
        """Right of the mark if it fits there, else left, else cut to the roomier side."""
        room_right = self.frame.right - item.right - GAP
        room_left = item.left - GAP - self.frame.left
        item.side = "right" if wanted <= room_right or room_right >= room_left else "left"
        width = min(wanted, room_right if item.side == "right" else room_left)
        item.width = width if width == wanted or width >= LEAST_LABEL else 0.0

    def _sweep(self) -> None:
        """First free row, from left to right; a label on the left yields if no row has room for it."""
        holders: list[_Item | None] = [None] * self.rows
        for item in sorted(self.items, key=lambda item: (item.left, item.row)):
            free = _first_free(holders, item.span()[0])
            if free is None and item.width and item.side == "left":
                item.width = 0.0
                free = _first_free(holders, item.left)
            if free is None:
                free = self._freed(holders, item.left)
            item.place = free
            holders[free] = item

    def _freed(self, holders: list[_Item | None], left: float) -> int:
        """Drop the least important label that alone blocks a row; marks alone always fit."""
        blocked = [
            (-h.importance, -h.span()[1], p)
            for p, h in enumerate(holders) if h is not None and h.right + GAP <= left
        ]  # fmt: skip
        place = min(blocked)[2]
        holder = holders[place]
        assert holder is not None
        holder.width = 0.0
        return place

    def _return_labels(self, labelled: dict[int, float]) -> None:
        """Give dropped labels back where nothing of their row is in the way."""
        taken: dict[int, list[tuple[float, float]]] = defaultdict(list)
        for item in self.items:
            insort(taken[item.place], item.span())
        for item in sorted(self.items, key=lambda item: (item.importance, item.left)):
            wanted = labelled.get(item.row, 0.0)
            if item.width or not wanted:
                continue
            spans = taken[item.place]
            at = bisect_left(spans, item.span())
            before = spans[at - 1][1] + GAP if at else self.frame.left
            after = spans[at + 1][0] - GAP if at + 1 < len(spans) else self.frame.right
            for side, room in (("right", after - item.right), ("left", item.left - before)):
                if wanted + GAP <= room:
                    item.width, item.side = wanted, side
                    spans[at] = item.span()
                    break


def _first_free(holders: Sequence[_Item | None], left: float) -> int | None:
    """The first row whose last item ends before `left`."""
    for place, holder in enumerate(holders):
        if holder is None or holder.span()[1] + GAP <= left:
            return place
    return None


def _small_equal(events: pd.DataFrame, rows: Sequence[int]) -> set[int]:
    """Rows of the many small events of one kind in one programme: a strip counts them."""
    importance = events["importance"].to_numpy()
    ends, kinds, programmes = (events[c].to_numpy() for c in ("end", "kind", "programme"))
    groups: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for row in rows:
        if importance[row] > 1 and ends[row] is None:
            groups[programmes[row], kinds[row], int(importance[row])].append(row)
    small = {row for (_, _, weight), g in groups.items() if len(g) > MANY and weight == 3 for row in g}
    both = Counter[tuple[str, str]]()
    for (programme, kind, _), group in groups.items():
        both[programme, kind] += len(group)
    for (programme, kind, _), group in groups.items():
        if both[programme, kind] > 2 * MANY:
            small.update(group)
    return small


class _Drawing:
    """Puts the packed lanes below each other."""

    def __init__(
        self, events: pd.DataFrame, frame: _Geometry, lanes: Sequence[LaneGroup],
        packings: Sequence[_Packing], width: float, wide: bool, today: date, letters: float,
    ) -> None:  # fmt: skip
        self.letters = letters
        self.events, self.frame, self.width, self.wide, self.today = events, frame, width, wide, today
        self.ids = events["id"].to_numpy()
        self.titles = events["title"].to_numpy()
        self.families = events["family"].to_numpy()
        self.statuses = events["status"].to_numpy()
        self.lanes: list[Lane] = []
        self.marks: list[Mark] = []
        self.labels: list[Label] = []
        self.ghosts: list[Ghosts] = []
        self.strips: list[Strip] = []
        self.y = HEADER
        for group, packing in zip(lanes, packings, strict=True):
            self._lane(group, packing)
        self.bottom = self.y
        self.unlabelled = len({m.event for m in self.marks} - {label.event for label in self.labels})
        self.folded = len({e for strip in self.strips for e in strip.events})

    def _lane(self, group: LaneGroup, packing: _Packing) -> None:
        top = self.y
        title = LANE_TITLE if group.name and not self.wide else 0.0
        rows = packing.rows + (1 if packing.folded else 0)
        room = (NAMES if self.wide else self.width) - 2 * EDGE
        name = _lines(group.name, room / self.letters, self.wide)
        least = len(name) * 17.0 if self.wide else 0.0
        height = max(title + rows * ROW, least) + 2 * LANE_PAD
        index = len(self.lanes)
        self.lanes.append(Lane(group.key, name, group.hue, top, top + height))
        first = top + LANE_PAD + title + ROW / 2
        for item in packing.items:
            self._event(index, item, first + item.place * ROW)
        if packing.folded:
            self._strip(index, packing.folded, first + packing.rows * ROW)
        self.y = top + height

    def _event(self, lane: int, item: _Item, y: float) -> None:
        frame, row = self.frame, item.row
        x = float(frame.x[row])
        bar = pale = None
        if frame.is_bar[row]:
            pale = (float(frame.low[row]), float(frame.high[row]))
            sure = (float(frame.start_high[row]), float(frame.end_low[row]))
            exact = sure[0] - pale[0] <= 2 * MARK and pale[1] - sure[1] <= 2 * MARK
            bar = pale if exact else sure if sure[1] - sure[0] > 2 else None
            pale = None if exact else pale
            x = (bar or pale or (x, x))[0] + MARK
        elif frame.is_vague[row]:
            pale = (float(frame.low[row]), float(frame.high[row]))
        box = (float(frame.box_left[row]), float(frame.box_right[row]))
        mark = len(self.marks)
        opens = frame.opens[row]
        self.marks.append(Mark(
            str(self.ids[row]), row, lane, x, y, str(self.families[row]), str(self.statuses[row]),
            bar, pale, opens, box,
        ))  # fmt: skip
        if frame.ghosts[row]:
            self.ghosts.append(Ghosts(mark, frame.ghosts[row], y))
        if item.width:
            text = fitted(shown(str(self.titles[row])), FONT, item.width / self.letters)
            edge = box[1] if item.side == "right" else box[0]
            left = edge + GAP if item.side == "right" else edge - GAP - item.width
            self.labels.append(Label(
                str(self.ids[row]), mark, text, left, y, item.width, item.side, edge
            ))  # fmt: skip

    def _strip(self, lane: int, rows: Sequence[int], y: float) -> None:
        """Counts in equal stretches of px; the last one takes what is left over."""
        frame = self.frame
        count = max(int((frame.right - frame.left) // BIN), 1)
        bins: dict[int, list[str]] = defaultdict(list)
        for row in rows:
            place = int((float(frame.x[row]) - frame.left) / (frame.right - frame.left) * count)
            bins[min(place, count - 1)].append(str(self.ids[row]))
        size = (frame.right - frame.left) / count
        for place, ids in sorted(bins.items()):
            self.strips.append(Strip(lane, frame.left + (place + 0.5) * size, y, tuple(ids)))

    def layout(self) -> Layout:
        key, height = self._key()
        frame = self.frame
        day = self.today.toordinal() + 0.5
        inside = frame.first <= day <= frame.last + 1
        undated = ~frame.has_point
        return Layout(
            self.width, height, frame.left, frame.right, HEADER, self.bottom,
            *self._edges(), tuple(self.lanes), tuple(self.marks), tuple(self.labels),
            tuple(self.ghosts), tuple(self.strips), _ticks(frame), key,
            float(frame.at(np.array([day]))[0]) if inside else None,
            tuple(str(i) for i in self.ids[undated]), self.unlabelled, self.folded,
        )  # fmt: skip

    def _edges(self) -> tuple[float, float]:
        """The days at the edges of the plot, a little outside the period."""
        frame = self.frame
        days = (frame.last - frame.first + 1) / (frame.inner_right - frame.inner_left)
        margin = (frame.inner_left - frame.left) * days
        return frame.first - margin, frame.last + 1 + margin

    def _key(self) -> tuple[tuple[KeyItem, ...], float]:
        x, y = EDGE + MARK, self.bottom + 14.0
        items = []
        for family, status, text in KEY:
            step = 2 * MARK + 6 + text_width(text, SMALL) * self.letters + 14
            if x + step > self.width - EDGE and x > EDGE + MARK:
                x, y = EDGE + MARK, y + KEY_ROW
            items.append(KeyItem(family, status, text, x, y))
            x += step
        return tuple(items), y + KEY_ROW / 2 + 4


def _lines(name: str, width: float, wide: bool) -> tuple[str, ...]:
    """A lane's name in at most two lines (one in a narrow picture)."""
    name = shown(name)
    if not name:
        return ()
    if not wide or text_width(name[:200], FONT, bold=True) <= width:
        return (fitted(name, FONT, width, bold=True),)
    words, first = name.split(" "), ""
    while words and text_width(f"{first} {words[0]}".strip(), FONT, bold=True) <= width:
        first = f"{first} {words.pop(0)}".strip()
    if not first:
        return (fitted(name, FONT, width, bold=True),)
    return (first, fitted(" ".join(words), FONT, width, bold=True))


def _ticks(frame: _Geometry) -> tuple[Tick, ...]:
    """Years, or months where few years are drawn, at least 52 px apart."""
    first, last = date.fromordinal(max(frame.first, 1)), date.fromordinal(min(frame.last, 3652058))
    scale = (frame.inner_right - frame.inner_left) / (frame.last - frame.first + 1)
    for months in (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000, 60000):
        if months * DAYS_PER_MONTH * scale >= (60 if months < 12 else 52):
            break
    ticks: list[Tick] = []
    start = first.year * 12 // months * months
    for index in range(start, last.year * 12 + 12, months):
        year, month = divmod(index, 12)
        if not 1 <= year <= 9999:
            continue
        day = date(year, month + 1, 1)
        if frame.first <= day.toordinal() <= frame.last:
            text = (
                str(year) if month == 0 else f"{day:%b}" + (f" {year}" if months < 12 and not ticks else "")
            )
            ticks.append(Tick(float(frame.at(np.array([float(day.toordinal())]))[0]), text))
    return tuple(ticks)
