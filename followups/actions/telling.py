"""A customer is to be told about a promise: one open follow-up for it, and no second one."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from customers.actions import lock_customers
from dealerfollow.stores.models import User
from dealerfollow.stores.queries import calendar_of, fallback_owner_of
from deliveries.models import WeOwe
from followups.actions.notes import notes_json
from followups.actions.owners import owner_of
from followups.actions.promises import told_by
from followups.models import FollowUp, Plan
from followups.rules.business_day import working_on
from followups.rules.due_days import Note
from followups.rules.lawful_days import days_for
from followups.rules.telling import tell_on, telling

TOUCHPOINT = "tell"


def tell_customers(ids: Sequence[int], *, today: date, now: datetime) -> int:
    """Keeps one open "tell her" follow-up per promise that slipped or is ready (edge cases 81, 82).

    A second slip updates it; when there is nothing to tell any more it ends superseded. Returns
    rows made. Idempotent.
    """
    lock_customers(WeOwe.objects.filter(pk__in=ids).values("customer"))
    rows = WeOwe.objects.filter(pk__in=ids, owed_by=WeOwe.OwedBy.STORE)
    owes = rows.select_related("store", "customer", "delivery__store").order_by("pk")
    return sum(_tell(we_owe, today, now) for we_owe in owes)


def _tell(we_owe: WeOwe, today: date, now: datetime) -> int:
    plan = Plan.objects.filter(we_owe=we_owe).first()
    rows = list(FollowUp.objects.filter(plan=plan).order_by("pk")) if plan else []
    what = telling(
        status=we_owe.status,
        promised_on=we_owe.promised_on,
        told_on=we_owe.told_on,
        is_ready_told=_is_ready_told(we_owe, rows),
    )
    waiting = [row for row in rows if row.state == FollowUp.State.OPEN]
    if what is None:
        _end([row for row in waiting if row.touchpoint == TOUCHPOINT], we_owe, now)
        return 0
    note = notes_json([Note(what, (we_owe.promised_on,) if we_owe.promised_on else ())])
    store = we_owe.store
    day = max(today, working_on(now.astimezone(store.zone), store.day_ends_at))
    calendar = calendar_of(store, today=today)
    due_on = tell_on(day, days_for(calendar, we_owe.customer.state, "phone", day))
    if waiting:
        row = waiting[0]
        row.planning_note = note
        if not row.tries:
            row.due_on = min(row.due_on, max(due_on, today))
        row.save(update_fields=["planning_note", "due_on"])
        return 0
    plan = plan or _plan(we_owe, due_on, today, now)
    number = len([row for row in rows if row.touchpoint == TOUCHPOINT]) + 1
    told = told_by(we_owe.customer, store, plan.owner)
    _make(plan, number, due_on, note, told, now)
    return 1


def _is_ready_told(we_owe: WeOwe, rows: Sequence[FollowUp]) -> bool:
    """Was a talk about it closed since it became ready?"""
    ready = we_owe.changes.filter(status=WeOwe.Status.READY).exclude(status_was=WeOwe.Status.READY)
    since = ready.order_by("-at", "-id").values_list("at", flat=True).first()
    return since is not None and any(row.closed_at and row.closed_at >= since for row in rows)


def _end(rows: Sequence[FollowUp], we_owe: WeOwe, now: datetime) -> None:
    settled = we_owe.status in (WeOwe.Status.DONE, WeOwe.Status.CANCELLED)
    reason = "promise_settled" if settled else "nothing_to_tell"
    FollowUp.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=FollowUp.State.SUPERSEDED, state_reason=reason, closed_at=now
    )


def _plan(we_owe: WeOwe, due_on: date, today: date, now: datetime) -> Plan:
    delivery = we_owe.delivery
    owner = owner_of(delivery) if delivery else fallback_owner_of(we_owe.store)
    return Plan.objects.create(
        group_id=we_owe.group_id,
        store_id=we_owe.store_id,
        customer_id=we_owe.customer_id,
        delivery=delivery,
        we_owe=we_owe,
        anchor_kind=Plan.AnchorKind.PROMISE,
        anchor_on=we_owe.promised_on or due_on,
        condition=delivery.condition if delivery else "",
        owner=owner,
        starts_on=today,
        ended_on=today,
        ended_reason="walked_through",
        created_at=now,
    )


def _make(
    plan: Plan,
    number: int,
    due_on: date,
    note: list[dict[str, Any]],
    told: tuple[str, User],
    now: datetime,
) -> None:
    channel, owner = told
    FollowUp.objects.create(
        group_id=plan.group_id,
        store_id=plan.store_id,
        plan=plan,
        touchpoint=TOUCHPOINT,
        occurrence=number,
        kind="promise",
        channel=channel,
        tier=1,
        condition=plan.condition,
        customer_id=plan.customer_id,
        delivery_id=plan.delivery_id,
        owner=owner,
        first_due_on=due_on,
        due_on=due_on,
        planning_note=note,
        created_at=now,
    )
