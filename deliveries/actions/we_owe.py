"""What the store owes: promised, told, ready, settled."""

from collections.abc import Iterable
from copy import copy
from datetime import date, datetime
from typing import Any

from django.db import transaction

from customers.models import Customer
from dealerfollow.stores.models import Store, User
from dealerfollow.tenancy.plain_writes import insert
from deliveries.events import DeliveriesHappened, promises_changed
from deliveries.models import Delivery, WeOwe, WeOweChange
from deliveries.rules.we_owe import kind_of_item


def owe(
    store: Store,
    customer: Customer,
    item: str,
    *,
    department: str,
    promised_on: date | None,
    by: User | None,
    today: date,
    delivery: Delivery | None = None,
    told_on: date | None = None,
    owed_by: str = "store",
    kind: str = "",
) -> WeOwe:
    """Writes a promise down, made at the sale or on a call. The same item, open or ready, is owed
    once. Without a `kind` the words of the item tell it: money or a trade-in back outlive an
    unwound sale (edge case 38)."""
    item = " ".join(item.split())[:120]
    same = WeOwe.objects.open().filter(store=store, customer=customer, delivery=delivery)
    known = same.filter(item=item).first()
    if known is not None:
        return known
    we_owe = WeOwe(
        group_id=store.group_id,
        store=store,
        customer=customer,
        delivery=delivery,
        item=item,
        department=department,
        promised_on=promised_on,
        told_on=told_on,
        owed_by=owed_by,
        kind=kind or kind_of_item(item),
        made_on=today,
        made_by=by,
    )
    insert(we_owe)
    return we_owe


@transaction.atomic
def say_word(
    we_owe: WeOwe,
    *,
    word: str,
    promised_on: date | None,
    is_ready: bool,
    by: User,
    now: datetime,
) -> WeOwe:
    """The department's news: what happened, and by when. It leads the customer's next card.

    Every slip of the date is kept, and the customer is to be told (edge case 81). Nothing when
    somebody settled it meanwhile: it is not open again. Idempotent.
    """
    status = WeOwe.Status.READY if is_ready else WeOwe.Status.OPEN
    changes: dict[str, Any] = {"word": word[:200], "word_at": now, "word_by": by}
    changes |= {"promised_on": promised_on, "status": status}
    return _change(we_owe, changes, by, now, is_logged=False)


def say_word_of_many(
    we_owes: Iterable[WeOwe], *, word: str, promised_on: date, by: User, now: datetime
) -> int:
    """One delay that is everybody's, in one wording: the state is late with the plates (edge case
    82). Each customer is told once. Returns how many promises were open. Idempotent."""
    told = [
        say_word(
            one,
            word=word,
            promised_on=promised_on,
            is_ready=one.status == WeOwe.Status.READY,
            by=by,
            now=now,
        )
        for one in sorted(we_owes, key=lambda one: one.pk)
    ]
    return sum(one.settled_at is None for one in told)


def _change(
    we_owe: WeOwe, changes: dict[str, Any], by: User | None, now: datetime, *, is_logged: bool
) -> WeOwe:
    """Changes it unless it was settled meanwhile, and keeps what it was. The higher floors hear
    of it, except of what a log says: the log itself answers what it was about."""
    before = WeOwe.objects.select_for_update(no_key=True).get(pk=we_owe.pk)
    if before.settled_at is not None:
        we_owe.refresh_from_db(fields=["status", "settled_at"])
        return we_owe
    for name, value in changes.items():
        setattr(we_owe, name, value)
    we_owe.told_on = changes.get("told_on", before.told_on)
    we_owe.save(update_fields=list(changes))
    keep_change(before, we_owe, by, now)
    if not is_logged:
        today = we_owe.store.day_of(now)
        promises_changed.emit(DeliveriesHappened(we_owe.store_id, (we_owe.pk,), today, now))
    return we_owe


def keep_change(before: WeOwe, after: WeOwe, by: User | None, now: datetime) -> None:
    """Keeps what a promise was, when its dates or its state changed; by an undo too."""
    was = (before.promised_on, before.told_on, before.status)
    if was == (after.promised_on, after.told_on, after.status):
        return
    insert(
        WeOweChange(
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
    )


@transaction.atomic
def settle_we_owe(
    we_owe: WeOwe,
    *,
    by: User | None,
    now: datetime,
    is_cancelled: bool = False,
    is_logged: bool = False,
) -> WeOwe:
    """Closes a promise: the customer has it, or it is no longer owed. Idempotent."""
    status = WeOwe.Status.CANCELLED if is_cancelled else WeOwe.Status.DONE
    changes = {"status": status, "settled_at": now, "word_by": by, "word_at": now}
    return _change(we_owe, changes, by, now, is_logged=is_logged)


def tell_date(we_owe: WeOwe, told_on: date, *, by: User | None, now: datetime) -> WeOwe:
    """Keeps which date the customer was told last, and the one before."""
    before = copy(we_owe)
    we_owe.told_on = told_on
    we_owe.save(update_fields=["told_on"])
    keep_change(before, we_owe, by, now)
    return we_owe
