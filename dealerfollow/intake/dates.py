"""Dates as dealer systems write them. The order of day and month is guessed from the whole column.

An impossible date is a problem, never today.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal

DateOrder = Literal["mdy", "dmy", "ambiguous"]

MAX_AHEAD_DAYS = 366
MAX_SOLD_AHEAD_DAYS = 7
EARLIEST = date(1990, 1, 1)

_TIME = re.compile(
    r"(?:T|\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s*(?:[AaPp]\.?[Mm]\.?)?(?:Z|[+-]\d{2}:?\d{2})?$"
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
_DAY_MONTH = re.compile(r"(\d{1,2})[-/. ]?([A-Za-z]{3,9})\.?[-/., ]{0,2}(\d{4}|\d{2})")
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.?[-/ ]?(\d{1,2})(?:,\s*|[-/ ])(\d{4}|\d{2})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_MONTH_NAMES = (
    "january february march april may june july august september october november december"
)
_MONTHS = {
    name: number
    for number, month in enumerate(_MONTH_NAMES.split(), start=1)
    for name in (month, month[:3])
} | {"sept": 9}
_EXCEL_EPOCH = date(1899, 12, 30)


def guess_order(values: Iterable[str]) -> DateOrder:
    """Says "mdy" or "dmy" by what most of the values prove; "ambiguous" when nothing is proven."""
    month_first = day_first = 0
    for value in values:
        found = _NUMBERS.fullmatch(without_time(value))
        if found:
            a, b = int(found[1]), int(found[2])
            month_first += a <= 12 < b <= 31
            day_first += b <= 12 < a <= 31
    if month_first == day_first:
        return "ambiguous"
    return "mdy" if month_first > day_first else "dmy"


def without_time(value: str) -> str:
    """The text without a time of day at its end."""
    return _TIME.sub("", value.strip())


def is_blank_date(value: str) -> bool:
    """True for zero dates such as 00/00/0000 or 0, by which dealer systems say "none"."""
    return not re.sub(r"[\s0/.\-:]", "", value)


def read_date(value: str | date, *, order: DateOrder, today: date) -> date | None:
    """The date, or None when there is no such day. Two-digit years end at next year.

    "ambiguous" reads month first, as in the United States.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = without_time(value)
    for pattern, read in _READERS:
        found = pattern.fullmatch(text)
        if found:
            parts = read(found, order)
            return _day(*parts, today) if parts else None
    serial = _SERIAL.fullmatch(text)
    if serial and 32874 <= int(serial[1]) <= 73050:  # 1990 to 2099, as Excel counts days
        return _EXCEL_EPOCH + timedelta(days=int(serial[1]))
    return None


def ahead_problem(day: date, *, today: date, max_days: int = MAX_AHEAD_DAYS) -> str:
    """Empty for a date that can be believed, else date_too_far_ahead or date_too_old."""
    if day > today + timedelta(days=max_days):
        return "date_too_far_ahead"
    return "date_too_old" if day < EARLIEST else ""


_Parts = tuple[str, int, int] | None


def _iso(found: re.Match[str], order: DateOrder) -> _Parts:
    return found[1], int(found[2]), int(found[3])


def _numbers(found: re.Match[str], order: DateOrder) -> _Parts:
    a, b = int(found[1]), int(found[2])
    return (found[3], b, a) if order == "dmy" else (found[3], a, b)


def _day_month(found: re.Match[str], order: DateOrder) -> _Parts:
    month = _MONTHS.get(found[2].lower())
    return (found[3], month, int(found[1])) if month else None


def _month_day(found: re.Match[str], order: DateOrder) -> _Parts:
    month = _MONTHS.get(found[1].lower())
    return (found[3], month, int(found[2])) if month else None


_READERS = (
    (_ISO, _iso),
    (_COMPACT, _iso),
    (_NUMBERS, _numbers),
    (_DAY_MONTH, _day_month),
    (_MONTH_DAY, _month_day),
)


def _day(year: str, month: int, day: int, today: date) -> date | None:
    full = int(year)
    if len(year) == 2:
        full += 2000 if full <= today.year % 100 + 1 else 1900
    try:
        return date(full, month, day)
    except ValueError:
        return None
