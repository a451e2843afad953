"""A death was recorded by mistake: what it had ended is owed again, and plans go on."""

from collections.abc import Sequence
from datetime import date, datetime

from customers.models import Customer
from dealerfollow.stores.models import User
from dealerfollow.stores.queries import store_day
from deliveries.models import Delivery
from followups.actions.correct import point_to_first_missing
from followups.actions.death import DIED
from followups.actions.former_car import return_to_former_car
from followups.actions.hand_over import hand_to_manager
from followups.actions.reopen import reopen
from followups.actions.revive import has_room
from followups.actions.settle_channels import settle_channels
from followups.actions.skip_steps import skip_coming
from followups.actions.telling_managers import tell_managers_of
from followups.actions.unwound import reasons_of
from followups.models import FollowUp, Plan
from followups.queries.facts_of_plans import circumstances_of
from followups.rules.business_day import working_on

CORRECTED = "death_corrected"


def resume_after_death(
    customer_id: int, rows: Sequence[int], *, words: str, by: User, now: datetime
) -> int:
    """Opens again what the death had ended, and lets plans go on from today. Idempotent.

    Due where it was, or on the next open day when that has passed; what fell due meanwhile is not
    asked for. What was made, missed or handed to the manager stays so, and every ending stays on
    record as an event. Each manager of the stores that know them is told. Returns the follow-ups
    that are open again. The customers are locked by the caller.
    """
    opened = 0
    ended = FollowUp.objects.filter(
        customer__in=rows, state=FollowUp.State.STOPPED, state_reason=DIED
    )
    standing = ended.filter(delivery__unwound_on=None, delivery__car_gone_on=None)
    for row in standing.select_related("store", "owner").order_by("pk"):
        store, day = row.store, store_day(row.store, now=now)
        working = working_on(now.astimezone(store.zone), store.day_ends_at)
        opened += reopen(
            [row],
            CORRECTED,
            owner_id=row.owner_id,
            calendar=day.calendar,
            today=max(day.today, working),
            now=now,
        )
        hand_to_manager(store, row.owner, by=by, now=now)  # who has left meanwhile
    _leave_undone(rows)
    plans = Plan.objects.filter(customer__in=rows, ended_reason=DIED)
    for plan in plans.select_related("store", "delivery").order_by("pk"):
        resume_plan(plan, now)
    for person in Customer.objects.filter(pk=customer_id).select_related("store"):
        today, undone_as = person.store.day_of(now), _undone_as(rows)
        return_to_former_car(person.pk, CORRECTED, undone_as=undone_as, today=today, now=now)
    settle_channels(rows, now=now)
    people, key = Customer.objects.filter(pk=customer_id), f"{customer_id}:{now.isoformat()}"
    tell_managers_of(people, CORRECTED, key=key, words=words, by=by, now=now)
    return opened


def _leave_undone(rows: Sequence[int]) -> None:
    """Nothing is owed of a sale that was undone meanwhile: it ends with that, and contracting again
    finds it (edge case 39)."""
    undone = Delivery.objects.filter(customer__in=rows).exclude(unwound_on=None)
    for pk, reason in reasons_of(list(undone.values_list("pk", flat=True))).items():
        ended = FollowUp.objects.filter(delivery=pk, state=FollowUp.State.STOPPED)
        ended.filter(state_reason=DIED).update(state_reason=reason)
        plans = Plan.objects.filter(delivery=pk, ended_reason=DIED)
        plans.exclude(anchor_kind=Plan.AnchorKind.BIRTHDAY).update(ended_reason=reason)


def _undone_as(rows: Sequence[int]) -> str:
    """The word under which their last sale was undone; "" when none was."""
    undone = Delivery.objects.filter(customer__in=rows).exclude(unwound_on=None)
    last = undone.order_by("-unwound_on", "-id").first()
    return reasons_of([last.pk])[last.pk] if last else ""


def resume_plan(plan: Plan, now: datetime) -> None:
    """A plan that a death had ended goes on from today: nobody asks for what fell due since."""
    today = plan.store.day_of(now)
    sale = plan.delivery
    if sale is not None and (sale.unwound_on or sale.car_gone_on):
        return
    same = Plan.objects.filter(customer=plan.customer_id, anchor_kind=plan.anchor_kind)
    is_taken = plan.anchor_kind == Plan.AnchorKind.BIRTHDAY and same.filter(ended_on=None).exists()
    is_older = plan.anchor_kind == Plan.AnchorKind.OWNERSHIP and not has_room(plan, today, now)
    if is_taken or is_older:
        return
    plan.ended_on, plan.ended_reason = today, "walked_through"
    if plan.anchor_kind != Plan.AnchorKind.DELIVERY:
        plan.starts_on = max(plan.starts_on, today)
    if plan.anchor_kind != Plan.AnchorKind.PROMISE:
        _point(plan, sale, today, now)
    plan.save()


def _point(plan: Plan, sale: Delivery | None, today: date, now: datetime) -> None:
    """To the first step to come; what lay in between is kept as steps that were not made."""
    circumstances = circumstances_of(plan.store, plan.condition, today=today)
    point_to_first_missing(plan, circumstances)
    if plan.anchor_kind != Plan.AnchorKind.DELIVERY or sale is None:
        return
    closed = {"state": FollowUp.State.STOPPED, "state_reason": CORRECTED}
    passed = skip_coming(
        plan,
        sale,
        lambda step: step.due_on < today,
        circumstances=circumstances,
        closed=closed,
        now=now,
    )
    if passed:
        plan.next_on, plan.next_touchpoint, plan.next_occurrence = None, "", 0
        plan.ended_on, plan.ended_reason = today, "walked_through"
        point_to_first_missing(plan, circumstances)
