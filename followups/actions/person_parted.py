"""Two rows that had been one person are two again: each has its own back (edge cases 65, 67)."""

from collections.abc import Sequence
from datetime import datetime

from customers.models import CustomerMerge, CustomerPhone
from customers.queries import rows_of_person
from customers.rules.merging import belongs_to
from dealerfollow.stores.models import User
from deliveries.models import Delivery
from followups.actions.owner_changes import hand_on, tell_rows
from followups.actions.owners import owner_ids_of
from followups.actions.person_merged import GAVE_WAY, MERGED, ONCE
from followups.actions.settle_channels import settle_channels
from followups.models import Attempt, AttemptBelonging, FollowUp, Plan
from followups.queries.cadences import cadence_of
from followups.queries.facts_of_plans import circumstances_of
from followups.rules.touchpoints import step_at

UNMERGED = "customers_unmerged"


def follow_unmerge(
    survivor_id: int, merged_id: int, rows: Sequence[int], *, by: User | None, now: datetime
) -> int:
    """Gives each row its own plans and follow-ups again, open and closed. Idempotent.

    What gave way to the other row's newer car comes back; tries made since go to whose number was
    dialed. What began since the merge stays with who went on. Returns the follow-ups that went
    back. The customers are locked by the caller.
    """
    plans = Plan.objects.filter(customer=survivor_id, merged_from__in=rows)
    back = FollowUp.objects.filter(plan__in=plans, customer=survivor_id)
    tell_rows(back.open(), "unmerged", str(merged_id), UNMERGED, by=by, now=now)
    went = back.update(customer=merged_id)
    plans.filter(merged_from=merged_id).update(merged_from=None, customer=merged_id)
    plans.update(customer=merged_id)  # of rows merged into it before: theirs still
    give_back_tries(survivor_id, merged_id, rows, now=now)
    for customer_id in (survivor_id, merged_id):
        for kind in ONCE:
            _resume(customer_id, kind, by=by, now=now)
        _return_to_owners(customer_id, by=by, now=now)
    settle_channels([survivor_id, merged_id], now=now)
    return went


def _resume(customer_id: int, kind: str, *, by: User | None, now: datetime) -> None:
    """The plan that had given way to the other row's goes on where it stood; nothing is skipped,
    since it was another person's all along."""
    theirs = Plan.objects.filter(customer__in=rows_of_person(customer_id), anchor_kind=kind)
    if theirs.filter(ended_on=None).exists():
        return
    ended = theirs.filter(ended_reason=GAVE_WAY).select_related("store")
    plan = ended.order_by("-anchor_on", "-id").first()
    if plan is None:
        return
    if plan.customer_id != customer_id:
        plan.merged_from_id, plan.customer_id = plan.customer_id, customer_id
    step = step_at(
        cadence_of(plan.cadence_id, plan.anchor_kind),
        plan.anchor_on,
        plan.next_touchpoint,
        plan.next_occurrence,
        **circumstances_of(plan.store, plan.condition, today=plan.store.day_of(now)),
    )
    plan.next_on = None if plan.paused_on else step.make_on
    plan.ended_on, plan.ended_reason = None, ""
    plan.save()
    rows = plan.follow_ups.filter(state=FollowUp.State.SUPERSEDED, state_reason=GAVE_WAY)
    tell_rows(rows, "reopened", FollowUp.State.OPEN, UNMERGED, by=by, now=now)
    rows.update(state=FollowUp.State.OPEN, state_reason="", closed_at=None, customer=customer_id)


def _return_to_owners(customer_id: int, *, by: User | None, now: datetime) -> None:
    """What the merge gave to somebody else goes to whoever makes the calls of its own delivery."""
    handed = FollowUp.objects.open().filter(
        customer=customer_id,
        delivery__isnull=False,
        events__kind="reassigned",
        events__reason=MERGED,
    )
    moved = FollowUp.objects.filter(pk__in=list(handed.values_list("pk", flat=True)))
    with_plans = Plan.objects.filter(customer=customer_id, ended_on=None).values("delivery")
    ids = {
        *moved.values_list("delivery", flat=True),
        *with_plans.values_list("delivery", flat=True),
    }
    sales = list(Delivery.objects.filter(pk__in=ids - {None}).select_related("store"))
    owner_ids = owner_ids_of(sales)
    users = User.objects.in_bulk(set(owner_ids.values()))
    owners: dict[int | None, User] = {pk: users[user_id] for pk, user_id in owner_ids.items()}
    hand_on(moved, owners, UNMERGED, by=by, now=now)
    for pk, owner in owners.items():
        Plan.objects.filter(delivery=pk, customer=customer_id, ended_on=None).update(owner=owner)


def give_back_tries(survivor_id: int, merged_id: int, rows: Sequence[int], *, now: datetime) -> int:
    """Writes down whose every try since the merge was (edge case 67). Returns how many.

    Who had the dialed number alone has the try; else it stays with who went on, with a note on
    both. The attempt itself is never changed.
    """
    merge = CustomerMerge.objects.filter(merged=merged_id).order_by("-id").first()
    if merge is None:
        return 0
    tries = Attempt.objects.filter(customer=survivor_id, at__gte=merge.at, belongings=None)
    numbers_a, numbers_b = _numbers([survivor_id]), _numbers(rows)
    given = []
    for attempt in tries.order_by("id"):
        whose = belongs_to(
            str(attempt.number or ""),
            numbers_a,
            numbers_b,
            a=survivor_id,
            b=merged_id,
            survivor=survivor_id,
        )
        given.append(
            AttemptBelonging(
                group_id=attempt.group_id,
                attempt=attempt,
                customer_id=whose.customer_id,
                other_id=survivor_id if whose.customer_id == merged_id else merged_id,
                is_noted=whose.is_noted_on_both,
                at=now,
            )
        )
    AttemptBelonging.objects.bulk_create(given)
    return len(given)


def _numbers(rows: Sequence[int]) -> set[str]:
    found = CustomerPhone.objects.filter(customer__in=rows).values_list("number", flat=True)
    return {str(number) for number in found}
