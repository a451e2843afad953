"""A day of delivery was taken away: its plans wait for the right one (edge case 37)."""

from collections.abc import Sequence
from datetime import date, datetime

from customers.actions import lock_people
from deliveries.models import Delivery
from followups.actions.owners import owner_of
from followups.actions.reopen import reopen
from followups.models import FollowUp, Plan
from followups.queries.facts_of_plans import circumstances_of
from followups.rules.business_day import working_on

CLEARED = "delivery_cleared"


def pause_cleared(ids: Sequence[int], *, today: date, now: datetime) -> int:
    """Pauses the plans of deliveries without a date; their open follow-ups stop, tries are kept.

    Promises go on: they are owed whatever the day. Returns the follow-ups stopped. Idempotent.
    """
    lock_people(Delivery.objects.filter(pk__in=ids).values("customer"))
    undated = Delivery.objects.filter(pk__in=ids, delivered_on=None)
    plans = Plan.objects.filter(delivery__in=undated, ended_on=None, paused_on=None)
    plans.exclude(anchor_kind=Plan.AnchorKind.PROMISE).update(next_on=None, paused_on=today)
    rows = FollowUp.objects.open().filter(delivery__in=undated)
    return rows.exclude(plan__anchor_kind=Plan.AnchorKind.PROMISE).update(
        state=FollowUp.State.STOPPED, state_reason=CLEARED, closed_at=now
    )


def resume_cleared(delivery: Delivery, *, today: date, now: datetime) -> int:
    """The right day came: what had stopped is open again, under the same key. Returns how many.

    The plans' pointers and days are the caller's to set. Idempotent. The customer is locked by the
    caller.
    """
    Plan.objects.filter(delivery=delivery).exclude(paused_on=None).update(paused_on=None)
    rows = FollowUp.objects.filter(
        delivery=delivery, state=FollowUp.State.STOPPED, state_reason=CLEARED
    )
    if not rows.exists():
        return 0
    store = delivery.store
    return reopen(
        rows.order_by("pk"),
        "delivery_corrected",
        owner_id=owner_of(delivery).pk,
        calendar=circumstances_of(store, delivery.condition, today=today)["calendar"],
        today=max(today, working_on(now.astimezone(store.zone), store.day_ends_at)),
        now=now,
    )
