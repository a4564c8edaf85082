"""Files in, values out: whatever stands in them, good rows are shown and faults are located."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import (
    SHIPPED,
    a_dataset,
    a_folder,
    a_forecast,
    a_plan,
    a_source,
    an_event,
    csv_text,
    messages,
)
from timeline.chronicle import chronicle
from timeline.dataset import COLUMNS, read_dataset, write_dataset
from timeline.dates import OPEN, from_edtf


def test_cells_are_typed(tmp_path: Path) -> None:
    dataset = a_dataset(tmp_path, events=[an_event(start="1975-07-15", end="..", importance="2")])
    row = dataset.events.iloc[0]
    assert row["start"] == from_edtf("1975-07-15")
    assert row["end"] is OPEN
    assert row["countries"] == ("USA", "SUN")
    assert row["importance"] == 2
    assert (dataset.version, str(dataset.complete_to)) == ("1", "2026-11-20")


def test_namibia_is_no_missing_value(tmp_path: Path) -> None:
    dataset = a_dataset(tmp_path, events=[an_event(note="NA")])
    assert dataset.events.iloc[0]["note"] == "NA"


def test_writing_what_was_read_gives_the_same_bytes(tmp_path: Path) -> None:
    dataset = read_dataset(SHIPPED).dataset
    assert dataset is not None
    write_dataset(dataset, tmp_path)
    for name in COLUMNS:
        assert (tmp_path / f"{name}.csv").read_bytes() == (SHIPPED / f"{name}.csv").read_bytes()


def test_rows_are_sorted_and_columns_of_others_are_kept(tmp_path: Path) -> None:
    events = [an_event(id="later", start="2001"), an_event(id="sooner", start="1999")]
    folder = a_folder(tmp_path, events=events)
    text = (
        (folder / "events.csv")
        .read_text()
        .replace("sources\n", "sources,mine\n")
        .replace("nasa-page\n", "nasa-page,x\n")
    )
    (folder / "events.csv").write_text(text)
    dataset = read_dataset(folder).dataset
    assert dataset is not None
    write_dataset(dataset, tmp_path / "out")
    lines = (tmp_path / "out" / "events.csv").read_text().splitlines()
    assert [line.split(",")[0] for line in lines] == ["id", "sooner", "later"]
    assert lines[1].endswith(",x")


def test_faults_are_located_at_the_line_where_the_record_starts(tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path, events=[an_event(id="one", summary="two\nlines"), an_event(id="two", start="soon")]
    )
    assert messages(folder)[-1].startswith("data/events.csv:4 two: start 'soon' is no EDTF date")


def test_a_bad_row_does_not_take_the_good_ones(tmp_path: Path) -> None:
    rows = [an_event(id="good"), an_event(id="bad", kind="crew"), an_event(id="", title="No id")]
    reading = read_dataset(a_folder(tmp_path, events=rows))
    assert reading.dataset is not None
    assert list(reading.dataset.events["id"]) == ["good"]
    assert [p.row for p in reading.errors] == [3, 4]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"id;title;start;kind\n", "parted by ';'"),
        (b"id,title\n", "no column start, kind"),
        (b"id,id,title,start,kind\n", "stands twice"),
        ("id,title,start,kind\nx,\xe9,1999,talks\n".encode("latin-1"), "not UTF-8 (byte 0xe9 in line 2)"),
        ("id,title,start,kind\n".encode("utf-16"), "not UTF-8"),
    ],
)
def test_an_unreadable_events_file_is_one_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    folder = a_folder(tmp_path)
    (folder / "events.csv").write_bytes(content)
    reading = read_dataset(folder)
    assert reading.dataset is None
    assert words in str(reading.errors[0])


def test_what_people_have_is_read(tmp_path: Path) -> None:
    """Byte order mark, CRLF, blank lines, missing columns, a ragged row, NUL."""
    text = "\ufeffid,title,start,kind\r\n\r\na,A,1999,talks\r\nb,B,2000\r\nc,C\x00,2001,talks\r\n"
    (tmp_path / "events.csv").write_bytes(text.encode())
    reading = read_dataset(tmp_path)
    assert reading.dataset is not None
    assert list(reading.dataset.events["id"]) == ["a", "c"]
    told = "\n".join(map(str, reading.problems))
    assert "events.csv:4: 3 cells, the header has 4" in told
    assert "NUL characters" in told
    assert "sources.csv: warning: there is no such file" in told
    assert chronicle(reading.dataset, reading.dataset.complete_to).events.loc["a", "status"] == "happened"


def test_rows_swallowed_by_a_quote_are_named(tmp_path: Path) -> None:
    rows = [
        "id,title,start,kind",
        "a,A,1999,talks",
        'b,"B,2000,talks',
        "c,C,2001,talks",
        "d,D,2002,talks",
        'e,E",2003,talks',
    ]
    (tmp_path / "events.csv").write_text("\n".join(rows) + "\n")
    reading = read_dataset(tmp_path)
    assert reading.dataset is not None
    assert list(reading.dataset.events["id"]) == ["a"]
    assert "events.csv:3: lines 3 to 6 were read as one row" in str(reading.errors[0])


def test_a_quote_that_never_closes_says_how_far_it_reached(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text(
        'id,title,start,kind\na,A,1999,talks\nb,"B,2000,talks\nc,C,2001,talks\n'
    )
    told = "\n".join(str(p) for p in read_dataset(tmp_path).errors)
    assert "lines 3 to 4 were read as one row; 2 cells, the header has 4" in told


def test_text_after_a_closing_quote_is_read_as_csv_does(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text('id,title,start,kind\na,"T"x,2020,launch\nb,U,2021,launch\n')
    reading = read_dataset(tmp_path)
    assert reading.dataset is not None
    assert list(reading.dataset.events["title"]) == ["Tx", "U"]


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        "null",
        "[1]",
        '{"version": {"a": 1}, "complete_to": 5}',
        "{",
        '{"version": "1", "complete_to": "soon"}',
    ],
)
def test_a_strange_package_is_a_warning(tmp_path: Path, content: str) -> None:
    folder = a_folder(tmp_path, events=[an_event()])
    (folder / "datapackage.json").write_text(content)
    reading = read_dataset(folder)
    assert reading.dataset is not None
    assert str(reading.dataset.complete_to) == "1975-07-17"
    assert not reading.errors


def test_a_package_that_is_a_folder_and_a_folder_that_is_a_file(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "data", events=[an_event()])
    (folder / "datapackage.json").unlink()
    (folder / "datapackage.json").mkdir()
    assert read_dataset(folder).dataset is not None
    (tmp_path / "file").write_text("x")
    assert read_dataset(tmp_path / "file").dataset is None


def test_nameless_empty_columns_of_a_spreadsheet_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text("id,title,start,kind,,\na,A,1999,talks,,\nb,B,2000,talks,,\n")
    reading = read_dataset(tmp_path)
    assert reading.dataset is not None
    assert list(reading.dataset.events["id"]) == ["a", "b"]


def test_a_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    reading = read_dataset(tmp_path / "nowhere")
    assert reading.dataset is None
    assert "events.csv: there is no such file" in str(reading.errors[0])


cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.binary(max_size=400))
def test_any_bytes_give_rows_or_sentences(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "events.csv").write_bytes(content)
    reading = read_dataset(tmp_path)
    assert reading.dataset is not None or reading.errors


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS["events"], cells)), max_size=5))
def test_any_cells_are_shown_or_reported(tmp_path: Path, rows: list[dict[str, str]]) -> None:
    """Nothing is lost: every row is in the dataset, or a problem names its line."""
    folder = a_folder(tmp_path, events=rows)
    reading = read_dataset(folder)
    assert reading.dataset is not None
    records = [
        r for r in csv.reader(io.StringIO(csv_text("events", rows), newline="")) if any(c.strip() for c in r)
    ]
    bad = {p.row for p in reading.errors if p.file.endswith("events.csv")}
    assert len(records) - 1 - len(reading.dataset.events) <= len(bad)
    chronicle(reading.dataset, reading.dataset.complete_to)


def test_a_very_long_cell_is_read(tmp_path: Path) -> None:
    dataset = a_dataset(tmp_path, events=[an_event(summary="x" * 200_000)])
    assert len(dataset.events.iloc[0]["summary"]) == 200_000


def test_without_a_package_the_table_is_complete_to_its_newest_day(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, events=[an_event()])
    (folder / "datapackage.json").unlink()
    reading = read_dataset(folder)
    assert reading.dataset is not None
    assert str(reading.dataset.complete_to) == "1975-07-17"
    assert "datapackage.json: warning" in str(reading.problems[0])


def test_a_whole_small_table_has_no_problem(tmp_path: Path) -> None:
    rows = {"events": [an_event(), a_plan()], "forecasts": [a_forecast()], "sources": [a_source()]}
    assert messages(a_folder(tmp_path, **rows)) == []
