"""When a customer must be told about a promise: its date slipped past what they know, or it is
ready (edge cases 81 and 82)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from dealerfollow.lib.workdays import WorkCalendar

Telling = Literal["tell_ready", "tell_moved"]


def telling(
    *, status: str, promised_on: date | None, told_on: date | None, is_ready_told: bool = False
) -> Telling | None:
    """Why they must be told; None when they know all there is, or nothing is owed any more.

    A date that nobody told them cannot slip. One that comes earlier breaks no promise.
    """
    if status == "ready":
        return None if is_ready_told else "tell_ready"
    if status != "open" or promised_on is None or told_on is None:
        return None
    return "tell_moved" if promised_on > told_on else None


def tell_on(working_on: date, calendar: WorkCalendar) -> date:
    """The day on which they are told: `working_on`, the day that is being worked, or the next
    open one."""
    return calendar.next_open(working_on)
