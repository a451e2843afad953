"""A call back is a moment, told in the customer's time and kept in the store's (edge case 21)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo

from dealerfollow.lib.workdays import WorkCalendar


def moment_of(day: date, at: time, customer_zone: tzinfo) -> datetime:
    """The moment that the customer named, in UTC."""
    return datetime.combine(day, at, customer_zone).astimezone(UTC)


def store_day_of(day: date, at: time | None, *, customer_zone: tzinfo, store_zone: tzinfo) -> date:
    """The store's day of it: Saturday 20:00 in Honolulu is Sunday in New York. A day without a time
    is a day of the store's calendar already."""
    return day if at is None else moment_of(day, at, customer_zone).astimezone(store_zone).date()


def next_slot(
    day: date,
    at: time | None,
    *,
    calendar: WorkCalendar,
    customer_zone: tzinfo,
    store_zone: tzinfo,
) -> datetime:
    """What to offer while they are on the phone instead (edge case 22), in the store's time: the
    same hour on the next open day, moved into the store's hours. Raises NeverOpenError."""
    asked_on = store_day_of(day, at, customer_zone=customer_zone, store_zone=store_zone)
    opens_on = calendar.next_open(asked_on)
    hours = calendar.hours_on(opens_on)
    assert hours is not None, "an open day has hours"
    wanted = hours[0]
    if at is not None:
        wanted = moment_of(day, at, customer_zone).astimezone(store_zone).time()
        if not hours[0] <= wanted < hours[1]:
            wanted = hours[0]
    return datetime.combine(opens_on, wanted, store_zone)
