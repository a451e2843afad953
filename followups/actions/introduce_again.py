"""Their sale stands again: who took them over goes on introducing themselves (edge cases 39, 74).

Introductions ended with the customer's last car. They come back with it, to nobody who is no
longer the heir.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from customers.queries import goes_on, rows_of_person
from deliveries.models import Delivery
from followups.actions.correct import point_to_first_missing
from followups.actions.reopen import reopen
from followups.models import FollowUp, Plan
from followups.queries.facts_of_plans import circumstances_of
from followups.rules.business_day import working_on


def resume_introductions(
    delivery: Delivery, reasons: Collection[str], owner_id: int, *, today: date, now: datetime
) -> int:
    """Introductions at the delivery's store that ended for one of `reasons` go on from today, when
    who makes the customer's calls by now (`owner_id`, or whose their check-ins are) is still the
    heir. What fell due meanwhile is not owed; where nothing was due yet, the first is the next open
    day. Returns the follow-ups that are open again. Idempotent. The customer is locked by the
    caller.
    """
    customer_id = goes_on([delivery.customer_id])[delivery.customer_id]
    theirs = Plan.objects.filter(customer__in=rows_of_person(customer_id))
    check_ins = theirs.filter(anchor_kind=Plan.AnchorKind.OWNERSHIP, ended_on=None).first()
    heir_id = check_ins.owner_id if check_ins else owner_id
    plan = (
        theirs.filter(anchor_kind=Plan.AnchorKind.ORPHAN, store=delivery.store_id)
        .select_related("store")
        .order_by("ended_on", "id")
        .last()
    )
    if plan is None or plan.owner_id != heir_id:
        return 0
    if plan.ended_reason in reasons:
        _resume(plan, customer_id, today)
    rows = FollowUp.objects.filter(
        plan=plan, state=FollowUp.State.STOPPED, state_reason__in=reasons
    )
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    rows.filter(pk__in=ids).update(customer=customer_id)
    return reopen(
        FollowUp.objects.filter(pk__in=ids).order_by("pk"),
        "contracted_again",
        owner_id=plan.owner_id,
        calendar=circumstances_of(plan.store, plan.condition, today=today)["calendar"],
        today=max(today, working_on(now.astimezone(plan.store.zone), plan.store.day_ends_at)),
        now=now,
    )


def _resume(plan: Plan, customer_id: int, today: date) -> None:
    circumstances = circumstances_of(plan.store, plan.condition, today=today)
    if not plan.follow_ups.exists():
        plan.anchor_on = max(plan.anchor_on, circumstances["calendar"].open_day_after(today))
    plan.starts_on = max(plan.starts_on, today - timedelta(days=1))
    plan.ended_on, plan.ended_reason = today, "walked_through"
    plan.go_on_as(customer_id)  # it may have ended before its row was merged
    point_to_first_missing(plan, circumstances)
    plan.save()
