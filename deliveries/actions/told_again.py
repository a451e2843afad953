"""A second telling of a sale that is here already: what it adds, what it corrects."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from customers.models import Customer
from dealerfollow.stores.models import Store, User
from deliveries.actions.cars import fill_vehicle, vehicle_of
from deliveries.actions.dates import correct_delivered_on, is_before_start, unwind_delivery
from deliveries.actions.gathering import Gathering, begin_follow_up, happened
from deliveries.actions.on_record import cleared_days, save_changes
from deliveries.actions.salespeople import salesperson_of
from deliveries.events import (
    deliveries_corrected,
    delivery_buyers_changed,
    salespeople_matched,
)
from deliveries.models import Delivery, DeliveryChange
from deliveries.rules.sale import SaleDetails

# What a later telling of the same sale may change, beside its dates.
UPDATED = (
    "deal_number",
    "stock_number",
    "condition",
    "sale_kind",
    "lease_months",
    "lease_ends_on",
    "tag_expires_on",
)
ANCHORS = frozenset({"condition", "lease_ends_on", "tag_expires_on"})  # days are counted from them


def update_delivery(
    store: Store,
    delivery: Delivery,
    sale: SaleDetails,
    *,
    customer: Customer,
    co_buyer: Customer | None,
    salesperson: User | None,
    source: str,
    by: User | None,
    now: datetime,
    gathered: Gathering | None = None,
) -> tuple[str, tuple[str, ...]]:
    """Takes over what a second telling adds; returns "updated" or "unchanged", and notices.

    An empty value wipes nothing; a date is corrected on record. Idempotent.
    """
    if gathered:
        gathered.tell()  # what changes now must find its plans
    news = _news(store, delivery, sale, customer, co_buyer)
    is_renumbered = bool(delivery.deal_number) and "deal_number" in news
    news |= _news_of_people(store, delivery, sale, salesperson, now)
    notices = _notices(delivery, sale, news)
    kinds = {delivery.sale_kind, news.get("sale_kind", delivery.sale_kind)}
    is_house_news = len(kinds) > 1 and Delivery.SaleKind.HOUSE in kinds  # the manager's (44)
    has_car_news = "vehicle" not in news and fill_vehicle(delivery.vehicle, sale.vehicle)
    if news:
        save_changes(delivery, news, source, by, now)
        _tell(store, delivery, news, now, is_others="salesperson" in news or is_house_news)
    is_corrected = _is_correction(delivery, sale) and not (
        is_renumbered or _was_renumbered(delivery)
    )
    if is_corrected and sale.delivered_on:
        correct_delivered_on(
            store,
            delivery,
            sale.delivered_on,
            date_source=sale.delivered_on_source,
            by=by,
            now=now,
            source=source,
        )
    is_undone = sale.unwound_on is not None and delivery.unwound_on is None
    if is_undone and sale.unwound_on:
        unwind_delivery(store, delivery, sale.unwound_on, by=by, now=now, source=source)
    is_changed = bool(news) or has_car_news or is_corrected or is_undone
    return "updated" if is_changed else "unchanged", notices


def _news(
    store: Store,
    delivery: Delivery,
    sale: SaleDetails,
    customer: Customer,
    co_buyer: Customer | None,
) -> dict[str, Any]:
    news: dict[str, Any] = {
        name: value
        for name in UPDATED
        if (value := getattr(sale, name)) and value != getattr(delivery, name)
    }
    if news.get("sale_kind") == Delivery.SaleKind.RETAIL:
        del news["sale_kind"]  # what a file says when it has no such column
    if sale.is_condition_guessed:
        news.pop("condition", None)
    if co_buyer and delivery.co_buyer_id is None:
        news["co_buyer"] = co_buyer
    if sale.vehicle.vin and sale.vehicle.vin != delivery.vehicle.vin:
        news["vehicle"] = vehicle_of(store, sale.vehicle)
    if customer.pk != delivery.customer_id:
        news["customer"] = customer
    if delivery.delivered_on is None and sale.delivered_on and not _is_taken_back(delivery, sale):
        news["delivered_on"] = sale.delivered_on
        news["delivered_on_source"] = sale.delivered_on_source
        news["is_before_start"] = is_before_start(store, sale.delivered_on)
    return news


def _news_of_people(
    store: Store,
    delivery: Delivery,
    sale: SaleDetails,
    salesperson: User | None,
    now: datetime,
) -> dict[str, Any]:
    """A salesperson for a sale that has none; one who is known is never replaced by a file."""
    if delivery.salesperson_id or not (sale.salespeople or salesperson):
        return {}
    user, match = salesperson_of(store, sale.salespeople, picked=salesperson, now=now)
    news: dict[str, Any] = {"salesperson": user} if user else {}
    if match and match.pk != delivery.salesperson_match_id:
        news["salesperson_match"] = match
    return news


def _was_renumbered(delivery: Delivery) -> bool:
    """Re-contracted: the plan goes on from the first delivery (edge case 39)."""
    is_again = Q(field="deal_number") | Q(field="unwound_on")
    return DeliveryChange.objects.filter(is_again, delivery=delivery).exclude(was="").exists()


def _is_taken_back(delivery: Delivery, sale: SaleDetails) -> bool:
    """A file tells once more the day that a manager has taken away (edge case 37)."""
    was = str(sale.delivered_on)
    return sale.delivered_on_source != "typed" and cleared_days(delivery).filter(was=was).exists()


def _notices(delivery: Delivery, sale: SaleDetails, news: dict[str, Any]) -> tuple[str, ...]:
    found = []
    if "customer" in news:
        found.append("other_buyer")
    if delivery.unwound_on and sale.unwound_on is None:
        found.append("was_unwound")
    return tuple(found)


def _tell(
    store: Store, delivery: Delivery, news: dict[str, Any], now: datetime, *, is_others: bool
) -> None:
    """Lets the higher floors know; `is_others`: the calls are perhaps somebody else's now."""
    if "customer" in news:
        delivery_buyers_changed.emit(happened(store, delivery, now))
    if not {"delivered_on", "lease_ends_on", "tag_expires_on"}.isdisjoint(news):
        begin_follow_up(store, delivery, now, None)
    is_back = "delivered_on" in news and cleared_days(delivery).exists()
    if is_back or not ANCHORS.isdisjoint(news):
        deliveries_corrected.emit(happened(store, delivery, now))
    if is_others:
        salespeople_matched.emit(happened(store, delivery, now))


def _is_correction(delivery: Delivery, sale: SaleDetails) -> bool:
    """A real delivery date differs; a contract date never overrules one that somebody gave."""
    return bool(
        sale.delivered_on
        and delivery.delivered_on
        and sale.delivered_on != delivery.delivered_on
        and (sale.delivered_on_source != "sold" or delivery.delivered_on_source == "sold")
    )
