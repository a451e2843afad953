"""A stop that nobody asked for was taken back in words: what it had ended is owed again."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from customers.models import Customer
from customers.rules.ways import STOPPED
from dealerfollow.stores.models import User
from dealerfollow.stores.queries import store_day
from deliveries.rules.we_owe import SURVIVES_UNWIND
from followups.actions.catch_up import catch_up
from followups.actions.death import DIED
from followups.actions.owner_changes import tell_rows
from followups.actions.settle_channels import settle_channels
from followups.actions.telling_managers import tell_managers_of
from followups.actions.unwound import reasons_of
from followups.models import FollowUp
from followups.rules.lawful_days import days_for

CORRECTED = "stop_corrected"
BY_SILENCE = Q(state_reason__startswith="asked_to_stop") | Q(state_reason=DIED)
"""What a stop ended, or a death: nobody may be contacted."""


def reopen_after_correction(
    stop_id: int,
    asked_at: datetime,
    customer_ids: Sequence[int],
    *,
    words: str,
    by: User,
    now: datetime,
) -> int:
    """Reopens what the stop had ended, and tells the managers (edge case 64). Idempotent.

    Due where it was, or on the next open day when that has passed; the first due day stays. Whoever
    is stopped by another request stays stopped. Returns the follow-ups reopened.
    """
    entered_afterwards = Q(closed_by__logged_at=asked_at)
    then = Q(closed_at=asked_at) | entered_afterwards
    count = reopen_stopped(then, customer_ids, CORRECTED, by=by, now=now)
    people = Customer.objects.filter(pk__in=customer_ids)
    tell_managers_of(people, CORRECTED, key=str(stop_id), words=words, by=by, now=now)
    return count


def reopen_stopped(
    which: Q, customer_ids: Sequence[int], reason: str, *, by: User | None, now: datetime
) -> int:
    """Opens again what a stop or a death had ended, `which` of it, for those who may be contacted
    now; what may be done about them is settled anew. Returns how many. Idempotent."""
    free = [c for c in Customer.objects.filter(pk__in=customer_ids) if not c.ways & STOPPED]
    ended = FollowUp.objects.filter(
        which,
        BY_SILENCE,
        customer__in=free,
        state=FollowUp.State.STOPPED,
    )
    _leave_unwound(ended)
    tell_rows(ended, "reopened", FollowUp.State.OPEN, reason, by=by, now=now)
    rows = list(ended.select_related("store", "customer"))
    for row in rows:
        day = store_day(row.store, now=now)
        days = days_for(day.calendar, row.customer.state, row.channel, day.today)
        row.due_on = max(row.due_on, days.next_open(day.today))
        row.state, row.state_reason = FollowUp.State.OPEN, ""
        row.closed_at, row.closed_by = None, None
        row.save(update_fields=["due_on", "state", "state_reason", "closed_at", "closed_by"])
    catch_up([row.pk for row in rows], by=by, now=now)
    settle_channels([c.pk for c in free], now=now)
    return len(rows)


def _leave_unwound(ended: QuerySet[FollowUp]) -> None:
    """Of a sale that was unwound since, nothing is owed again but what that leaves (edge 38)."""
    of_unwound = ended.filter(delivery__unwound_on__isnull=False)
    owed_still = of_unwound.filter(plan__we_owe__kind__in=SURVIVES_UNWIND)
    sales = dict(of_unwound.values_list("pk", "delivery"))
    for pk in owed_still.values_list("pk", flat=True):
        sales.pop(pk, None)
    reasons = reasons_of(sorted(set(sales.values())))
    for pk, delivery_id in sorted(sales.items()):
        FollowUp.objects.filter(pk=pk).update(state_reason=reasons[delivery_id])
