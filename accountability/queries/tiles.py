"""What must not fall through: sales without a follow-up, cars not delivered, a silent feed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet

from accountability.rules.feeds import Feed, sold_file_state
from dealerfollow.stores.models import Store
from dealerfollow.stores.queries import calendars_of
from deliveries.models import Delivery, ImportBatch
from deliveries.rules.waiting import sold_by
from followups.models import FollowUp
from followups.models.follow_up import FollowUpQuerySet
from followups.rules.brief.promises import DELIVERY_KINDS

FEED_DAYS = 31


def unscheduled(stores: Sequence[Store]) -> QuerySet[Delivery]:
    """Delivered on or after the store's start, and no post-sale follow-up, open or closed: must be
    none (invariant I1). At any time, not only after a sweep."""
    has_call = FollowUp.objects.filter(delivery=OuterRef("pk"), kind="post_sale")
    return (
        Delivery.objects.delivered()
        .filter(
            store__in=[store.pk for store in stores],
            is_before_start=False,
            delivered_on__gte=F("store__follow_up_starts_on"),
        )
        .exclude(Exists(has_call))
    )


def undelivered(stores: Sequence[Store], *, now: datetime) -> QuerySet[Delivery]:
    """Sold 5 days ago or longer and not delivered (edge case 35): no follow-up starts before the
    car goes home."""
    rows = Delivery.objects.none()
    by_day: dict[date, list[int]] = {}
    for store in stores:
        by_day.setdefault(sold_by(store.day_of(now)), []).append(store.pk)
    for last, store_ids in by_day.items():
        rows = rows | Delivery.objects.waiting().filter(store__in=store_ids, sold_on__lte=last)
    return rows


def flagged(stores: Sequence[Store]) -> FollowUpQuerySet:
    """Follow-ups still to be made about a delivery that had something uncomfortable about it
    (line 4, in the neutral words of decision 14): they stay due, and the manager sees which."""
    rows: FollowUpQuerySet = FollowUp.objects.open()
    return rows.filter(
        store__in=[store.pk for store in stores],
        kind__in=DELIVERY_KINDS,
        delivery__flags__len__gt=0,
        delivery__unwound_on=None,
    )


def imported_files(stores: Sequence[Store], *, now: datetime) -> QuerySet[ImportBatch]:
    """Files of the last month of which something was, or is being, imported; newest first."""
    taken = (ImportBatch.Status.WAITING, ImportBatch.Status.RUNNING, ImportBatch.Status.DONE)
    return ImportBatch.objects.filter(
        store__in=[store.pk for store in stores],
        status__in=taken,
        received_at__gte=now - timedelta(days=FEED_DAYS),
    ).order_by("-received_at", "-id")


@dataclass(frozen=True, slots=True)
class Watch:
    """The three tiles' facts. `feeds` holds one Feed per store."""

    unscheduled: int
    undelivered: int
    oldest_sold_on: date | None
    feeds: tuple[tuple[Store, Feed], ...]


def watch(stores: Sequence[Store], *, now: datetime) -> Watch:
    """What the tiles show now, in 4 queries."""
    waiting = list(undelivered(stores, now=now).values_list("sold_on", flat=True))
    return Watch(
        unscheduled(stores).count(),
        len(waiting),
        min(waiting, default=None),
        _feeds(stores, now),
    )


def _feeds(stores: Sequence[Store], now: datetime) -> tuple[tuple[Store, Feed], ...]:
    calendars = calendars_of(stores, today=now.date())
    newest = imported_files(stores, now=now).order_by("store_id", "-received_at")
    last = dict(newest.distinct("store_id").values_list("store_id", "received_at"))
    found = []
    for store in stores:
        came_at = last.get(store.pk)
        feed = sold_file_state(
            store.sold_file_expected_at,
            came_at.astimezone(store.zone) if came_at else None,
            local_now=now.astimezone(store.zone),
            is_open=calendars[store.pk].is_open,
        )
        found.append((store, feed))
    return tuple(found)


def open_today(stores: Sequence[Store], *, now: datetime) -> int:
    """Follow-ups due today and still open: they join the numbers tonight."""
    today = {store.pk: store.day_of(now) for store in stores}
    return sum(
        due_on == today[store_id]
        for store_id, due_on in FollowUp.objects.open()
        .filter(store__in=list(today), due_on__range=(min(today.values()), max(today.values())))
        .values_list("store_id", "due_on")
    )
