"""What becomes one card: everything due to one customer, and what that contact answers too.

A card is no row of the database: the list, the card, its brief and its form all ask here, so that
they agree on what is ticked. Nothing here moves a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar

RELATIONSHIP_KINDS = frozenset({"check_in", "birthday", "anniversary", "repurchase"})
"""Contacts that keep a person close: nobody minds whether they come this day or that."""
REACH = timedelta(days=5)
"""So near to each other two of them are one contact, on the earlier day (edge case 12)."""
FLEET = 3
"""From so many cars on, a card counts them instead of naming each (edge case 43)."""


class Owed(Protocol):
    """What the rule reads of a follow-up: what it is, and the day on which it is due now."""

    kind: str
    due_on: date


Row = TypeVar("Row", bound=Owed)


class OfCustomer(Protocol):
    """What the rule reads of a row of a list."""

    @property
    def customer_id(self) -> int:
        """Whose follow-up it is."""
        ...


Listed = TypeVar("Listed", bound=OfCustomer)


@dataclass(frozen=True, slots=True)
class Gathered(Generic[Row]):
    """`due` is what the card is about and stands ticked; `later` may be answered too."""

    due: tuple[Row, ...]
    later: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Covered:
    """How much one contact covers: a dozen vans are twelve deliveries and one effort."""

    deliveries: int
    effort: int = 1


def by_customer(rows: Iterable[Listed]) -> Iterable[list[Listed]]:
    """The rows of each card of a list: one customer, one card, whatever is due and for how many
    cars (edge cases 42, 43), in the order in which the customers came."""
    found: dict[int, list[Listed]] = {}
    for row in rows:
        found.setdefault(row.customer_id, []).append(row)
    return found.values()


def gather(
    due: Sequence[Row],
    later: Sequence[Row],
    *,
    today: date,
) -> Gathered[Row]:
    """Moves what is merged from `later` to `due`: relationship kinds within five days.

    One relationship contact must be due itself: a post-sale call is no occasion for a birthday.
    The reach counts from the day of the contact: the later of today and the day of what is due
    (opened early).
    """
    days = [max(today, row.due_on) for row in due if row.kind in RELATIONSHIP_KINDS]
    if not days:
        return Gathered(tuple(due), tuple(later))
    until = min(days) + REACH
    merged = [row for row in later if row.kind in RELATIONSHIP_KINDS and row.due_on <= until]
    rest = [row for row in later if row not in merged]
    return Gathered((*due, *merged), tuple(rest))


def kinds_with_late(kinds: Iterable[str], learned_late: Iterable[str]) -> tuple[str, ...]:
    """The kinds whose reasons the card shows: what is due, then what it replaces because the
    delivery was learned of late (edge case 34). Each once."""
    return tuple(dict.fromkeys((*kinds, *learned_late)))


def covered_by_contact(delivery_ids: Iterable[int | None]) -> Covered:
    """What a contact that answers follow-ups of these deliveries covers (edge cases 42, 43).

    A birthday belongs to no delivery: it adds none.
    """
    return Covered(deliveries=len({pk for pk in delivery_ids if pk is not None}))


def card_owner(owner_ids: Iterable[int], deliveries: Mapping[int, tuple[date, int]]) -> int | None:
    """Whose card it is when several people own what is due to one customer (edge case 66).

    `deliveries` gives each owner the latest delivery whose calls are theirs today (day, id): an
    heir's are those of who left (74). The owner of the latest; without any delivery, the lowest id,
    so that every run gives the same answer. None when nobody owns anything.
    """
    owners = sorted(set(owner_ids))
    if not owners:
        return None
    known = [owner for owner in owners if owner in deliveries]
    return max(known, key=lambda owner: deliveries[owner]) if known else owners[0]
