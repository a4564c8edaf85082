"""The sources of the rows as BibTeX, for reference managers and papers."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from timeline.checks import is_web_address
from timeline.dates import VagueDate
from timeline.exports.job import Job
from timeline.frames import rows_of
from timeline.text import shown

ENDING = "bib"
TITLE = "Sources (BibTeX)"
MIME = "application/x-bibtex"

# What BibTeX and LaTeX take for themselves.
_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "#": r"\#", "&": r"\&", "$": r"\$",
    "_": r"\_", "^": r"\^{}", "~": r"\~{}",
}  # fmt: skip


def write(job: Job) -> bytes:
    known = job.known
    cited: dict[str, list[str]] = {}
    for row in rows_of(job.events):
        promised = known.dataset.forecasts
        said = promised.loc[promised["event"] == row["id"], "sources"]
        for source in [*row["sources"], *(s for cell in said for s in cell)]:
            titles = cited.setdefault(source, [])
            if (title := shown(row["title"])) not in titles:
                titles.append(title)
    sources = known.dataset.sources
    rows = rows_of(sources[sources["id"].isin(cited)])
    table = f"Space Cooperation Timeline, table {known.dataset.version}, CC BY 4.0"
    keys: set[str] = set()
    entries = [_entry(row, _key(row["id"], keys), cited[row["id"]], table) for row in rows]
    return "\n".join(entries).encode("utf-8", "replace")


def _entry(row: dict[str, object], key: str, titles: list[str], table: str) -> str:
    published, accessed = row["published"], row["accessed"]
    fields = {
        "title": f"{{{_tex(str(row['title']))}}}",  # the braces keep capitals
        "organization": _tex(str(row["publisher"])),
        "date": published.edtf if isinstance(published, VagueDate) else "",
        "year": _year(published),
        "url": _address(str(row["url"])) if is_web_address(str(row["url"])) else "",
        "urldate": accessed.edtf if isinstance(accessed, VagueDate) else "",
        "language": _tex(str(row["language"])),
        "note": _tex(f"Cited for: {'; '.join(titles[:5])}. {table}"),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@online{{{key},", *lines, "}\n"])


def _key(own: str, taken: set[str]) -> str:
    """A citation key from a source's id: letters, digits, `-` and `:`, each once."""
    plain = unicodedata.normalize("NFKD", own).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^A-Za-z0-9-]+", "-", plain).strip("-")[:60] or "source"
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    taken.add(key)
    return key


def _tex(text: str) -> str:
    return "".join(_ESCAPES.get(char, char) for char in shown(text))


def _address(url: str) -> str:
    """Braces and spaces would end the field; an address says them in per cent."""
    return shown(url).replace("{", "%7B").replace("}", "%7D").replace(" ", "%20").replace("\\", "%5C")


def _year(published: object) -> str:
    if isinstance(published, VagueDate) and isinstance(published.earliest, date):
        return str(published.earliest.year)
    return ""
