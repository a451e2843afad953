"""A promise made on a contact: the we-owe, and the call that keeps it."""

from datetime import date, datetime

from customers.models import Customer
from customers.rules.ways import is_silent
from dealerfollow.lib.workdays import WorkCalendar
from dealerfollow.stores.models import Store, User
from dealerfollow.stores.queries import fallback_owner_of
from deliveries.models import WeOwe
from followups.models import FollowUp, Plan
from followups.rules.lawful_days import days_for

TOUCHPOINT = "promise"


def told_by(customer: Customer, store: Store, owner: User) -> tuple[str, User]:
    """The channel on which what we owe is told, and by whom: by phone by its owner, by letter by
    the manager to who asked for silence (edge case 59). One for whom the estate speaks is rung."""
    if is_silent(customer.ways) and customer.died_on is None:
        return "letter", fallback_owner_of(store)
    return "phone", owner


def promise_call(
    we_owe: WeOwe,
    *,
    condition: str,
    owner: User,
    calendar: WorkCalendar,
    today: date,
    now: datetime,
    undated_on: date | None = None,
) -> tuple[Plan, FollowUp] | None:
    """The plan and follow-up that a dated promise owes; None when it has them or has no date.

    A promise is a deadline: on a closed day the call comes on the open day before (decision 5).
    `undated_on`: the day for one without a date, where that is owed a call too.
    """
    promised_on = we_owe.promised_on or undated_on
    if promised_on is None or Plan.objects.filter(we_owe=we_owe).exists():
        return None
    lives_in = we_owe.customer.state
    calendar = days_for(calendar, lives_in, "phone", today, promised_on)
    due_on = calendar.previous_open(promised_on)
    if due_on < today:
        due_on = calendar.next_open(today)
    channel, owner = told_by(we_owe.customer, we_owe.store, owner)
    plan = Plan.objects.create(
        group_id=we_owe.group_id,
        store_id=we_owe.store_id,
        customer_id=we_owe.customer_id,
        delivery_id=we_owe.delivery_id,
        we_owe=we_owe,
        anchor_kind=Plan.AnchorKind.PROMISE,
        anchor_on=promised_on,
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
        channel=channel,
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
