"""One person's list for the day: follow-ups become cards, cards fall into groups, the cap holds.

Overdue first, then call backs by time, then what is due: tier 1 before tier 2, and tier 2 only up
to the store's cards a day (decision 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from followups.rules.merging import by_customer

Group = Literal[
    "missed", "overdue", "call_back", "due", "cover", "hours", "shared", "store", "early"
]
Whose = Literal["mine", "cover", "hours", "missed", "shared", "store"]
GROUPS: tuple[Group, ...] = (
    "missed",
    "overdue",
    "call_back",
    "due",
    "cover",
    "hours",
    "shared",
    "store",
    "early",
)
PLACES = {group: place for place, group in enumerate(GROUPS)}
ON_TIME = timedelta(minutes=15)
"""A call back is made at its time, give or take this (edge case 21)."""
BY_TIER: frozenset[Group] = frozenset({"due", "cover", "hours", "shared", "store", "early"})


class Due(NamedTuple):
    """One follow-up as the list needs it; days of the store's calendar.

    `whose` says why it is on this list: the person's own, somebody's who is off today or not there
    at the hours that the customer asked for, a missed one to cover, one of a deal that is shared,
    one of the store's for the BDC.
    """

    follow_up_id: int
    customer_id: int
    owner_id: int
    kind: str
    tier: int
    first_due_on: date
    due_on: date
    due_at: datetime | None = None
    is_tried: bool = False
    missed_on: date | None = None
    whose: Whose = "mine"
    last_on: date | None = None  # tier 2: the end of its slack

    @property
    def late_since(self) -> date:
        """The day it is late against: the first due day until somebody tried, then the next."""
        return self.due_on if self.is_tried else self.first_due_on

    def is_overdue(self, today: date) -> bool:
        """Was it due on an earlier day? Tier 2 slides with the cap and is late only once missed."""
        if self.missed_on is not None:
            return True
        return self.tier == 1 and self.late_since < today

    def group_on(self, today: date) -> Group:
        """Where it stands on the list."""
        if self.whose == "missed":
            return "missed"
        if self.whose in ("cover", "hours", "shared"):
            return self.whose
        if self.due_on > today:
            return "early"
        if self.due_at is not None and self.due_on == today:
            return "call_back"
        if self.whose == "store":
            return "store"
        return "overdue" if self.is_overdue(today) else "due"


class Card(NamedTuple):
    """What is due to one customer; `lead` is the follow-up that it is opened by."""

    group: Group
    lead: Due
    rows: tuple[Due, ...]
    tier: int  # 1 when any of its follow-ups always shows


@dataclass(frozen=True, slots=True)
class Arranged:
    """The cards in order, and how many tier 2 cards wait for a day with room."""

    cards: tuple[Card, ...]
    held_back: int = 0


def dealt(cards: Sequence[Card], now: datetime, wished: int = 0) -> int:
    """The place of the card to make now: the wished one or the next after it, around the list; a
    call back that was asked for at a later time waits for it. `wished` where all of them wait."""
    around = (*range(wished, len(cards)), *range(wished))
    return next((n for n in around if not _waits(cards[n], now)), wished)


def _waits(card: Card, now: datetime) -> bool:
    at = card.lead.due_at if card.group == "call_back" else None
    return at is not None and at > now + ON_TIME


def arrange(dues: Iterable[Due], *, today: date, cap: int, logged: int = 0) -> Arranged:
    """The day's cards. `logged` cards of today already count against the cap.

    Tier 2 takes the room that is left in the order of what can wait least: a birthday today, a
    check-in within its slack of weeks.
    """
    cards = sorted((_card(rows, today) for rows in by_customer(dues)), key=_order)
    waiting = [card for card in cards if _may_wait(card)]
    shared = sum(card.group == "shared" for card in cards)
    room = max(0, cap - logged - (len(cards) - len(waiting) - shared))
    if len(waiting) <= room:
        return Arranged(tuple(cards))
    shown = {card.lead.follow_up_id for card in sorted(waiting, key=_patience)[:room]}
    kept = (c for c in cards if not _may_wait(c) or c.lead.follow_up_id in shown)
    return Arranged(tuple(kept), len(waiting) - room)


def _may_wait(card: Card) -> bool:
    """Tier 2 never makes a list longer than the cap, missed or not; a call back was asked for, and
    what is shared is the partner's to fit in."""
    return card.tier == 2 and card.group not in ("call_back", "shared")


def _patience(card: Card) -> tuple[bool, int, date]:
    """What is due now before what is missed already, which counts no more; then what is worth
    least tomorrow; of equals as the list has them. The sweep excuses in this order too."""
    ends = (row.last_on or row.due_on for row in card.rows if row.tier > 1)
    return card.group in ("missed", "overdue"), PLACES[card.group], min(ends)


def _card(rows: list[Due], today: date) -> Card:
    if len(rows) > 1:
        rows = sorted(rows, key=lambda due: (*_place(due, today), due.tier, due.follow_up_id))
    tier = rows[0].tier if len(rows) == 1 else min(due.tier for due in rows)
    return Card(rows[0].group_on(today), rows[0], tuple(rows), tier)


def _place(due: Due, today: date) -> tuple[int, date]:
    return PLACES[due.group_on(today)], due.late_since


def _order(card: Card) -> tuple[int, float, int, date, int]:
    """Call backs by their time; what is due by tier; the rest by how long it has been late."""
    lead = card.lead
    if card.group == "missed":  # as its row says it: by the day it was first due
        return PLACES[card.group], 0.0, 0, lead.first_due_on, lead.follow_up_id
    at = lead.due_at.timestamp() if card.group == "call_back" and lead.due_at else 0.0
    tier = card.tier if card.group in BY_TIER else 0
    return PLACES[card.group], at, tier, lead.late_since, lead.follow_up_id
