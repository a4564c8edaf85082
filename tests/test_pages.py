"""The pages without a browser: default, narrowed, empty, restored from an address, broken data."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import SHIPPED, a_folder, an_event
from timeline.dataset import read_dataset

APP = str(Path(__file__).parent.parent / "app.py")


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_TODAY", "2026-11-20")


def run(**query: str | list[str]) -> AppTest:
    page = AppTest.from_file(APP, default_timeout=60)
    for word, value in query.items():
        page.query_params[word] = value
    page.run()
    assert not page.exception
    return page


def heading(page: AppTest) -> str:
    return next(str(h.proto.body) for h in page.get("html") if "<h1>" in str(h.proto.body))


def test_default() -> None:
    page = run()
    assert "Who is going to the Moon with whom: " in heading(page)
    assert len(page.get("plotly_chart")) == 1
    assert not page.warning


def test_restored_from_an_address() -> None:
    page = run(agency=["ESA", "CNSA"], together="true", detail="all", **{"from": "any", "to": "any"})
    dataset = read_dataset(SHIPPED).dataset
    assert dataset is not None
    both = sum({"ESA", "CNSA"} <= set(cell) for cell in dataset.events["agencies"])
    assert f"ESA with CNSA in space: {both} events" in heading(page)
    assert page.toggle[0].value is True
    assert page.get("button_group")[0].value in ("all", ["all"])


def test_narrowed_by_a_widget() -> None:
    page = run()
    page.text_input(key="filter_q").set_value("嫦娥").run()
    assert not page.exception
    assert "“嫦娥”" in heading(page)


def test_empty() -> None:
    page = run(q="zzzz")
    assert page.info[0].value.startswith("Nothing matches. Remove 'zzzz' or show all ")
    page.button[-1].click().run()
    assert len(page.get("plotly_chart")) == 1


def test_two_filters_of_one_name_are_two_offers() -> None:
    page = run(kind="decision", q="decision", agency="ESA", detail="all", **{"from": "any", "to": "any"})
    labels = [button.label for button in page.button]
    assert len(labels) == len(set(labels))


def test_today_must_be_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_TODAY", "soon")
    assert run().error[0].value == "TIMELINE_TODAY is no day: 'soon' (write it as 2026-11-20)"


@pytest.mark.parametrize("value", ["XX", "<b>", "%00", "嫦娥" * 200])
def test_nonsense_is_one_note(value: str) -> None:
    page = run(agency=value, lanes=value, event=value)
    assert len(page.warning) == 1
    assert page.warning[0].value.startswith("Ignored:")


def test_faults_of_the_data_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = a_folder(tmp_path, events=[an_event(), an_event(id="bad", title="Bad", kind="x")])
    monkeypatch.setenv("TIMELINE_DATA", str(folder))
    page = run(detail="all", **{"from": "any", "to": "any"})
    assert "1 fault in the data" in page.warning[0].value
    assert len(page.get("plotly_chart")) == 1


def test_unreadable_data_is_sentences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "events.csv").write_text("nothing")
    monkeypatch.setenv("TIMELINE_DATA", str(tmp_path))
    page = run()
    assert "The table cannot be read" in page.error[0].value
