"""Days and months with names, in eight languages, through dateparser.

dateparser reads many languages and guesses a lot: "10" is October of this year, "1990s" is half
an hour ago, a wrong weekday is dropped. So a text reaches it only when it is, as a whole, an
optional weekday, an optional day, one month name (or 年月日) and a four-digit year; the words are
dateparser's own, and what it answers must equal the digits that were sent.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache
from importlib import import_module
from typing import TypeAlias

from dateparser.date import DateDataParser

from timeline.dates.edtf import DateError, VagueDate, from_edtf

LANGUAGES = ("en", "fr", "de", "es", "it", "ru", "zh", "ja")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_EPOCH = datetime(2000, 1, 1)
_PARTICLES = {
    "of", "the", "de", "del", "el", "le", "en", "den", "am", "im", "il", "в", "г", "года", "году", "год",
}  # fmt: skip
_DAY = re.compile(r"([0-9]{1,2})(?:(st|nd|rd|th)|er|o|°|-?го|-?е)?")
_ORDINALS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
_YEAR = re.compile(r"[1-9][0-9]{3}")
_CJK = re.compile(r"([1-9][0-9]{3})年([0-9]{1,2})月(?:([0-9]{1,2})(?:日|号))?(?:[(]?([^\W\d]+)[)]?)?")
_HYPHENED = re.compile(r"(?:([0-9]{1,4})-)?([^\W\d_]+)\.?-([0-9]{1,4})")

Words: TypeAlias = dict[str, dict[str, int]]


@lru_cache(maxsize=1)
def _lexicon() -> tuple[Words, Words]:
    """Month and weekday words → language → number (January = 1, Monday = 0), from dateparser."""
    months: Words = {}
    weekdays: Words = {}
    for language in LANGUAGES:
        info = import_module(f"dateparser.data.date_translation_data.{language}").info
        for words, names, base in ((months, _MONTHS, 1), (weekdays, _WEEKDAYS, 0)):
            for number, name in enumerate(names, base):
                others = _LOCATIVES.get(name, ()) if language == "ru" else ()
                for word in (*info[name], *others):
                    for form in _spellings(word.casefold().strip("().")):
                        words.setdefault(form, {}).setdefault(language, number)
    return months, weekdays


_LOCATIVES = {
    "january": ("январе",), "february": ("феврале",), "march": ("марте",), "april": ("апреле",), "may": ("мае",),
    "june": ("июне",), "july": ("июле",), "august": ("августе",), "september": ("сентябре",),
    "october": ("октябре",), "november": ("ноябре",), "december": ("декабре",),
}  # fmt: skip


def _spellings(word: str) -> set[str]:
    """As it stands, without accents ("fevrier"), and with the vowels of German ("maerz")."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    german = word.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return {word, german} | ({bare} if bare.isascii() else set())


@lru_cache(maxsize=len(LANGUAGES))
def _parser(language: str) -> DateDataParser:
    return DateDataParser(
        languages=[language],
        settings={
            "DATE_ORDER": "DMY",
            "PARSERS": ["absolute-time"],
            "PREFER_DAY_OF_MONTH": "first",
            "REQUIRE_PARTS": ["year", "month"],
            "RELATIVE_BASE": _EPOCH,  # nothing here may depend on the clock
        },
    )


def read_named(text: str) -> VagueDate | None:
    """Read a normalised, case-folded text of the one allowed shape; `None` if it has another.

    Raises `DateError` for a day that does not exist and for a wrong weekday.
    """
    if match := _CJK.fullmatch(text.replace(" ", "")):
        return _read_cjk(text, match)
    if match := _HYPHENED.fullmatch(text):
        text = " ".join(part for part in match.groups() if part)
    tokens = [t for t in re.findall(r"[^\s,]+", text) if t.strip(".()") not in _PARTICLES]
    weekday, tokens = _split_weekday([t.strip("()").rstrip(".") for t in tokens])
    shape = _shape(tokens)
    if shape is None:
        return None
    year, word, day = shape
    return _agreed(text, year, word, day, weekday)


def _split_weekday(tokens: list[str]) -> tuple[str | None, list[str]]:
    """A weekday stands first or last; with two words left of a "mar" the other is the month."""
    months, weekdays = _lexicon()
    words = [t for t in tokens if t in months]
    for place in (0, -1):
        if len(tokens) > 2 and tokens[place] in weekdays and (tokens[place] not in months or len(words) > 1):
            rest = tokens[1:] if place == 0 else tokens[:-1]
            return tokens[place], rest
    return None, tokens


def _shape(tokens: list[str]) -> tuple[int, str, int | None] | None:
    """(year, month word, day) for D M Y, M D Y, M Y, Y M D, Y M; `None` otherwise."""
    months, _ = _lexicon()
    year_first = bool(tokens) and bool(_YEAR.fullmatch(tokens[0]))
    year, rest = (tokens[0], tokens[1:]) if year_first else (tokens[-1:], tokens[:-1])
    year = year if isinstance(year, str) else "".join(year)
    words = [t for t in rest if t in months]
    days = [m for t in rest if (m := _DAY.fullmatch(t))]
    if not _YEAR.fullmatch(year) or len(words) != 1 or len(words) + len(days) != len(rest):
        return None
    if any(m[2] and m[2] != _ORDINALS.get(int(m[1]), "th") for m in days):
        return None  # "3th", "22th"
    if len(days) > 1 or (year_first and days and rest[0] != words[0]):
        return None
    return int(year), words[0], int(days[0][1]) if days else None


def _agreed(text: str, year: int, word: str, day: int | None, weekday: str | None) -> VagueDate:
    """The date, if some language reads word and weekday and dateparser agrees on every digit."""
    months, weekdays = _lexicon()
    languages = [x for x in months[word] if weekday is None or x in weekdays[weekday]]
    numbers = {months[word][language] for language in languages}
    if len(numbers) != 1:
        raise DateError(text, "its words belong to no one language")
    month = numbers.pop()
    value = _exact(text, year, month, day)
    _check_weekday(text, value, {weekdays[weekday][x] for x in languages} if weekday else set())
    if not any(
        _confirms(_sent(word, day, year, language), language, year, month, day) for language in languages
    ):
        raise DateError(text, "dateparser does not confirm this reading")
    return value


def _sent(word: str, day: int | None, year: int, language: str) -> str:
    """What dateparser is asked: its own spelling of the month where the text has another."""
    info = import_module(f"dateparser.data.date_translation_data.{language}").info
    known = {w.casefold() for name in _MONTHS for w in info[name]}
    if word not in known:
        number = _lexicon()[0][word][language]
        word = max(info[_MONTHS[number - 1]], key=len)
    return f"{day} {word} {year}" if day else f"{word} {year}"


def _read_cjk(text: str, match: re.Match[str]) -> VagueDate | None:
    _, weekdays = _lexicon()
    year, month, day = (int(part) if part else None for part in match.groups()[:3])
    weekday = match[4]
    if weekday and (day is None or weekday not in weekdays):
        return None
    assert year is not None and month is not None
    value = _exact(text, year, month, day)
    _check_weekday(text, value, set(weekdays[weekday].values()) if weekday else set())
    sent = f"{year}年{month}月" + (f"{day}日" if day else "")
    if not any(_confirms(sent, language, year, month, day) for language in ("zh", "ja")):
        raise DateError(text, "dateparser does not confirm this reading")
    return value


def _exact(text: str, year: int, month: int, day: int | None) -> VagueDate:
    try:
        value = from_edtf(f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day is not None else ""))
    except DateError:
        raise DateError(text, "there is no such day") from None
    if not isinstance(value, VagueDate) or value.precision not in ("day", "month"):
        raise DateError(text, "there is no such month")
    return value


def _check_weekday(text: str, value: VagueDate, numbers: set[int]) -> None:
    if not numbers:
        return
    if value.precision != "day" or value.earliest is None:
        raise DateError(text, "a weekday without a day")
    if value.earliest.weekday() not in numbers:
        raise DateError(text, f"{value.edtf} was a {value.earliest:%A}")


def _confirms(sent: str, language: str, year: int, month: int, day: int | None) -> bool:
    found = _parser(language).get_date_data(sent)
    if found is None or found.date_obj is None:
        return False
    period = "day" if day is not None else "month"
    answer = found.date_obj.date()
    return bool(found.period == period and answer == date(year, month, day or 1))
