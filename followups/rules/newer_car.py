"""What happens to one car's follow-ups when another car comes, or this one goes.

Car-bound ones ask about the car, person-bound ones about its owner (decision 6).
"""

from __future__ import annotations

from datetime import date

CAR_BOUND = frozenset({"post_sale", "satisfaction", "how_to", "lease", "plates"})
PERSON_BOUND = frozenset({"check_in", "birthday", "anniversary", "repurchase", "introduction"})
# Asked once about the newest car: the post-sale call and the review of the first are its own.
_ANSWERED_BY_NEWER = frozenset({"how_to"}) | PERSON_BOUND


def gives_way(kind: str, *, due_on: date, newer_delivered_on: date) -> bool:
    """Does a newer car's own follow-up answer this one of the older car too (edge case 45)?

    Only what falls on the newer car's day or later; what was owed before stays owed. Two cars on
    one day are equals (edge case 42): the caller asks for newer ones only.
    """
    return kind in _ANSWERED_BY_NEWER and due_on >= newer_delivered_on


def ends_with_the_car(kind: str) -> bool:
    """Does the follow-up end when the car was traded in or sold (edge case 46)?"""
    return kind in CAR_BOUND


def asks_about(kind: str, *, is_gone: bool) -> bool:
    """Is the follow-up about its car? What is about the owner leaves a car that went out of the
    talk (edge case 46)."""
    return not (is_gone and kind in PERSON_BOUND)
