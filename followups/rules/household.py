"""One ring a day: at most one ringing contact per household across the group (decision 6).

Two people of one house, or two salespeople of one customer, must not make one kitchen phone ring
twice. The other contact is due the next open day, and its owner is told (edge case 71).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from followups.rules.outcomes import SERVICE_KINDS

RINGING = frozenset({"phone", "text"})


class Ring(NamedTuple):
    """A follow-up that would make a household's phone ring today.

    `card` is the same for everything on one card (customer, store and owner): it rings once.
    """

    follow_up_id: int
    household: int
    card: tuple[int, int, int]
    kind: str
    channel: str
    tier: int
    first_due_on: date
    is_promised_time: bool = False  # a call back at a time that the customer was told
    is_missed: bool = False
    can_ring: bool = True  # there is a number, and it may be used: else it keeps nobody waiting
    has_waited: bool = False  # for another ring of the house, and nobody has tried it since

    @property
    def counts(self) -> bool:
        """Whether the rule is about it: promises and what does not ring are exempt."""
        return (
            self.channel in RINGING and self.kind not in SERVICE_KINDS and not self.is_promised_time
        )


class Deferred(NamedTuple):
    """A follow-up that waits for the next open day, and the card that rings instead.

    `because` is None when the household was rung today already.
    """

    follow_up_id: int
    because: tuple[int, int, int] | None


def one_ring(
    rings: Iterable[Ring], *, rung: Mapping[int, tuple[int, int, int]] | None = None
) -> tuple[Deferred, ...]:
    """What must wait: of each household all but one card.

    First the card that has waited, then the one whose highest tier is higher (the lower number),
    then the one that is due longer, then the lower id. A card that was missed lets the others go
    first, and nothing waits for one without a usable number. What has waited once waits again only
    for a ring that was made: `rung` names, per household, the card that has rung today, and then
    every other card waits. A promise neither waits nor makes another wait.
    """
    houses: dict[int, dict[tuple[int, int, int], list[Ring]]] = {}
    for ring in rings:
        if ring.counts and ring.can_ring:
            houses.setdefault(ring.household, {}).setdefault(ring.card, []).append(ring)
    found: list[Deferred] = []
    for house, cards in houses.items():
        made = (rung or {}).get(house)
        first = made or _first(cards)
        if first is None:
            continue
        found += [
            Deferred(ring.follow_up_id, None if made else first)
            for card, waiting in cards.items()
            if card != first
            for ring in waiting
            if made or not ring.has_waited
        ]
    return tuple(sorted(found, key=lambda one: one.follow_up_id))


def _first(cards: Mapping[tuple[int, int, int], list[Ring]]) -> tuple[int, int, int] | None:
    """The card that rings; None when every one of them was missed."""
    fresh = [card for card, rings in cards.items() if not all(ring.is_missed for ring in rings)]
    return min(fresh, key=lambda card: _rank(cards[card]), default=None)


def _rank(rings: list[Ring]) -> tuple[bool, int, date, int]:
    return (
        not any(ring.has_waited for ring in rings),
        min(ring.tier for ring in rings),
        min(ring.first_due_on for ring in rings),
        min(ring.follow_up_id for ring in rings),
    )


def households(people: Iterable[int], links: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Person -> the lowest id of those who live together, by links of any length, either way.

    Somebody without a link is a household of their own.
    """
    head: dict[int, int] = {person: person for person in people}

    def find(person: int) -> int:
        while head.setdefault(person, person) != person:
            person = head[person]
        return person

    for one, other in links:
        low, high = sorted((find(one), find(other)))
        head[high] = low
    return {person: find(person) for person in head}
