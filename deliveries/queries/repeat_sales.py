"""Sales to somebody who had bought here before: the buyer, or who lives and buys with them."""

from collections.abc import Collection
from datetime import date

from customers.queries.household import HOUSEHOLD_KINDS
from dealerfollow.tenancy.prepared import read

# `near` holds each sale's people; rows merged into somebody are the same person.
REPEATS = """
WITH mine AS (
  SELECT d.id, d.delivered_on, coalesce(c.merged_into_id, c.id) AS person
    FROM deliveries_delivery d
    JOIN customers_customer c ON c.id = d.customer_id OR c.id = d.co_buyer_id
   WHERE d.store_id = ANY(%(stores)s) AND d.delivered_on IS NOT NULL AND d.unwound_on IS NULL
     AND (d.salesperson_id = %(who)s OR d.second_salesperson_id = %(who)s)
), near AS (
  SELECT id, delivered_on, person FROM mine
   UNION
  SELECT m.id, m.delivered_on, coalesce(o.merged_into_id, o.id)
    FROM mine m
    JOIN customers_customer e ON e.id = m.person OR e.merged_into_id = m.person
    JOIN customers_householdlink l
      ON (l.customer_id = e.id OR l.other_id = e.id)
     AND l.ended_on IS NULL AND l.kind = ANY(%(kinds)s)
    JOIN customers_customer o
      ON o.id = CASE WHEN l.customer_id = e.id THEN l.other_id ELSE l.customer_id END
)
SELECT n.id, max(b.delivered_on)
  FROM near n
  JOIN customers_customer e ON e.id = n.person OR e.merged_into_id = n.person
  JOIN deliveries_delivery b
    ON (b.customer_id = e.id OR b.co_buyer_id = e.id) AND b.store_id = ANY(%(stores)s)
   AND b.delivered_on < n.delivered_on AND b.unwound_on IS NULL
 GROUP BY n.id
"""


def repeat_sales(user_id: int, store_ids: Collection[int]) -> dict[int, date]:
    """Delivery id -> the last day before it on which its buyer, the co-buyer, or somebody of their
    household took a car home from these stores, whoever sold it. One query.

    Only deliveries of this person, neither waiting nor unwound. Two cars on one day are no repeat.
    """
    asked = {"who": user_id, "stores": list(store_ids), "kinds": list(HOUSEHOLD_KINDS)}
    return dict(read(REPEATS, asked))
