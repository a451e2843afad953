"""An appointment that nobody came to: the rescue, and where the cadence goes on (edge case 51)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dealerfollow.lib.workdays import WorkCalendar

GRACE = timedelta(minutes=15)
"""So long somebody is late; after that they did not come."""


@dataclass(frozen=True)
class Rescue:
    """The contact that saves a missed appointment, and the step that the cadence resumes with.

    `resumes_on` is None when the cadence has no later step.
    """

    due_on: date
    resumes_on: date | None


def is_no_show(appointment_at: datetime, *, arrived: bool, now: datetime) -> bool:
    """True when the grace is over and nobody came. All moments aware."""
    return not arrived and now >= appointment_at + GRACE


def rescue_of(
    appointment_at: datetime,
    *,
    now: datetime,
    calendar: WorkCalendar,
    day_ends_at: time,
    steps: Iterable[date],
) -> Rescue:
    """When to rescue it. `now` in the store's time.

    The same day while the store is open that day and the day has not ended, else the next open
    day. `steps` are the due days of the cadence: those up to the rescue are covered by it, and
    the next one is kept as it was. ValueError before the grace is over.
    """
    if not is_no_show(appointment_at, arrived=False, now=now):
        raise ValueError("they may still come")
    today = now.date()
    is_time_left = calendar.is_open(today) and now.time() < day_ends_at
    due_on = today if is_time_left else calendar.next_open(today + timedelta(days=1))
    return Rescue(due_on, min((day for day in steps if day > due_on), default=None))
