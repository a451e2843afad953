"""Why this contact is worth the customer's time: reasons composed from facts, as codes.

Each reason is a small function of the facts; `compose_brief` puts them in order. The words are made
elsewhere. A referral ask is never a reason (product.md, decision 15).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from followups.rules.brief_facts import Facts, LastAttempt, PersonalFact, WeOweFact

__all__ = [
    "Evidence",
    "Facts",
    "LastAttempt",
    "PersonalFact",
    "Reason",
    "WeOweFact",
    "compose_brief",
]

SOON_DAYS = 3
"""A promise that falls due so soon is news; a later one stands in the list of we-owes."""
SURVEY_SOON_DAYS = 7
STALE_DAYS = 3
"""Owed so long without a word from its department, a we-owe is said to have no update."""

VOICEMAILS_TO_MIND = 2

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


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a reason comes from: the line under it."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason to contact, heavier ones first. `is_fact`: it is news, not just the occasion."""

    code: str
    params: Mapping[str, object]
    evidence: Evidence
    icon: str
    weight: int
    is_fact: bool = False
    fact_on: date | None = None


def compose_brief(facts: Facts) -> tuple[Reason, ...]:
    """The reasons by weight, the newest fact first among equals; never empty when a kind is due.

    Without any fact, the last reason says which department to ask for one.
    """
    reasons = [reason for compose in _REASONS for reason in compose(facts)]
    if facts.kinds and not any(reason.is_fact for reason in reasons):
        reasons.append(_no_fact(facts))
    return tuple(sorted(reasons, key=_order))


def _order(reason: Reason) -> tuple[int, int]:
    return -reason.weight, -(reason.fact_on.toordinal() if reason.fact_on else 0)


def _we_owes(facts: Facts) -> Iterable[Reason]:
    """One reason for each item that has news; an item promised for later is no news."""
    for owed in facts.we_owes:
        found = _we_owe_code(owed, facts.today)
        if found is None:
            continue
        code, weight = found
        params: dict[str, object] = {
            "item": owed.item,
            "promised_on": owed.promised_on,
            "told_on": owed.told_on,
        }
        if code == "we_owe_overdue" and owed.promised_on is not None:
            params["days"] = (facts.today - owed.promised_on).days
        source = {
            "department": owed.department,
            "owed_days": owed.owed_days,
            "updated_on": owed.updated_on,
        }
        evidence = Evidence("we_owe" if owed.updated_on else "we_owe_without_update", source)
        icon = "clock" if code == "we_owe_no_update" else "key"
        yield Reason(code, params, evidence, icon, weight, is_fact=True, fact_on=owed.updated_on)


def _we_owe_code(owed: WeOweFact, today: date) -> tuple[str, int] | None:
    if owed.status == "done":
        return None
    if owed.status == "ready":
        return "we_owe_ready", 95
    if owed.promised_on is not None and owed.promised_on < today:
        return "we_owe_overdue", 100
    if owed.told_on is not None and owed.promised_on not in (None, owed.told_on):
        return "we_owe_moved", 90
    if owed.promised_on == today:
        return "we_owe_due_today", 85
    if owed.promised_on is not None and owed.promised_on <= today + timedelta(days=SOON_DAYS):
        return "we_owe_due_soon", 75
    is_told_of_later = owed.told_on is not None and owed.promised_on is not None
    if owed.updated_on is None and owed.owed_days >= STALE_DAYS and not is_told_of_later:
        return "we_owe_no_update", 80
    return None


def _discomfort(facts: Facts) -> Iterable[Reason]:
    """The neutral flags of the delivery, as long as the delivery is what this is about."""
    if not _DELIVERY_KINDS.isdisjoint(facts.kinds):
        for flag in facts.discomfort:
            evidence = Evidence("noted_at_delivery", {"delivered_on": facts.delivered_on})
            yield Reason(
                "discomfort", {"flag": flag}, evidence, "alert-circle", 70, True, facts.delivered_on
            )


_DELIVERY_KINDS = frozenset({"post_sale", "satisfaction"})


def _call_back(facts: Facts) -> Iterable[Reason]:
    last = facts.last_attempt
    if last is not None and last.outcome == "call_back":
        params = {"note": last.note}
        evidence = Evidence("last_attempt", {"made_on": last.made_on})
        yield Reason("asked_to_call_back", params, evidence, "phone", 98, True, last.made_on)


def _survey(facts: Facts) -> Iterable[Reason]:
    """The maker surveys buyers of new cars only; neutral, and said once."""
    opens_on = facts.csi_opens_on
    if facts.condition != "new" or opens_on is None or facts.csi_discussed:
        return
    days = (opens_on - facts.today).days
    if 0 <= days <= SURVEY_SOON_DAYS:
        params = {"opens_on": opens_on, "days": days}
        evidence = Evidence("makers_survey", {"delivered_on": facts.delivered_on})
        yield Reason("survey_opens_soon", params, evidence, "license", 60, is_fact=True)


def _occasions(facts: Facts) -> Iterable[Reason]:
    """What is due, as the occasion of the contact: a reason to call now, not yet one of value."""
    for kind in dict.fromkeys(facts.kinds):
        icon, weight = _OCCASIONS.get(kind, ("phone", 30))
        params: dict[str, object] = {
            "vehicle": facts.vehicle,
            "days": facts.days_since_delivery,
            "delivered_on": facts.delivered_on,
        }
        if kind == "lease":
            params["lease_ends_on"] = facts.lease_ends_on
        yield Reason(kind, params, Evidence("cadence", {"kind": kind}), icon, weight)


_OCCASIONS: Mapping[str, tuple[str, int]] = {
    "post_sale": ("phone", 50),
    "plates": ("license", 49),
    "lease": ("calendar", 48),
    "satisfaction": ("phone", 45),
    "birthday": ("gift", 44),
    "repurchase": ("car", 42),
    "check_in": ("phone", 40),
    "how_to": ("device-mobile", 40),
}


def _first_service(facts: Facts) -> Iterable[Reason]:
    if "how_to" in facts.kinds:
        evidence = Evidence("delivered", {"delivered_on": facts.delivered_on})
        yield Reason(
            "first_service_due", {"vehicle": facts.vehicle}, evidence, "tool", 55, is_fact=True
        )


def _anniversary(facts: Facts) -> Iterable[Reason]:
    if facts.anniversary_years:
        evidence = Evidence("delivered", {"delivered_on": facts.delivered_on})
        params = {"years": facts.anniversary_years, "vehicle": facts.vehicle}
        yield Reason("purchase_anniversary", params, evidence, "calendar", 46, is_fact=True)


def _personal(facts: Facts) -> Iterable[Reason]:
    """Ask about the person, not the car (seed 001): the fact noted last."""
    for fact in sorted(facts.personal, key=lambda fact: fact.noted_on, reverse=True)[:1]:
        evidence = Evidence("noted", {"noted_on": fact.noted_on})
        yield Reason(
            "personal_fact", {"text": fact.text}, evidence, "user", 35, True, fact.noted_on
        )


def _wanted_car(facts: Facts) -> Iterable[Reason]:
    """The car that a prospect asked about went to somebody else: news (edge case 50)."""
    if facts.wanted_car_sold_on is not None:
        params = {"vehicle": facts.wanted_car, "sold_on": facts.wanted_car_sold_on}
        evidence = Evidence("sold_to_another", {"sold_on": facts.wanted_car_sold_on})
        yield Reason("car_is_sold", params, evidence, "car", 72, True, facts.wanted_car_sold_on)


def _hints(facts: Facts) -> Iterable[Reason]:
    """What to mind rather than why to call: another voicemail needs a new reason (seed 004)."""
    if facts.voicemails >= VOICEMAILS_TO_MIND:
        last = facts.last_attempt
        evidence = Evidence("last_attempt", {"made_on": last.made_on if last else None})
        yield Reason("voicemails_unanswered", {"count": facts.voicemails}, evidence, "message", 20)
    if facts.preferred_channel:
        params = {"channel": facts.preferred_channel}
        yield Reason("prefers_channel", params, Evidence("customer_said"), "message", 15)


def _no_fact(facts: Facts) -> Reason:
    asked = (DEPARTMENT_TO_ASK[kind] for kind in facts.kinds if kind in DEPARTMENT_TO_ASK)
    params = {"department": next(asked, "service")}
    return Reason("no_fact_on_file", params, Evidence("nothing_on_file"), "search", 10)


_REASONS: tuple[Callable[[Facts], Iterable[Reason]], ...] = (
    _call_back,
    _we_owes,
    _discomfort,
    _survey,
    _first_service,
    _occasions,
    _anniversary,
    _personal,
    _wanted_car,
    _hints,
)
