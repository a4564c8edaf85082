"""Charts that are no timeline, on a slide: PowerPoint's own with their data sheet, else shapes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.slide import Slide
from pptx.util import Emu, Pt

from timeline.exports.design import Design
from timeline.exports.shapes import EMU_PER_PT, GHOST, GROUND, QUIET, STRIP, TEXT, Box, Ink, Pen, Shape, clean
from timeline.natives import DAY_ZERO, Atlas, Grid, XYChart, day_number
from timeline.text import fitted, text_width


def add_xy_chart(slide: Slide, native: XYChart, box: Box, name: str, words: str) -> None:
    """A chart that PowerPoint draws itself, with its data sheet; `words` are its alternative text."""
    left, top, right, bottom = (round(edge) for edge in box)
    place = (Emu(left), Emu(top), Emu(right - left), Emu(bottom - top))
    kind = XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS
    frame: Any = slide.shapes.add_chart(kind, *place, _data_sheet(native))
    _dress(frame.chart, native)
    frame.name = name[:120]
    frame._element.xpath(".//p:cNvPr")[0].set("descr", words)


def grid(native: Grid, look: Design, pen: Pen, words: str, said: Sequence[str]) -> Shape:
    """The matrix as shapes: names left and above, a square for each count, the more the darker."""
    left, top, right, bottom = look.content
    number = len(native.names)
    # A name is about twelve cells long: with that the letters follow, and then the cells.
    letters = min(11.0, (bottom - top) / EMU_PER_PT / (number + 12) * 0.8)
    names = [fitted(name, letters, 14 * letters) for name in native.names]
    room = (max(text_width(name, letters) for name in names) * look.letters + 8) * EMU_PER_PT
    size = min((right - left - room) / number, (bottom - top - room) / number, 30 * EMU_PER_PT)
    points = size / EMU_PER_PT
    x0, y0 = left + room, top + room
    largest = (
        max((n for i, row in enumerate(native.counts) for j, n in enumerate(row) if i != j), default=1) or 1
    )
    shapes = []
    for i, name in enumerate(names):
        y, x = y0 + i * size, x0 + i * size
        row = (left, y, x0 - 4 * EMU_PER_PT, y + size)
        column = (x, top, x + size, y0 - 4 * EMU_PER_PT)
        shapes.append(pen.text(f"Row: {name}", row, name, letters, TEXT, align="r"))
        shapes.append(pen.text(f"Column: {name}", column, name, letters, TEXT, upright=True))
        for j, count in enumerate(native.counts[i]):
            if not count:
                continue
            gap = size * 0.05
            box = (x0 + j * size + gap, y + gap, x0 + (j + 1) * size - gap, y + size - gap)
            told = f"{names[i]} and {names[j]}: {count}" if i != j else f"{name} alone: {count}"
            strength = math.sqrt(count / largest)
            fill = Ink("accent1", 0.14 + 0.86 * min(strength, 1)) if i != j else None
            shapes.append(pen.figure(told, "rect", box, fill, None if fill else GHOST, 0.75, told))
            if points >= 11:
                ink = GROUND if fill and strength > 0.6 else TEXT
                shapes.append(
                    pen.text(f"Count: {told}", box, str(count), min(points * 0.5, 11), ink, align="ctr")
                )
    beside = (x0 + number * size + 24 * EMU_PER_PT, y0, right, min(y0 + 300 * EMU_PER_PT, bottom))
    if said and beside[2] - beside[0] > 180 * EMU_PER_PT:
        shapes.append(pen.text("In words", beside, "\n".join(said), 12, TEXT, wrap=True))
    return pen.group("Partners", shapes, words)


_DOTS = {"circle": "ellipse", "diamond": "diamond", "square": "rect"}


def atlas(native: Atlas, look: Design, pen: Pen, words: str) -> Shape:
    """The map as shapes: land, hatched areas, marks, what they mean."""
    left, top, right, bottom = look.content
    room = bottom - top - 44 * EMU_PER_PT
    px = min((right - left) / native.width, room / native.height)
    start = left + (right - left - native.width * px) / 2

    def at(x: float, y: float) -> tuple[float, float]:
        return start + x * px, top + y * px

    areas = []
    for area in native.areas:
        rings = [[at(x, y) for x, y in ring] for ring in area.rings]
        fill = STRIP if area.hue < 0 else Ink(f"accent{(area.hue if area.second < 0 else 2) % 6 + 1}", 0.55)
        areas.append(
            pen.area(area.name or "Land", rings, fill, GROUND, 0.25, GHOST if area.is_hatched else None)
        )
    dots = [
        pen.figure(f"Mark: {dot.name}", _DOTS[dot.form], _around(*at(dot.x, dot.y), 3.2), Ink(f"accent{dot.hue % 6 + 1}"), GROUND, 0.5, dot.name)
        for dot in native.dots if dot.hue >= 0
    ]  # fmt: skip
    y = top + native.height * px + 12 * EMU_PER_PT
    key, x = [], left + 8 * EMU_PER_PT
    for form, text, hue in native.key:
        key.append(pen.figure(f"Key: {text}", _DOTS[form], _around(x, y, 4), Ink(f"accent{hue % 6 + 1}")))
        wide = text_width(text, 11) * look.letters * EMU_PER_PT + 8 * EMU_PER_PT
        key.append(
            pen.text(
                f"Key: {text}",
                (x + 8 * EMU_PER_PT, y - 7 * EMU_PER_PT, x + 8 * EMU_PER_PT + wide, y + 7 * EMU_PER_PT),
                text,
                11,
                QUIET,
            )
        )
        x += wide + 24 * EMU_PER_PT
    note = (left, y + 9 * EMU_PER_PT, right, y + 30 * EMU_PER_PT)
    key.append(pen.text("Boundaries", note, native.words, 8, QUIET, wrap=True))
    groups = [
        pen.group("Land", areas),
        *([pen.group("Members", dots)] if dots else []),
        pen.group("Key", key),
    ]
    return pen.group("Map", groups, words)


def _around(x: float, y: float, half: float) -> Box:
    return x - half * EMU_PER_PT, y - half * EMU_PER_PT, x + half * EMU_PER_PT, y + half * EMU_PER_PT


def _data_sheet(native: XYChart) -> Any:
    data: Any = cast(Any, XyChartData)()
    for series in native.series:
        made = data.add_series(
            clean(series.name), number_format="yyyy-mm-dd" if native.y_is_day else "General"
        )
        for x, y in series.points:
            made.add_data_point(x, y)
    return data


def _dress(chart: Any, native: XYChart) -> None:
    """Axes with titles and years, one colour of the theme a line, loose points as hollow diamonds."""
    chart.has_legend, chart.has_title = True, False
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.RIGHT, False
    chart.font.size = Pt(11)
    axes = ((chart.category_axis, native.x_title, True), (chart.value_axis, native.y_title, native.y_is_day))
    for which, (axis, title, is_day) in enumerate(axes):
        axis.has_title = True
        axis.axis_title.text_frame.text = title
        axis.axis_title.text_frame.paragraphs[0].runs[0].font.size = Pt(11)
        axis.has_major_gridlines = True
        axis.major_gridlines.format.line.color.theme_color = MSO_THEME_COLOR.BACKGROUND_2
        axis.tick_labels.number_format_is_linked = False
        axis.tick_labels.number_format = "yyyy" if is_day else "0"
        values = [point[which] for found in native.series for point in found.points]
        if is_day and values:
            first, last = (date.fromordinal(int(day) + DAY_ZERO).year for day in (min(values), max(values)))
            every = max(round((last - first) / 8), 1)
            axis.major_unit = 365.25 * every
            # From the second of January, so that no step of 365¼ days falls into the year before.
            axis.minimum_scale = day_number(date(first, 1, 2))
            axis.maximum_scale = day_number(date(first + -(-(last + 1 - first) // every) * every, 1, 3))
    for series, made in zip(native.series, chart.plots[0].series, strict=True):
        colour = _ACCENTS[series.hue % 6]
        made.smooth = False
        if series.is_line:
            made.format.line.color.theme_color = colour
            made.format.line.width = Pt(2)
            made.format.line.dash_style = _DASHES[series.hue // 6 % len(_DASHES)]
            continue
        made.format.line.fill.background()
        made.marker.style, made.marker.size = XL_MARKER_STYLE.DIAMOND, 9
        made.marker.format.fill.background()
        made.marker.format.line.color.theme_color = colour


_ACCENTS = tuple(getattr(MSO_THEME_COLOR, f"ACCENT_{n}") for n in range(1, 7))
_DASHES = (MSO_LINE.SOLID, MSO_LINE.DASH)  # the theme has six colours: the next six are dashed
