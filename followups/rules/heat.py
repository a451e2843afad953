"""An upset customer: who takes care of it, and by when they hear again (seed 000, article line 11).

What is measured is the time until they hear again, never how many cases somebody opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Literal

from dealerfollow.lib.workdays import WorkCalendar

HEAT = "heat"
"""The kind of every follow-up of a case."""
Severity = Literal["uneasy", "upset", "severe"]
SEVERITIES: tuple[Severity, ...] = ("uneasy", "upset", "severe")
"""From the least to the most."""
FIRST_UPDATE: Mapping[str, int] = {"severe": 0, "upset": 1, "uneasy": 2}
"""In how many open days they hear for the first time; none is the same day."""
NEXT_UPDATE: Mapping[str, int] = {"severe": 1, "upset": 2, "uneasy": 3}
"""In how many open days they hear again after they heard."""
ASKED_AFTER = 2
"""So many open days after it was resolved they are asked whether it is settled."""
TELL_AFTER = timedelta(minutes=5)
"""So long a notice of a case that was opened on a call waits: a slip is taken back before."""
LATEST_UPDATE = timedelta(days=30)
"""Nobody who is upset is left without a word for longer."""


def first_update_on(severity: str, today: date, calendar: WorkCalendar) -> date:
    """By when they hear for the first time: severe today, upset the next open day, uneasy in two.

    `today` is the day being worked: after the day's end it is tomorrow.
    """
    return calendar.open_days_on(today, FIRST_UPDATE[severity])


def next_update_on(severity: str, heard_on: date, calendar: WorkCalendar) -> date:
    """By when they hear again, where no day was agreed on."""
    return calendar.open_days_on(heard_on, NEXT_UPDATE[severity])


def confirm_on(resolved_on: date, calendar: WorkCalendar) -> date:
    """When they are asked whether it is settled: it is over only when they say so."""
    return calendar.open_days_on(resolved_on, ASKED_AFTER)


def worse(one: str, other: str) -> str:
    """The more severe of the two: a case is raised by a second report, never lowered."""
    return max(one, other, key=lambda severity: SEVERITIES.index(severity))  # type: ignore[arg-type]


def owner_of_case(severity: str, *, asked: int | None, by: int | None, manager: int) -> int:
    """User id of who takes care of it: whoever was asked to; else a manager of a severe one, and
    whoever was told of any other. `by` is None for somebody who makes no calls at the store."""
    if asked is not None:
        return asked
    return manager if severity == "severe" or by is None else by


def delays_review(states: Iterable[str]) -> bool:
    """Whether the review ask waits: as long as a case is not confirmed. It comes afterwards, as for
    everybody (the law: 16 CFR 465); nothing here ever removes it."""
    return any(state != "confirmed" for state in states)


def problem_with_update(on: date | None, today: date, calendar: WorkCalendar) -> str:
    """The code of what is wrong with the day that they were promised; "" when it stands."""
    if on is None:
        return "update_required"
    if on < today:
        return "update_in_the_past"
    if on > today + LATEST_UPDATE:
        return "update_too_late"
    return "" if calendar.is_open(on) else "update_on_closed_day"


def median_hours(spans: Iterable[tuple[datetime, datetime | None]]) -> float | None:
    """The median of the hours from the first to the second moment, of those that have both; None
    without any."""
    hours = sorted((b - a).total_seconds() / 3600 for a, b in spans if b is not None)
    if not hours:
        return None
    middle = len(hours) // 2
    return hours[middle] if len(hours) % 2 else (hours[middle - 1] + hours[middle]) / 2
