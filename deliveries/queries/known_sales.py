"""Sales on file that a told sale may be: candidates for the rule."""

from typing import Any

from django.db import connection
from django.db.models import QuerySet

from customers.models import Customer, CustomerEmail, CustomerPhone
from customers.rules.matching import PersonKeys
from dealerfollow.stores.models import Store
from deliveries.models import Delivery, DeliveryChange
from deliveries.rules.sale import KnownSale, SaleDetails

MOST = 20
# One index look-up each: an OR over two tables would read the whole store. No key, no sale.
SAME = """
SELECT id FROM deliveries_delivery
 WHERE store_id = %(store)s AND deal_number = %(deal)s AND deal_number <> ''
 UNION
SELECT d.id FROM customers_vehicle v JOIN deliveries_delivery d ON d.vehicle_id = v.id
 WHERE v.group_id = %(group)s AND v.vin = %(vin)s AND v.vin <> '' AND d.store_id = %(store)s
 UNION
SELECT id FROM deliveries_delivery
 WHERE store_id = %(store)s AND stock_number = %(stock)s AND stock_number <> ''
 ORDER BY id DESC LIMIT %(most)s
"""


def known_sales(store: Store, sale: SaleDetails) -> list[KnownSale]:
    """Sales of the store with the same deal number, VIN or stock number, the newest first.

    One query when there is none, else 5.
    """
    ids = _ids(store, sale)
    if not ids:
        return []
    rows = Delivery.objects.filter(pk__in=ids).select_related("customer", "vehicle")
    found = list(rows.order_by("-id"))
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


def _ids(store: Store, sale: SaleDetails) -> list[int]:
    asked: dict[str, Any] = {
        "store": store.pk,
        "group": store.group_id,
        "deal": sale.deal_number,
        "vin": sale.vehicle.vin,
        "stock": sale.stock_number,
        "most": MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(SAME, asked)
        return [pk for (pk,) in cursor.fetchall()]


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
