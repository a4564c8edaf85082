"""What changed, as an Atom feed (RFC 4287) that a reader follows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from xml.etree import ElementTree as ET

from timeline.changes import Change, title_of
from timeline.checks import is_web_address
from timeline.chronicle import Chronicle
from timeline.exports.shapes import clean

_ATOM = "http://www.w3.org/2005/Atom"
_TAG = "tag:space-cooperation-timeline,2026"


def feed(found: Sequence[Change], after: Chronicle, first: date, last: date, address: str = "") -> str:
    """One entry per change, newest first. An entry is dated by the day on which it became so."""
    ET.register_namespace("", _ATOM)
    root = ET.Element(_name("feed"))
    _add(root, "title", title_of(list(found), first, last))
    _add(root, "id", f"{_TAG}:changes")
    _add(root, "updated", _stamp(last))
    _add(root, "rights", "CC BY 4.0")
    _add(_sub(root, "author"), "name", "Space Cooperation Timeline")
    if address:
        _sub(root, "link", href=address)
    urls = dict(zip(after.dataset.sources["id"], after.dataset.sources["url"], strict=True))
    dated = [(change.day.unit[1] if change.day and change.day.unit else last, change) for change in found]
    for day, change in sorted(dated, key=lambda pair: pair[0], reverse=True):
        entry = _sub(root, "entry")
        _add(entry, "title", change.words)
        _add(entry, "id", f"{_TAG}:{change.event}/{change.kind}/{min(day, last)}")
        _add(entry, "updated", _stamp(min(day, last)))
        _sub(entry, "category", term=change.kind)
        if address:
            _sub(entry, "link", href=f"{address}?event={change.event}")
        for source in change.sources:
            if is_web_address(urls.get(source, "")):
                _sub(entry, "link", rel="via", href=urls[source])
        _add(entry, "summary", change.words)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _name(tag: str) -> str:
    return f"{{{_ATOM}}}{tag}"


def _sub(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, _name(tag), {key: clean(value) for key, value in attributes.items()})


def _add(parent: ET.Element, tag: str, text: str) -> None:
    _sub(parent, tag).text = clean(text)


def _stamp(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
