"""Days on which the product itself was down, as its own silence tells (edge case 27)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date


def silent_days(
    days: Iterable[date], *, heard_on: date | None, with_life: Collection[date]
) -> list[date]:
    """Those of the days on which nothing was heard: whole days after the last heartbeat, on which
    nobody logged anything either. A day that began with a heartbeat is for people to judge.

    None where no heartbeat was ever heard: a system that starts was not down before.
    """
    if heard_on is None:
        return []
    return [day for day in days if day > heard_on and day not in with_life]
