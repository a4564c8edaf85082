"""Texts and what they mean; the tables say it best."""

from __future__ import annotations

import random
import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import (
    OPEN,
    UNKNOWN,
    DateError,
    VagueDate,
    VagueSpan,
    date_label,
    from_edtf,
    parse,
    read_texts,
)

GOOD = """
16 December 2020 | 2020-12-16 | 2020-12-16 | 2020-12-16 | day
Dec 16, 2020 | 2020-12-16 | 2020-12-16 | 2020-12-16 | day
Dec 2020 | 2020-12 | 2020-12-01 | 2020-12-31 | month
Q3 2026 | 2026-35 | 2026-07-01 | 2026-09-30 | quarter
third quarter of 2026 | 2026-35 | 2026-07-01 | 2026-09-30 | quarter
H1 2026 | 2026-40 | 2026-01-01 | 2026-06-30 | half
the second half of 2026 | 2026-41 | 2026-07-01 | 2026-12-31 | half
spring 2026 | 2026-25 | 2026-03-01 | 2026-05-31 | season
fall 2026 | 2026-27 | 2026-09-01 | 2026-11-30 | season
winter 2026 | 2026-28 | 2026-12-01 | 2027-02-28 | season
winter 2025-26 | 2025-28 | 2025-12-01 | 2026-02-28 | season
early 2027 | 2027-37 | 2027-01-01 | 2027-04-30 | part
mid-2027 | 2027-38 | 2027-05-01 | 2027-08-31 | part
the end of 2027 | 2027-39 | 2027-09-01 | 2027-12-31 | part
early March 2026 | [2026-03-01..2026-03-10] | 2026-03-01 | 2026-03-10 | part
mid-March 2026 | [2026-03-11..2026-03-20] | 2026-03-11 | 2026-03-20 | part
late February 2028 | [2028-02-21..2028-02-29] | 2028-02-21 | 2028-02-29 | part
2024 | 2024 | 2024-01-01 | 2024-12-31 | year
the 2030s | 203X | 2030-01-01 | 2039-12-31 | decade
early 2030s | [2030..2033] | 2030-01-01 | 2033-12-31 | part
the mid 2030s | [2034..2036] | 2034-01-01 | 2036-12-31 | part
late 2030s | [2037..2039] | 2037-01-01 | 2039-12-31 | part
c. 1961 | 1961~ | 1961-01-01 | 1961-12-31 | year
about 1961 | 1961~ | 1961-01-01 | 1961-12-31 | year
1961? | 1961? | 1961-01-01 | 1961-12-31 | year
NET September 2026 | [2026-09..] | 2026-09-01 | - | month
no earlier than April 1, 2026 | [2026-04-01..] | 2026-04-01 | - | day
as early as Q3 2026 | [2026-35..] | 2026-07-01 | - | quarter
2028 or later | [2028..] | 2028-01-01 | - | year
after 2024 | [2025..] | 2025-01-01 | - | year
past March 2026 | [2026-04..] | 2026-04-01 | - | month
after 31 December 2026 | [2027-01-01..] | 2027-01-01 | - | day
by 2030 | [..2030] | - | 2030-12-31 | year
by the end of 2030 | [..2030] | - | 2030-12-31 | year
no later than April 2023 | [..2023-04] | - | 2023-04-30 | month
before 2030 | [..2029] | - | 2029-12-31 | year
before Q1 2026 | [..2025-36] | - | 2025-12-31 | quarter
before spring 2026 | [..2025-28] | - | 2026-02-28 | season
by the 2030s | [..2039] | - | 2039-12-31 | year
2028 or 2029 | [2028..2029] | 2028-01-01 | 2029-12-31 | year
between 2028 and 2029 | [2028..2029] | 2028-01-01 | 2029-12-31 | year
March or April 2026 | [2026-03..2026-04] | 2026-03-01 | 2026-04-30 | month
late 2027 or early 2028 | [2027-39..2028-37] | 2027-09-01 | 2028-04-30 | part
mid- to late 2027 | [2027-38..2027-39] | 2027-05-01 | 2027-12-31 | part
15–24 July 1975 | 1975-07-15/1975-07-24 | 1975-07-15 | 1975-07-24 | day
26 Dec – 3 Jan 2027 | 2026-12-26/2027-01-03 | 2026-12-26 | 2027-01-03 | day
Dec 30 – Jan 2, 2025 | 2024-12-30/2025-01-02 | 2024-12-30 | 2025-01-02 | day
December–February 2026 | 2025-12/2026-02 | 2025-12-01 | 2026-02-28 | month
July 15-24, 1975 | 1975-07-15/1975-07-24 | 1975-07-15 | 1975-07-24 | day
Nov 23 – Dec 16, 2020 | 2020-11-23/2020-12-16 | 2020-11-23 | 2020-12-16 | day
from 23 December 2020 to 5 January 2021 | 2020-12-23/2021-01-05 | 2020-12-23 | 2021-01-05 | day
1986–2001 | 1986/2001 | 1986-01-01 | 2001-12-31 | year
2021–present | 2021/.. | 2021-01-01 | - | year
since March 2021 | 2021-03/.. | 2021-03-01 | - | month
TBD | XXXX | - | - | unknown
unknown | XXXX | - | - | unknown
16.12.2020 | 2020-12-16 | 2020-12-16 | 2020-12-16 | day
12/16/2020 | 2020-12-16 | 2020-12-16 | 2020-12-16 | day
2021-3-9 | 2021-03-09 | 2021-03-09 | 2021-03-09 | day
２０２０-12-16 | 2020-12-16 | 2020-12-16 | 2020-12-16 | day
2004-06-XX | 2004-06 | 2004-06-01 | 2004-06-30 | month
19XX | 19XX | 1900-01-01 | 1999-12-31 | century
Dec-2020 | 2020-12 | 2020-12-01 | 2020-12-31 | month
03/2021 | 2021-03 | 2021-03-01 | 2021-03-31 | month
16. 12. 2020 | 2020-12-16 | 2020-12-16 | 2020-12-16 | day
16 decembre 2020 | 2020-12-16 | 2020-12-16 | 2020-12-16 | day
9. Maerz 2021 | 2021-03-09 | 2021-03-09 | 2021-03-09 | day
в марте 2021 года | 2021-03 | 2021-03-01 | 2021-03-31 | month
“December 2020” | 2020-12 | 2020-12-01 | 2020-12-31 | month
winter 2026–2027 | 2026-28 | 2026-12-01 | 2027-02-28 | season
last quarter of 2026 | 2026-36 | 2026-10-01 | 2026-12-31 | quarter
2030’s | 203X | 2030-01-01 | 2039-12-31 | decade
by year-end 2030 | [..2030] | - | 2030-12-31 | year
not until 2027 | [2027..] | 2027-01-01 | - | year
2029 or 2028 | [2028..2029] | 2028-01-01 | 2029-12-31 | year
from 2021 to present | 2021/.. | 2021-01-01 | - | year
2021- | 2021/.. | 2021-01-01 | - | year
"""

NAMED = {
    "en": ("Tuesday, 9 March 2021", "the 9th of March 2021", "March 2021", "9-Mar-2021", "2021 Mar 9"),
    "fr": ("9 mars 2021", "mardi 9 mars 2021", "mars 2021"),
    "de": ("9. März 2021", "Dienstag, 9. März 2021", "März 2021"),
    "es": ("9 de marzo de 2021", "martes 9 de marzo de 2021", "marzo de 2021"),
    "it": ("9 marzo 2021", "martedì 9 marzo 2021", "marzo 2021"),
    "ru": ("9 марта 2021", "9 марта 2021 г.", "вторник, 9 марта 2021", "март 2021"),
    "zh": ("2021年3月9日", "2021年3月9日 星期二", "2021年3月"),
    "ja": ("2021年3月9日(火)", "2021年3月9日", "2021年3月"),
}

BAD = """
03/04/2021 | day or month
31 February 2020 | no such day
24–15 July 1975 | before it starts
July 24 – 15, 1975 | before it starts
29 February 2023 | no such day
2021-13-01 | no such day
2021-45 | neither a month
2028-29 | 2028–2029 for a span
2024/25 | 2024–2025
2020–21 | 2024–2025
FY2026 | fiscal
fiscal year 2026 | fiscal
14:00 | clock
2020-12-16T14:00 | clock
July | four-digit
yesterday | four-digit
2 years ago | four-digit
banana | four-digit
10 | four-digit
'98 | four-digit
44 BC | four-digit
T-10 minutes | four-digit
next year | four-digit
Monday 9 March 2021 | Tuesday
mardi 10 mars 2021 | Wednesday
星期一 2021年3月9日 |
3月9日 2021 |
T3 2026 |
2026-W12 |
10 11 2021 |
March 2021 or so |
until 2030 |
2024-2023 | ends
20261120 |
Q5 2026 |
the end of the decade | four-digit
2021 March 9 2022 |
about TBD | four-digit
1 2 March 2021 |
January – 2026 | holds its start
16 Dec-2020 | holds its start
mid-summer 2026 |
-2021 |
March 1¹, 2021 | footnote
3th May 2020 |
2021–03–09 | hyphens
16/12/20 | two-digit
16 December 2020, noon | clock
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split(" | ")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("text", "edtf", "earliest", "latest", "precision"), rows(GOOD))
def test_text_is_read(text: str, edtf: str, earliest: str, latest: str, precision: str) -> None:
    value = parse(text)
    assert value.edtf == edtf
    assert [str(day or "-") for day in (value.earliest, value.latest)] == [earliest, latest]
    assert value.precision == precision


@pytest.mark.parametrize("text", [text for texts in NAMED.values() for text in texts])
def test_named_days_and_months_in_eight_languages(text: str) -> None:
    assert parse(text).edtf in ("2021-03-09", "2021-03")
    assert (parse(text).precision == "day") == ("9" in text)


@pytest.mark.parametrize("line", BAD.strip("\n").splitlines())
def test_text_is_refused_with_the_reason(line: str) -> None:
    text, _, reason = (part.strip() for part in line.partition("|"))
    with pytest.raises(DateError) as error:
        parse(text)
    assert repr(text) in str(error.value)
    assert reason in str(error.value)


def test_empty_text_is_refused() -> None:
    with pytest.raises(DateError, match="empty"):
        parse("  ")


def test_flags() -> None:
    value = parse("c. 1961?")
    assert isinstance(value, VagueDate)
    assert (value.edtf, value.approximate, value.uncertain) == ("1961%", True, True)


def test_a_reading_does_not_depend_on_the_clock() -> None:
    assert parse("December 2020").edtf == "2020-12"  # dateparser alone says today's day of December


def test_span_keeps_both_ends() -> None:
    span = parse("1986–2001")
    assert isinstance(span, VagueSpan)
    assert (span.start.edtf, span.end.edtf) == ("1986", "2001")
    assert parse("since 2021") == VagueSpan(from_edtf("2021"), OPEN)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("edtf", "point"),
    [("2020-12-16", "2020-12-16"), ("2026-09", "2026-09-15"), ("[2026-09..]", "2026-09-15"),
     ("[..2030]", "2030-07-02"), ("[2028..2029]", "2028-12-31"), ("XXXX", "None")],
)  # fmt: skip
def test_point_is_the_middle_of_the_named_unit(edtf: str, point: str) -> None:
    value = from_edtf(edtf)
    assert isinstance(value, VagueDate)
    assert str(value.point) == point


def test_order_is_total() -> None:
    texts = ["XXXX", "[..2029]", "2021", "2021-03", "2021-03-09", "[2021-03..]", "2030", "203X"]
    values = sorted(
        (from_edtf(text) for text in random.Random(1).sample(texts, len(texts))), key=lambda v: v.sort_key
    )  # type: ignore[union-attr]
    assert [v.edtf for v in values] == ["[..2029]", "XXXX", "2021", "2021-03", "[2021-03..]", "2021-03-09", "2030", "203X"]  # fmt: skip


@pytest.mark.parametrize(
    ("edtf", "label"),
    [("2020-12", "December 2020"), ("2027-39", "late 2027"), ("203X", "the 2030s"), ("[2030..2033]", "early 2030s"),
     ("[2026-09..]", "no earlier than September 2026"), ("1975-07-15/1975-07-24", "15–24 July 1975"),
     ("2026-28", "winter 2026–27"), ("[2026-03..2026-04]", "between March and April 2026"), ("2021/..", "since 2021"),
     ("1961~", "about 1961"), ("XXXX", "date unknown"), ("../1985", "until 1985")],
)  # fmt: skip
def test_label(edtf: str, label: str) -> None:
    assert date_label(from_edtf(edtf)) == label


days = st.dates(date(1000, 1, 1), date(9998, 12, 31))
plain = st.one_of(
    days.map(str),
    days.map(lambda d: f"{d:%Y-%m}"),
    days.map(lambda d: f"{d.year:04d}"),
    st.tuples(days, st.sampled_from([*range(25, 29), *range(33, 42)])).map(
        lambda t: f"{t[0].year:04d}-{t[1]}"
    ),
    st.integers(100, 998).map(lambda n: f"{n}X"),
)


@st.composite
def edtf_texts(draw: st.DrawFn) -> str:
    a, b = sorted((draw(plain), draw(plain)), key=lambda t: from_edtf(t).earliest)  # type: ignore[arg-type,return-value]
    closed = from_edtf(a).earliest != from_edtf(b).earliest and from_edtf(a).earliest <= from_edtf(b).latest  # type: ignore[operator]
    forms = [a, a + draw(st.sampled_from("~?%")), f"[{a}..]", f"[..{a}]", f"{a}/..", f"../{a}", "XXXX"]
    return draw(st.sampled_from(forms + ([f"[{a}..{b}]", f"{a}/{b}"] if closed else [])))


@given(edtf_texts())
def test_edtf_round_trip(text: str) -> None:
    value = from_edtf(text)
    assert value.edtf == text
    assert parse(text) == value
    assert date_label(value)
    if value.earliest and value.latest:
        assert value.earliest <= value.latest


@given(plain)
def test_labels_of_plain_dates_are_read_back(text: str) -> None:
    value = from_edtf(text)
    assert parse(date_label(value)) == value


@given(st.one_of(st.text(), st.text(string.digits + " -–/.,:[]XQHJanMarch年月日", max_size=24)))
def test_any_text_gives_a_value_or_an_error_that_quotes_it(text: str) -> None:
    try:
        value = parse(text)
    except DateError as error:
        assert repr(text) in str(error)
    else:
        assert from_edtf(value.edtf) == value


def test_columns_are_read_as_their_texts_are() -> None:
    texts = ["2020-12-16", "banana", "late 2027", "2020-12-16", "9 марта 2021"]
    values = read_texts(texts)
    assert [v.edtf if not isinstance(v, DateError) else "error" for v in values] == [
        "2020-12-16", "error", "2027-39", "2020-12-16", "2021-03-09",
    ]  # fmt: skip
    assert values[0] is values[3]


def test_unknown_and_open_are_no_dates() -> None:
    assert UNKNOWN.point is None
    assert OPEN.unit is None
