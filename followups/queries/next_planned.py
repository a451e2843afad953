"""What a running plan makes next for a customer, where it may still come.

A stop leaves the plans of a relationship running, so that its correction finds them and each row of
theirs is kept as stopped (line 3); to the customer none of them comes, and none is shown as coming.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from customers.rules.ways import STOPPED
from followups.queries.cadences import cadence_of
from followups.queries.card_reads import planned_for
from followups.rules.outcomes import ends_by_stop
from followups.rules.touchpoints import LEAD_DAYS


@dataclass(frozen=True, slots=True)
class Coming:
    """What comes, on which day, and whose it will be."""

    kind: str
    due_on: date
    owner_name: str


def next_planned(customer_id: int, today: date) -> Coming | None:
    """The next of their plans that may still come, after today; None without one. One query."""
    plans = planned_for(customer_id)
    coming = (p for p in plans if comes(p.ways, p.cadence_id, p.anchor_kind, p.touchpoint))
    plan = next(coming, None)
    if plan is None:
        return None
    due_on = max(plan.make_on + timedelta(days=LEAD_DAYS), today + timedelta(days=1))
    return Coming(plan.touchpoint.removesuffix("_90"), due_on, plan.owner_name)


def comes(ways: int, cadence_id: int | None, anchor_kind: str, touchpoint: str) -> bool:
    """Whether what a plan makes next reaches a customer with these ways: after a stop only what we
    owe them does (edge cases 59, 60)."""
    if not ways & STOPPED:
        return True
    cadence = cadence_of(cadence_id, anchor_kind)
    return not ends_by_stop(cadence.touchpoints[cadence.position(touchpoint)].kind)
