"""The rows that a log is about, locked in the order that everybody keeps: the customer first.

Plain SQL: logging is what people do all day, and the ORM would cost more than the database.
"""

from collections.abc import Collection

from django.db import connection

from customers.models import Customer
from dealerfollow.tenancy.plain_rows import columns_of, instances
from deliveries.models import Delivery
from followups.models import FollowUp

CUSTOMER = "SELECT {columns} FROM customers_customer WHERE id = %s FOR NO KEY UPDATE"
SHOWN = """
SELECT {columns},
       (SELECT d.delivered_on FROM deliveries_delivery d WHERE d.id = f.delivery_id)
  FROM followups_followup f WHERE id = ANY(%s) AND customer_id = %s AND store_id = %s
 ORDER BY id FOR NO KEY UPDATE OF f
"""


def lock_customer(pk: int) -> Customer:
    """The customer as they are now, until the transaction ends. Raises Customer.DoesNotExist."""
    with connection.cursor() as cursor:
        cursor.execute(CUSTOMER.format(columns=columns_of(Customer)), [pk])
        found = instances(Customer, cursor.fetchall())
    if not found:
        raise Customer.DoesNotExist(f"customer {pk}")
    return found[0]


def lock_shown(ids: Collection[int], customer: Customer, store_id: int) -> list[FollowUp]:
    """Those of the follow-ups that are the customer's at the store, by id, closed ones included.

    Each with its delivery, of which only the day is at hand.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            SHOWN.format(columns=columns_of(FollowUp)), [list(ids), customer.pk, store_id]
        )
        found = cursor.fetchall()
    rows = instances(FollowUp, [row[:-1] for row in found])
    for row, (*_, delivered_on) in zip(rows, found, strict=True):
        if row.delivery_id is not None:
            known = [row.delivery_id, delivered_on]
            row.delivery = Delivery.from_db(connection.alias, ["id", "delivered_on"], known)
    return rows
