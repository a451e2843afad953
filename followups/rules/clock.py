"""Until when a follow-up is on time: its first due day, or the few things that move its clock.

A snooze, a try or a move by the calendar never does (decision 3, edge case 78).
"""

from __future__ import annotations

from datetime import date
from typing import Literal

Mover = Literal["hand_over", "household", "bdc", "call_back", "hand_off", "spared"]
"""Handed to an heir (73); the household was contacted first (71); the BDC talked with them (72);
a call back that the customer asked for in a talk (78); given to a manager in time (79); nobody
could have called that day (18, 27)."""
_FOR_ANOTHER: frozenset[Mover] = frozenset({"hand_over", "hand_off"})


def on_time_until(first_due_on: date, clock_on: date | None) -> date:
    """The last day that is on time. A clock never runs out before the first due day."""
    return first_due_on if clock_on is None else max(first_due_on, clock_on)


def clock_after(
    mover: Mover, *, first_due_on: date, clock_on: date | None, happened_on: date, until: date
) -> date | None:
    """The new `clock_on` when `mover` happened on a day (store-local) and gives time `until` one.

    It never moves back. What was late already stays late, except for somebody new, who cannot have
    been late. None as long as the first due day is the last.
    """
    is_late = happened_on > on_time_until(first_due_on, clock_on)
    if is_late and mover not in _FOR_ANOTHER:
        return clock_on
    latest = max(until, on_time_until(first_due_on, clock_on))
    return latest if latest > first_due_on else clock_on
