"""Vague dates: values, EDTF in and out, words for people, and the one reader of texts.

A public schedule says "late 2027", "no earlier than September 2026", "the 2030s". Storing such a
statement as a day invents knowledge, and every tool that does so has shipped wrong dates. Here a
date is what its EDTF text says and nothing more: an interval of days whose ends may be open.

    edtf.py    the value and its canonical text (EDTF, Library of Congress, levels 0-2 in part)
    words.py   the value in English words
    grammar.py English vague phrases → EDTF
    named.py   days and months with names, in eight languages, through dateparser
    reader.py  text → value, one at a time or a whole column
"""

from timeline.dates.edtf import OPEN, UNKNOWN, DateError, VagueDate, VagueSpan, from_edtf
from timeline.dates.reader import parse, read_texts
from timeline.dates.words import date_label

DAYS_PER_MONTH = 30.436875  # the mean month of the Gregorian calendar

__all__ = [
    "DAYS_PER_MONTH",
    "OPEN",
    "UNKNOWN",
    "DateError",
    "VagueDate",
    "VagueSpan",
    "date_label",
    "from_edtf",
    "parse",
    "read_texts",
]
