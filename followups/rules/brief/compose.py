"""The brief: every reason that the facts give, the heaviest first.

Each reason is a small function of the facts; `compose_brief` puts them in order. The words are made
elsewhere. A referral ask is never a reason (product.md, decision 15).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from followups.rules.brief.car import (
    anniversary,
    first_service,
    in_service_today,
    lease_end,
    temporary_tag,
    wanted_car,
)
from followups.rules.brief.care import heat, review, survey_answered, survey_is_out, survey_opens
from followups.rules.brief.facts import Facts
from followups.rules.brief.person import birthday, how_they_use_it, personal, thanks
from followups.rules.brief.promises import discomfort, perks, we_owes
from followups.rules.brief.reason import Evidence, Reason
from followups.rules.brief.said import answers, call_back, hints, loose_end

DEPARTMENT_TO_ASK: Mapping[str, str] = {
    "post_sale": "title",
    "satisfaction": "title",
    "how_to": "service",
    "check_in": "service",
    "lease": "sales",
    "plates": "title",
    "repurchase": "sales",
}
"""Who has a fact worth fetching for which kind: the plates, the last visit, the car's value."""

OCCASIONS: Mapping[str, tuple[str, int]] = {
    "post_sale": ("phone", 50),
    "plates": ("license", 49),
    "lease": ("calendar", 48),
    "satisfaction": ("phone", 45),
    "birthday": ("gift", 44),
    "repurchase": ("car", 42),
    "check_in": ("phone", 40),
    "how_to": ("device-mobile", 40),
}


def compose_brief(facts: Facts) -> tuple[Reason, ...]:
    """The reasons by weight, the newest fact first among equals; never empty when a kind is due.

    Without any fact, the last reason says which department to ask for one.
    """
    reasons = [reason for compose in REASONS for reason in compose(facts)]
    if facts.kinds and not any(reason.is_fact for reason in reasons):
        reasons.append(_no_fact(facts))
    return tuple(sorted(reasons, key=_order))


def _order(reason: Reason) -> tuple[int, int]:
    return -reason.weight, -(reason.fact_on.toordinal() if reason.fact_on else 0)


def _occasions(facts: Facts) -> Iterable[Reason]:
    """What is due, as the occasion of the contact: a reason to call now, not yet one of value."""
    for kind in dict.fromkeys(facts.kinds):
        icon, weight = OCCASIONS.get(kind, ("phone", 30))
        params: dict[str, object] = {
            "vehicle": facts.vehicle,
            "days": facts.days_since_delivery,
            "delivered_on": facts.delivered_on,
        }
        if kind == "lease":
            params["lease_ends_on"] = facts.lease_ends_on
        yield Reason(kind, params, Evidence("cadence", {"kind": kind}), icon, weight)


def _no_fact(facts: Facts) -> Reason:
    """Which fact to fetch, and of whom; or who has asked for it already."""
    desks = (DEPARTMENT_TO_ASK[kind] for kind in facts.kinds if kind in DEPARTMENT_TO_ASK)
    wanted = next(desks, "service")
    params: dict[str, object] = {"department": wanted}
    asked = next((question for question in facts.asked if question.department == wanted), None)
    if asked is not None:
        params |= {"asked_by": asked.by, "asked_on": asked.on}
    return Reason("no_fact_on_file", params, Evidence("nothing_on_file"), "search", 10)


REASONS: tuple[Callable[[Facts], Iterable[Reason]], ...] = (
    heat,
    call_back,
    we_owes,
    in_service_today,
    temporary_tag,
    survey_answered,
    answers,
    thanks,
    wanted_car,
    discomfort,
    survey_opens,
    survey_is_out,
    loose_end,
    first_service,
    perks,
    _occasions,
    lease_end,
    birthday,
    anniversary,
    review,
    personal,
    how_they_use_it,
    hints,
)
