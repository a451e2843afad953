"""Open days and calendar steps: weekly hours, closed days, months and years from an anchor."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

Span = tuple[time, time]

DAYS_OF_WEEK = 7
SEARCH_DAYS = 400
"""How far a search for an open day goes: longer than any season a store may be closed for."""

_ONE_DAY = timedelta(days=1)


class NeverOpenError(ValueError):
    """No open day lies within `SEARCH_DAYS` of the day asked about."""


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """Opening and closing time for each weekday, Monday first; None is a day off."""

    days: tuple[Span | None, ...]

    def __post_init__(self) -> None:
        if len(self.days) != DAYS_OF_WEEK:
            raise ValueError(f"weekly hours need 7 days, Monday first; got {len(self.days)}")
        for weekday, span in enumerate(self.days):
            if span is not None and span[0] >= span[1]:
                raise ValueError(f"day {weekday}: opens at {span[0]} but closes at {span[1]}")

    @classmethod
    def from_json(cls, value: object) -> WeeklyHours:
        """Read `{"0": ["09:00", "20:00"], "6": null}`; a weekday absent or null is a day off.

        Raises ValueError that names every problem at once.
        """
        if not isinstance(value, Mapping):
            raise ValueError(
                f'weekly hours must be an object such as {{"0": ["09:00", "20:00"]}}: {value!r}'
            )
        problems = [
            f"unknown weekday {key!r}: use 0 (Monday) to 6 (Sunday)"
            for key in value
            if key not in _WEEKDAY_KEYS
        ]
        days: list[Span | None] = []
        for key in _WEEKDAY_KEYS:
            try:
                days.append(_read_span(value.get(key)))
            except ValueError as problem:
                problems.append(f"day {key}: {problem}")
        if problems:
            raise ValueError("; ".join(problems))
        return cls(tuple(days))

    def to_json(self) -> dict[str, list[str]]:
        """The form that `from_json` reads; days off are left out."""
        return {
            str(weekday): [span[0].strftime("%H:%M"), span[1].strftime("%H:%M")]
            for weekday, span in enumerate(self.days)
            if span is not None
        }

    def on(self, day: date) -> Span | None:
        """The hours of that weekday, or None for a day off; closed days are not known here."""
        return self.days[day.weekday()]


_WEEKDAY_KEYS = tuple(str(weekday) for weekday in range(DAYS_OF_WEEK))


def _read_span(value: object) -> Span | None:
    if value is None:
        return None
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise ValueError(f'give two times such as ["09:00", "20:00"], or null: {value!r}')
    opens, closes = _read_time(value[0]), _read_time(value[1])
    if opens >= closes:
        raise ValueError(f"opens at {value[0]} but closes at {value[1]}")
    return opens, closes


def _read_time(value: object) -> time:
    try:
        hour, minute = str(value).split(":")
        return time(int(hour), int(minute))
    except ValueError:
        raise ValueError(f"not a time of day such as 09:00: {value!r}") from None


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The days on which a store is open (or a person works): weekly hours less the closed days.

    Hashable. A search beyond `SEARCH_DAYS` raises NeverOpenError, so a store that is never open
    cannot loop for ever.
    """

    hours: WeeklyHours
    closed: frozenset[date] = frozenset()

    def is_open(self, day: date) -> bool:
        """Is the store open at all on that day?"""
        return self.hours.on(day) is not None and day not in self.closed

    def hours_on(self, day: date) -> Span | None:
        """Opening and closing time on that day, or None when closed."""
        return self.hours.on(day) if self.is_open(day) else None

    def next_open(self, day: date) -> date:
        """The first open day on or after `day`. Raises NeverOpenError."""
        return self._search(day, _ONE_DAY)

    def previous_open(self, day: date) -> date:
        """The last open day on or before `day`. Raises NeverOpenError."""
        return self._search(day, -_ONE_DAY)

    def open_day_after(self, day: date) -> date:
        """The first open day strictly after `day`. Raises NeverOpenError."""
        return self.next_open(day + _ONE_DAY)

    def open_days_on(self, day: date, n: int) -> date:
        """The n-th open day after `day`; for 0 that day itself, or the next open one.

        Raises NeverOpenError.
        """
        if n == 0:
            return self.next_open(day)
        for _ in range(n):
            day = self.open_day_after(day)
        return day

    def open_day_before(self, day: date) -> date:
        """The last open day strictly before `day`. Raises NeverOpenError."""
        return self.previous_open(day - _ONE_DAY)

    def open_days_between(self, first: date, last: date) -> tuple[date, ...]:
        """The open days from `first` to `last`, both included; empty when `last` is earlier."""
        return tuple(day for day in _days(first, last) if self.is_open(day))

    def closed_days_between(self, first: date, last: date) -> tuple[date, ...]:
        """The closed days from `first` to `last`, both included; empty when `last` is earlier."""
        return tuple(day for day in _days(first, last) if not self.is_open(day))

    def _search(self, day: date, step: timedelta) -> date:
        at = day
        for _ in range(SEARCH_DAYS):
            if self.is_open(at):
                return at
            try:
                at += step
            except OverflowError:
                break
        raise NeverOpenError(f"no open day within {SEARCH_DAYS} days of {day}")


def _days(first: date, last: date) -> Iterable[date]:
    return (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))


def add_months(anchor: date, months: int) -> date:
    """The same day of the month `months` later (or earlier), clamped to the month's last day.

    Always count from the anchor, never from a former result: 31 Aug + 6 is 28 or 29 Feb, + 12 is
    31 Aug again (edge case 9). Raises ValueError outside the years 1 to 9999.
    """
    month_number = anchor.year * 12 + anchor.month - 1 + months
    year, month = month_number // 12, month_number % 12 + 1
    if not date.min.year <= year <= date.max.year:
        raise ValueError(f"{months} months from {anchor} is outside the calendar")
    return date(year, month, min(anchor.day, calendar.monthrange(year, month)[1]))


def yearly(anchor: date, n: int) -> date:
    """The n-th return of the day; 29 Feb is kept on 28 Feb in common years (edge case 10)."""
    return add_months(anchor, 12 * n)
