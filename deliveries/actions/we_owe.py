"""What the store owes: promised, told, ready, settled."""

from copy import copy
from datetime import date, datetime

from django.db import transaction

from customers.models import Customer
from dealerfollow.stores.models import Store, User
from dealerfollow.tenancy.plain_writes import insert
from deliveries.actions.changing import (
    COLUMNS,
    NEWS,
    change_rows,
    keep_change,
    lock_rows,
    lock_with_customers,
    repeat_news,
)
from deliveries.models import Delivery, WeOwe
from deliveries.queries.closed import open_like
from deliveries.rules.desk_words import SETTLED, Said
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
    is_asked: bool = False,
) -> WeOwe:
    """Writes a promise down, made at the sale or on a call. The same item, open or ready, is owed
    once by the same side, also where it was owed to a row merged into theirs. Without a `kind` the
    words of the item tell it: money or a trade-in back outlive an unwound sale (edge case 38). With
    `uses` it is a perk, used up bit by bit (line 50). `is_asked`: they asked for it on a contact.
    """
    item = " ".join(item.split())[:120]
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
        is_asked=is_asked,
        first_quoted_on=told_on or promised_on,
        made_on=today,
        made_by=by,
    )
    known = open_like(we_owe).first()
    if known is not None:
        return known
    insert(we_owe)
    return we_owe


def say(
    we_owe: WeOwe, said: Said, *, by: User | None, now: datetime, is_logged: bool = False
) -> WeOwe:
    """What was said of one promise: news, a stage, a new date, ready, settled, no longer owed. It
    leads the customer's next card.

    It is held and read anew first: what somebody else said meanwhile stays, a settled one is not
    open again, and each slip of the date is kept (edge case 81). The higher floors hear of it,
    except of what a log says: the log itself answers what it was about. Idempotent.
    """
    with transaction.atomic():
        (row,) = lock_rows([we_owe.pk]) if is_logged else lock_with_customers([we_owe.pk])
        if not change_rows([row], said, by, now, is_logged=is_logged) and said.word:
            repeat_news(row, by, now)
    for name in (*COLUMNS, *NEWS, "told_on", "used"):
        setattr(we_owe, name, getattr(row, name))
    return we_owe


def settle_we_owe(
    we_owe: WeOwe, *, by: User | None, now: datetime, is_logged: bool = False
) -> WeOwe:
    """Closes a promise: the customer has it; see say()."""
    return say(we_owe, Said(SETTLED), by=by, now=now, is_logged=is_logged)


def promise_again(we_owe: WeOwe, on: date, *, by: User | None, now: datetime) -> WeOwe:
    """The customer asked for it for another day, on a contact that is being logged: promised and
    told for that day. The slip is kept. The higher floors are not told: the log answers itself."""
    return _quote(we_owe, on, ("promised_on", "told_on"), by, now)


def tell_date(we_owe: WeOwe, told_on: date, *, by: User | None, now: datetime) -> WeOwe:
    """Keeps which date the customer was told last, and the one before."""
    return _quote(we_owe, told_on, ("told_on",), by, now)


def _quote(
    we_owe: WeOwe, on: date, columns: tuple[str, ...], by: User | None, now: datetime
) -> WeOwe:
    before = copy(we_owe)
    for name in columns:
        setattr(we_owe, name, on)
    we_owe.first_quoted_on = we_owe.first_quoted_on or on
    we_owe.save(update_fields=[*columns, "first_quoted_on"])
    keep_change(before, we_owe, by, now)
    return we_owe
