"""How long somebody has been here, in the unit that one would say it in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Unit = Literal["days", "weeks", "months", "years"]
CALL_DAYS = 365
"""Calls are told of the last twelve months; what was sold, of all the time here."""
_WEEKS_FROM, _MONTHS_FROM, _YEARS_FROM = 14, 61, 2 * 365


@dataclass(frozen=True, slots=True)
class Tenure:
    """So many whole days, weeks, months or years."""

    count: int
    unit: Unit


def tenure(started_on: date, today: date) -> Tenure:
    """How long from `started_on` to `today`, rounded down: 13 days, 8 weeks, 23 months, 9 years.

    The first day counts as one; a start after today is the first day.
    """
    days = max((today - started_on).days, 0)
    if days < _WEEKS_FROM:
        return Tenure(days or 1, "days")
    if days < _MONTHS_FROM:
        return Tenure(days // 7, "weeks")
    months = (today.year - started_on.year) * 12 + today.month - started_on.month
    months -= today.day < started_on.day
    if days < _YEARS_FROM:
        return Tenure(months, "months")
    return Tenure(months // 12, "years")


def here_since(hired_on: date | None, first_sold_on: date | None) -> date | None:
    """The earlier of the two: a store that began with us last week had its people before."""
    return min((day for day in (hired_on, first_sold_on) if day), default=None)
