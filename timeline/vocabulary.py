"""The closed sets of words that the table, the page and the command line share."""

from __future__ import annotations

from collections.abc import Mapping

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "talks": ("talks", "announcement", "decision", "interest", "refusal"),
    "signed": ("agreement", "accession", "withdrawal", "contract", "law"),
    "flown": ("launch", "docking", "landing", "return", "operation"),
    "ended": ("suspension", "cancellation", "closure"),
    "lost": ("loss",),
}
KINDS: Mapping[str, str] = {kind: family for family, kinds in FAMILIES.items() for kind in kinds}

MEMBERSHIP_KINDS = ("accession", "withdrawal")
FORMS = (
    "state signature", "agency signature", "joint statement", "letter of intent", "institution only",
)  # fmt: skip
MEMBER_FORMS = FORMS[:2]

FORECAST_STATES = ("planned", "paused", "withdrawn", "cancelled")
DONE = ("happened", "failed")  # no plan any more
STATUSES = (*DONE, *FORECAST_STATES)
CROSSED = ("failed", "cancelled")  # drawn with a cross
DATELESS = ("paused", "withdrawn")  # grey: stand where they were last promised
HOLLOW = ("planned", *DATELESS, *CROSSED)
BASES = ("owner", "auditor")

IMPORTANCES = (1, 2, 3)
DETAILS: Mapping[str, int] = {"headlines": 1, "main": 2, "all": 3}
PARTNERS_BY = ("agency", "country")
COUNTS = ("missions", "events")
MOST = ("8", "20", "60")  # partners in one matrix
VIEWS = ("dates", "months")  # of the schedule: forecasts, or months moved
LANES = ("programme", "country", "agency", "family", "none")

SOURCE_KINDS = ("treaty", "law", "agency", "auditor", "research", "press", "state media")
PRIMARY_SOURCES = SOURCE_KINDS[:4]
COUNTRY_KINDS = ("state", "former", "organisation")
AGENCY_KINDS = ("space agency", "ministry", "company", "institute", "organisation")
