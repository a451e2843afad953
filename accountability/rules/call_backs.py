"""Was a call back made when the customer asked for it? (edge case 21)"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

REACH = timedelta(minutes=15)
"""Fifteen minutes either way is on time: a call may last, and so may the one before."""


def kept(
    due_at: datetime, tried_at: datetime | None, now: datetime
) -> Literal["on_time", "early", "late", "not_yet", "overdue"]:
    """How the first try after the promise compares with its moment; all aware.

    Not tried: "not_yet" until the reach is over, then "overdue".
    """
    if tried_at is None:
        return "not_yet" if now <= due_at + REACH else "overdue"
    if abs(tried_at - due_at) <= REACH:
        return "on_time"
    return "early" if tried_at < due_at else "late"
