"""When a store's day is over: the end that misses, lists and undo compare with."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta


def counted_on(at: datetime, day_ends_at: time) -> date:
    """The day that a contact counts for: until `day_ends_at` its own, then the next.

    `at` is in the store's time. The closing time does not matter (edge case 28).
    """
    return at.date() if at.time() <= day_ends_at else at.date() + timedelta(days=1)


def has_day_ended(made_at: datetime, now: datetime, day_ends_at: time) -> bool:
    """Whether the day that `made_at` counts for is over at `now`; both in the store's time."""
    return counted_on(now, day_ends_at) > counted_on(made_at, day_ends_at)


def working_on(now: datetime, day_ends_at: time) -> date:
    """The first day on which work that comes up at `now` (the store's time) can still be done."""
    return counted_on(now, day_ends_at)
