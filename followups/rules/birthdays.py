"""Which birthday is near."""

from __future__ import annotations

from datetime import date

from dealerfollow.lib.workdays import add_months

NEAR_DAYS = 7


def birthday_near(born_on: date, today: date) -> date | None:
    """The birthday within a week before or after today; None when none is. Who was born on a
    29 February has theirs on the 28th of other years."""
    years = (today.year - born_on.year + n for n in (-1, 0, 1))
    days = (add_months(born_on, 12 * count) for count in years if count > 0)
    return next((day for day in days if abs((day - today).days) <= NEAR_DAYS), None)
