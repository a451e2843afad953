"""What is still owed to the customer of a log, or by them."""

from django.db import connection

from customers.models import Customer
from dealerfollow.tenancy.plain_rows import columns_of, instances
from deliveries.models import WeOwe

OWES = """
SELECT {columns} FROM deliveries_weowe
 WHERE customer_id IN (SELECT %s UNION ALL
                       SELECT id FROM customers_customer WHERE merged_into_id = %s)
   AND status IN ('open', 'ready') ORDER BY id
"""


def open_owes_of(customer: Customer) -> dict[int, WeOwe]:
    """The customer's open promises by id."""
    with connection.cursor() as cursor:
        cursor.execute(OWES.format(columns=columns_of(WeOwe)), [customer.pk, customer.pk])
        return {w.pk: w for w in instances(WeOwe, cursor.fetchall())}
