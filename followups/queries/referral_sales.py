"""Names that somebody gave, and the cars that they bought afterwards."""

from collections.abc import Collection
from typing import NamedTuple

from dealerfollow.tenancy.prepared import read

# The first car that each referred person took home from that day on; merged rows are one person.
BOUGHT = """
SELECT first.delivery_id, first.referred_by_id FROM (
  SELECT DISTINCT ON (p.id) p.id, p.referred_by_id, d.id AS delivery_id,
         d.salesperson_id, d.second_salesperson_id
    FROM customers_prospect p
    JOIN stores_store s ON s.id = p.store_id
    JOIN customers_customer c ON c.id = p.customer_id
    JOIN customers_customer e
      ON e.id = coalesce(c.merged_into_id, c.id)
      OR e.merged_into_id = coalesce(c.merged_into_id, c.id)
    JOIN deliveries_delivery d
      ON (d.customer_id = e.id OR d.co_buyer_id = e.id) AND d.store_id = ANY(%(stores)s)
     AND d.unwound_on IS NULL
     AND d.delivered_on >= (p.opened_at AT TIME ZONE s.time_zone)::date
   WHERE p.source = 'referral' AND p.store_id = ANY(%(stores)s)
   ORDER BY p.id, d.delivered_on, d.id
) first
 WHERE first.salesperson_id = %(who)s OR first.second_salesperson_id = %(who)s
    OR EXISTS (SELECT 1 FROM followups_referral r
                WHERE r.prospect_id = first.id AND r.by_id = %(who)s)
 ORDER BY first.delivery_id, first.referred_by_id
"""


class ReferralSale(NamedTuple):
    """A sale and the customer whose name for it was given, where that is known."""

    delivery_id: int
    referred_by_id: int | None


def referral_sales(user_id: int, store_ids: Collection[int]) -> list[ReferralSale]:
    """Sales to people whose name was given before: by this person, or with a name that they were
    given, whoever sold the car then. Each sale once. One query."""
    found: dict[int, ReferralSale] = {}
    for row in read(BOUGHT, {"who": user_id, "stores": list(store_ids)}):
        sale = ReferralSale(*row)
        found.setdefault(sale.delivery_id, sale)
    return list(found.values())
