"""The contact budget: at most three unanswered tries in seven days per household (decision 6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

MOST_TRIES = 3
SPAN = timedelta(days=7)


class PastTry(NamedTuple):
    """One contact of ours with anybody of the household: when, and whether they were talked with.

    `is_inbound`: they contacted us; that ends a silence too when it was a talk.
    """

    at: datetime
    is_talk: bool
    is_ringing: bool = True
    is_inbound: bool = False


def budget_opens_at(
    tries: Iterable[PastTry], *, now: datetime, is_promise: bool = False
) -> datetime | None:
    """When the household may be rung again; None when it may be rung now.

    Unanswered are the ringing tries since the last talk, of the last seven days. The oldest of the
    last three that is seven days old makes room. Promises are exempt: they are owed.
    """
    if is_promise:
        return None
    known = [one for one in tries if one.at <= now]
    talked_at = max((one.at for one in known if one.is_talk), default=None)
    unanswered = sorted(
        one.at
        for one in known
        if one.is_ringing
        and not one.is_talk
        and not one.is_inbound
        and one.at > now - SPAN
        and (talked_at is None or one.at > talked_at)
    )
    if len(unanswered) < MOST_TRIES:
        return None
    return unanswered[-MOST_TRIES] + SPAN
