"""Where the steps of the groups stand: members over time on one axis. Pure geometry, px."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from timeline.curves import YEAR_STEPS, spread, step_of
from timeline.layout import EDGE, FONT, Tick
from timeline.members import IN_SEVERAL, Member, in_several, is_joined, several_over_time
from timeline.text import fitted, text_width

SEVERAL = ""  # the key of the line of those in several groups
_TOP, _FOOT, _LEFT = 26.0, 34.0, 40.0
_NARROW = 560.0
_SHARE_OF_LABELS, _SHARE_NARROW = 0.3, 0.42  # of the width, for names
_LEAST, _MOST, _SHARE = 320.0, 560.0, 0.45


@dataclass(frozen=True)
class Step:
    """A country joins (or leaves, `gain` = -1); `is_in_both`, whether it belongs to another group too."""

    x: float
    y: float
    member: Member
    gain: int
    is_in_both: bool


@dataclass(frozen=True)
class Line:
    bloc: str
    name: str
    hue: int
    path: tuple[tuple[float, float], ...]
    steps: tuple[Step, ...]
    total: int
    label_y: float


@dataclass(frozen=True)
class GroupsPlan:
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    lines: tuple[Line, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    label_x: float


def plan_groups(
    found: Sequence[Member],
    names: dict[str, str],
    width: float,
    room: float,
    today: date,
    letters: float = 1.0,
) -> GroupsPlan:
    """One line a group of `names`, and one of those in several, from the first signature to `today`."""
    width = max(width, 300.0)
    height = max(room, _LEAST) if room else min(max(width * _SHARE, _LEAST), _MOST)
    drawn = [bloc for bloc in names if is_joined(found, bloc)]
    wanted = max(
        text_width(f"{n}: 000", FONT, bold=True) for n in (*(names[bloc] for bloc in drawn), IN_SEVERAL)
    )
    labels = min((wanted + 28) * letters, width * (_SHARE_OF_LABELS if width >= _NARROW else _SHARE_NARROW))
    left, right, top, bottom = _LEFT, width - labels - EDGE, _TOP, height - _FOOT
    changes = sorted(
        [(m.joined.point or today, 1, m) for m in found]
        + [(m.left.point or today, -1, m) for m in found if m.left],
        key=lambda change: (change[0], change[2].name),
    )
    first = date(min([day for day, _, _ in changes] or [today]).year, 1, 1).toordinal()
    last = today.toordinal() + 1
    several = several_over_time(found)
    tops = [sum(gain for _, gain, m in changes if m.bloc == bloc and gain > 0) for bloc in names]
    highest = max([*tops, 1]) * 1.06

    def x(day: float) -> float:
        return left + (day - first) / max(last - first, 1) * (right - left)

    def y(count: float) -> float:
        return bottom - count / highest * (bottom - top)

    both = set(in_several(found, today))
    lines: list[Line] = []
    for bloc in drawn:
        hue, name = list(names).index(bloc), names[bloc]
        count, path, steps = 0, [(x(first), y(0))], []
        for day, gain, member in changes:
            if member.bloc != bloc:
                continue
            at = x(day.toordinal() + 0.5)
            path.append((at, y(count)))
            count += gain
            path.append((at, y(count)))
            steps.append(Step(at, y(count), member, gain, member.country in both))
        path.append((x(last), y(count)))
        lines.append(Line(bloc, name, hue, tuple(path), tuple(steps), count, y(count)))
    if several:
        path = [(x(first), y(0))]
        count = 0
        for day, now in several:
            path += [(x(day.toordinal() + 0.5), y(count)), (x(day.toordinal() + 0.5), y(now))]
            count = now
        path.append((x(last), y(count)))
        lines.append(Line(SEVERAL, IN_SEVERAL, -1, tuple(path), (), count, y(count)))
    return GroupsPlan(
        width, height, left, right, top, bottom, _labelled(lines, top, bottom, labels - 24, letters),
        _years(first, last, x, right - left), _counts(highest, y, bottom - top), right + 14,
    )  # fmt: skip


def _labelled(lines: list[Line], top: float, bottom: float, room: float, letters: float) -> tuple[Line, ...]:
    """Names beside the ends of their lines, none on another."""
    ys = spread([line.label_y for line in lines], top, bottom)
    return tuple(
        replace(line, name=_label(line.name, line.total, room / letters), label_y=y)
        for line, y in zip(lines, ys, strict=True)
    )


def _label(name: str, total: int, room: float) -> str:
    """The name with its number; where there is no room, its initials ("ILRS")."""
    text = f"{name}: {total}"
    initials = "".join(word[0] for word in name.split() if word[:1].isupper())
    if text_width(text, FONT, bold=True) > room and len(initials) > 1:
        text = f"{initials}: {total}"
    return fitted(text, FONT, room, bold=True)


def _years(first: int, last: int, x: Callable[[float], float], width: float) -> tuple[Tick, ...]:
    years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
    scale = width / max(last - first, 1) * 365.25
    step = step_of(YEAR_STEPS, scale, 46)
    return tuple(Tick(x(date(y, 1, 1).toordinal()), str(y)) for y in years if (y - years[0]) % step == 0)


def _counts(highest: float, y: Callable[[float], float], height: float) -> tuple[Tick, ...]:
    step = step_of((*YEAR_STEPS, 100), height / highest, 26)
    return tuple(Tick(y(n), str(n)) for n in range(0, int(highest) + 1, step))
