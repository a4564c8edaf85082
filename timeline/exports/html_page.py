"""The offline page: one file with chart, search, filters, cards, table and sources.

It opens from a memory stick, without a server and without a network, so it is the whole product
for people without Python. It carries the whole table; what was selected is where it begins.
"""

from __future__ import annotations

import json
import math
from html import escape
from typing import Any

from timeline import layout
from timeline.chronicle import Chronicle, names_searched
from timeline.dates import VagueDate
from timeline.exports.job import Job
from timeline.frames import rows_of
from timeline.lanes import programme_hues
from timeline.records import Recorder, flat
from timeline.selection import Selection, period
from timeline.sentences import HOW_TO_READ, freshness, headline, standing_word, subject
from timeline.text import SLACK, advance, shown
from timeline.web import asset

ENDING = "html"
TITLE = "Offline page (HTML)"
MIME = "text/html"

_CONSTANTS = (
    "FONT", "SMALL", "ROW", "MARK", "GAP", "FADE", "FADE_STEPS", "BIN", "HEADER", "LANE_PAD",
    "LANE_TITLE", "KEY_ROW", "NAMES", "EDGE", "WIDE", "LONGEST_LABEL", "LEAST_LABEL", "MOST_LABELS",
    "MANY", "FEW", "TALLEST", "ALONE", "KEY",
)  # fmt: skip

# With the event, or once for the page: no card says it again.
_TOLD_BEFORE = ("id", "title", "status", "label", "table")


def write(job: Job) -> bytes:
    return _timeline(job) if job.native is None else _chart(job)


def _chart(job: Job) -> bytes:
    """A chart that is no timeline: its figure, what it says in words, its rows and sources."""
    figure = job.figure() if job.figure else None
    drawn = "" if figure is None else figure.to_html(
        full_html=False, include_plotlyjs=True, config={"showSendToCloud": False, "displaylogo": False},
    )  # fmt: skip
    said = "".join(f"<li>{escape(shown(sentence))}</li>" for sentence in job.sentences)
    fields, rows = job.tables[0].fields, job.tables[0].rows
    head = "".join(f"<th>{escape(name)}</th>" for name in fields)
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(shown(cell))}</td>" for cell in flat(dict(row)).values()) + "</tr>"
        for row in rows
    )
    cited = {s for cell in job.events["sources"] for s in cell} | {
        str(s) for row in rows for s in row.get("sources", ())
    }
    sources = "".join(_source(s) for s in Recorder(job.known).sources(sorted(cited)))
    title = escape(shown(job.heading))
    page = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{asset('chart.css')}</style></head><body><main><h1>{title}</h1>"
        f"<p>{escape(job.subtitle)}</p>{drawn}<ul>{said}</ul>"
        f'<details><summary>The rows ({len(rows)})</summary><div class="wide" tabindex="0"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{lines}</tbody></table></div></details>"
        f"<details><summary>Sources ({len(cited)})</summary><ol>{sources}</ol></details>"
        f"<footer>{_footer(job)}</footer></main></body></html>"
    )
    return page.encode("utf-8", "replace")


def _source(source: dict[str, Any]) -> str:
    told = escape(", ".join(part for part in (source["publisher"], source["published"]) if part))
    title = escape(source["title"])
    link = f'<a href="{escape(source["url"])}" rel="noopener">{title}</a>' if source["url"] else title
    return f"<li>{link} {told}</li>"


def _timeline(job: Job) -> bytes:
    page = asset("page.html")
    title = headline(job.known, job.events, job.selection)
    fills = {
        "title": escape(title),
        "subtitle": escape(f"{freshness(job.known, job.known.today)} {_as_of(job.known)}".strip()),
        "style": asset("page.css") + asset("card.css"),
        "footer": _footer(job),
        "script": asset("pack.js") + asset("card.js") + asset("page.js"),
        "data": _json(_data(job)),
    }
    # In one pass, so that no text of the table can stand for a place of the page.
    parts = page.split("{{")
    text = parts[0]
    for part in parts[1:]:
        name, rest = part.split("}}", 1)
        text += fills[name] + rest
    return text.encode("utf-8", "replace")


def _as_of(known: Chronicle) -> str:
    return f"As known on {known.dataset.as_of}." if known.dataset.as_of else ""


def _footer(job: Job) -> str:
    dataset = job.known.dataset
    words = (
        f"Space Cooperation Timeline, table {dataset.version}, complete to {dataset.complete_to}. "
        "Data: CC BY 4.0. This page works without a network; links to sources need one."
    )
    link = f' <a href="{escape(job.address)}">{escape(job.address)}</a>' if job.address else ""
    return escape(words) + link


def _json(value: object) -> str:
    """JSON that cannot leave its script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _data(job: Job) -> dict[str, Any]:
    known, selection = job.known, job.selection
    rows = rows_of(known.events)
    recorder = Recorder(known)
    titles = [shown(row["title"]) for row in rows]
    names = _partners(known)
    return {
        "version": known.dataset.version,
        "table": recorder.table,
        "today": known.day.toordinal(),
        "standing": standing_word(known),
        "subject": subject(known, selection),
        "help": list(HOW_TO_READ),
        "period": _years(selection),
        "detail": selection.detail,
        "start": _start(job),
        "constants": {
            "SLACK": SLACK,
            "ROWS": layout.Manner().rows,
            **{name: getattr(layout, name) for name in _CONSTANTS},
        },
        "advances": _advances(titles, list(known.programmes.values())),
        "hues": job.hues,
        "programmes": _programmes(known),
        "names": names,
        "partners": sorted(names, key=lambda key: names[key].casefold()),
        "sources": _table(recorder.sources(known.dataset.sources["id"].tolist())),
        "searched": names_searched(known),  # once: in every event they would be a quarter of the page
        "events": _table([_event(row, title) for row, title in zip(rows, titles, strict=True)]),
        "cards": _table([_card(row, recorder) for row in rows]),
    }  # fmt: skip


def _table(records: list[dict[str, Any]]) -> dict[str, Any]:
    """Records with their names told once: in every record they would be a third of the page."""
    fields = list(records[0]) if records else []
    return {"fields": fields, "rows": [[record[field] for field in fields] for record in records]}


def _years(selection: Selection) -> list[int | None]:
    first, last = period(selection)
    return [first.year if first else None, last.year if last else None]


def _start(job: Job) -> dict[str, Any]:
    """What the page's own controls say at first; `only`, where they cannot say what was chosen."""
    s = job.selection
    said = Selection(
        programme=s.programme[:1], country=s.country, agency=s.agency, together=s.together, since=s.since,
        to=s.to, q=s.q, detail=s.detail, as_of=s.as_of, event=s.event,
    )  # fmt: skip
    whole = all(end is None or end.precision == "year" for end in (s.since, s.to))
    return {
        "programme": "".join(s.programme[:1]), "who": [*(f"country:{c}" for c in s.country), *(f"agency:{a}" for a in s.agency)], "together": s.together, "q": s.q,
        "event": s.event, "only": None if said == s and whole else list(job.events["id"]),
    }  # fmt: skip


def _partners(known: Chronicle) -> dict[str, str]:
    """Every country and agency of the events by key; ESA is both, and so are others: the key says which."""
    named = (("country", "countries", known.countries), ("agency", "agencies", known.agencies))
    return {
        f"{kind}:{own}": names.get(own, own)
        for kind, column, names in named
        for own in sorted({own for cell in known.events[column] for own in cell})
    }


def _advances(titles: list[str], names: list[str]) -> dict[str, dict[str, float]]:
    chars = sorted({char for text in [*titles, *names, *(k[2] for k in layout.KEY), "…"] for char in text})
    return {
        "regular": {char: round(advance(char), 4) for char in chars},
        "bold": {char: round(advance(char, bold=True), 4) for char in chars},
    }


def _programmes(known: Chronicle) -> dict[str, dict[str, Any]]:
    hues = programme_hues(known)
    order = {programme: place for place, programme in enumerate(hues)}
    return {
        key: {
            "name": name,
            "line": list(known.ancestors[key]),
            "rank": order[key],
            "hue": hues[key],
        }
        for key, name in known.programmes.items()
    }


def _card(row: dict[str, Any], recorder: Recorder) -> dict[str, Any]:
    card = recorder.card_of(row)
    own = [source["id"] for source in card["sources"]]
    return {**{key: card[key] for key in card if key not in _TOLD_BEFORE}, "sources": own}


def _event(row: dict[str, Any], title: str) -> dict[str, Any]:
    ghosts = [g.point.toordinal() for g in row["ghosts"] if isinstance(g, VagueDate) and g.point]
    return {
        "id": row["id"], "title": title, "label": row["label"], "status": row["status"],
        "family": row["family"], "kind": row["kind"], "importance": row["importance"],
        "programme": row["programme"],
        "countries": list(row["countries"]), "agencies": list(row["agencies"]),
        "low": row["low"], "high": row["high"], "start_high": row["start_high"], "end_low": row["end_low"],
        "point": None if math.isnan(row["point"]) else row["point"], "opens": row["opens"],
        "span": row["end"] is not None, "ghosts": ghosts,
    }  # fmt: skip
