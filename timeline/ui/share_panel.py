"""Taking the chart away: as a picture, slides, a page, a table; its citation, link and frame.

The file is made as soon as its kind is chosen, so that the reader sees it before downloading it and
a fault is a sentence here and not a failed download.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from timeline.camera import REMEDY, Camera, CameraError, browser_found
from timeline.charts import CHARTS
from timeline.charts.theme import THEMES
from timeline.exports import EXPORTS, NEED_CAMERA
from timeline.exports.job import ExportError, Job, Style
from timeline.layout import Manner
from timeline.selection import Selection
from timeline.sentences import citation, counted
from timeline.sheet import PRESETS
from timeline.studio import job_for
from timeline.ui import components, data, look, state

_FRAME, _AROUND = 1000, 96  # px: width of an embedded chart, and its title and sources
_MOST_TEMPLATE = 20  # MB


@st.cache_resource(show_spinner=False)
def _camera() -> Camera:
    """One for all readers; they stand in line."""
    return Camera()


@st.cache_data(ttl=600, show_spinner=False)
def _can_picture() -> bool:
    return browser_found()


@dataclass(frozen=True)
class _Order:
    """What decides a file."""

    chart: str
    edition: data.Edition
    selection: Selection
    ending: str
    style: Style
    site: str


def panel(chart: str, job: Job) -> None:
    """Choose a format, see it, take it."""
    place = st.expander(
        "Take it with you: picture, slides, data, citation", on_change="rerun", key="share_open"
    )
    if not place.open:
        return
    with place:
        selection = job.selection
        _copies(job)
        ending, style = _choice()
        if ending in NEED_CAMERA and not _can_picture():
            st.info(REMEDY)
            return
        order = _Order(chart, data.edition(selection), selection, ending, style, state.public_address())
        _offer(order, job)


def _choice() -> tuple[str, Style]:
    """The format and how it looks."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="share_choice"):
        ending = st.selectbox(
            "Format", list(EXPORTS), format_func=lambda e: EXPORTS[e].TITLE, width=300, key="share_format",
            filter_mode="contains",
        )  # fmt: skip
        preset, theme = "slide", look.theme().name
        transparent = numbered = False
        template = None
        if ending in NEED_CAMERA:
            preset = st.selectbox(
                "Size", list(PRESETS), format_func=lambda p: PRESETS[p].title, width=330, key="share_preset",
                filter_mode="contains",
            )  # fmt: skip
        if ending in (*NEED_CAMERA, "pptx"):
            theme = st.segmented_control(
                "Ground", list(THEMES), format_func=str.capitalize, default="light", required=True,
                key="share_theme",
            )  # fmt: skip
        if ending in NEED_CAMERA:
            transparent = st.toggle("Transparent", key="share_transparent")
        if ending == "pptx":
            numbered = st.toggle("Number the events and list them", key="share_numbered")
    if ending == "pptx":
        given = st.file_uploader(
            "Your own design (a .pptx or .potx of your company); without one, ours", type=["pptx", "potx"],
            key="share_template", max_upload_size=_MOST_TEMPLATE,
        )  # fmt: skip
        template = given.getvalue() if given else None
    return ending, Style(preset or "slide", theme or "light", transparent, numbered, template)


def _offer(order: _Order, job: Job) -> None:
    """The file, made now, with a preview; or a sentence that says why not."""
    made = EXPORTS[order.ending]
    try:
        with st.spinner(f"Preparing: {made.TITLE} …"):
            content = _file(order)
            preview = _file(replace(order, ending="png")) if order.ending in ("svg", "pdf") else content
    except (CameraError, ExportError) as fault:
        st.error(str(fault))
        return
    size = f"{len(content) / 1e6:.1f} MB" if len(content) > 1e6 else f"{max(len(content) // 1000, 1)} kB"
    name = job.file_name(order.ending)
    st.download_button(
        f"Download ({size})",
        content,
        name,
        made.MIME,
        key="share_download",
        on_click="ignore",
        type="primary",
    )
    st.caption(
        f"{name}: {counted(len(job.events), 'event')}. Title, sources, table version and licence are in it."
    )
    if order.ending in NEED_CAMERA:
        st.image(preview, caption=None, width="stretch")


# Whoever opens the panel twice gets the same file; pictures are large, so few are kept.
@st.cache_resource(max_entries=24, show_spinner=False, hash_funcs={_Order: hash})
def _file(order: _Order) -> bytes:
    known = data.chronicle_of(order.edition)
    events = data.chosen(order.chart, known, order.selection)
    job = job_for(order.chart, known, events, order.selection, order.site, order.style, _camera())
    return EXPORTS[order.ending].write(job)


def _copies(job: Job) -> None:
    """Citation, link and frame of this view, to the clipboard."""
    note = "Copied."
    if not job.address:
        note += " It works on this computer only: set TIMELINE_URL to the address of the server, or pass on a file."
    drawn = CHARTS[job.chart].plan(job.known, job.events, job.selection, _FRAME - 16, 0, Manner())
    title = citation(job.known, job.events, job.selection, job.address)
    components.copies(
        [
            {"label": "Copy citation", "text": title, "note": "Copied."},
            {"label": "Copy link", "note": note},
            {"label": "Copy embed code", "frame": f"{_FRAME}x{round(drawn.height) + _AROUND}", "note": note},
        ],
        job.address, state.encoded(job.selection), look.theme(),
    )  # fmt: skip
