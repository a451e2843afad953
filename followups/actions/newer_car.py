"""A second car of the same buyer: what its own follow-ups answer too (edge case 45)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from deliveries.models import Delivery
from followups.actions.skip_steps import skip_coming
from followups.models import FollowUp, Plan
from followups.queries.facts_of_plans import circumstances_of
from followups.rules.newer_car import gives_way

NEWER = "newer_delivery"


def give_way_to_newer(plans: Sequence[Plan], *, today: date, now: datetime) -> int:
    """Of the delivery plans of one buyer, older ones lose to the newest what it answers too.

    Rows that exist and nobody tried, and steps still to come, end superseded by the newer car's
    post-sale follow-up. Two cars of one day are equals. Returns rows closed. Idempotent. The
    customer is locked by the caller.
    """
    newest = max(plans, key=lambda plan: (plan.anchor_on, plan.pk))
    older = [plan for plan in plans if plan.anchor_on < newest.anchor_on]
    if not older:
        return 0
    by = FollowUp.objects.filter(plan=newest, kind="post_sale").first()
    cars = Delivery.objects.select_related("store").in_bulk(
        [p.delivery_id for p in older if p.delivery_id]
    )
    closed: dict[str, Any] = {
        "state": FollowUp.State.SUPERSEDED,
        "state_reason": NEWER,
        "superseded_by": by,
    }
    return sum(
        _give_way(plan, cars[plan.delivery_id], newest.anchor_on, closed, today, now)
        for plan in older
        if plan.delivery_id
    )


def _give_way(
    plan: Plan,
    car: Delivery,
    newer_on: date,
    closed: dict[str, Any],
    today: date,
    now: datetime,
) -> int:
    circumstances = circumstances_of(car.store, plan.condition, today=today)
    rows = FollowUp.objects.open().filter(plan=plan, tries=0)
    given = [
        row.pk
        for row in rows
        if gives_way(row.kind, due_on=row.first_due_on, newer_delivered_on=newer_on)
        and row.due_on > today  # what is due or overdue stays owed
    ]
    count = FollowUp.objects.filter(pk__in=given).update(**closed, closed_at=now)
    return count + skip_coming(
        plan,
        car,
        lambda step: gives_way(
            step.touchpoint.kind, due_on=step.due_on, newer_delivered_on=newer_on
        ),
        circumstances=circumstances,
        closed=closed,
        now=now,
    )
