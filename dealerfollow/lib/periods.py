"""Stretches of whole days for reports: both ends belong to them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_TEXT = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, order=True)
class Period:
    """From `start` to `end`, both inclusive. ValueError when it ends before it starts."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period that starts on {self.start} cannot end on {self.end}")

    @property
    def days(self) -> int:
        """How many days it has; 1 for a single day."""
        return (self.end - self.start).days + 1

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __iter__(self) -> Iterator[date]:
        return (self.start + timedelta(days=n) for n in range(self.days))

    def __str__(self) -> str:
        return f"{self.start.isoformat()}..{self.end.isoformat()}"

    def previous(self) -> "Period":
        """The same number of days just before it."""
        return Period(self.start - timedelta(days=self.days), self.start - timedelta(days=1))


def parse_period(text: str) -> Period:
    """The period of "2026-11-01..2026-11-30". ValueError that says what is wrong with the text."""
    found = _TEXT.fullmatch(text.strip())
    if not found:
        raise ValueError(f"a period is written 2026-11-01..2026-11-30, not {text[:40]!r}")
    try:
        start, end = date.fromisoformat(found[1]), date.fromisoformat(found[2])
    except ValueError as error:
        raise ValueError(f"{text[:40]!r} has a day that does not exist: {error}") from error
    return Period(start, end)


def month_to_date(today: date) -> Period:
    """From the first of the month to `today`."""
    return Period(today.replace(day=1), today)


def whole_month(day: date) -> Period:
    """The calendar month of a day."""
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return Period(first, following - timedelta(days=1))


def last_days(today: date, count: int) -> Period:
    """`count` days that end with `today`. ValueError below 1."""
    if count < 1:
        raise ValueError(f"a period has at least one day, not {count}")
    return Period(today - timedelta(days=count - 1), today)


def week(day: date) -> Period:
    """Monday to Sunday around a day."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))
