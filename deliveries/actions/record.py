"""Recording a sale: one sale is one delivery, and its follow-up begins in the same transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from customers.actions import extend_relationship, link_household, upsert_customer
from customers.models import Customer, HouseholdLink, Vehicle
from dealerfollow.stores.models import Store, User
from deliveries.actions.salespeople import salesperson_of
from deliveries.events import (
    DeliveriesHappened,
    deliveries_recorded,
    deliveries_unwound,
    delivery_dates_corrected,
)
from deliveries.models import Delivery, DeliveryChange
from deliveries.rules.sale import Identity, KnownSale, SaleDetails, VehicleDetails, which_sale

# What a later telling of the same sale may change, beside its dates.
UPDATED = ("deal_number", "stock_number", "condition", "sale_kind", "lease_months", "lease_ends_on")


class DealNumberUsedAgain(ValueError):
    """The deal number belongs to another car *and* another buyer: the row is refused."""


@dataclass(frozen=True)
class Recorded:
    """The delivery, and "created", "updated" or "unchanged"."""

    delivery: Delivery
    change: str


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
) -> Recorded:
    """Records a sale, or what is new about one on file; its follow-up is planned in this commit.

    Upserts on store + deal number, else on VIN + customer (decision 8). `buyer` and `salesperson`
    are given when a person picked them; else both are matched. Raises DealNumberUsedAgain.
    Idempotent: the same sale told twice changes nothing.
    """
    customer = upsert_customer(store, sale.buyer, now=now, known=buyer).customer
    identity, pk = which_sale(
        sale.deal_number, sale.vehicle.vin, customer.pk, _known_sales(store, sale, customer)
    )
    if identity is Identity.OTHER_CAR_AND_BUYER:
        raise DealNumberUsedAgain(sale.deal_number)
    co_buyer = _co_buyer(store, sale, customer, now)
    if pk is None:
        return _create(store, sale, customer, co_buyer, salesperson, by, now)
    delivery = Delivery.objects.select_for_update(no_key=True).get(pk=pk)
    return _update(store, delivery, sale, customer, co_buyer, source, by, now)


def _known_sales(store: Store, sale: SaleDetails, customer: Customer) -> list[KnownSale]:
    same = Q(pk__in=[])
    if sale.deal_number:
        same |= Q(deal_number=sale.deal_number)
    if sale.vehicle.vin:
        same |= Q(vehicle__vin=sale.vehicle.vin, customer=customer)
    rows = Delivery.objects.filter(same, store=store).order_by("-id")
    fields = ("id", "deal_number", "vehicle__vin", "customer_id", "unwound_on")
    return [KnownSale(a, b, c, d, e is not None) for a, b, c, d, e in rows.values_list(*fields)]


def _vehicle(store: Store, told: VehicleDetails) -> Vehicle:
    facts = {n: getattr(told, n) for n in ("year", "make", "model", "trim", "color")}
    if not told.vin:
        return Vehicle.objects.create(group_id=store.group_id, **facts)
    vehicle, is_new = Vehicle.objects.get_or_create(
        group_id=store.group_id, vin=told.vin, defaults=facts
    )
    news = {n: v for n, v in facts.items() if v and not getattr(vehicle, n)}
    if news and not is_new:
        Vehicle.objects.filter(pk=vehicle.pk).update(**news)
    return vehicle


def _co_buyer(
    store: Store, sale: SaleDetails, customer: Customer, now: datetime
) -> Customer | None:
    """The co-buyer as a full customer of their own, linked to the buyer (seed 002, line 33)."""
    if sale.co_buyer is None:
        return None
    other = upsert_customer(store, sale.co_buyer, now=now).customer
    if other.pk == customer.pk:
        return None
    link_household(customer, other, HouseholdLink.Kind.CO_BUYER, today=store.day_of(now))
    return other


def _create(
    store: Store,
    sale: SaleDetails,
    customer: Customer,
    co_buyer: Customer | None,
    salesperson: User | None,
    by: User | None,
    now: datetime,
) -> Recorded:
    user, match = salesperson_of(store, sale.salespeople, picked=salesperson, now=now)
    delivery = Delivery.objects.create(
        group_id=store.group_id,
        store=store,
        customer=customer,
        co_buyer=co_buyer,
        vehicle=_vehicle(store, sale.vehicle),
        sold_on=sale.sold_on,
        delivered_on=sale.delivered_on,
        delivered_on_source=sale.delivered_on_source,
        unwound_on=sale.unwound_on,
        salesperson=user,
        salesperson_match=match,
        flags=list(sale.flags),
        note=sale.note,
        is_before_start=_is_before_start(store, sale.delivered_on),
        recorded_by=by,
        recorded_at=now,
        **{name: getattr(sale, name) for name in UPDATED},
    )
    _follow(store, delivery, now)
    return Recorded(delivery, "created")


def _is_before_start(store: Store, delivered_on: date | None) -> bool:
    return delivered_on is not None and delivered_on < store.follow_up_starts_on


def _follow(store: Store, delivery: Delivery, now: datetime) -> None:
    """Lets the higher floors begin: plans, follow-ups. Nothing is owed before delivery."""
    if delivery.anchor_on is None:
        return
    people = [pk for pk in (delivery.customer_id, delivery.co_buyer_id) if pk]
    extend_relationship(people, bought_on=delivery.sold_on)
    Customer.objects.filter(pk__in=people).exclude(store=store).update(store=store)
    deliveries_recorded.emit(_happened(store, delivery, now))


def _happened(store: Store, delivery: Delivery, now: datetime) -> DeliveriesHappened:
    return DeliveriesHappened(store.pk, (delivery.pk,), store.day_of(now), now)


def _update(
    store: Store,
    delivery: Delivery,
    sale: SaleDetails,
    customer: Customer,
    co_buyer: Customer | None,
    source: str,
    by: User | None,
    now: datetime,
) -> Recorded:
    """What a second telling adds. An empty value wipes nothing; a date is corrected on record."""
    news: dict[str, Any] = {
        name: value
        for name in UPDATED
        if (value := getattr(sale, name)) and value != getattr(delivery, name)
    }
    if co_buyer and delivery.co_buyer_id is None:
        news["co_buyer"] = co_buyer
    if sale.vehicle.vin and sale.vehicle.vin != delivery.vehicle.vin:
        news["vehicle"] = _vehicle(store, sale.vehicle)
    if customer.pk != delivery.customer_id:
        news["customer"] = customer
    if delivery.delivered_on is None and sale.delivered_on:
        news["delivered_on"] = sale.delivered_on
        news["delivered_on_source"] = sale.delivered_on_source
        news["is_before_start"] = _is_before_start(store, sale.delivered_on)
    if news:
        _save_changes(delivery, news, source, by, now)
        if "delivered_on" in news or "lease_ends_on" in news:
            _follow(store, delivery, now)
    is_corrected = False
    if _is_correction(delivery, sale):
        assert sale.delivered_on
        correct_delivered_on(
            store,
            delivery,
            sale.delivered_on,
            date_source=sale.delivered_on_source,
            by=by,
            now=now,
            source=source,
        )
        is_corrected = True
    if sale.unwound_on and delivery.unwound_on is None:
        unwind_delivery(store, delivery, sale.unwound_on, by=by, now=now, source=source)
        is_corrected = True
    return Recorded(delivery, "updated" if news or is_corrected else "unchanged")


def _is_correction(delivery: Delivery, sale: SaleDetails) -> bool:
    """A real delivery date differs; a contract date never overrules one that somebody gave."""
    return bool(
        sale.delivered_on
        and delivery.delivered_on
        and sale.delivered_on != delivery.delivered_on
        and (sale.delivered_on_source != "sold" or delivery.delivered_on_source == "sold")
    )


def _save_changes(
    delivery: Delivery, news: dict[str, Any], source: str, by: User | None, now: datetime
) -> None:
    """Saves the new values and keeps the old ones on record."""
    DeliveryChange.objects.bulk_create(
        DeliveryChange(
            group_id=delivery.group_id,
            delivery=delivery,
            field=field,
            was=str(getattr(delivery, field) or "")[:120],
            became=str(value or "")[:120],
            source=source,
            at=now,
            by=by,
        )
        for field, value in news.items()
    )
    for field, value in news.items():
        setattr(delivery, field, value)
    delivery.save(update_fields=list(news))


@transaction.atomic
def correct_delivered_on(
    store: Store,
    delivery: Delivery,
    delivered_on: date,
    *,
    by: User | None,
    now: datetime,
    source: str = "typed",
    date_source: str = "typed",
) -> None:
    """Moves the anchor: untried follow-ups are re-dated under the same key, tried ones stay.

    Recorded, since only such a correction may move a first due day (edge case 36, I9).
    """
    news = {
        "delivered_on": delivered_on,
        "delivered_on_source": date_source,
        "is_before_start": delivery.is_before_start and _is_before_start(store, delivered_on),
    }
    _save_changes(delivery, news, source, by, now)
    delivery_dates_corrected.emit(_happened(store, delivery, now))


@transaction.atomic
def unwind_delivery(
    store: Store,
    delivery: Delivery,
    unwound_on: date,
    *,
    by: User | None,
    now: datetime,
    source: str = "typed",
) -> None:
    """Undoes a sale after delivery; its open follow-ups end "unwound" (edge 38). Idempotent."""
    if delivery.unwound_on is not None:
        return
    _save_changes(delivery, {"unwound_on": unwound_on}, source, by, now)
    deliveries_unwound.emit(_happened(store, delivery, now))
