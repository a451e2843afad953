"""Recording a sale: one sale is one delivery, and its follow-up begins in the same transaction."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from customers.actions import link_household, upsert_customer
from customers.models import Customer, HouseholdLink
from customers.queries import goes_on
from customers.rules.details import PersonDetails
from dealerfollow.stores.models import Store, User
from dealerfollow.tenancy.plain_writes import insert
from deliveries.actions.cars import vehicle_of
from deliveries.actions.dates import is_before_start, revive_delivery
from deliveries.actions.finding import find_sale, was_excluded
from deliveries.actions.gathering import Gathering, begin_follow_up
from deliveries.actions.on_record import free_number
from deliveries.actions.salespeople import second_salesperson_of
from deliveries.actions.told_again import UPDATED, update_delivery
from deliveries.models import Delivery
from deliveries.queries.undone_sales import replaced_id
from deliveries.rules.sale import Found, Identity, SaleDetails


class DealNumberUsedAgain(ValueError):
    """The deal number belongs to another car *and* another buyer: the row is refused."""


@dataclass(frozen=True)
class Recorded:
    """The delivery, and "created", "updated" or "unchanged"; `notices` are codes of oddities."""

    delivery: Delivery
    change: str
    notices: tuple[str, ...] = ()


@transaction.atomic
def record_delivery(
    store: Store,
    sale: SaleDetails,
    *,
    by: User | None,
    now: datetime,
    source: str = "typed",
    buyer: Customer | None = None,
    salesperson: User | None = None,
    gathered: Gathering | None = None,
) -> Recorded:
    """Records a sale, or what is new about one on file; its follow-up is planned in this commit.

    Upserts on store + deal number, else on car + buyer (decision 8). `buyer` and `salesperson`
    are given when a person picked them; else both are matched. With `gathered`, new follow-ups
    begin when that is told, before the transaction ends. Raises DealNumberUsedAgain.
    Idempotent: the same sale told twice changes nothing.
    """
    is_new = gathered is not None and gathered.is_new_sale(sale)
    found = Found(Identity.NEW) if is_new else find_sale(store, sale, buyer)
    if found.identity is Identity.OTHER_CAR_AND_BUYER:
        raise DealNumberUsedAgain(sale.deal_number)
    if found.pk is None:
        return _create(store, sale, buyer, salesperson, by, now, gathered)
    delivery = Delivery.objects.select_for_update(no_key=True).get(pk=found.pk)
    is_again = found.identity in (Identity.REVIVED, Identity.INSTEAD)
    if found.identity is Identity.FORMER or (is_again and sale.unwound_on):
        return Recorded(delivery, "unchanged", ("former_contract",))
    if found.identity is Identity.INSTEAD:
        free_number(delivery, source, by, now)
        told, known = _of_known_buyer(sale, found, buyer)
        return _create(store, told, known, salesperson, by, now, gathered)
    is_revived = found.identity is Identity.REVIVED
    is_revived = is_revived or (sale.unwound_on is None and was_excluded(delivery))
    if is_revived:
        revive_delivery(store, delivery, by=by, now=now, source=source)
        sale = _from_the_first_delivery(sale, delivery)
    customer, is_new_fact = _buyer_of_known(store, sale, found, delivery, buyer, now)
    co_buyer = _co_buyer(store, sale, customer, now, gathered, known_id=delivery.co_buyer_id)
    change, notices = update_delivery(
        store,
        delivery,
        sale,
        customer=customer,
        co_buyer=co_buyer,
        salesperson=salesperson,
        source=source,
        by=by,
        now=now,
        gathered=gathered,
    )
    return Recorded(delivery, "updated" if is_new_fact or is_revived else change, notices)


def _from_the_first_delivery(sale: SaleDetails, delivery: Delivery) -> SaleDetails:
    """The new contract of a car that had gone home already (edge case 39)."""
    if delivery.delivered_on is None:
        return sale
    source = delivery.delivered_on_source
    return replace(sale, delivered_on=delivery.delivered_on, delivered_on_source=source)


def _buyer_of_known(
    store: Store,
    sale: SaleDetails,
    found: Found,
    delivery: Delivery,
    buyer: Customer | None,
    now: datetime,
) -> tuple[Customer, bool]:
    """The customer of a sale on file, with what is new about them; somebody else's name is
    somebody else. The name that is on file stays: a file writes it worse."""
    if not found.is_same_person:
        upserted = upsert_customer(store, sale.buyer, now=now, known=buyer)
        return upserted.customer, upserted.is_changed
    known = Customer.objects.get(pk=delivery.customer_id)
    upserted = upsert_customer(store, _unnamed(sale.buyer), now=now, known=known)
    return known, upserted.is_changed


def _of_known_buyer(
    sale: SaleDetails, found: Found, buyer: Customer | None
) -> tuple[SaleDetails, Customer | None]:
    """The new sale to the buyer of the one that it takes the place of, under their name on file."""
    if not found.is_same_person or found.customer_id is None:
        return sale, buyer
    customer_id = goes_on([found.customer_id])[found.customer_id]
    return replace(sale, buyer=_unnamed(sale.buyer)), Customer.objects.get(pk=customer_id)


def _unnamed(person: PersonDetails) -> PersonDetails:
    return replace(person, first_name="", last_name="", suffix="", company="")


def _co_buyer(
    store: Store,
    sale: SaleDetails,
    customer: Customer,
    now: datetime,
    gathered: Gathering | None,
    known_id: int | None = None,
) -> Customer | None:
    """The co-buyer as a full customer of their own, linked to the buyer (seed 002, line 33).

    A file that names `known_id` again brings nobody together who has parted since (edge 69)."""
    if sale.co_buyer is None:
        return None
    is_new = gathered is not None and gathered.is_new_person(sale.co_buyer)
    other = upsert_customer(store, sale.co_buyer, now=now, is_surely_new=is_new).customer
    if other.pk == customer.pk:
        return None
    if other.pk != known_id:
        link_household(customer, other, HouseholdLink.Kind.CO_BUYER, today=store.day_of(now))
    return other


def _create(
    store: Store,
    sale: SaleDetails,
    buyer: Customer | None,
    salesperson: User | None,
    by: User | None,
    now: datetime,
    gathered: Gathering | None,
) -> Recorded:
    sharing = gathered or Gathering(store, now)
    upserted = upsert_customer(
        store, sale.buyer, now=now, known=buyer, is_surely_new=sharing.is_new_person(sale.buyer)
    )
    customer = upserted.customer
    if sharing.known:
        sharing.known.add_person(sale.buyer)  # the co-buyer may be the same person
    user, match = sharing.sellers_of(sale.salespeople, salesperson)
    vehicle = vehicle_of(store, sale.vehicle, is_surely_new=sharing.is_new_sale(sale))
    delivery = Delivery(
        group_id=store.group_id,
        store=store,
        customer=customer,
        co_buyer=_co_buyer(store, sale, customer, now, gathered),
        vehicle=vehicle,
        replaces_id=None if upserted.is_new else replaced_id(store, sale, customer),
        sold_on=sale.sold_on,
        delivered_on=sale.delivered_on,
        delivered_on_source=sale.delivered_on_source,
        unwound_on=sale.unwound_on,
        salesperson=user,
        second_salesperson_id=second_salesperson_of(store, sale.salespeople),
        salesperson_match=match,
        flags=list(sale.flags),
        note=sale.note,
        is_before_start=is_before_start(store, sale.delivered_on),
        recorded_by=by,
        recorded_at=now,
        **{name: getattr(sale, name) for name in UPDATED},
    )
    insert(delivery)
    begin_follow_up(store, delivery, now, gathered)
    return Recorded(delivery, "created")
