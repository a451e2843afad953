"""When the maker's survey opens: the makers do not agree, so a store says it by make (line 9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from followups.rules.surveys import is_surveyed


def survey_days(make: str, *, days_by_make: Mapping[str, int], days: int) -> int:
    """How many days after delivery it opens for a car of that make; the store's own number for a
    make that it says nothing about. Spelling of the make does not matter ("HONDA", "honda")."""
    if not days_by_make:
        return days
    wanted = _plain(make)
    return next((n for name, n in days_by_make.items() if _plain(name) == wanted), days)


def survey_opens_on(
    delivered_on: date | None,
    *,
    condition: str | None,
    make: str,
    sells_new: bool,
    days_by_make: Mapping[str, int],
    days: int,
) -> date | None:
    """The day that it opens; None for a used car, which has none, and before the delivery."""
    if delivered_on is None or not is_surveyed(condition, sells_new=sells_new):
        return None
    return delivered_on + timedelta(days=survey_days(make, days_by_make=days_by_make, days=days))


def _plain(make: str) -> str:
    return " ".join(make.casefold().split())
