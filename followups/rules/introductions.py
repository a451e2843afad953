"""Who takes over a leaver's customers, and the day they introduce themselves (edge case 74)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from dealerfollow.lib.workdays import WorkCalendar
from followups.rules.spreading import Movable, spread

MERGES_WITHIN = timedelta(days=14)
"""What is due to the household so soon is the occasion to introduce oneself."""


class Owned(NamedTuple):
    """A household of the leaver: its first customer, all of them, and the days due to it."""

    household: int
    customers: tuple[int, ...]
    due_days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Heir:
    """Somebody who takes over, and whom they have on their list each day anyway."""

    user_id: int
    already_due: Mapping[date, Collection[int]]


class Introduction(NamedTuple):
    """Who takes the household over, and the day of the one introduction that it gets."""

    heir_id: int
    on: date


def introductions(
    owned: Iterable[Owned],
    heirs: Iterable[Heir],
    *,
    calendar: WorkCalendar,
    cap: int,
    from_day: date,
) -> dict[int, Introduction]:
    """One introduction per household, by its id: the households in equal parts, in their order.

    It falls on the day on which something is due to the household within `MERGES_WITHIN` anyway,
    else where the heir has room under the cap. Raises ValueError without an heir, NeverOpenError.
    """
    people = sorted(heirs, key=lambda heir: heir.user_id)
    if not people:
        raise ValueError("somebody must take over")
    shares: dict[int, list[Owned]] = {heir.user_id: [] for heir in people}
    for n, one in enumerate(sorted(owned, key=lambda one: one.household)):
        shares[people[n % len(people)].user_id].append(one)
    found: dict[int, Introduction] = {}
    for heir in people:
        days = _days(shares[heir.user_id], heir, calendar, cap, from_day)
        found |= {household: Introduction(heir.user_id, day) for household, day in days.items()}
    return found


def _days(
    share: list[Owned], heir: Heir, calendar: WorkCalendar, cap: int, from_day: date
) -> dict[int, date]:
    """A day per household: those with an occasion first, since they take the room of their day."""
    taken = {day: set(who) for day, who in heir.already_due.items()}
    found: dict[int, date] = {}
    for one in share:
        due = [day for day in one.due_days if day <= from_day + MERGES_WITHIN]
        for day in one.due_days:
            taken.setdefault(max(day, from_day), set()).add(one.household)
        if due:
            found[one.household] = calendar.next_open(max(min(due), from_day))
    rest = [
        Movable(
            row_id=one.household,
            who=one.household,
            kind="introduction",
            tier=2,
            earliest_on=from_day,
        )
        for one in share
        if one.household not in found
    ]
    placed = spread(rest, calendar=calendar, cap=cap, already_due=taken, from_day=from_day)
    return found | {household: due_on for household, (due_on, _) in placed.items()}
