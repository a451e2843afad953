"""A promise before and after: the change is written, and each slip of its date is kept."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from customers.actions import lock_customers
from dealerfollow.stores.models import User
from dealerfollow.tenancy.plain_writes import insert
from deliveries.events import DeliveriesHappened, promises_changed
from deliveries.models import WeOwe, WeOweChange
from deliveries.queries.standing import standing_of
from deliveries.rules.desk_words import Said, after

COLUMNS = ("status", "stage", "promised_on", "word", "settled_at", "cancelled_why")
NEWS = ("word_at", "word_by", "first_quoted_on")


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
        "word_by": by,
        "first_quoted_on": we_owe.first_quoted_on or became.promised_on,
    }
    if became.is_settled:
        values |= {"settled_at": now, "cancelled_why": said.why[:200]}
    return values


def lock_with_customers(ids: Collection[int]) -> list[WeOwe]:
    """The promises of these ids, held until the transaction ends; their customers first, as
    logging does. By id, each with its store and customer."""
    lock_customers(WeOwe.objects.filter(pk__in=ids).values("customer"))
    rows = WeOwe.objects.filter(pk__in=ids).select_related("store", "customer").order_by("pk")
    return list(rows.select_for_update(of=("self",), no_key=True))


def change_of(before: WeOwe, after: WeOwe, by: User | None, now: datetime) -> WeOweChange | None:
    """The row that keeps what a promise was; None when neither its dates nor its state changed."""
    was = (before.promised_on, before.told_on, before.status)
    if was == (after.promised_on, after.told_on, after.status):
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
        word=after.word,
        at=now,
        by=by,
    )


def keep_change(before: WeOwe, after: WeOwe, by: User | None, now: datetime) -> None:
    """Keeps what a promise was, when its dates or its state changed; by an undo too."""
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
