"""The periods that the accountability pages offer by name."""

from __future__ import annotations

from datetime import date, timedelta

from dealerfollow.lib.periods import (
    Period,
    last_days,
    month_to_date,
    parse_period,
    week,
    whole_month,
)

PERIOD_NAMES = ("month", "last_month", "week", "30_days", "12_weeks")
MAX_PERIOD_DAYS = 800


def period_named(text: str, today: date) -> Period:
    """The period of a name ("month", ...) or of "2026-11-01..2026-11-30".

    Never beyond today. ValueError for anything else, and for more than MAX_PERIOD_DAYS.
    """
    if text == "month":
        return month_to_date(today)
    if text == "last_month":
        return whole_month(today.replace(day=1) - timedelta(days=1))
    if text == "week":
        return Period(week(today).start, today)
    if text == "30_days":
        return last_days(today, 30)
    if text == "12_weeks":
        return last_days(today, 84)
    period = parse_period(text)
    if period.start > today:
        raise ValueError("a period cannot start after today")
    if period.days > MAX_PERIOD_DAYS:
        raise ValueError(f"a period has at most {MAX_PERIOD_DAYS} days")
    return Period(period.start, min(period.end, today))
