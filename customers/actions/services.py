"""Keeping that customers had their car serviced here."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection, transaction

from customers.rules.contactability import relationship_until

# Locked by id, like everywhere: an UPDATE alone would lock in any order.
SERVICES = """
WITH held AS MATERIALIZED (
  SELECT c.id, v.serviced_on, v.until FROM customers_customer c
    JOIN unnest(%(ids)s::bigint[], %(on)s::date[], %(until)s::date[])
      AS v(id, serviced_on, until) ON v.id = c.id
   ORDER BY c.id FOR NO KEY UPDATE OF c
)
UPDATE customers_customer c
   SET last_serviced_on = greatest(c.last_serviced_on, held.serviced_on),
       relationship_until = greatest(c.relationship_until, held.until)
  FROM held
 WHERE c.id = held.id
   AND (c.last_serviced_on IS NULL OR c.last_serviced_on < held.serviced_on)
"""


@transaction.atomic
def keep_services(serviced_on: Mapping[int, date]) -> int:
    """Keeps the last service visit of each customer id; returns how many were news. Idempotent.

    A visit is paid work on the car: it lets a listed number be rung for 18 months (edge case 58).
    A lease payment is no visit. An older visit than the known one changes nothing.

    Source: 16 CFR 310.2(q), the established business relationship.
    """
    until = [
        relationship_until(bought_on=None, serviced_on=day, inquired_on=None)
        for day in serviced_on.values()
    ]
    told: dict[str, Any] = {
        "ids": list(serviced_on),
        "on": list(serviced_on.values()),
        "until": until,
    }
    with connection.cursor() as cursor:
        cursor.execute(SERVICES, told)
        return cursor.rowcount
