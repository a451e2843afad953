"""The hours that a customer asked for, on the store's clock: who is there then? (edge case 20)"""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from dealerfollow.lib.workdays import Span


def hours_here(
    reach_from: time | None,
    reach_until: time | None,
    *,
    day: date,
    customer_zone: ZoneInfo,
    store_zone: ZoneInfo,
) -> Span | None:
    """What they asked for on that day as the store's wall clock reads it; None without a wish.

    What lies on another day of the store is cut off; None when nothing is left. Like
    `may_contact`, it takes hours that end before they begin for no wish.
    """
    if reach_from is None or reach_until is None or reach_from >= reach_until:
        return None
    start = datetime.combine(day, reach_from, customer_zone).astimezone(store_zone)
    end = datetime.combine(day, reach_until, customer_zone).astimezone(store_zone)
    if start.date() > day or end.date() < day:
        return None
    opens = start.time() if start.date() == day else time.min
    closes = end.time() if end.date() == day else time.max
    return (opens, closes) if opens < closes else None
