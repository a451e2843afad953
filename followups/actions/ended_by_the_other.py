"""What the other person's stop or death had ended while two rows were one (edge cases 65, 70)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q

from customers.models import Customer
from customers.queries import rows_of_person
from customers.rules.ways import STOPPED
from dealerfollow.stores.models import User
from followups.actions.death import DIED
from followups.actions.death_corrected import resume_plan
from followups.actions.heirs_day import give_a_day
from followups.actions.stop_corrected import BY_SILENCE, reopen_stopped
from followups.models import FollowUp, FollowUpEvent, Plan
from followups.rules.clock import on_time_until
from followups.rules.outcomes import ONE_DAY_KINDS


def reopen_parted(
    customer_ids: Sequence[int], joined_at: datetime, reason: str, *, by: User | None, now: datetime
) -> int:
    """Opens again what ended, or was planned as ended, since `joined_at`, for those who may be
    contacted now that they are parted. Returns how many. Idempotent.

    By state and reason, not by the moment: a stop may have been told, or somebody who was silent
    joined, at any time since. What their own words ended stays so, and so does a greeting whose day
    has passed. Due where it was, or on the next open day when that has passed. Plans that the
    other's death had ended go on from today.
    """
    people = list(Customer.objects.filter(pk__in=customer_ids))
    free = [one.pk for one in people if not one.ways & STOPPED]
    ended = FollowUp.objects.filter(
        BY_SILENCE, state=FollowUp.State.STOPPED, closed_at__gte=joined_at
    )
    for customer_id in free:
        at_rows = ended.filter(customer__in=rows_of_person(customer_id)[1:])
        for plan in Plan.objects.filter(pk__in=at_rows.values("plan")):  # ended before they went on
            plan.go_on_as(customer_id)
            plan.save(update_fields=["customer", "merged_from"])
        at_rows.update(customer=customer_id)
    rows = ended.filter(customer__in=free).select_related("store", "closed_by")
    found = rows.prefetch_related("closed_by__belongings")
    ids = [row.pk for row in found if not (_is_past_greeting(row, now) or _said_it(row))]
    count = reopen_stopped(Q(pk__in=ids), free, reason, by=by, now=now)
    # Of who lives, whatever they asked for: their silence ends rows and no plan.
    living = [one.pk for one in people if one.died_on is None]
    plans = Plan.objects.filter(customer__in=living, ended_reason=DIED)
    for plan in plans.select_related("store", "delivery").order_by("pk"):
        if plan.ended_on and plan.ended_on >= plan.store.day_of(joined_at):
            resume_plan(plan, now)
    return count


def give_a_day_to_reopened(customer_ids: Iterable[int], reason: str, *, now: datetime) -> None:
    """Who makes what was opened for `reason` at `now` has one full working day: nobody could have
    made it before (edge case 73). After the follow-ups are with their owners. Idempotent."""
    events = FollowUpEvent.objects.filter(kind="reopened", reason=reason, at=now)
    opened = FollowUp.objects.open().filter(
        customer__in=list(customer_ids), pk__in=events.values("follow_up")
    )
    by_owner: dict[tuple[int, int], list[FollowUp]] = {}
    for row in opened.select_related("store", "owner").order_by("pk"):
        by_owner.setdefault((row.store_id, row.owner_id), []).append(row)
    for rows in by_owner.values():
        theirs = FollowUp.objects.filter(pk__in=[row.pk for row in rows])
        give_a_day(theirs, rows[0].store, rows[0].owner, now=now)


def _is_past_greeting(row: FollowUp, now: datetime) -> bool:
    last = on_time_until(row.first_due_on, row.clock_on)
    return row.kind in ONE_DAY_KINDS and last < row.store.day_of(now)


def _said_it(row: FollowUp) -> bool:
    """Ended by a talk in which they themselves asked, or nobody knows which of the two did."""
    if row.closed_by is None:
        return False
    given = max(row.closed_by.belongings.all(), key=lambda one: one.pk, default=None)
    if given is None:
        return row.closed_by.customer_id == row.customer_id
    return given.is_noted or given.customer_id == row.customer_id
