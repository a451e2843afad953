""" "I'd rather not make this one": until when the manager acts (edge case 79)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from dealerfollow.lib.workdays import WorkCalendar

CUT_OFF = timedelta(hours=2)
NOON = time(12)
MAX_WORDS = 200


def manager_due_at(now: datetime, day_ends_at: time, calendar: WorkCalendar) -> datetime:
    """When the manager must have acted, in the store's time like `now`.

    The same day until its end; less than two hours before that, or on a closed day, noon of the
    next open day. Raises NeverOpenError for a store that never opens.
    """
    ends = datetime.combine(now.date(), day_ends_at, now.tzinfo)
    if calendar.is_open(now.date()) and now <= ends - CUT_OFF:
        return ends
    return datetime.combine(calendar.open_day_after(now.date()), NOON, now.tzinfo)


def manager_for(by: int, managers: Iterable[int], off: Iterable[int]) -> int | None:
    """Who takes it: the first manager who works that day, else the first; never who hands it on.

    None where there is nobody else: then it stays with them.
    """
    others = [user_id for user_id in managers if user_id != by]
    away = set(off)
    return next((user_id for user_id in others if user_id not in away), next(iter(others), None))


def problems_with_hand_off(*, is_open: bool, is_theirs: bool, has_manager: bool) -> str:
    """The code of what stands in the way; "" when it may be handed off."""
    if not is_open:
        return "already_closed"
    if not is_theirs:
        return "not_on_your_list"
    return "" if has_manager else "no_manager"
