"""Steps of a plan that will not be made: each is kept as a closed row, none is lost silently."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from deliveries.models import Delivery
from followups.actions.notes import notes_json
from followups.models import FollowUp, Plan
from followups.queries.cadences import cadence_of
from followups.rules.touchpoints import Step, step_after, step_at


def skip_coming(
    plan: Plan,
    delivery: Delivery,
    is_skipped: Callable[[Step], bool],
    *,
    circumstances: dict[str, Any],
    closed: dict[str, Any],
    now: datetime,
) -> int:
    """Writes the plan's coming steps that are skipped as rows that are `closed` from the start.

    The planner finds their key taken when it comes there and goes on, so that the plan itself runs
    to its end. Steps that return without end are left to the plan. Returns how many. Idempotent.
    """
    if plan.next_on is None:
        return 0
    cadence = cadence_of(plan.cadence_id, plan.anchor_kind)
    pointer = (plan.next_touchpoint, plan.next_occurrence)
    step: Step | None = step_at(cadence, plan.anchor_on, *pointer, **circumstances)
    made = 0
    while step is not None and not step.touchpoint.every_months:
        if is_skipped(step):
            made += _write(plan, delivery, step, closed, now)
        step = step_after(cadence, plan.anchor_on, after=step.pointer, **circumstances)
    return made


def _write(
    plan: Plan, delivery: Delivery, step: Step, closed: dict[str, Any], now: datetime
) -> int:
    due_on: date = step.due_on
    _, is_new = FollowUp.objects.get_or_create(
        plan=plan,
        touchpoint=step.touchpoint.code,
        occurrence=step.occurrence,
        defaults={
            "group_id": plan.group_id,
            "store_id": plan.store_id,
            "kind": step.touchpoint.kind,
            "channel": step.touchpoint.channel,
            "tier": step.touchpoint.tier,
            "condition": plan.condition,
            "customer_id": plan.customer_id,
            "delivery": delivery,
            "owner_id": plan.owner_id,
            "first_due_on": due_on,
            "due_on": due_on,
            "planning_note": notes_json(step.note),
            "closed_at": now,
            "created_at": now,
            **closed,
        },
    )
    return int(is_new)
