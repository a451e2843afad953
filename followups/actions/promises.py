"""A promise made on a contact: the we-owe, and the call that keeps it."""

from datetime import date, datetime

from customers.models import Customer
from customers.rules.ways import is_silent
from dealerfollow.lib.workdays import WorkCalendar
from dealerfollow.stores.models import Store, User
from dealerfollow.stores.queries import fallback_owner_of, works_at
from deliveries.models import WeOwe
from followups.models import FollowUp, FollowUpEvent, Plan
from followups.rules.clock import clock_after
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
    due_on = _due_on(we_owe.customer, promised_on, calendar, today)
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


def promise_call_again(
    we_owe: WeOwe,
    customer: Customer,
    *,
    calendar: WorkCalendar,
    today: date,
    by: User,
    now: datetime,
) -> FollowUp | None:
    """The call of a promise that has a new day: moved, or owed again where the last was made. None
    when no call was ever owed. The customer asked for that day: what is made by it is on time
    (decision 3). `customer` is who goes on for whom it was promised to; the caller holds the staff.
    """
    rows = FollowUp.objects.filter(plan__we_owe=we_owe, touchpoint=TOUCHPOINT).order_by("pk")
    last = rows.filter(state=FollowUp.State.OPEN).last() or rows.last()
    if last is None or we_owe.promised_on is None:
        return None
    due_on = _due_on(customer, we_owe.promised_on, calendar, today)
    if last.state != FollowUp.State.OPEN:
        return _once_more(last, customer, rows.count(), due_on, now)
    if last.due_on != due_on:
        FollowUpEvent.objects.create(
            group_id=last.group_id,
            follow_up=last,
            kind="moved",
            was=last.due_on.isoformat(),
            became=due_on.isoformat(),
            reason="call_back",
            at=now,
            by=by,
        )
        last.clock_on = clock_after(
            "call_back",
            first_due_on=last.first_due_on,
            clock_on=last.clock_on,
            happened_on=today,
            until=due_on,
        )
        last.due_on, last.due_at, last.snoozed_until = due_on, None, None
        last.save(update_fields=["due_on", "due_at", "snoozed_until", "clock_on"])
    return last


def _once_more(
    last: FollowUp, customer: Customer, before: int, due_on: date, now: datetime
) -> FollowUp:
    """By whoever made the last one, if they work there still, and as the customer is told today."""
    store, plan = last.store, last.plan
    owner = last.owner if works_at(store, last.owner) else fallback_owner_of(store)
    channel, owner = told_by(customer, store, owner)
    if plan.customer_id != customer.pk:
        plan.go_on_as(customer.pk)
        plan.save(update_fields=["customer", "merged_from"])
    return FollowUp.objects.create(
        group_id=last.group_id,
        store_id=last.store_id,
        plan_id=last.plan_id,
        touchpoint=TOUCHPOINT,
        occurrence=before + 1,
        kind="promise",
        channel=channel,
        tier=1,
        condition=last.condition,
        customer=customer,
        delivery_id=last.delivery_id,
        owner=owner,
        first_due_on=due_on,
        due_on=due_on,
        created_at=now,
    )


def _due_on(customer: Customer, promised_on: date, calendar: WorkCalendar, today: date) -> date:
    """The open day on or before the promised one; the next open one once that has passed."""
    calendar = days_for(calendar, customer.state, "phone", today, promised_on)
    due_on = calendar.previous_open(promised_on)
    return due_on if due_on >= today else calendar.next_open(today)
