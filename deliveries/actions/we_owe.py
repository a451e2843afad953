"""What the store owes: promised, told, ready, settled."""

from datetime import date, datetime
from typing import Any

from customers.models import Customer
from dealerfollow.stores.models import Store, User
from dealerfollow.tenancy.plain_writes import insert
from deliveries.models import Delivery, WeOwe


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
) -> WeOwe:
    """Writes a promise down, made at the sale or on a call. The same item, open or ready, is owed
    once."""
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
        made_on=today,
        made_by=by,
    )
    insert(we_owe)
    return we_owe


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

    Nothing when somebody settled it meanwhile: it is not open again.
    """
    status = WeOwe.Status.READY if is_ready else WeOwe.Status.OPEN
    _change_unsettled(
        we_owe, word=word[:200], word_at=now, word_by=by, promised_on=promised_on, status=status
    )
    return we_owe


def _change_unsettled(we_owe: WeOwe, **changes: Any) -> None:
    """Compare and set in one statement, which waits for whoever changes it just now; what was
    settled meanwhile stays, and is read."""
    if WeOwe.objects.filter(pk=we_owe.pk, settled_at=None).update(**changes):
        for name, value in changes.items():
            setattr(we_owe, name, value)
    else:
        we_owe.refresh_from_db(fields=["status", "settled_at"])


def settle_we_owe(we_owe: WeOwe, *, by: User, now: datetime, is_cancelled: bool = False) -> WeOwe:
    """Closes a promise: the customer has it, or it is no longer owed. Idempotent."""
    status = WeOwe.Status.CANCELLED if is_cancelled else WeOwe.Status.DONE
    _change_unsettled(we_owe, status=status, settled_at=now, word_by=by, word_at=now)
    return we_owe


def tell_date(we_owe: WeOwe, told_on: date) -> WeOwe:
    """Keeps which date the customer was told last."""
    we_owe.told_on = told_on
    we_owe.save(update_fields=["told_on"])
    return we_owe
