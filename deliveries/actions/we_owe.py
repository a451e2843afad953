"""What the store owes: promised, told, ready, settled."""

from collections.abc import Iterable
from copy import copy
from datetime import date, datetime
from typing import Any

from django.db import transaction

from customers.actions import lock_customers
from customers.models import Customer
from dealerfollow.stores.models import Store, User
from dealerfollow.tenancy.plain_writes import insert
from deliveries.actions.changing import keep_change, tell_higher_floors
from deliveries.models import Delivery, WeOwe
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
    is_safety: bool = False,
    uses: int | None = None,
) -> WeOwe:
    """Writes a promise down, made at the sale or on a call. The same item, open or ready, is owed
    once. Without a `kind` the words of the item tell it: money or a trade-in back outlive an
    unwound sale (edge case 38). With `uses` it is a perk, used up bit by bit (line 50)."""
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
        kind=kind or (WeOwe.Kind.PERK if uses else kind_of_item(item)),
        is_safety=is_safety,
        uses=uses,
        first_quoted_on=told_on or promised_on,
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
    stage: str | None = None,
) -> WeOwe:
    """The department's news: what happened, and by when. It leads the customer's next card.

    Every slip of the date is kept, and the customer is to be told (edge case 81). Nothing when
    somebody settled it meanwhile: it is not open again. Without a `stage` it stays. Idempotent.
    """
    status = WeOwe.Status.READY if is_ready else WeOwe.Status.OPEN
    changes: dict[str, Any] = {"word": word[:200], "word_at": now, "word_by": by}
    changes |= {"promised_on": promised_on, "status": status}
    if stage is not None:
        changes["stage"] = stage
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
    if not is_logged:
        lock_customers([we_owe.customer_id])
    before = WeOwe.objects.select_for_update(no_key=True).get(pk=we_owe.pk)
    if before.settled_at is not None:
        we_owe.refresh_from_db(fields=["status", "settled_at"])
        return we_owe
    if before.first_quoted_on is None and changes.get("promised_on"):
        changes = {**changes, "first_quoted_on": changes["promised_on"]}
    for name, value in changes.items():
        setattr(we_owe, name, value)
    we_owe.told_on = changes.get("told_on", before.told_on)
    we_owe.save(update_fields=list(changes))
    keep_change(before, we_owe, by, now)
    if not is_logged:
        tell_higher_floors([we_owe], now)
    return we_owe


@transaction.atomic
def settle_we_owe(
    we_owe: WeOwe,
    *,
    by: User | None,
    now: datetime,
    is_cancelled: bool = False,
    why: str = "",
    word: str = "",
    is_logged: bool = False,
) -> WeOwe:
    """Closes a promise: the customer has it, or it is no longer owed, and `why`. Idempotent."""
    status = WeOwe.Status.CANCELLED if is_cancelled else WeOwe.Status.DONE
    changes: dict[str, Any] = {"status": status, "settled_at": now, "word_by": by, "word_at": now}
    if word:
        changes["word"] = word[:200]
    if is_cancelled:
        changes["cancelled_why"] = why[:200]
    return _change(we_owe, changes, by, now, is_logged=is_logged)


def tell_date(we_owe: WeOwe, told_on: date, *, by: User | None, now: datetime) -> WeOwe:
    """Keeps which date the customer was told last, and the one before."""
    before = copy(we_owe)
    we_owe.told_on = told_on
    we_owe.first_quoted_on = we_owe.first_quoted_on or told_on
    we_owe.save(update_fields=["told_on", "first_quoted_on"])
    keep_change(before, we_owe, by, now)
    return we_owe
