"""On which day each of somebody's many follow-ups falls: under the cap, tier 1 first (decision 4).

Asked when a store was closed (edge case 6), when it goes live (33), when somebody leaves (74), and
whenever a day has more than its cards.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from dealerfollow.lib.workdays import WorkCalendar

How = Literal["as_planned", "write", "manager", "hand_on"]

SLACK_DAYS: Mapping[str, int] = {
    "birthday": 0,  # a day later is no birthday
    "anniversary": 7,
    "how_to": 14,
    "check_in": 21,
    "repurchase": 30,
    "introduction": 60,
}
"""How many days after its own day a tier 2 follow-up is still worth the customer's time."""
OTHER_SLACK = 7
SPREAD = "spread"
"""The planning note of what slid: its own day stands in it."""
TIER_1_DAYS = 6
"""Tier 1 always shows: it is spread over so many days after its own and no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movable:
    """A follow-up that needs a day. `earliest_on`: the first day it may be due.

    `who` names the card it is on (customer or household). `deadline_on`: the last day on which it
    still makes sense. `can_write`: an e-mail or a letter may stand in for it. `slides_until`: the
    end of its slack when it has slid before, so that it never slides for ever. `calendar`: its own
    days, where the customer's state allows no calls on some of the store's (edge case 17).
    """

    row_id: int
    who: int
    kind: str
    tier: int
    earliest_on: date
    deadline_on: date | None = None
    can_write: bool = False
    slides_until: date | None = None
    calendar: WorkCalendar | None = None


class Placed(NamedTuple):
    """The day, and how: as it was planned, in writing, on the manager's list because its deadline
    has passed, or by somebody with room ("hand_on")."""

    due_on: date
    how: How = "as_planned"


def slack_of(kind: str) -> int:
    """How many days a tier 2 follow-up of this kind may slide."""
    return SLACK_DAYS.get(kind, OTHER_SLACK)


def slid_from(notes: Iterable[Mapping[str, Any]]) -> date | None:
    """The day of its own of a follow-up that slid because that day was full, by its planning notes;
    None for all others."""
    days = [note["days"][0] for note in notes if note.get("code") == SPREAD]
    return date.fromisoformat(days[0]) if days else None


def last_day_of(kind: str, first_due_on: date, notes: Iterable[Mapping[str, Any]] = ()) -> date:
    """The last day on which a tier 2 follow-up is still worth the customer's time."""
    return (slid_from(notes) or first_due_on) + timedelta(days=slack_of(kind))


def spread(
    rows: Iterable[Movable],
    *,
    calendar: WorkCalendar,
    cap: int,
    already_due: Mapping[date, Collection[int]],
    from_day: date,
) -> dict[int, Placed]:
    """A day for each of one person's rows, by row id; every day is open and none before `from_day`.

    `already_due`: who (see Movable.who) is on the person's list on each day anyway; a second row of
    the same card costs no room. Tier 1 comes first, each on the first day with room within
    `TIER_1_DAYS`, else on the least full of them. Tier 2 fills what is left within its slack; what
    finds no room there is written or handed on. A deadline that has passed before the first open
    day is written where allowed, else the manager's. Raises NeverOpenError.
    """
    days = _Days(cap, {day: set(who) for day, who in already_due.items()})
    placed: dict[int, Placed] = {}
    for row in sorted(rows, key=_order):
        own = row.calendar or calendar
        first_on = own.next_open(max(row.earliest_on, from_day))
        if row.deadline_on is not None and row.deadline_on < first_on:
            found = Placed(first_on, "write" if row.can_write else "manager")
        else:
            found = _place(row, first_on, own, days)
        if found.how in ("as_planned", "write"):
            days.put(found.due_on, row.who)
        placed[row.row_id] = found
    return placed


def _order(row: Movable) -> tuple[int, date, date, int]:
    """Deadlines first within a tier, then by the day; an id decides between equals."""
    return row.tier, row.deadline_on or date.max, row.earliest_on, row.row_id


def _place(row: Movable, first_on: date, calendar: WorkCalendar, days: _Days) -> Placed:
    reach = TIER_1_DAYS if row.tier == 1 else slack_of(row.kind)
    last_on = first_on + timedelta(days=reach)
    if row.slides_until is not None:
        last_on = max(first_on, min(last_on, row.slides_until))
    if row.deadline_on is not None:
        last_on = min(last_on, row.deadline_on)
    open_days = calendar.open_days_between(first_on, last_on)
    roomy = next((day for day in open_days if days.has_room(day, row.who)), None)
    if roomy is not None:
        return Placed(roomy)
    least = min(open_days, key=lambda day: (days.load(day), day))
    if row.tier == 1:
        return Placed(least)  # never hidden, however full
    return Placed(least, "hand_on")


@dataclass(slots=True)
class _Days:
    """How full one person's days are, in cards."""

    cap: int
    cards: dict[date, set[int]]

    def load(self, day: date) -> int:
        return len(self.cards.get(day, ()))

    def has_room(self, day: date, who: int) -> bool:
        return self.load(day) < self.cap or who in self.cards[day]

    def put(self, day: date, who: int) -> None:
        self.cards.setdefault(day, set()).add(who)
