"""The hours and days that the states leave for calls and texts, asked of the table in `law`."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

from customers.rules.law.states import FEDERAL, STATE_RULES, CallRule
from dealerfollow.lib.windows import TimeWindow

__all__ = [
    "FEDERAL",
    "STATE_RULES",
    "barred_by",
    "is_legal_holiday",
    "lawful_day",
    "rule_for",
    "tries_per_24h",
    "window_on",
]

SUNDAY = 6
SATURDAY = 5
SEARCH_DAYS = 31
"""No state bars so many days in a row."""


def rule_for(state: str) -> CallRule:
    """The state's own rule, or the federal one. Any text is taken; case does not count."""
    return STATE_RULES.get(state.upper(), FEDERAL)


def window_on(day: date, states: tuple[str, ...]) -> TimeWindow | None:
    """The time that all these states leave open on a local date; None when one of them bars it.

    No state: the federal hours.
    """
    together: TimeWindow | None = _on(day, FEDERAL, "")
    for state in states:
        own = _on(day, rule_for(state), state.upper())
        together = own.overlap(together) if own and together else None
    return together


def barred_by(day: date, states: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the states that allow no call at all on that local date."""
    return tuple(state for state in states if _on(day, rule_for(state), state.upper()) is None)


def lawful_day(day: date, states: tuple[str, ...], *, has_deadline: bool = False) -> date:
    """The day itself when calls are allowed on it, else the next one that has any; for a deadline
    the one before (edge case 17). Raises ValueError when a month has none."""
    step = timedelta(days=-1 if has_deadline else 1)
    for _ in range(SEARCH_DAYS):
        if window_on(day, states):
            return day
        day += step
    raise ValueError(f"no day for calls in {', '.join(states)}")


def tries_per_24h(states: tuple[str, ...]) -> int | None:
    """The lowest number of tries in 24 hours that these states allow; None for no limit."""
    limits = [limit for s in states if (limit := rule_for(s).tries_per_24h) is not None]
    return min(limits, default=None)


def is_legal_holiday(day: date, state: str) -> bool:
    """True on a public holiday of the state."""
    return day in _holidays(state, day.year)


@lru_cache(maxsize=256)
def _holidays(state: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("US", subdiv=state, years=year))


def _on(day: date, rule: CallRule, state: str) -> TimeWindow | None:
    if rule.is_closed_on_holidays and is_legal_holiday(day, state):
        return None
    if day.weekday() == SUNDAY:
        return rule.sunday
    return rule.saturday if day.weekday() == SATURDAY else rule.weekdays
