"""Sales on file that a told sale may be: candidates for the rule."""

from typing import Any

from django.db.models import QuerySet

from customers.models import Customer, CustomerEmail, CustomerPhone, Vehicle
from customers.rules.matching import PersonKeys
from dealerfollow.stores.models import Store
from deliveries.models import Delivery, DeliveryChange
from deliveries.rules.sale import KnownSale, SaleDetails

MOST = 20


def known_sales(store: Store, sale: SaleDetails) -> list[KnownSale]:
    """Sales of the store with the same deal number, VIN or stock number, the newest first.

    One query when there is none, else 4.
    """
    ids = _ids(store, sale)
    if ids is None:
        return []
    found = list(
        Delivery.objects.filter(pk__in=ids)
        .select_related("customer", "vehicle")
        .order_by("-id")[:MOST]
    )
    if not found:
        return []
    former = _former_numbers(found)
    people = {delivery.customer_id for delivery in found}
    phones = _values(CustomerPhone.objects.filter(customer__in=people), "number")
    emails = _values(CustomerEmail.objects.filter(customer__in=people), "address")
    return [
        KnownSale(
            pk=delivery.pk,
            deal_number=delivery.deal_number,
            vin=delivery.vehicle.vin,
            stock_number=delivery.stock_number,
            sold_on=delivery.sold_on,
            customer_id=delivery.customer_id,
            buyer=_keys(delivery.customer, phones, emails),
            is_unwound=delivery.unwound_on is not None,
            former_numbers=frozenset(former.get(delivery.pk, ())),
        )
        for delivery in found
    ]


def _ids(store: Store, sale: SaleDetails) -> QuerySet[Any] | None:
    """One index look-up each, joined by UNION: an OR over two tables would read the whole store."""
    rows = Delivery.objects.filter(store=store)
    parts = []
    if sale.deal_number:
        parts.append(rows.filter(deal_number=sale.deal_number).values("pk"))
    if sale.vehicle.vin:
        cars = Vehicle.objects.filter(group_id=store.group_id, vin=sale.vehicle.vin)
        parts.append(rows.filter(vehicle__in=cars).values("pk"))
    if sale.stock_number:
        parts.append(rows.filter(stock_number=sale.stock_number).values("pk"))
    return parts[0].union(*parts[1:]) if parts else None


def _former_numbers(deliveries: list[Delivery]) -> dict[int, set[str]]:
    changes = DeliveryChange.objects.filter(delivery__in=deliveries, field="deal_number")
    found: dict[int, set[str]] = {}
    for pk, was in changes.exclude(was="").values_list("delivery_id", "was"):
        found.setdefault(pk, set()).add(was)
    return found


def _values(rows: QuerySet[Any], field: str) -> dict[int, set[str]]:
    """The values by customer id."""
    found: dict[int, set[str]] = {}
    for pk, value in rows.values_list("customer_id", field):
        found.setdefault(pk, set()).add(str(value))
    return found


def _keys(
    customer: Customer, phones: dict[int, set[str]], emails: dict[int, set[str]]
) -> PersonKeys:
    number = customer.dms_number
    return PersonKeys(
        first=customer.first_name,
        last=customer.last_name or customer.company,
        suffix=customer.suffix,
        source_ids=frozenset({(str(customer.store_id), number)} if number else ()),
        emails=frozenset(emails.get(customer.pk, ())),
        phones=frozenset(phones.get(customer.pk, ())),
    )
