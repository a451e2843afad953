"""Two rows that had been one person are two again: each has its own back (edge cases 65, 67)."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from customers.models import CustomerMerge, CustomerPhone
from customers.queries import rows_of_person
from customers.rules.merging import belongs_to
from dealerfollow.stores.models import User
from followups.actions.catch_up import end_resumed_of_unwound
from followups.actions.death import stay_silent
from followups.actions.ended_by_the_other import give_a_day_to_reopened, reopen_parted
from followups.actions.former_owners import return_to_owners
from followups.actions.owner_changes import tell_rows
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

    What gave way to the other row's newer car comes back, and what the other's stop or death had
    ended (edge cases 65, 70); tries made since go to whose number was dialed. What began since the
    merge stays with who went on. Returns the follow-ups that went back. The customers are locked by
    the caller.
    """
    theirs = Q(merged_from__in=rows) | Q(delivery__customer__in=rows)
    others = rows_of_person(survivor_id)  # what ended in between stands at a row of theirs
    plans = list(Plan.objects.filter(theirs, customer__in=others).select_related("delivery"))
    back = FollowUp.objects.filter(plan__in=plans, customer__in=others)
    tell_rows(back.open(), "unmerged", str(merged_id), UNMERGED, by=by, now=now)
    went = back.update(customer=merged_id)
    for plan in plans:
        _give_back(plan, merged_id, rows)
    joined_at = CustomerMerge.objects.filter(merged=merged_id).latest("id").at
    give_back_tries(survivor_id, merged_id, rows, now=now)
    people = (survivor_id, merged_id)
    for customer_id in people:
        for kind in ONCE:
            _resume(customer_id, kind, by=by, now=now)
    reopen_parted(people, joined_at, UNMERGED, by=by, now=now)  # before they go to whose they were
    for customer_id in people:
        is_parted = customer_id == merged_id
        return_to_owners(
            customer_id, MERGED, UNMERGED, since=joined_at, is_parted=is_parted, by=by, now=now
        )
        stay_silent([customer_id], by=by, now=now)
    end_resumed_of_unwound(people, now=now)
    settle_channels(people, now=now)
    give_a_day_to_reopened(people, UNMERGED, now=now)
    return went


def _give_back(plan: Plan, merged_id: int, rows: Sequence[int]) -> None:
    """A plan of the sale of one of `rows` is that row's, whatever was merged and undone meanwhile;
    of a row that was merged into the parted one before, it stays noted."""
    whose = plan.merged_from_id
    if plan.delivery is not None and plan.delivery.customer_id in rows:
        whose = plan.delivery.customer_id
    plan.customer_id, plan.merged_from_id = merged_id, None if whose == merged_id else whose
    plan.save(update_fields=["customer", "merged_from"])


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
    plan.go_on_as(customer_id)
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
