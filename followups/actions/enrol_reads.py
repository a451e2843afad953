"""What enrolling asks, once for all deliveries that are enrolled together.

Plain SQL: every sale asks, and the ORM would cost more than the database.
"""

from collections.abc import Collection, Sequence

from django.db import connection

from customers.models import Customer
from dealerfollow.stores.models import Store
from dealerfollow.tenancy.plain_rows import columns_of, instances
from deliveries.models import Delivery
from followups.models import Plan

DELIVERIES = "SELECT {columns} FROM deliveries_delivery WHERE id = ANY(%s) ORDER BY id"
STORES = "SELECT {columns} FROM stores_store WHERE id = ANY(%s)"
# Whose they are is asked once: on tables without statistics, right after an import, the planner
# asked it again for each customer of the store.
BUYERS = """
SELECT {columns} FROM customers_customer
 WHERE id = ANY(ARRAY(SELECT unnest(ARRAY[c.id, c.merged_into_id])
                        FROM deliveries_delivery d JOIN customers_customer c ON c.id = d.customer_id
                       WHERE d.id = ANY(%s)))
 ORDER BY id FOR NO KEY UPDATE
"""
# Each half names the condition of its own partial unique index.
PLANS = """
SELECT {columns} FROM followups_plan
 WHERE delivery_id = ANY(%(deliveries)s)
   AND anchor_kind IN ('delivery', 'lease', 'ownership', 'tag')
 UNION
SELECT {columns} FROM followups_plan
 WHERE customer_id = ANY(%(customers)s) AND anchor_kind IN ('ownership', 'birthday')
   AND ended_on IS NULL
 UNION
SELECT {columns} FROM followups_plan
 WHERE customer_id = ANY(%(customers)s) AND anchor_kind = 'delivery' AND next_on IS NOT NULL
"""


def held_deliveries(ids: Sequence[int]) -> list[Delivery]:
    """The deliveries by id, with store and customer; the customers are held.

    Held before anything is read: a stop that is being recorded is waited for. Of a buyer who was
    merged it is the customer who goes on.
    """
    with connection.cursor() as cursor:
        cursor.execute(BUYERS.format(columns=columns_of(Customer)), [list(ids)])
        customers = {c.pk: c for c in instances(Customer, cursor.fetchall())}
        cursor.execute(DELIVERIES.format(columns=columns_of(Delivery)), [list(ids)])
        deliveries = instances(Delivery, cursor.fetchall())
        cursor.execute(
            STORES.format(columns=columns_of(Store)), [list({d.store_id for d in deliveries})]
        )
        stores = {s.pk: s for s in instances(Store, cursor.fetchall())}
    for delivery in deliveries:
        delivery.store = stores[delivery.store_id]
        if delivery.customer_id in customers:  # else sold to somebody else just now: asked anew
            buyer = customers[delivery.customer_id]
            delivery.customer = customers.get(buyer.merged_into_id or buyer.pk, buyer)
    return deliveries


def plans_around(delivery_ids: Collection[int], customer_ids: Collection[int]) -> list[Plan]:
    """Plans of these deliveries, the running ones that each of these customers has once, and those
    of their other cars that still make rows."""
    asked = {"deliveries": list(delivery_ids), "customers": list(customer_ids)}
    with connection.cursor() as cursor:
        cursor.execute(PLANS.replace("{columns}", columns_of(Plan)), asked)
        return instances(Plan, cursor.fetchall())
