"""Changes after the fact: a sale unwound, a delivery date corrected, a day declared closed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from dealerfollow.stores.models import Store
from dealerfollow.stores.queries import calendar_of
from deliveries.models import Delivery, WeOwe
from followups.actions.enrol import enrol_deliveries, notes_json
from followups.models import FollowUp, FollowUpEvent, Plan
from followups.queries.cadences import cadence_of
from followups.rules.cadence import UnknownTouchpointError
from followups.rules.touchpoints import first_step, first_step_due_after, step_after, step_at


def end_unwound(ids: Sequence[int], *, today: date, now: datetime) -> int:
    """Ends plans, open follow-ups and open promises of unwound deliveries. Idempotent.

    The customer is never asked how the car is (edge case 38). An earlier car's check-ins go on:
    its ownership plan is enrolled again.
    """
    plans = Plan.objects.filter(delivery__in=ids, ended_on=None)
    customers = set(plans.values_list("customer_id", flat=True))
    plans.update(next_on=None, ended_on=today, ended_reason="unwound")
    closed = (
        FollowUp.objects.open()
        .filter(delivery__in=ids)
        .update(state=FollowUp.State.STOPPED, state_reason="unwound", closed_at=now)
    )
    WeOwe.objects.open().filter(delivery__in=ids).update(
        status=WeOwe.Status.CANCELLED, settled_at=now, word="Sale unwound"
    )
    for customer_id in customers:
        former = (
            Delivery.objects.delivered()
            .filter(customer=customer_id)
            .order_by("-delivered_on")
            .first()
        )
        if former:
            Plan.objects.filter(
                delivery=former, anchor_kind="ownership", ended_reason="newer_delivery"
            ).update(ended_on=None, ended_reason="")
            _resume(former, today=today)
            enrol_deliveries([former.pk], today=today, now=now)
    return closed


def _resume(delivery: Delivery, *, today: date) -> None:
    """Points a reopened ownership plan at its next step after today."""
    for plan in Plan.objects.filter(delivery=delivery, anchor_kind="ownership", ended_on=None):
        cadence = cadence_of(plan.cadence_id, plan.anchor_kind)
        step = first_step_due_after(
            cadence, plan.anchor_on, today, **_circumstances(delivery.store, plan.condition, today)
        )
        plan.starts_on = today  # what fell due while the newer car's plan ran is not owed
        plan.next_on = step.make_on if step else None
        plan.next_touchpoint = step.touchpoint.code if step else ""
        plan.next_occurrence = step.occurrence if step else 0
        plan.save(update_fields=["starts_on", "next_on", "next_touchpoint", "next_occurrence"])


def redate_corrected(ids: Sequence[int], *, today: date, now: datetime) -> int:
    """Moves untried follow-ups to the corrected anchor, under the same key (edge case 36).

    Tried ones stay, nothing is doubled; each moved first due day has its event (I9). A delivery
    that now lies on or after the store's start gets its post-sale follow-up. Returns rows moved.
    """
    moved = 0
    for delivery in Delivery.objects.filter(pk__in=ids).select_related("store"):
        if delivery.anchor_on is None:
            continue
        for plan in Plan.objects.filter(
            delivery=delivery, anchor_kind__in=["delivery", "ownership"]
        ):
            plan.anchor_on = delivery.anchor_on
            moved += _redate_plan(plan, delivery, today=today, now=now)
    enrol_deliveries(ids, today=today, now=now)
    return moved


def _redate_plan(plan: Plan, delivery: Delivery, *, today: date, now: datetime) -> int:
    circumstances = _circumstances(delivery.store, plan.condition, today)
    cadence = cadence_of(plan.cadence_id, plan.anchor_kind)
    rows = list(FollowUp.objects.filter(plan=plan))
    moved = 0
    for row in rows:
        if row.state != FollowUp.State.OPEN or row.tries:
            continue
        moved += _redate(row, plan, circumstances, "delivery_corrected", today=today, now=now)
    keys = {(r.touchpoint, r.occurrence) for r in rows}
    if plan.anchor_kind == "delivery":
        step = first_step(cadence, plan.anchor_on, **circumstances)
    else:  # never back to before the plan began: an owner of years joined at a later step
        step = first_step_due_after(cadence, plan.anchor_on, plan.starts_on, **circumstances)
    while step and step.pointer in keys:
        step = step_after(cadence, plan.anchor_on, after=step.pointer, **circumstances)
    if plan.ended_on is None and step:
        plan.next_on = step.make_on
        plan.next_touchpoint, plan.next_occurrence = step.pointer
    plan.save(update_fields=["anchor_on", "next_on", "next_touchpoint", "next_occurrence"])
    return moved


def _circumstances(store: Store, condition: str, today: date) -> dict[str, Any]:
    is_surveyed = store.sells_new and condition == "new"
    return {
        "condition": condition,
        "calendar": calendar_of(store, today=today),
        "survey_opens_days": store.survey_opens_days if is_surveyed else None,
    }


def _redate(
    row: FollowUp,
    plan: Plan,
    circumstances: dict[str, Any],
    reason: str,
    *,
    today: date,
    now: datetime,
) -> int:
    """Asks the rule again for one open row; 1 when its day moved. Never earlier than today."""
    cadence = cadence_of(plan.cadence_id, plan.anchor_kind)
    try:
        step = step_at(cadence, plan.anchor_on, row.touchpoint, row.occurrence, **circumstances)
    except (UnknownTouchpointError, ValueError):
        return 0
    due_on = max(step.due_on, circumstances["calendar"].next_open(today))
    if due_on == row.first_due_on:
        return 0
    FollowUpEvent.objects.create(
        group_id=row.group_id,
        follow_up=row,
        kind="first_due_moved",
        was=row.first_due_on.isoformat(),
        became=due_on.isoformat(),
        reason=reason,
        at=now,
    )
    row.first_due_on = row.due_on = due_on
    row.planning_note = notes_json(step.note)
    row.save(update_fields=["first_due_on", "due_on", "planning_note"])
    return 1


def redate_for_calendar(store_id: int, *, now: datetime) -> int:
    """A day was declared closed: open follow-ups due on it move to the next open day.

    Nothing is pulled earlier when a closed day is revoked (edge case 7); what was missed stays
    missed. Each moved day is recorded. Returns rows moved. Idempotent.
    """
    store = Store.objects.get(pk=store_id)
    today = store.day_of(now)
    calendar = calendar_of(store, today=today)
    rows = FollowUp.objects.open().filter(store=store, due_on__gte=today, missed_on=None)
    moved = 0
    for day in rows.order_by("due_on").values_list("due_on", flat=True).distinct():
        if calendar.is_open(day):
            continue
        due_on = calendar.next_open(day)
        for row in rows.filter(due_on=day):
            is_first = row.first_due_on == row.due_on
            FollowUpEvent.objects.create(
                group_id=row.group_id,
                follow_up=row,
                kind="first_due_moved" if is_first else "moved",
                was=day.isoformat(),
                became=due_on.isoformat(),
                reason="closed_day",
                at=now,
            )
            row.due_on = due_on
            row.first_due_on = due_on if is_first else row.first_due_on
            row.save(update_fields=["due_on", "first_due_on"])
            moved += 1
    return moved
