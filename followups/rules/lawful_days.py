"""Days on which the customer's state allows no calls: closed for that customer (edge case 17)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from customers.rules.call_windows import STATE_RULES, barred_by
from dealerfollow.lib.workdays import WorkCalendar
from followups.rules.due_days import Note

BARRING = tuple(
    sorted(
        state
        for state, rule in STATE_RULES.items()
        if rule.is_closed_on_holidays or None in (rule.weekdays, rule.saturday, rule.sunday)
    )
)
"""The states that bar whole days at all: the only ones that the planner has to tell apart."""

RINGING = frozenset({"phone", "text"})
_AROUND = 14


def lawful_calendar(calendar: WorkCalendar, state: str, around: date) -> WorkCalendar:
    """The store's calendar without the days near `around` on which this state allows no call.

    The very same object when it bars none of them, so that nothing else need be asked.
    """
    if state.upper() not in BARRING:
        return calendar
    near = (around + timedelta(days=n) for n in range(-_AROUND, _AROUND + 1))
    barred = {day for day in near if calendar.is_open(day) and barred_by(day, (state.upper(),))}
    return replace(calendar, closed=calendar.closed | barred) if barred else calendar


def days_for(
    calendar: WorkCalendar, state: str, channel: str | None, *around: date
) -> WorkCalendar:
    """The days on which a follow-up on this channel may be due to somebody of this state; whatever
    gives one its day asks here. Near each of `around`, and the same object, as lawful_calendar."""
    if channel in RINGING:
        for day in around:
            calendar = lawful_calendar(calendar, state, day)
    return calendar


def days_ahead(
    calendar: WorkCalendar, state: str, channel: str | None, from_day: date
) -> WorkCalendar:
    """The same for two months from that day on: as far as something may slide."""
    ahead = (from_day + timedelta(days=2 * _AROUND * n) for n in range(3))
    return days_for(calendar, state, channel, *ahead)


def is_barred(calendar: WorkCalendar, state: str, day: date, channel: str | None) -> bool:
    """Whether an open day of the store is none for a follow-up on this channel."""
    return channel in RINGING and not lawful_calendar(calendar, state, day).is_open(day)


def barring_on(calendar: WorkCalendar, day: date) -> tuple[str, ...]:
    """The states that allow no call on this day on which the store is open; most days none."""
    return tuple(s for s in BARRING if is_barred(calendar, s, day, "phone"))


def barred_note(day: date) -> Note:
    """Why it moved: the store is open that day, the customer's state is not."""
    return Note("moved_for_state_day", (day,))
