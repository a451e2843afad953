"""When a store's business day has ended, and which ended days are still to be closed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

GRACE = timedelta(minutes=5)
"""A log posted in the last second of the day has been saved by then: no request lives that long."""

MAX_DAYS = 400
"""How many days one catch-up closes at most; the next run goes on where it ended."""


def last_ended_day(local_now: datetime, day_ends_at: time) -> date:
    """The last day that has ended at `local_now` (the store's own wall clock).

    A day ends at `day_ends_at`, not at closing time (edge case 28), and is closed a little later.
    """
    since = timedelta(hours=day_ends_at.hour, minutes=day_ends_at.minute) + GRACE
    return (local_now.replace(tzinfo=None) - since).date()


def days_left(
    first_on: date, last_on: date, closed: Collection[date], *, most: int = MAX_DAYS
) -> list[date]:
    """The days from `first_on` to `last_on` that are not closed yet, oldest first."""
    days = (first_on + timedelta(days=n) for n in range((last_on - first_on).days + 1))
    return [day for day in days if day not in closed][:most]
