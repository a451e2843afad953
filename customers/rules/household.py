"""What a card may show of the people around a customer, after two have parted (edge case 69)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

About = Literal["", "self", "family", "child"]


@dataclass(frozen=True, slots=True)
class FamilyItem:
    """A personal fact or a link to a child: when it was learned, and about whom it is.

    `about` is "" when nobody said so. `confirmed_on` is the last day on which the customer
    themself said that it still holds.
    """

    key: int
    about: About
    known_on: date
    confirmed_on: date | None = None


def is_shown(item: FamilyItem, parted_on: date | None) -> bool:
    """Whether the card may mention it. `parted_on` is the day of the last parting, None without.

    What is about the customer alone always; what was learned after the parting too. The rest, also
    where nobody said about whom it is, waits until the customer has confirmed it.
    """
    if parted_on is None or item.about == "self" or item.known_on > parted_on:
        return True
    return item.confirmed_on is not None and item.confirmed_on >= parted_on


def shown_facts(items: Iterable[FamilyItem], parted_on: date | None) -> list[int]:
    """Keys of the items that may be shown, in their order; see is_shown."""
    return [item.key for item in items if is_shown(item, parted_on)]
