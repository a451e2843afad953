"""A delivery told wrong at first: its date, the end of its lease, new or used."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from customers.actions import lock_customers
from deliveries.models import Delivery
from followups.actions.enrol import enrol_deliveries
from followups.actions.notes import notes_json
from followups.actions.owners import owner_of
from followups.actions.paused import resume_cleared
from followups.actions.reopen import reopen
from followups.models import FollowUp, FollowUpEvent, Plan
from followups.queries.cadences import cadence_of
from followups.queries.facts_of_plans import circumstances_of
from followups.rules.cadence import UnknownTouchpointError
from followups.rules.lawful_days import days_for
from followups.rules.touchpoints import (
    Step,
    first_step,
    first_step_due_after,
    step_after,
    step_at,
)

LEARNED_LATE, CORRECTED = "learned_late", "delivery_corrected"


def redate_corrected(ids: Sequence[int], *, today: date, now: datetime) -> int:
    """Moves untried follow-ups to the corrected anchor, under the same key (edge case 36).

    Tried ones stay, nothing is doubled; each moved first due day has its event (I9). What had been
    merged as learned late comes back when its day is still to come, and so does what waited for a
    cleared date. New or used is kept on plans and rows as the delivery has it. A delivery that now
    lies on or after the store's start gets its post-sale follow-up. Returns rows moved.
    Idempotent.
    """
    lock_customers(Delivery.objects.filter(pk__in=ids).values("customer"))
    moved = 0
    for delivery in Delivery.objects.filter(pk__in=ids).select_related("store"):
        if delivery.anchor_on is None:
            continue
        _take_condition(delivery)
        resume_cleared(delivery, today=today, now=now)
        anchors = {"lease": delivery.lease_ends_on, "tag": delivery.tag_expires_on}
        kinds = ["delivery", "ownership", "lease", "tag"]
        for plan in Plan.objects.filter(delivery=delivery, anchor_kind__in=kinds):
            anchor_on = anchors.get(plan.anchor_kind, delivery.anchor_on)
            if anchor_on:
                plan.anchor_on = anchor_on
                moved += _redate_plan(plan, delivery, today=today, now=now)
    enrol_deliveries(ids, today=today, now=now)
    return moved


def _take_condition(delivery: Delivery) -> None:
    """New or used is a fact about the car, so closed rows have it too: reports count by it."""
    for model in (Plan, FollowUp):
        rows = model._default_manager.filter(delivery=delivery)
        rows.exclude(condition=delivery.condition).update(condition=delivery.condition)


def _redate_plan(plan: Plan, delivery: Delivery, *, today: date, now: datetime) -> int:
    circumstances = circumstances_of(delivery.store, plan.condition, today=today, delivery=delivery)
    locked = FollowUp.objects.select_for_update(no_key=True, of=("self",))
    rows = list(locked.filter(plan=plan).select_related("customer").order_by("pk"))
    _give_back(rows, plan, delivery, circumstances, today=today, now=now)
    moved = sum(
        _redate(row, plan, circumstances, today=today, now=now)
        for row in rows
        if row.state == FollowUp.State.OPEN and not row.tries
    )
    if plan.ended_on is None or plan.ended_reason == "walked_through":
        point_to_first_missing(plan, circumstances)
    plan.save()
    return moved


def point_to_first_missing(plan: Plan, circumstances: dict[str, Any]) -> None:
    """Lets a plan go on at its first step without a row, if there is one; not yet saved."""
    rows = FollowUp.objects.filter(plan=plan).values_list("touchpoint", "occurrence")
    step = _first_without_row(plan, set(rows), circumstances)
    if step:
        plan.ended_on, plan.ended_reason = None, ""
        plan.next_on = step.make_on
        plan.next_touchpoint, plan.next_occurrence = step.pointer


def _give_back(
    rows: list[FollowUp],
    plan: Plan,
    delivery: Delivery,
    circumstances: dict[str, Any],
    *,
    today: date,
    now: datetime,
) -> None:
    """What a late post-sale call had answered too is owed after all: its day is still to come
    (edge case 36)."""
    late = [row for row in rows if row.state_reason == LEARNED_LATE and not row.tries]
    given = [
        row for row in late if (step := _step(row, plan, circumstances)) and step.due_on >= today
    ]
    if given:
        owner = owner_of(delivery)
        calendar = circumstances["calendar"]
        reopen(given, CORRECTED, owner_id=owner.pk, calendar=calendar, today=today, now=now)


def _step(row: FollowUp, plan: Plan, circumstances: dict[str, Any]) -> Step | None:
    """What the rule says of a row; None when its cadence no longer has it."""
    cadence = cadence_of(plan.cadence_id, plan.anchor_kind)
    try:
        key = (cadence, plan.anchor_on, row.touchpoint, row.occurrence)
        step = step_at(*key, **circumstances)
        days = days_for(circumstances["calendar"], row.customer.state, row.channel, step.due_on)
        if not days.is_open(step.due_on):  # the customer's state allows no call (edge case 17)
            step = step_at(*key, **{**circumstances, "calendar": days})
        return step
    except (UnknownTouchpointError, ValueError):
        return None


def _first_without_row(
    plan: Plan, keys: set[tuple[str, int]], circumstances: dict[str, Any]
) -> Step | None:
    cadence = cadence_of(plan.cadence_id, plan.anchor_kind)
    if plan.anchor_kind == Plan.AnchorKind.DELIVERY:
        step = first_step(cadence, plan.anchor_on, **circumstances)
    else:  # never back to before the plan began: an owner of years joined at a later step
        step = first_step_due_after(cadence, plan.anchor_on, plan.starts_on, **circumstances)
    while step and step.pointer in keys:
        step = step_after(cadence, plan.anchor_on, after=step.pointer, **circumstances)
    return step


def _redate(
    row: FollowUp, plan: Plan, circumstances: dict[str, Any], *, today: date, now: datetime
) -> int:
    """Asks the rule again for one open row; 1 when its day moved. Never earlier than today."""
    step = _step(row, plan, circumstances)
    if step is None:
        return 0
    days = days_for(circumstances["calendar"], row.customer.state, row.channel, today)
    due_on = max(step.due_on, days.next_open(today))
    if due_on == row.first_due_on:
        return 0
    FollowUpEvent.objects.create(
        group_id=row.group_id,
        follow_up=row,
        kind="first_due_moved",
        was=row.first_due_on.isoformat(),
        became=due_on.isoformat(),
        reason=CORRECTED,
        at=now,
    )
    row.first_due_on = row.due_on = due_on
    row.planning_note = notes_json(step.note)
    row.save(update_fields=["first_due_on", "due_on", "planning_note"])
    return 1
