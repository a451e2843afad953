"""Two rows that are one person: joined and parted, with nothing moved that could not come back."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from customers.actions.ways import lock_customers, refresh_ways
from customers.events import CustomersMerged, customers_merged, customers_unmerged
from customers.models import Customer, CustomerMerge, CustomerUnmerge
from customers.queries.merged import beneath, last_merge_of, latest_deliveries
from customers.rules.merging import is_death_since, survivor
from dealerfollow.lib.events import Event
from dealerfollow.stores.models import User


class MergeRefused(Exception):
    """Nothing was merged or parted; `code` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@transaction.atomic
def merge_customers(
    one: Customer, other: Customer, *, words: str, by: User | None, now: datetime
) -> CustomerMerge:
    """Makes the two rows one person; who goes on is the one with the latest delivery.

    Numbers, stops, consents and tries stay on their rows and are read over all of them, the
    strictest word first (edge case 65); open follow-ups and running plans go to who goes on, in
    this transaction. Raises MergeRefused: same_row, already_merged. Never done silently: decision 9
    lets matching propose, and a person says so in `words`.
    """
    if one.pk == other.pk:
        raise MergeRefused("same_row")
    lock_customers({*beneath(one.pk), *beneath(other.pk)})
    found = Customer.objects.in_bulk([one.pk, other.pk])
    if any(customer.merged_into_id for customer in found.values()):
        raise MergeRefused("already_merged")
    stays = survivor(one.pk, other.pk, latest_deliveries(found))
    goes = other.pk if stays == one.pk else one.pk
    merge = CustomerMerge.objects.create(
        group_id=one.group_id,
        survivor_id=stays,
        merged_id=goes,
        words=words[:200],
        at=now,
        by=by,
    )
    rows = beneath(goes)
    Customer.objects.filter(pk__in=rows).update(merged_into=stays, merged_at=now)
    _tell(customers_merged, merge, stays, rows, by, now)
    return merge


@transaction.atomic
def unmerge_customers(
    merge: CustomerMerge, *, words: str, by: User | None, now: datetime
) -> CustomerUnmerge:
    """Takes a merge back: each row has its own numbers, stops, consents and follow-ups again.

    What was said since the merge stays with who went on; tries made since go to whose number was
    dialed (edge case 67). Who died since may be either: both stay silent until somebody says which
    of them lives (correct_death). Twice is one un-merge. Raises MergeRefused without words.
    """
    if not words.strip():
        raise MergeRefused("words_required")
    # Whoever goes on may be merged into somebody else by now: they are held too, in one go.
    lock_customers({merge.survivor_id, *beneath(merge.merged_id), *_went_on(merge)})
    done = CustomerUnmerge.objects.filter(merge=merge).first()
    if done is not None:
        return done
    (went_on,) = _went_on(merge)
    rows = beneath(merge.merged_id)
    done = CustomerUnmerge.objects.create(
        group_id=merge.group_id, merge=merge, words=words.strip()[:200], at=now, by=by
    )
    _part(merge.merged_id, rows)
    who_died = _keep_silent(merge)
    _tell(customers_unmerged, merge, went_on, rows, by, now, who_died=who_died)
    return done


def _went_on(merge: CustomerMerge) -> list[int]:
    """The id of the customer into whom the merged row counts now; empty when it was parted."""
    row = Customer.objects.filter(pk=merge.merged_id, merged_into__isnull=False)
    return [pk for pk in row.values_list("merged_into", flat=True) if pk]


def _part(top: int, rows: Iterable[int]) -> None:
    """The row stands for itself again, with those that had been merged into it before."""
    Customer.objects.filter(pk=top).update(merged_into=None, merged_at=None)
    below = [pk for pk in rows if pk != top]
    merges = CustomerMerge.objects.filter(merged__in=below, undone=None).order_by("id")
    for pk, at in merges.values_list("merged", "at"):
        Customer.objects.filter(pk=pk).update(merged_into=top, merged_at=at)


def _keep_silent(merge: CustomerMerge) -> int | None:
    """A death recorded of the person while the parted row was part of it may be theirs, and holds
    for them as well. Returns on which row it was recorded; None where nobody fell silent by it.

    Who went on may have been merged into others since: each is asked from the moment on at which
    the parted row came to count into it.
    """
    joined: CustomerMerge | None = merge
    while joined is not None:
        one = Customer.objects.select_related("store").get(pk=joined.survivor_id)
        if is_death_since(one.died_on, one.death_recorded_at, joined.at, zone=one.store.zone):
            living = Customer.objects.filter(pk=merge.merged_id, died_on=None)
            is_news = living.update(
                died_on=one.died_on,
                death_recorded_at=one.death_recorded_at,
                estate_contact=one.estate_contact,
            )
            return one.pk if is_news else None
        joined = last_merge_of(one.pk)
    return None


def _tell(
    event: Event[CustomersMerged],
    merge: CustomerMerge,
    went_on: int,
    rows: Iterable[int],
    by: User | None,
    now: datetime,
    *,
    who_died: int | None = None,
) -> None:
    refresh_ways([went_on, merge.merged_id], now=now)
    event.emit(CustomersMerged(went_on, merge.merged_id, tuple(rows), by, now, who_died))
