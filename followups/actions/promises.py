"""A promise made on a contact: the we-owe, and the call that keeps it."""

from datetime import date, datetime

from dealerfollow.lib.workdays import WorkCalendar
from dealerfollow.stores.models import User
from deliveries.models import WeOwe
from followups.models import FollowUp, Plan

TOUCHPOINT = "promise"


def promise_call(
    we_owe: WeOwe,
    *,
    condition: str,
    owner: User,
    calendar: WorkCalendar,
    today: date,
    now: datetime,
) -> tuple[Plan, FollowUp] | None:
    """The plan and follow-up that a dated promise owes; None when it has them or has no date.

    A promise is a deadline: on a closed day the call comes on the open day before (decision 5).
    """
    if we_owe.promised_on is None or Plan.objects.filter(we_owe=we_owe).exists():
        return None
    due_on = calendar.previous_open(we_owe.promised_on)
    if due_on < today:
        due_on = calendar.next_open(today)
    plan = Plan.objects.create(
        group_id=we_owe.group_id,
        store_id=we_owe.store_id,
        customer_id=we_owe.customer_id,
        delivery_id=we_owe.delivery_id,
        we_owe=we_owe,
        anchor_kind=Plan.AnchorKind.PROMISE,
        anchor_on=we_owe.promised_on,
        condition=condition,
        owner=owner,
        starts_on=today,
        ended_on=today,
        ended_reason="walked_through",
        created_at=now,
    )
    follow_up = FollowUp.objects.create(
        group_id=we_owe.group_id,
        store_id=we_owe.store_id,
        plan=plan,
        touchpoint=TOUCHPOINT,
        kind="promise",
        channel="phone",
        tier=1,
        condition=condition,
        customer_id=we_owe.customer_id,
        delivery_id=we_owe.delivery_id,
        owner=owner,
        first_due_on=due_on,
        due_on=due_on,
        created_at=now,
    )
    return plan, follow_up
