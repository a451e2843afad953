"""Bought elsewhere, not yet delivered: the manager's effort to win them back (edge case 56)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from dealerfollow.lib.workdays import WorkCalendar

Result = Literal["saved", "not_saved"]
ProspectState = Literal["working", "long_term"]


@dataclass(frozen=True)
class SaveADeal:
    """The manager is told now and has until `due_at`; it stands on the list of `due_on`."""

    due_at: datetime
    due_on: date


@dataclass(frozen=True)
class BoughtElsewhere:
    """What one transaction does: these prospect follow-ups end, and either the effort begins or
    long-term follow-up does. A save is None when the car is already theirs."""

    ends: tuple[int, ...]
    save: SaveADeal | None
    state: Literal["save_a_deal", "long_term"]


def bought_elsewhere(
    *,
    delivery_at: datetime | None,
    now: datetime,
    calendar: WorkCalendar,
    day_ends_at: time,
    open_prospect_calls: Iterable[int],
) -> BoughtElsewhere:
    """What follows. `delivery_at` is when they take the car, None when they have it; store's time.

    The save is due before that moment. It stands on today's list while today is a working day that
    has not ended, else on that of the next day on which the store opens before the delivery; when
    no working moment is left, on today's all the same: the manager is told at once.
    """
    ends = tuple(open_prospect_calls)
    if delivery_at is None or delivery_at <= now:
        return BoughtElsewhere(ends, None, "long_term")
    due_on = _list_of(delivery_at, now, calendar, day_ends_at)
    return BoughtElsewhere(ends, SaveADeal(delivery_at, due_on), "save_a_deal")


def _list_of(
    delivery_at: datetime, now: datetime, calendar: WorkCalendar, day_ends_at: time
) -> date:
    today = now.date()
    if calendar.is_open(today) and now.time() < day_ends_at:
        return today
    day = today + timedelta(days=1)
    while day <= delivery_at.date():
        hours = calendar.hours_on(day)
        if hours and datetime.combine(day, hours[0], delivery_at.tzinfo) < delivery_at:
            return day
        day += timedelta(days=1)
    return today


def state_after(result: Result | None, save: SaveADeal, *, now: datetime) -> ProspectState | None:
    """Saved: the prospect is worked on again. Not saved, or the moment passed without a result:
    long-term follow-up. None while it is still under way."""
    if result == "saved":
        return "working"
    return "long_term" if result == "not_saved" or now >= save.due_at else None
