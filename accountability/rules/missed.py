"""What a miss is, whom it is counted for, and every excuse by name (product.md, decision 3).

Asked once per follow-up and closed day, oldest day first. It relies on `followups.rules.outcomes`:
a try closes a follow-up or sets its next due day, so one that is open and due was not tried.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dealerfollow.lib.workdays import WorkCalendar

ContactState = Literal[
    "may_contact",
    "stopped",
    "not_permitted",
    "no_legal_minute",
    "state_closed",
    "tries_used_up",
    "household_contacted",
]
SAID_ONCE = frozenset({"snoozed", "stopped", "not_permitted", "no_legal_minute"})
"""Excuses that last: written, and a manager told, once since the due day, not every night (19)."""
NOBODYS_DAY = frozenset(
    {
        "system",
        "store_closed",
        "not_permitted",
        "no_legal_minute",
        "state_closed",
        "tries_used_up",
    }
)
"""Excuses of a day on which nobody could have called: the next open day is on time (18, 27)."""
CountedBecause = Literal["owner", "cover_for_owner", "manager_for_owner", "at_asked_hours"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedFollowUp:
    """A follow-up as the sweep finds it; days in the store's calendar.

    `tries` counts the tries so far. `snoozed_on`: the day on which a person last put it off.
    `clock_on`: the last day that is on time when the clock was moved (followups/rules/clock.py).
    `heir_due_on`: the end of its owner's first full working day when it was inherited (see
    `heir_due_on()`). `is_over_cap`: a tier 2 row that slid because the day was full (decision 4).
    """

    first_due_on: date
    due_on: date
    first_tried_on: date | None = None
    tries: int = 0
    ended_on: date | None = None
    has_miss: bool = False
    snoozed_on: date | None = None
    clock_on: date | None = None
    heir_due_on: date | None = None
    is_over_cap: bool = False
    contact: ContactState = "may_contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedDay:
    """The day that is swept, for one owner. `owner_is_off` was known before the day ended: an
    absence entered afterwards excuses nobody by itself (edge case 26). `held_by`: who held it
    instead because of the hours that the customer asked for (edge case 20)."""

    day: date
    owner_id: int
    manager_id: int
    is_store_open: bool = True
    is_system_down: bool = False
    owner_is_off: bool = False
    cover_id: int | None = None
    cover_is_off: bool = False
    held_by: int | None = None


@dataclass(frozen=True, slots=True)
class Missed:
    """Nobody tried by the end of the due day: one permanent row, counted for one person."""

    counted_for: int
    because: CountedBecause
    due_on: date
    try_number: int


@dataclass(frozen=True, slots=True)
class Excused:
    """Due and not tried, and nobody's fault. `needs_manager`: it must be shown, not just noted."""

    reason: str
    needs_manager: bool = False


@dataclass(frozen=True, slots=True)
class NotDue:
    """Nothing to judge that day."""

    reason: Literal["already_missed", "ended", "not_yet", "tried"]


def judge(follow_up: OwedFollowUp, day: ClosedDay) -> Missed | Excused | NotDue:
    """Was this follow-up missed on that day? One miss ever; every excuse has a name."""
    if follow_up.has_miss:
        return NotDue("already_missed")
    if follow_up.ended_on is not None and follow_up.ended_on <= day.day:
        return NotDue("ended")
    if min(follow_up.first_due_on, follow_up.due_on) > day.day:
        return NotDue("not_yet")
    if follow_up.due_on > day.day and _was_tried_by(follow_up, day.day):
        return NotDue("tried")
    if follow_up.clock_on is not None and follow_up.clock_on > day.day:
        return NotDue("not_yet")
    excuse = _excuse(follow_up, day)
    if excuse is not None:
        return excuse
    counted_for, because = _who(day)
    owed_on = follow_up.due_on if follow_up.due_on <= day.day else follow_up.first_due_on
    number = 1 + (follow_up.tries if _was_tried_by(follow_up, day.day) else 0)
    return Missed(counted_for, because, owed_on, number)


def heir_due_on(inherited_on: date, works: WorkCalendar) -> date:
    """An heir has one full working day: the first on which that person works after the hand-over.

    `works` is the person's own calendar. Raises NeverOpenError for somebody who never works.
    """
    return works.open_day_after(inherited_on)


def _was_tried_by(follow_up: OwedFollowUp, day: date) -> bool:
    return follow_up.first_tried_on is not None and follow_up.first_tried_on <= day


def _excuse(follow_up: OwedFollowUp, day: ClosedDay) -> Excused | None:
    if follow_up.due_on > day.day and _was_put_off_by(follow_up, day.day):
        return Excused("snoozed")  # not due that day, whatever else it was
    if day.is_system_down:
        return Excused("system")
    if not day.is_store_open:
        return Excused("store_closed")
    if follow_up.contact != "may_contact":
        return Excused(follow_up.contact, needs_manager=follow_up.contact == "no_legal_minute")
    if follow_up.heir_due_on is not None and day.day < follow_up.heir_due_on:
        return Excused("heir_first_day")
    if follow_up.is_over_cap:
        return Excused("over_cap")
    return None


def _was_put_off_by(follow_up: OwedFollowUp, day: date) -> bool:
    return follow_up.snoozed_on is not None and follow_up.snoozed_on <= day


def _who(day: ClosedDay) -> tuple[int, CountedBecause]:
    """The owner; on the owner's day off the cover; nobody there to cover: the manager. Before all
    of them: who held it at the hours that the customer asked for."""
    if day.held_by is not None:
        return day.held_by, "at_asked_hours"
    if not day.owner_is_off:
        return day.owner_id, "owner"
    if day.cover_id is not None and not day.cover_is_off:
        return day.cover_id, "cover_for_owner"
    return day.manager_id, "manager_for_owner"
