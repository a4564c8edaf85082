"""The four questions with which people come, each a link that sets the view."""

from __future__ import annotations

QUESTIONS: tuple[tuple[str, str], ...] = (
    (
        "When did 2024 stop being the date?",
        "pick=artemis-goal-2024&pick=nasa-gives-up-2024&pick=first-crewed-artemis-landing"
        "&pick=artemis-iii&pick=artemis-overhaul-2026&from=2019&to=2029&event=nasa-gives-up-2024",
    ),
    (
        "Who has joined both groups?",
        "programme=artemis-accords&programme=ilrs&kind=accession&detail=all&lanes=country&from=2020&to=2027",
    ),
    (
        "What have Europe and China flown together?",
        "agency=ESA&agency=CNSA&together=true&detail=all&from=any&to=any",
    ),
    (
        "When did rivals fly together?",
        "pick=apollo-soyuz-docking&pick=sts-60&pick=thagard-soyuz&pick=atlantis-mir-docking"
        "&pick=iss-zarya&pick=iss-expedition-1&pick=soyuz-ms-22-rubio&pick=crew-5-kikina"
        "&from=1970&to=2027",
    ),
)
