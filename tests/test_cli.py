"""The command line as people call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.builders import a_folder, a_forecast, a_plan, an_event
from timeline.cli import main

DAY = ["--today", "2026-11-20"]


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = main(argv)
    out, err = capsys.readouterr()
    return code, out, err


def test_what_have_europe_and_china_flown_together(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(
        capsys, "events", "--agency", "ESA", "--agency", "CNSA", "--together", "--format", "json", *DAY
    )
    events = json.loads(out)
    assert code == 0
    assert {"double-star-1-launch", "change-6"} <= {e["id"] for e in events}
    assert all({"ESA", "CNSA"} <= set(e["agencies"]) for e in events)


def test_events_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "events", "--pick", "apollo-soyuz-docking", *DAY)
    assert "17 July 1975" in out
    assert "1 event" in out


def test_parse_prints_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "parse", "15–24 July 1975", "NET September 2026", "banana")
    span, open_end, bad = map(json.loads, out.splitlines())
    assert span["start"]["earliest"] == "1975-07-15" and span["end"]["latest"] == "1975-07-24"
    assert (open_end["earliest"], open_end["latest"], open_end["end"]) == ("2026-09-01", None, None)
    assert "banana" in bad["error"] and bad["edtf"] is None
    assert code == 1


def test_check_says_everything_and_fails_on_errors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = a_folder(tmp_path, events=[an_event(kind="x"), an_event(id="b", start="1999", end="1998")])
    code, out, err = run(capsys, "check", str(folder))
    assert code == 1
    assert "events.csv:2 apollo-soyuz: unknown kind: 'x'" in out
    assert "events.csv:3 b: end '1998' is before start '1999'" in out
    assert "2 errors" in err


def test_check_of_the_shipped_table(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check", "--summary")
    assert code == 0
    assert "events: " in out


def test_format_sorts_and_never_loses_a_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = a_folder(
        tmp_path / "good",
        events=[an_event(id="b", start="2001"), an_event(id="a", title="Another", start="1999")],
    )
    assert run(capsys, "format", "--check", str(folder))[0] == 1
    assert run(capsys, "format", str(folder))[0] == 0
    assert run(capsys, "format", "--check", str(folder))[0] == 0
    broken = a_folder(tmp_path / "bad", events=[an_event(kind="x")])
    before = (broken / "events.csv").read_bytes()
    code, out, _ = run(capsys, "format", str(broken))
    assert code == 1 and "unknown kind" in out
    assert (broken / "events.csv").read_bytes() == before


@pytest.mark.parametrize("ending", ["html", "csv", "json"])
def test_export(tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str) -> None:
    target = tmp_path / f"out.{ending}"
    assert run(capsys, "export", "timeline", "-o", str(target), "--detail", "headlines", *DAY)[0] == 0
    assert target.stat().st_size > 1000


WRONG = [
    (["events", "--agency", "XX"], "unknown agency: 'XX'"),
    (["events", "--from", "banana"], "unknown from: 'banana'"),
    (["events", "--today", "soon"], "today is no day: 'soon'"),
    (
        ["export", "timeline", "-o", "x.doc"],
        "unknown ending: '.doc' (known: .pptx, .png, .svg, .pdf, .html, .csv, .xlsx, .json, .bib, .zip)",
    ),
    (["export", "pie", "-o", "x.csv"], "unknown chart: 'pie'"),
    (["export", "timeline", "-o", "/nowhere/x.csv"], "cannot write /nowhere/x.csv"),
    (["events", "--data", "/nowhere"], "events.csv cannot be read"),
    (["changes", "--from-version", "1.0"], "version '1.0' names no day (as 2026.11.20 does)"),
    (["export", "timeline", "-o", "x.png", "--q", "zzzz"], "nothing matches: there is nothing to draw"),
    (["run", "--data", "/nowhere"], "/nowhere is no folder"),
    (
        ["changes", "--from-day", "2026-07-01", "--as-of", "2020"],
        "changes takes its days from --from-day and --to-day",
    ),
]


@pytest.mark.parametrize(("argv", "words"), WRONG)
def test_a_wrong_call_is_one_sentence_on_stderr(
    capsys: pytest.CaptureFixture[str], argv: list[str], words: str
) -> None:
    code, out, err = run(capsys, *argv)
    assert code == 2
    assert words in err
    assert out == ""


def test_help_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["events", "--help"])
    assert stopped.value.code == 0
    assert "examples:" in capsys.readouterr().out


def test_own_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = a_folder(tmp_path, events=[an_event(), a_plan()], forecasts=[a_forecast()])
    _, out, _ = run(capsys, "events", "--data", str(folder), "--status", "planned", *DAY)
    assert "Lander" in out and "1 event" in out
