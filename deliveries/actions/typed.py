"""A sale typed by a person: the delivery, what is still owed, and what the customer allows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from customers.actions import note_fact, record_consent
from customers.models import Customer
from dealerfollow.stores.models import Store, User
from deliveries.actions.nothing_owed import sign_nothing_owed
from deliveries.actions.record import Recorded, record_delivery
from deliveries.actions.we_owe import owe
from deliveries.rules.sale import SaleDetails


@dataclass(frozen=True)
class Owed:
    """One promise made at the sale."""

    item: str
    department: str
    promised_on: date | None = None
    is_safety: bool = False
    uses: int | None = None  # of what is used up bit by bit


@transaction.atomic
def record_typed_sale(
    store: Store,
    sale: SaleDetails,
    *,
    owed: Sequence[Owed] = (),
    consents: Mapping[str, str] | None = None,
    fact: str = "",
    is_nothing_owed: bool = False,
    buyer: Customer | None = None,
    salesperson: User | None,
    by: User,
    now: datetime,
) -> Recorded:
    """Records all of it in one transaction; see record_delivery. Raises DealNumberUsedAgain, and
    StillOwed where nothing owed was signed and something of ours is open; then nothing is kept.

    A buyer who was picked keeps the name on file: what was typed found them. Idempotent.
    """
    if buyer is not None:
        person = replace(sale.buyer, first_name="", last_name="", company="")
        sale = replace(sale, buyer=person)
    recorded = record_delivery(store, sale, by=by, now=now, buyer=buyer, salesperson=salesperson)
    delivery = recorded.delivery
    for line in owed:
        owe(
            store,
            delivery.customer,
            line.item,
            department=line.department,
            promised_on=line.promised_on,
            by=by,
            today=store.day_of(now),
            delivery=delivery,
            is_safety=line.is_safety,
            uses=line.uses,
        )
    for channel, state in (consents or {}).items():
        record_consent(
            delivery.customer, channel=channel, state=state, source="at delivery", now=now
        )
    if fact.strip():
        note_fact(delivery.customer, fact, by=by, now=now)
    if is_nothing_owed:
        sign_nothing_owed(delivery, by=by, now=now)
    return recorded
