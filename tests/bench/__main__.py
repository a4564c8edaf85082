"""Run every measure and print its ratio beside the limit that we hold ourselves to."""

from __future__ import annotations

import sys

from tests.bench.computing import drawing, iso_texts, mixed_texts, reading
from tests.bench.pages import clicks, other_pages, starts
from tests.bench.pictures import pictures
from tests.browser.server import chromium


def told(name: str, ours: float, theirs: float, limit: float, faster: bool = False) -> None:
    """One line: at most `limit` times as slow, or at least `limit` times as fast."""
    ratio = theirs / ours if faster else ours / theirs
    kept = ratio >= limit if faster else ratio <= limit
    bound = f"{'at least' if faster else 'at most'} {limit:g}×" if limit else "no limit set"
    verdict = "" if kept or not limit else "   OVER"
    print(f"{name:52} {ours:9.3f} / {theirs:9.3f}   {ratio:7.2f}×  ({bound}){verdict}", flush=True)


def main() -> None:
    for count in (500, 5000):
        told(f"layout + figure against px.timeline, {count} rows, s", *drawing(count), limit=4)
    told("mixed column against dateparser row by row, s", *reading(mixed_texts()), limit=20, faster=True)
    told("ISO column against dateparser row by row, s", *reading(iso_texts()), limit=100, faster=True)
    if chromium() is None:
        print("No Chrome or Chromium: clicks and starts are not measured.", file=sys.stderr)
        return
    for count, narrow_limit, widen_limit in ((500, 2.5, 3.5), (5000, 3.5, 8)):
        narrow, widen, least_narrow, least_widen = clicks(count)
        told(
            f"narrowing against an empty app's click, {count} events, ms", narrow, least_narrow, narrow_limit
        )
        told(f"widening against an empty app's click, {count} events, ms", widen, least_widen, widen_limit)
    other_pages(lambda name, taken: told(f"{name}, ms", taken, least_narrow, 3.5))
    warm, bare, slide = pictures()
    told("warm picture against kaleido called bare, s", warm, bare, 3)
    told("slides of 300 events against their picture, s", slide, warm, 1)
    told("start to first chart against an empty app, s", *starts(), limit=0)


if __name__ == "__main__":
    main()
