"""The entry of the page: look, data, address, filters, then the page that was asked for."""

from __future__ import annotations

from io import BytesIO

import streamlit as st
from PIL import Image, ImageDraw

from timeline.ui import (
    about_page,
    data,
    groups_page,
    map_page,
    partners_page,
    schedule_page,
    state,
    timeline_page,
)
from timeline.web import asset

NAME = "Space Cooperation Timeline"


def show() -> None:
    st.set_page_config(page_title=NAME, page_icon=_icon(), layout="wide")
    st.html(f"<style>{asset('app.css')}</style>")
    pages = {
        "timeline": st.Page(timeline_page.show, title=timeline_page.TITLE, default=True),
        "schedule": st.Page(schedule_page.show, title=schedule_page.TITLE, url_path="schedule"),
        "groups": st.Page(groups_page.show, title=groups_page.TITLE, url_path="groups"),
        "map": st.Page(map_page.show, title=map_page.TITLE, url_path="map"),
        "partners": st.Page(partners_page.show, title=partners_page.TITLE, url_path="partners"),
        "about": st.Page(about_page.show, title=about_page.TITLE, url_path="about"),
    }
    page = st.navigation(list(pages.values()), position="hidden")
    state.keep_pages(pages)
    try:
        data.today()
    except ValueError as error:
        st.error(str(error))
        return
    found = data.reading()
    if found.dataset is None:
        _stop()
        return
    state.leave_for_next()
    state.adopt_address(found.dataset, page.title)
    page.run()
    state.write_address(found.dataset)


def _stop() -> None:
    """Only an unreadable events.csv leaves nothing to show: say why, in sentences."""
    st.title(NAME)
    st.error("The table cannot be read. Mend this and load the page again:")
    about_page.problem_list(data.reading().problems)


@st.cache_resource(show_spinner=False)
def _icon() -> bytes:
    """A filled and a hollow mark: what happened and what is planned. As a PNG: an image would be packed in every run."""
    icon = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    pen = ImageDraw.Draw(icon)
    pen.polygon([(20, 12), (38, 32), (20, 52), (2, 32)], fill="#2f7384")
    pen.polygon([(44, 16), (60, 48), (28, 48)], outline="#a06a1c", width=6)
    packed = BytesIO()
    icon.save(packed, "PNG")
    return packed.getvalue()
