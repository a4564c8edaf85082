"""The command line: the same selections as the page, for scripts and people.

Exit codes: 0 done, 1 the data has errors, 2 the call was wrong. Warnings and errors go to stderr.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from timeline import checks
from timeline.camera import Camera, CameraError
from timeline.changes import FIELDS as CHANGE_FIELDS
from timeline.changes import Change, changes, title_of, with_ghosts
from timeline.charts import CHARTS
from timeline.charts.theme import THEMES
from timeline.chronicle import Chronicle, chronicle
from timeline.dataset import COLUMNS, Dataset, canonical_bytes, read_dataset, read_tables, write_dataset
from timeline.dates import DateError, VagueDate, VagueSpan, date_label, parse
from timeline.exports import EXPORTS
from timeline.exports.feed import feed
from timeline.exports.job import ExportError, Job, Style
from timeline.history import last_day
from timeline.promises import Milestone, milestones, slip_rows, told
from timeline.records import flat
from timeline.selection import COMMAND_DEFAULT, FILTERS, Selection, from_query, select
from timeline.sentences import counted, unheeded
from timeline.sheet import PRESETS
from timeline.studio import job_for
from timeline.summary import summary
from timeline.tables import Table
from timeline.text import shown

DATA = Path(__file__).parent.parent / "data"
DONE, FAULTY, WRONG = 0, 1, 2
_DRAWN = ("pptx", "png", "svg", "pdf")

_EXAMPLES = """examples:
  python -m timeline events --agency ESA --agency CNSA --together
  python -m timeline events --as-of 2021-03-09 --programme ilrs --format json
  python -m timeline events --from 2018 --to 'late 2031' --detail headlines
  python -m timeline parse 'no earlier than September 2026' '15–24 July 1975'
  python -m timeline slips --programme artemis --as-of 2021-03-09
  python -m timeline members --as-of 2023-12-31
  python -m timeline partners --by country --from 2000
  python -m timeline changes --from-day 2026-07-01 --format atom -o changes.atom
  python -m timeline check data --summary
  python -m timeline export timeline -o timeline.html --country FRA
  python -m timeline export timeline -o slides.pptx --programme artemis --template company.pptx
  python -m timeline export timeline -o picture.png --detail headlines --from 2018 --to 2031 --preset a4
"""


_WORDS = """what is read:
  days and months    16 December 2020 · Dec 16, 2020 · 2020-12-16 · Dec 2020 · 9 марта 2021 · 2021年3月9日
                     (en fr de es it ru zh ja)
  parts of a year    Q3 2026 · H1 2026 · first half of 2026 · spring 2026 · early, mid, late 2027 · late March 2026
  years, decades     2024 · the 2030s · early 2030s
  doubt              c. 1961 · about 1961 · 1961?
  bounds             no earlier than, NET, not before · after, past · by, no later than, by the end of · before
  choices            2028 or 2029 · between March and May 2026 · mid to late 2027
  spans              15–24 July 1975 · Nov 23 – Dec 16, 2020 · 1986–2001 · 2021–present · since 2021
  nothing known      TBD · unknown
  EDTF               2026-35 · 203X · 1961~ · [2026-09..] · [2028..2029] · 1975-07-15/1975-07-24 · 2021/..
what is not: 03/04/2021, 31 February 2020, 2024/25, fiscal years, clock times, months without a year, relative words
"""


class CallError(Exception):
    """The call was wrong; its message says how."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a pipe of another encoding must not stop the words
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(argv)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except CallError as error:
        print(f"error: {error}", file=sys.stderr)
        return WRONG
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m timeline", epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Who works with whom in space, what was promised, and what happened when.",
    )  # fmt: skip
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, allow_abbrev=False, help=text, description=text, epilog=_EXAMPLES,
                                   formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
        made.set_defaults(command=run)
        return made

    run = command("run", run_page, "open the page in a browser")
    run.add_argument("--port", type=int, default=8501, help="default 8501")
    _add_data(run)
    events = command("events", list_events, "the selected events")
    events.add_argument("--format", choices=("table", "csv", "json"), default="table")
    _add_filters(events)
    slips = command("slips", list_slips, "every promised date of the selected events, and how it moved")
    slips.add_argument("--format", choices=("table", "csv", "json"), default="table")
    slips.add_argument(
        "--record", action="store_true", help="one row per milestone, with medians per programme"
    )
    _add_filters(slips)
    belong = command("members", list_members, "who belongs to which group, since when, in which form")
    belong.add_argument("--format", choices=("table", "csv", "json"), default="table")
    _add_filters(belong)
    pairs = command(
        "partners", list_partners, "who has worked with whom: missions, events, kinds, the last one"
    )
    pairs.add_argument("--format", choices=("table", "csv", "json"), default="table")
    _add_filters(pairs)
    changed = command(
        "changes", list_changes, "what changed between two days: new, happened, moved, joined …"
    )
    since = changed.add_mutually_exclusive_group(required=True)
    since.add_argument("--from-day", metavar="DAY", help="the earlier day (any vague date)")
    since.add_argument("--from-version", metavar="VERSION", help="the day of an earlier table: 2026.11.20")
    changed.add_argument("--to-day", metavar="DAY", help="the later day; default today")
    changed.add_argument("--format", choices=("table", "csv", "json", "atom"), default="table")
    changed.add_argument("-o", "--output", type=Path, metavar="FILE", help="write to a file, such as a feed")
    _add_filters(changed)
    parsed = command("parse", parse_texts, "how each text is read as a date, one JSON object a line")
    parsed.epilog = _WORDS
    parsed.add_argument("texts", nargs="+", metavar="TEXT")
    check = command("check", check_folder, "problems of a data folder, one a line")
    check.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    check.add_argument("--summary", action="store_true", help="counts of what the table holds")
    _add_data(check)
    canonical = command("format", format_folder, "rewrite a data folder to its canonical bytes")
    canonical.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    canonical.add_argument("--check", action="store_true", help="write nothing; exit 1 if it would")
    _add_data(canonical)
    export = command(
        "export",
        export_chart,
        "a picture, slides, a page or a table of the selected events; the ending decides",
    )
    export.add_argument("chart", metavar="CHART", help=f"one of: {', '.join(CHARTS)}")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE",
                        help=f"ends in one of: {', '.join('.' + e for e in EXPORTS)}")  # fmt: skip
    looks = export.add_argument_group("pictures and slides")
    looks.add_argument("--preset", default="slide", metavar="NAME",
                       help=f"size of a picture: {', '.join(PRESETS)} (default slide)")  # fmt: skip
    looks.add_argument("--theme", choices=tuple(THEMES), default="light")
    looks.add_argument("--transparent", action="store_true", help="a picture without a ground")
    looks.add_argument("--numbered", action="store_true", help="slides number the events and list them")
    looks.add_argument("--template", type=Path, metavar="FILE", help="a company's .pptx: its design is kept")
    _add_filters(export)
    return parser


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="default: TIMELINE_DATA, else data/")
    parser.add_argument(
        "--today", metavar="DAY", help="the day that counts as today: TIMELINE_TODAY, else the clock"
    )


_FILTER_HELP = {
    "programme": "id or name; repeat for any of them; a parent takes its children",
    "country": "code or name; repeat for any of them",
    "agency": "id or name; repeat for any of them",
    "kind": "repeat for any of them",
    "status": "happened, failed, planned, paused, withdrawn, cancelled",
    "together": "all countries and agencies in one event",
    "from": "any vague date",
    "to": "any vague date",
    "q": "words in title, summary, and names of programmes, agencies, countries",
    "detail": "headlines, main, all",
    "pick": "exactly these events (ids)",
    "hide": "without these events (ids)",
    "title": "your own headline",
    "lanes": "programme, country, agency, family, none",
    "event": "the event whose card the page opens; --pick chooses events",
    "as_of": "the table as it was known on that day (any vague date)",
    "compare": "an earlier day: the timeline shows where things stood then",
    "view": "of the schedule: dates, months",
    "by": "of the partners: agency, country",
    "count": "of the partners: missions, events",
    "most": "of the partners: 8, 20, 60 of them",
}


def _add_filters(parser: argparse.ArgumentParser) -> None:
    _add_data(parser)
    group = parser.add_argument_group("filters")
    lists = {f.name for f in fields(Selection) if f.type == "tuple[str, ...]"}
    for word in FILTERS:
        names = [f"--{word.replace('_', '-')}"]
        if word == "together":
            group.add_argument(*names, action="store_const", const=["true"], help=_FILTER_HELP[word])
        else:
            dest = f"filter_{word}"
            repeat = "append" if word in lists else "store"
            group.add_argument(*names, action=repeat, dest=dest, metavar="X", help=_FILTER_HELP[word])


# --- what commands share --------------------------------------------------------------------------


def _folder(options: argparse.Namespace) -> Path:
    if getattr(options, "folder", None) and options.data:
        raise CallError("one folder, please: FOLDER is short for --data FOLDER")
    given = getattr(options, "folder", None) or options.data or os.environ.get("TIMELINE_DATA")
    return Path(given) if given else _relative(DATA)


def _relative(path: Path) -> Path:
    """Short in messages where the command is run beside the data."""
    return Path(os.path.relpath(path)) if path.is_relative_to(Path.cwd()) else path


def _today(options: argparse.Namespace) -> date:
    text = options.today or os.environ.get("TIMELINE_TODAY")
    if not text:
        return date.today()
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise CallError(f"today is no day: {text!r} (write it as 2026-11-20)") from None


def _dataset(options: argparse.Namespace) -> Dataset:
    reading = read_dataset(_folder(options))
    for problem in reading.problems:
        print(problem, file=sys.stderr)
    if reading.dataset is None:
        raise CallError("events.csv cannot be read; nothing to show")
    return reading.dataset


def _selection(options: argparse.Namespace, dataset: Dataset) -> Selection:
    query: dict[str, list[str]] = {}
    for word in FILTERS:
        given = options.together if word == "together" else getattr(options, f"filter_{word}")
        if given is not None:
            query[word] = given if isinstance(given, list) else [given]
    selection, notes = from_query(query, COMMAND_DEFAULT, dataset)
    if notes:
        raise CallError("; ".join(notes))
    return selection


def _known(options: argparse.Namespace, dataset: Dataset, selection: Selection) -> Chronicle:
    today = _today(options)
    day = last_day(selection.as_of, today) if selection.as_of else None
    return chronicle(dataset, today, day)


# --- commands -------------------------------------------------------------------------------------


def run_page(options: argparse.Namespace) -> int:
    """Start Streamlit with our own settings; a taken port is one sentence."""
    environment = dict(os.environ)
    if options.data:
        if not options.data.is_dir():
            raise CallError(f"{options.data} is no folder")
        environment["TIMELINE_DATA"] = str(options.data.resolve())
    if options.today or environment.get("TIMELINE_TODAY"):
        environment["TIMELINE_TODAY"] = _today(options).isoformat()
    if _is_taken(options.port):
        raise CallError(f"port {options.port} is taken; choose another with --port (make run PORT=…)")
    app = DATA.parent / "app.py"
    call = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(options.port)]
    print(f"The timeline is at http://127.0.0.1:{options.port} (Ctrl+C ends it)", flush=True)
    try:
        return subprocess.run(call, env=environment, cwd=DATA.parent, check=False).returncode
    except KeyboardInterrupt:
        return DONE


def _is_taken(port: int) -> bool:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OverflowError:
            raise CallError(f"no such port: {port}") from None
        except OSError:
            return True
    return False


def list_events(options: argparse.Namespace) -> int:
    dataset = _dataset(options)
    selection = _selection(options, dataset)
    known = _known(options, dataset, selection)
    table = Job("events", known, select(known, selection), selection).tables[0]
    return _give(table, options.format, lambda: _event_lines(table.rows))


def _give(table: Table, form: str, lines: Callable[[], Iterable[str]]) -> int:
    """Rows as JSON, as CSV, or as lines for people."""
    if form == "json":
        print(json.dumps(list(table.rows), ensure_ascii=False, indent=1))
    elif form == "csv":
        sys.stdout.write(table.csv())
    else:
        for line in lines():
            print(line)
    return DONE


def _event_lines(records: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    widest = max((len(r["label"]) for r in records), default=0)
    for record in records:
        partners = ", ".join(record["agencies"] or record["countries"])
        label, title = record["label"], shown(record["title"])[:160]
        yield f"{label:{min(widest, 40)}}  {record['status']:9}  {title}  ({shown(partners)})"
    yield counted(len(records), "event")


def list_slips(options: argparse.Namespace) -> int:
    dataset = _dataset(options)
    selection = _selection(options, dataset)
    known = _known(options, dataset, selection)
    events = select(known, selection)
    found = milestones(known, events)
    promises, record = CHARTS["schedule"].tables(known, events, selection)
    if options.record:
        return _give(record, options.format, lambda: _milestone_lines(found, with_promises=False))
    return _give(promises, options.format, lambda: _milestone_lines(found, with_promises=True))


def _milestone_lines(found: Sequence[Milestone], with_promises: bool) -> Iterator[str]:
    for milestone in found:
        yield shown(told(milestone))
        for row in slip_rows([milestone]) if with_promises else ():
            yield f"  {row['announced']:10}  {row['by'] or row['state']:12}  {_promise_words(row)}"
    yield counted(len(found), "milestone")


def _promise_words(row: dict[str, Any]) -> str:
    said = f"“{row['wording']}”" if row["wording"] else row["state"]
    estimate = " (outside estimate)" if row["basis"] == "auditor" else ""
    moved = (
        f"  {row['move']} {row['moved_days']:+d} days" if row["moved_days"] else f"  {row['move']}".rstrip()
    )
    return f"{said}{estimate}{moved}"


def _say_unheeded(selection: Selection, meant: Selection) -> None:
    if told := unheeded(selection, meant):
        print(told, file=sys.stderr)


def list_members(options: argparse.Namespace) -> int:
    """Groups are drawn whole; a list may be of some countries."""
    return _list_table(options, "groups", "member", heeds_country=True)


def list_partners(options: argparse.Namespace) -> int:
    return _list_table(options, "partners", "pair")


def _list_table(options: argparse.Namespace, chart: str, noun: str, heeds_country: bool = False) -> int:
    """The table of a chart, as rows."""
    dataset = _dataset(options)
    selection = _selection(options, dataset)
    known = _known(options, dataset, selection)
    made = CHARTS[chart].tables(known, CHARTS[chart].chosen(known, selection), selection)[0]
    meant = CHARTS[chart].means(selection)
    if heeds_country and selection.country:
        meant = replace(meant, country=selection.country)
        made = replace(made, rows=[row for row in made.rows if row["country"] in selection.country])
    _say_unheeded(selection, meant)
    return _give(made, options.format, lambda: _row_lines(made.rows, noun))


def _row_lines(rows: Sequence[Mapping[str, Any]], noun: str) -> Iterator[str]:
    for row in rows:
        cells = flat({key: value for key, value in row.items() if key != "sources"})
        yield "  ".join(f"{shown(cell):{_WIDTHS.get(key, 0)}}" for key, cell in cells.items()).rstrip()
    yield counted(len(rows), noun)


_WIDTHS = {"country": 4, "name": 30, "bloc": 16, "joined": 11, "left": 4, "form": 17, "a": 12, "b": 12,
           "missions": 4, "events": 4}  # fmt: skip


def list_changes(options: argparse.Namespace) -> int:
    dataset = _dataset(options)
    selection = _selection(options, dataset)
    if selection.as_of or selection.compare:
        raise CallError("changes takes its days from --from-day and --to-day")
    today = _today(options)
    first = _day(options.from_day, today) if options.from_day else _version_day(options.from_version)
    last = _day(options.to_day, today) if options.to_day else today
    if first > last:
        raise CallError(f"the first day ({first}) is after the last one ({last})")
    before, after = (chronicle(dataset, today, None if day >= today else day) for day in (first, last))
    inside = set(select(after, selection)["id"])
    found = [change for change in changes(before, after) if change.event in inside]
    text = _changes_text(options.format, found, after, first, last)
    if options.output is None:
        sys.stdout.write(text)
        return DONE
    try:
        options.output.write_text(text, "utf-8")
    except OSError as error:
        raise CallError(f"cannot write {options.output}: {error.strerror}") from None
    print(f"{options.output}: {counted(len(found), 'change')}", file=sys.stderr)
    return DONE


def _version_day(version: str) -> date:
    try:
        return date.fromisoformat(version.replace(".", "-"))
    except ValueError:
        raise CallError(f"version {version!r} names no day (as 2026.11.20 does)") from None


def _day(text: str, today: date) -> date:
    try:
        value = parse(text)
    except DateError as error:
        raise CallError(str(error)) from None
    if isinstance(value, VagueSpan) or value.unit is None:
        raise CallError(f"{text!r} is not one day")
    return last_day(value, today)


def _changes_text(made: str, found: Sequence[Change], after: Chronicle, first: date, last: date) -> str:
    if made == "atom":
        return feed(found, after, first, last, os.environ.get("TIMELINE_URL", ""))
    rows = [change.row for change in found]
    if made == "json":
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    if made == "csv":
        return Table("Changes", CHANGE_FIELDS, rows).csv()
    lines = [title_of(list(found), first, last), *(f"{c.kind:10} {c.words}" for c in found)]
    return "\n".join(lines) + "\n"


def parse_texts(options: argparse.Namespace) -> int:
    code = DONE
    for text in options.texts:
        told = _reading(text)
        code = FAULTY if told["error"] else code
        print(json.dumps(told, ensure_ascii=False))
    return code


def _reading(text: str) -> dict[str, Any]:
    empty = dict.fromkeys(("edtf", "start", "end", "earliest", "latest", "precision", "label"))
    try:
        value = parse(text)
    except DateError as error:
        return {"text": text, **empty, "error": str(error)}
    start, end = (value.start, value.end) if isinstance(value, VagueSpan) else (value, None)
    return {
        "text": text, "edtf": value.edtf, "start": _moment(start), "end": _moment(end),
        "earliest": value.earliest and value.earliest.isoformat(),
        "latest": value.latest and value.latest.isoformat(),
        "precision": value.precision, "label": date_label(value), "error": None,
    }  # fmt: skip


def _moment(value: VagueDate | None) -> dict[str, Any] | None:
    if value is None:
        return None
    return {
        "earliest": value.earliest and value.earliest.isoformat(),
        "latest": value.latest and value.latest.isoformat(),
        "precision": value.precision, "approximate": value.approximate, "uncertain": value.uncertain,
    }  # fmt: skip


def check_folder(options: argparse.Namespace) -> int:
    reading = read_dataset(_folder(options))
    for problem in reading.problems:
        stream = sys.stdout if problem.level == checks.ERROR else sys.stderr
        print(problem, file=stream)
    if options.summary and reading.dataset is not None:
        for name, count in summary(reading.dataset).items():
            print(f"{name}: {count}")
    errors, warnings = len(reading.errors), len(reading.problems) - len(reading.errors)
    print(f"{counted(errors, 'error')}, {counted(warnings, 'warning')}", file=sys.stderr)
    return FAULTY if errors else DONE


def format_folder(options: argparse.Namespace) -> int:
    folder = _folder(options)
    tables, _, faults = read_tables(folder)
    nul = [replace(f, level=checks.ERROR) for f in faults if "NUL" in f.message]  # the bytes would be lost
    faults = [f for f in (*faults, *nul, *checks.check_rows(tables)) if f.level == checks.ERROR]
    for fault in faults:
        print(fault)
    if faults:
        print("nothing was written: mend these first, or rows would be lost", file=sys.stderr)
        return FAULTY
    dataset = read_dataset(folder).dataset
    assert dataset is not None
    changed = [name for name in COLUMNS if not _is_canonical(dataset, folder, name)]
    if options.check:
        for name in changed:
            print(f"{folder / name}.csv is not canonical; run `python -m timeline format {folder}`")
        return FAULTY if changed else DONE
    try:
        write_dataset(dataset, folder)
    except OSError as error:
        raise CallError(f"cannot write {folder}: {error.strerror}") from None
    print(f"rewritten: {', '.join(changed) or 'nothing'}")
    return DONE


def _is_canonical(dataset: Dataset, folder: Path, name: str) -> bool:
    path = folder / f"{name}.csv"
    frame = dataset.frame(name)
    return path.read_bytes() == canonical_bytes(name, frame) if path.exists() else not len(frame)


def export_chart(options: argparse.Namespace) -> int:
    if options.chart not in CHARTS:
        raise CallError(f"unknown chart: {options.chart!r} (known: {', '.join(CHARTS)})")
    ending = options.output.suffix.lower().removeprefix(".")
    if ending not in EXPORTS:
        known = ", ".join(f".{e}" for e in EXPORTS)
        raise CallError(f"unknown ending: {options.output.suffix!r} (known: {known})")
    dataset = _dataset(options)
    selection = _selection(options, dataset)
    known_now = _known(options, dataset, selection)
    events = CHARTS[options.chart].chosen(known_now, selection)
    _say_unheeded(selection, CHARTS[options.chart].means(selection))
    if events.empty and ending in _DRAWN:
        raise CallError("nothing matches: there is nothing to draw")
    if selection.compare is not None:
        today = _today(options)
        before = chronicle(dataset, today, last_day(selection.compare, today))
        events = with_ghosts(events, before, known_now)
    camera = Camera()
    try:
        style = Style(
            options.preset, options.theme, options.transparent, options.numbered, _template(options)
        )
        site = os.environ.get("TIMELINE_URL", "")
        job = job_for(options.chart, known_now, events, selection, site, style, camera)
        options.output.write_bytes(EXPORTS[ending].write(job))
    except OSError as error:
        raise CallError(f"cannot write {options.output}: {error.strerror}") from None
    except (ExportError, CameraError) as error:
        raise CallError(str(error)) from None
    finally:
        camera.close()
    print(f"{options.output}: {counted(len(events), 'event')}", file=sys.stderr)
    return DONE


def _template(options: argparse.Namespace) -> bytes | None:
    if options.template is None:
        return None
    try:
        content: bytes = options.template.read_bytes()
    except OSError as error:
        raise CallError(f"cannot read {options.template}: {error.strerror}") from None
    return content
