"""Sold and not delivered: from which day on somebody should ask why (edge case 35)."""

from datetime import date, timedelta

LISTED_FROM_DAY = 5


def sold_by(today: date) -> date:
    """The latest day of sale that stands on the list today: day 5 after it is the first."""
    return today - timedelta(days=LISTED_FROM_DAY)


def is_listed(sold_on: date, today: date) -> bool:
    """Has a car sold that day and not delivered waited long enough to be on the list?"""
    return sold_on <= sold_by(today)
