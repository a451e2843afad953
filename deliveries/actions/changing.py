"""A promise before and after: the change is written, and each slip of its date is kept."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from copy import copy
from datetime import datetime
from typing import Any

from customers.actions import lock_customers
from dealerfollow.stores.actions import hold_staff
from dealerfollow.stores.models import User
from dealerfollow.tenancy.plain_writes import insert
from deliveries.events import DeliveriesHappened, promises_changed
from deliveries.models import WeOwe, WeOweChange
from deliveries.queries.standing import standing_of
from deliveries.rules.desk_words import Said, after

COLUMNS = ("status", "stage", "promised_on", "word", "settled_at", "cancelled_why")
KEPT = ("promised_on", "told_on", "status", "stage", "used")
NEWS = ("word_at", "word_by_id", "first_quoted_on")


def changed_by(we_owe: WeOwe, said: Said, by: User | None, now: datetime) -> dict[str, Any]:
    """The columns that the words of a desk change, with their new values; empty when it stands so
    already."""
    before = standing_of(we_owe)
    became = after(before, said)
    if became == before:
        return {}
    values: dict[str, Any] = {
        "status": became.status,
        "stage": became.stage,
        "promised_on": became.promised_on,
        "word": became.word[:200],
        "word_at": now,
        "word_by_id": by.pk if by else None,
        "first_quoted_on": we_owe.first_quoted_on or became.promised_on,
    }
    if became.is_settled:
        values["settled_at"] = now
    if became.status == WeOwe.Status.CANCELLED:
        values["cancelled_why"] = said.why[:200]
    return values


def change_rows(
    rows: Sequence[WeOwe], said: Said, by: User | None, now: datetime, *, is_logged: bool = False
) -> list[WeOwe]:
    """Says it of all of these, which the caller holds, with two statements; those that changed.
    The higher floors are told once a store, and not of what is logged."""
    changed, kept = [], []
    for row in rows:
        values = changed_by(row, said, by, now)
        if not values:
            continue
        before = copy(row)
        for name, value in values.items():
            setattr(row, name, value)
        changed.append(row)
        if change := change_of(before, row, by, now):
            kept.append(change)
    if changed:
        WeOwe.objects.bulk_update(changed, [*COLUMNS, *(n.removesuffix("_id") for n in NEWS)])
        insert(*kept)
        if not is_logged:
            tell_higher_floors(changed, now)
    return changed


def repeat_news(we_owe: WeOwe, by: User | None, now: datetime) -> None:
    """The same words again of what is still owed: they hold as of today."""
    if we_owe.settled_at is None:
        we_owe.word_at, we_owe.word_by = now, by
        we_owe.save(update_fields=["word_at", "word_by"])


def lock_rows(ids: Collection[int]) -> list[WeOwe]:
    """The promises of these ids as they stand now, held until the transaction ends. By id, each
    with its store and customer. The caller holds the customers."""
    rows = WeOwe.objects.filter(pk__in=ids).select_related("store", "customer").order_by("pk")
    return list(rows.select_for_update(of=("self",), no_key=True))


def lock_with_customers(ids: Collection[int]) -> list[WeOwe]:
    """lock_rows; before them their customers, and first the staff of their stores, one of whom is
    given the call that tells it: logging locks in the same order."""
    rows = WeOwe.objects.filter(pk__in=ids)
    hold_staff(rows.values_list("store", flat=True))
    lock_customers(rows.values("customer"))
    return lock_rows(ids)


def change_of(before: WeOwe, after: WeOwe, by: User | None, now: datetime) -> WeOweChange | None:
    """The row that keeps what a promise was; None when neither its dates, nor its state, nor how
    far it has come or is used up changed."""
    if all(getattr(before, name) == getattr(after, name) for name in KEPT):
        return None
    return WeOweChange(
        group_id=after.group_id,
        we_owe=after,
        promised_was=before.promised_on,
        promised_on=after.promised_on,
        told_was=before.told_on,
        told_on=after.told_on,
        status_was=before.status,
        status=after.status,
        stage_was=before.stage,
        stage=after.stage,
        used_was=before.used,
        used=after.used,
        # Why it is no longer owed stays here, also when it is opened again.
        word=after.cancelled_why or after.word,
        at=now,
        by=by,
    )


def keep_change(before: WeOwe, after: WeOwe, by: User | None, now: datetime) -> None:
    """Keeps what a promise was, when change_of finds anything to keep; by an undo too."""
    if change := change_of(before, after, by, now):
        insert(change)


def tell_higher_floors(changed: Sequence[WeOwe], now: datetime) -> None:
    """Whoever has calls about them hears it, store by store, in this transaction."""
    by_store: dict[int, list[WeOwe]] = defaultdict(list)
    for we_owe in changed:
        by_store[we_owe.store_id].append(we_owe)
    for store_id, rows in by_store.items():
        today = rows[0].store.day_of(now)
        ids = tuple(row.pk for row in rows)
        promises_changed.emit(DeliveriesHappened(store_id, ids, today, now))
