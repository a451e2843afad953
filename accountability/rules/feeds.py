"""Is a file that comes every open day late? 0 missed is not good news when no file came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

FeedCode = Literal["not_expected", "received", "late"]
_DAYS_BACK = 31


@dataclass(frozen=True, slots=True)
class Feed:
    """What was expected when, and what came; local times of the store."""

    code: FeedCode
    expected_at: datetime | None = None
    received_at: datetime | None = None


def sold_file_state(
    expected_at: time | None,
    received_at: datetime | None,
    *,
    local_now: datetime,
    is_open: Callable[[date], bool],
) -> Feed:
    """Whether the file of the last open day whose time has come is there (decision 11).

    A file counts for the day on which it came, at any hour. One that did not come on Saturday is
    still late on a closed Sunday. "not_expected": the store named no time, or was not open lately.
    """
    if expected_at is None:
        return Feed("not_expected", received_at=received_at)
    for back in range(_DAYS_BACK):
        day = local_now.date() - timedelta(days=back)
        due_at = datetime.combine(day, expected_at, local_now.tzinfo)
        if due_at <= local_now and is_open(day):
            is_there = received_at is not None and received_at.date() >= day
            return Feed("received" if is_there else "late", due_at, received_at)
    return Feed("not_expected", received_at=received_at)
