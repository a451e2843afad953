"""The public holidays on which a store is closed, by name, for a US state."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import holidays

DEFAULT_CLOSED_HOLIDAYS = ("New Year's Day", "Thanksgiving Day", "Christmas Day")
"""Retail stores open on most public holidays; these three are the days nearly all of them close."""


@lru_cache(maxsize=256)
def holidays_of(state: str, year: int) -> tuple[tuple[date, str], ...]:
    """The (day, name) pairs of a state's public holidays in a year, in order of day.

    `state` is the two-letter code (`"NY"`). Raises ValueError for a code that is no US state.
    """
    try:
        found = holidays.country_holidays("US", subdiv=state or None, years=year)
    except NotImplementedError:
        raise ValueError(f"not a US state: {state!r}") from None
    return tuple(sorted((day, name) for day in found for name in found.get_list(day)))


def store_holidays(
    state: str, years: Iterable[int], names: Iterable[str] = DEFAULT_CLOSED_HOLIDAYS
) -> frozenset[date]:
    """The days of those years on which a store in `state` is closed for a holiday so named.

    A weekday "observed" in place of a weekend holiday is a name of its own and is not taken: a
    store that closes on Christmas Day sells cars on the 26th. Raises ValueError for an unknown
    state; a name that the state does not know gives no day.
    """
    wanted = frozenset(names)
    return frozenset(
        day for year in years for day, name in holidays_of(state, year) if name in wanted
    )
