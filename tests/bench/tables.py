"""Tables of a given size that look like ours."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

from tests.builders import a_folder, a_forecast, a_source

_KINDS = ("launch", "landing", "agreement", "talks", "decision", "docking", "loss", "suspension")
_WORDS = [
    "lunar",
    "station",
    "crew",
    "agreement",
    "mission",
    "probe",
    "module",
    "orbit",
    "sample",
    "return",
    "partner",
    "launch",
    "science",
    "treaty",
]
_DAYS = (date(2026, 11, 20) - date(1957, 10, 4)).days


def a_large_folder(place: Path, count: int) -> Path:
    """`count` events, one in eight planned, seven in a hundred headlines; the same for the same count."""
    dice = random.Random(count)
    programmes = [{"id": f"p{i}", "name": f"Programme {i}", "rank": str(i)} for i in range(12)]
    countries = [{"code": f"C{i:02d}", "name": f"Country {i}", "kind": "state"} for i in range(40)]
    agencies = [
        {"id": f"A{i}", "name": f"Agency {i}", "country": f"C{i:02d}", "kind": "space agency"}
        for i in range(40)
    ]
    events, forecasts = [], []
    for number in range(count):
        planned = dice.random() < 0.125
        own = f"event-{number}"
        day = date(1957, 10, 4) + timedelta(days=int(_DAYS * dice.random() ** 0.5))
        partners = dice.sample(range(40), dice.randint(1, 4))
        events.append({
            "id": own, "title": f"{' '.join(dice.sample(_WORDS, dice.randint(2, 4))).capitalize()} {number}",
            "start": "" if planned else str(day), "kind": dice.choice(_KINDS), "programme": f"p{dice.randrange(12)}",
            "countries": ";".join(f"C{i:02d}" for i in partners), "agencies": ";".join(f"A{i}" for i in partners[:2]),
            "importance": "1" if dice.random() < 0.07 else dice.choice("2333"), "sources": "nasa-page",
            "summary": " ".join(dice.choices(_WORDS, k=30)),
        })  # fmt: skip
        for step in range(dice.randint(1, 4) if planned else 0):
            forecasts.append(
                a_forecast(event=own, announced=f"20{18 + step * 2}-05-01", start=str(2027 + step), by="A0")
            )
    return a_folder(
        place, events=events, forecasts=forecasts, programmes=programmes, countries=countries, agencies=agencies,
        sources=[a_source()],
    )  # fmt: skip
