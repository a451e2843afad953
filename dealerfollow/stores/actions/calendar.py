"""What a store's days look like: its settings, closed days, and the days off of its people."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from dealerfollow.stores.events import calendar_changed
from dealerfollow.stores.models import Absence, ClosedDay, Store, User

CALENDAR_FIELDS = frozenset({"state", "time_zone", "weekly_hours", "holiday_names"})


@transaction.atomic
def change_store(store: Store, told: Mapping[str, Any], *, now: datetime) -> list[str]:
    """Saves these settings of a store; returns the names of those that changed. Idempotent.

    One that changes the calendar re-dates open follow-ups in the same transaction.
    """
    store = Store.objects.select_for_update(no_key=True).get(pk=store.pk)
    changed = [name for name, value in told.items() if value != getattr(store, name)]
    for name in changed:
        setattr(store, name, told[name])
    if changed:
        store.save(update_fields=changed)
    if CALENDAR_FIELDS & set(changed):
        calendar_changed.emit((store.pk, now))
    return changed


def close_store_on(
    store: Store, day: date, *, reason: str, by: User | None, now: datetime
) -> ClosedDay:
    """Declares a closed day and re-dates the open follow-ups that fall on it. Idempotent."""
    return close_store_between(store, day, day, reason=reason, by=by, now=now)[0]


@transaction.atomic
def close_store_between(
    store: Store, first: date, last: date, *, reason: str, by: User | None, now: datetime
) -> list[ClosedDay]:
    """Declares every day from `first` to `last` (both included) closed, at once: what is due then
    is spread over the open days after the whole of it (edge case 6). Days of the past may be among
    them; misses that they left stay. A day declared already keeps its row and its reason.
    Idempotent. Raises ValueError when `last` is earlier than `first`.
    """
    if last < first:
        raise ValueError(f"{last} is before {first}")
    declared = ClosedDay.objects.filter(store=store, revoked_at=None, on__range=(first, last))
    known = set(declared.values_list("on", flat=True))
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    new = [
        ClosedDay(
            group_id=store.group_id,
            store=store,
            on=day,
            reason=reason,
            declared_at=now,
            declared_by=by,
        )
        for day in days
        if day not in known
    ]
    # Somebody else may be declaring one of them right now: theirs is as good.
    ClosedDay.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        store.closed_on = None  # what was read with the store is no longer all
        calendar_changed.emit((store.pk, now))
    return list(declared.order_by("on"))


@transaction.atomic
def open_store_after_all(closed: ClosedDay, *, now: datetime) -> None:
    """Takes a closed day back; the row stays. What had moved stays moved (edge case 7).

    Idempotent.
    """
    if closed.revoked_at is None:
        closed.revoked_at = now
        closed.save(update_fields=["revoked_at"])
        calendar_changed.emit((closed.store_id, now))


def add_absence(
    store: Store,
    user: User,
    *,
    starts_on: date,
    ends_on: date,
    reason: str = "",
    by: User | None,
    now: datetime,
) -> Absence:
    """Records whole days off, both ends included. Misses already written stay (edge case 26)."""
    return Absence.objects.create(
        group_id=store.group_id,
        store=store,
        user=user,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        entered_at=now,
        entered_by=by,
    )


def remove_absence(absence: Absence) -> None:
    """They work after all. Idempotent."""
    Absence.objects.filter(pk=absence.pk).delete()
