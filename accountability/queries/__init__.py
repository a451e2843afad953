"""Reads of this app that others may use."""

from accountability.queries.closing import (
    days_to_close,
    ended_day,
    last_closed_days,
    stores_not_swept,
    stores_to_close,
)

__all__ = [
    "days_to_close",
    "ended_day",
    "last_closed_days",
    "stores_not_swept",
    "stores_to_close",
]
