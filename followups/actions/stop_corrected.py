"""A stop that nobody asked for was taken back in words: what it had ended is owed again."""

from collections.abc import Sequence
from datetime import datetime

from customers.models import Customer
from customers.rules.ways import STOPPED
from dealerfollow.stores.models import Store, User
from dealerfollow.stores.queries import manager_ids_of, store_day
from followups.actions.owner_changes import tell_rows
from followups.actions.settle_channels import settle_channels
from followups.models import FollowUp, Notice

CORRECTED = "stop_corrected"


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
    free = [c for c in Customer.objects.filter(pk__in=customer_ids) if not c.ways & STOPPED]
    ended = FollowUp.objects.filter(
        customer__in=free,
        state=FollowUp.State.STOPPED,
        state_reason__startswith="asked_to_stop",
        closed_at=asked_at,
    )
    tell_rows(ended, "reopened", FollowUp.State.OPEN, CORRECTED, by=by, now=now)
    reopened = 0
    for row in ended.select_related("store"):
        day = store_day(row.store, now=now)
        row.due_on = max(row.due_on, day.calendar.next_open(day.today))
        row.state, row.state_reason = FollowUp.State.OPEN, ""
        row.closed_at, row.closed_by = None, None
        row.save(update_fields=["due_on", "state", "state_reason", "closed_at", "closed_by"])
        reopened += 1
    settle_channels([c.pk for c in free], now=now)
    _tell_managers(stop_id, customer_ids, words, by=by, now=now)
    return reopened


def _tell_managers(
    stop_id: int, customer_ids: Sequence[int], words: str, *, by: User, now: datetime
) -> None:
    """Every manager of the stores that know them: a stop is taken back in nobody's silence."""
    people = Customer.objects.filter(pk__in=customer_ids).order_by("pk")
    names = [customer.name for customer in people]
    stores = Store.objects.filter(pk__in={customer.store_id for customer in people})
    notices = [
        Notice(
            group_id=store.group_id,
            store=store,
            dedupe_key=f"{CORRECTED}:{stop_id}:{user_id}",
            kind=CORRECTED,
            to_id=user_id,
            facts={
                "names": names,
                "words": words,
                "by": by.name,
                "day": store.day_of(now).isoformat(),
            },
            send_after=now,
        )
        for store in stores
        for user_id in manager_ids_of(store)
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
