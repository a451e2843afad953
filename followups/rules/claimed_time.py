"""Calls entered with the time at which they were made: only claimed, and not for long.

A phone was offline, the system was down, somebody wrote it on paper (edge cases 27 and 30).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from dealerfollow.lib.workdays import WorkCalendar

WORKING_DAYS = 2


def may_be_entered_until(
    made_on: date, *, calendar: WorkCalendar, outages: Collection[date] = ()
) -> date:
    """The last day on which a call made on `made_on` can still be entered with its time.

    The second working day after it; days on which the system was down are no working days. Raises
    NeverOpenError for a store that never opens.
    """
    day, left = made_on, WORKING_DAYS
    while left:
        day = calendar.open_day_after(day)
        left -= day not in outages
    return day


def problem_with_time(
    made_at: datetime,
    now: datetime,
    *,
    calendar: WorkCalendar,
    outages: Collection[date] = (),
) -> str:
    """The code of what is wrong with the time; "" when it can be entered. Both store-local."""
    if made_at > now:
        return "made_in_the_future"
    if made_at.date() < now.date() - timedelta(days=366):
        return "made_too_long_ago"
    until = may_be_entered_until(made_at.date(), calendar=calendar, outages=outages)
    return "made_too_long_ago" if now.date() > until else ""
