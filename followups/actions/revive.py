"""An undone sale is contracted again: its plan goes on (edge case 39)."""

from collections.abc import Sequence
from datetime import date, datetime

from customers.actions import lock_customers
from deliveries.models import Delivery, WeOwe
from followups.actions.correct import point_to_first_missing
from followups.actions.enrol import end_plan, enrol_deliveries
from followups.actions.owners import owner_of
from followups.actions.reopen import reopen
from followups.actions.settle_channels import settle_channels
from followups.actions.unwound import REASONS, UNWOUND_WORD
from followups.models import FollowUp, Plan
from followups.queries.facts_of_plans import circumstances_of
from followups.rules.business_day import working_on


def resume_revived(ids: Sequence[int], *, today: date, now: datetime) -> int:
    """Plans, open follow-ups and promises that ended with the unwinding go on where they were.

    What was made stays made: nobody is called twice. Returns the follow-ups that are open again.
    Idempotent.
    """
    lock_customers(Delivery.objects.filter(pk__in=ids).values("customer"))
    opened = 0
    for delivery in Delivery.objects.filter(pk__in=ids).select_related("store"):
        WeOwe.objects.filter(
            delivery=delivery, status=WeOwe.Status.CANCELLED, word=UNWOUND_WORD
        ).update(status=WeOwe.Status.OPEN, settled_at=None, word="")
        if delivery.anchor_on is None:
            continue
        opened += _resume(delivery, today=today, now=now)
        settle_channels([delivery.customer_id], now=now)
    enrol_deliveries(ids, today=today, now=now)
    return opened


def _resume(delivery: Delivery, *, today: date, now: datetime) -> int:
    store, owner = delivery.store, owner_of(delivery)
    circumstances = circumstances_of(store, delivery.condition, today=today)
    ended = Plan.objects.filter(delivery=delivery, ended_reason__in=REASONS)
    opened = 0
    for plan in ended.exclude(anchor_kind="birthday").order_by("pk"):
        if plan.anchor_kind == Plan.AnchorKind.OWNERSHIP and not has_room(plan, today, now):
            continue
        plan.owner = owner
        plan.ended_on, plan.ended_reason = today, "walked_through"
        if plan.anchor_kind != Plan.AnchorKind.PROMISE:
            point_to_first_missing(plan, circumstances)
        plan.save()
    rows = FollowUp.objects.filter(
        delivery=delivery, state=FollowUp.State.STOPPED, state_reason__in=REASONS
    ).exclude(kind="birthday")
    opened += reopen(
        rows.order_by("pk"),
        "contracted_again",
        owner_id=owner.pk,
        calendar=circumstances["calendar"],
        today=max(today, working_on(now.astimezone(store.zone), store.day_ends_at)),
        now=now,
    )
    return opened


def has_room(plan: Plan, today: date, now: datetime) -> bool:
    """Check-ins are per person: those of an older car give way, those of a newer one stay."""
    running = Plan.objects.filter(
        customer=plan.customer_id, anchor_kind=Plan.AnchorKind.OWNERSHIP, ended_on=None
    ).first()
    if running is None:
        return True
    if running.anchor_on > plan.anchor_on:
        return False
    end_plan(running, "newer_delivery", today=today, now=now)
    return True
