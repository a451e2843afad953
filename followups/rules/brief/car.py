"""Reasons from the car: its tag, its service, its lease, and the one that a prospect wanted."""

from __future__ import annotations

from collections.abc import Iterable

from followups.rules.brief.facts import Facts
from followups.rules.brief.reason import Evidence, Reason

TAG_SOON_DAYS = 14
LEASE_DAYS = 180


def temporary_tag(facts: Facts) -> Iterable[Reason]:
    """Plates before the temporary tag ends; nowhere that plates are given at the sale (edge 8)."""
    ends_on = facts.tag_expires_on
    if ends_on is None:
        return
    days = (ends_on - facts.today).days
    if 0 <= days <= TAG_SOON_DAYS or "plates" in facts.kinds:
        params = {"ends_on": ends_on, "days": days}
        evidence = Evidence("delivered", {"delivered_on": facts.delivered_on})
        yield Reason("tag_expires", params, evidence, "license", 88, is_fact=True)


def in_service_today(facts: Facts) -> Iterable[Reason]:
    """Their car is here now (line 28)."""
    if facts.serviced_on == facts.today:
        params = {"vehicle": facts.vehicle}
        evidence = Evidence("service_visit", {"on": facts.today})
        yield Reason("in_service_today", params, evidence, "tool", 89, True, facts.today)


def first_service(facts: Facts) -> Iterable[Reason]:
    """Day thirty brings it, until the car was here once."""
    if "how_to" not in facts.kinds:
        return
    was_here = facts.serviced_on and facts.delivered_on and facts.serviced_on > facts.delivered_on
    if not was_here:
        evidence = Evidence("delivered", {"delivered_on": facts.delivered_on})
        yield Reason(
            "first_service_due", {"vehicle": facts.vehicle}, evidence, "tool", 55, is_fact=True
        )


def lease_end(facts: Facts) -> Iterable[Reason]:
    """Within half a year, whatever the call is for; a lease call has it as its occasion."""
    ends_on = facts.lease_ends_on
    if ends_on is None or "lease" in facts.kinds:
        return
    days = (ends_on - facts.today).days
    if 0 <= days <= LEASE_DAYS:
        params = {"lease_ends_on": ends_on, "days": days}
        evidence = Evidence("delivered", {"delivered_on": facts.delivered_on})
        yield Reason("lease_ends", params, evidence, "calendar", 48, is_fact=True)


def anniversary(facts: Facts) -> Iterable[Reason]:
    """The six-month check-in that falls on the day of the purchase."""
    if facts.anniversary_years:
        evidence = Evidence("delivered", {"delivered_on": facts.delivered_on})
        params = {"years": facts.anniversary_years, "vehicle": facts.vehicle}
        yield Reason("purchase_anniversary", params, evidence, "calendar", 46, is_fact=True)


def wanted_car(facts: Facts) -> Iterable[Reason]:
    """The car that a prospect asked about went to somebody else: news (edge case 50)."""
    if facts.wanted_car_sold_on is not None:
        params: dict[str, object] = {
            "vehicle": facts.wanted_car,
            "sold_on": facts.wanted_car_sold_on,
        }
        evidence = Evidence("sold_to_another", {"sold_on": facts.wanted_car_sold_on})
        yield Reason("car_is_sold", params, evidence, "car", 72, True, facts.wanted_car_sold_on)
