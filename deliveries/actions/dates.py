"""The day of delivery corrected, the sale undone, the sale contracted again."""

from datetime import date, datetime

from django.db import transaction

from dealerfollow.stores.models import Store, User
from deliveries.actions.gathering import begin_follow_up, happened
from deliveries.actions.on_record import cleared_days, save_changes
from deliveries.events import (
    deliveries_corrected,
    deliveries_revived,
    deliveries_unwound,
)
from deliveries.models import DateClearing, Delivery


def is_before_start(store: Store, delivered_on: date | None) -> bool:
    """Delivered before the store's follow-up began: no post-sale call (decision 1)."""
    return delivered_on is not None and delivered_on < store.follow_up_starts_on


@transaction.atomic
def correct_delivered_on(
    store: Store,
    delivery: Delivery,
    delivered_on: date,
    *,
    by: User | None,
    now: datetime,
    source: str = "typed",
    date_source: str = "typed",
) -> None:
    """Moves the anchor: untried follow-ups are re-dated under the same key, tried ones stay.

    Recorded, since only such a correction may move a first due day (edge case 36, I9). A sale
    that had no date yet begins its follow-up. Idempotent.
    """
    if delivery.delivered_on == delivered_on:
        return
    is_first = delivery.delivered_on is None
    is_before = is_before_start(store, delivered_on)
    news = {
        "delivered_on": delivered_on,
        "delivered_on_source": date_source,
        "is_before_start": is_before and (is_first or delivery.is_before_start),
    }
    save_changes(delivery, news, source, by, now)
    DateClearing.objects.waiting().filter(delivery=delivery).update(
        answered_at=now, answered_by=by, is_approved=False
    )  # the right day answers it
    if is_first:
        begin_follow_up(store, delivery, now, None)
    if not is_first or cleared_days(delivery).exists():
        deliveries_corrected.emit(happened(store, delivery, now))


@transaction.atomic
def unwind_delivery(
    store: Store,
    delivery: Delivery,
    unwound_on: date,
    *,
    by: User | None,
    now: datetime,
    source: str = "typed",
) -> None:
    """Undoes a delivered sale: its open follow-ups end "unwound" (edge case 38). Idempotent.

    What is owed for the car ends with it; money and the trade-in are still to be given back.
    """
    if delivery.unwound_on is not None:
        return
    save_changes(delivery, {"unwound_on": unwound_on}, source, by, now)
    deliveries_unwound.emit(happened(store, delivery, now))


@transaction.atomic
def revive_delivery(
    store: Store, delivery: Delivery, *, by: User | None, now: datetime, source: str = "typed"
) -> None:
    """The unwound sale of this car to this buyer is contracted again: its plan goes on from the
    first delivery, and who was called already is not called again (edge case 39). Idempotent."""
    if delivery.unwound_on is None:
        return
    save_changes(delivery, {"unwound_on": None}, source, by, now)
    deliveries_revived.emit(happened(store, delivery, now))
