"""Calls entered with the time at which they were made: only claimed, and not for long.

A phone was offline, the system was down, somebody wrote it on paper (edge cases 27 and 30).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from dealerfollow.lib.workdays import WorkCalendar

WORKING_DAYS = 2
FURTHEST_BACK = timedelta(days=366)
"""No call is entered that is older, whatever the store's days are."""


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


def problem_with_day(made_on: date, today: date) -> str:
    """The code of what is wrong with the day by itself; "" when a call of that day may still be
    asked about. Every day that is let through is near enough to reckon with."""
    if made_on > today:
        return "made_in_the_future"
    return "made_too_long_ago" if made_on < today - FURTHEST_BACK else ""


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
    code = problem_with_day(made_at.date(), now.date())
    if code:
        return code
    until = may_be_entered_until(made_at.date(), calendar=calendar, outages=outages)
    return "made_too_long_ago" if now.date() > until else ""
