"""What the store owes: promised, told, ready, settled."""

from datetime import date, datetime

from django.db import transaction

from customers.models import Customer
from dealerfollow.stores.models import Store, User
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
    return same.filter(item=item).first() or WeOwe.objects.create(
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

    Nothing when somebody settled it meanwhile: it is not open again.
    """
    _lock(we_owe)
    if we_owe.settled_at is not None:
        return we_owe
    we_owe.word, we_owe.word_at, we_owe.word_by = word[:200], now, by
    we_owe.promised_on = promised_on
    we_owe.status = WeOwe.Status.READY if is_ready else WeOwe.Status.OPEN
    we_owe.save(update_fields=["word", "word_at", "word_by", "promised_on", "status"])
    return we_owe


def _lock(we_owe: WeOwe) -> None:
    """Waits for whoever changes it just now, and reads where it stands."""
    locked = WeOwe.objects.select_for_update(no_key=True)
    we_owe.refresh_from_db(fields=["status", "settled_at"], from_queryset=locked)


@transaction.atomic
def settle_we_owe(we_owe: WeOwe, *, by: User, now: datetime, is_cancelled: bool = False) -> WeOwe:
    """Closes a promise: the customer has it, or it is no longer owed. Idempotent."""
    _lock(we_owe)
    if we_owe.settled_at is None:
        we_owe.status = WeOwe.Status.CANCELLED if is_cancelled else WeOwe.Status.DONE
        we_owe.settled_at, we_owe.word_by, we_owe.word_at = now, by, now
        we_owe.save(update_fields=["status", "settled_at", "word_by", "word_at"])
    return we_owe


def tell_date(we_owe: WeOwe, told_on: date) -> WeOwe:
    """Keeps which date the customer was told last."""
    we_owe.told_on = told_on
    we_owe.save(update_fields=["told_on"])
    return we_owe
