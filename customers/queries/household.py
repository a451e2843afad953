"""Who lives with whom: by running links between spouses and co-buyers, either way."""

from collections import defaultdict
from collections.abc import Collection

from customers.models import HouseholdLink
from dealerfollow.tenancy.prepared import read

HOUSEHOLD_KINDS = (HouseholdLink.Kind.SPOUSE.value, HouseholdLink.Kind.CO_BUYER.value)
LINKS = """
SELECT customer_id, other_id FROM customers_householdlink
 WHERE customer_id = ANY(%s) AND ended_on IS NULL AND kind = ANY(%s)
 UNION
SELECT customer_id, other_id FROM customers_householdlink
 WHERE other_id = ANY(%s) AND ended_on IS NULL AND kind = ANY(%s)
"""
# The rows merged into somebody are the same person.
PARTED = """
WITH entry(id, person) AS (
  SELECT id, id FROM customers_customer WHERE id = ANY(%(ids)s)
   UNION
  SELECT id, merged_into_id FROM customers_customer WHERE merged_into_id = ANY(%(ids)s)
)
SELECT o.person FROM customers_householdlink l
  JOIN entry m ON m.id = l.customer_id AND m.person = %(me)s
  JOIN entry o ON o.id = l.other_id AND o.person <> %(me)s
 WHERE l.kind = ANY(%(kinds)s) GROUP BY 1 HAVING bool_and(l.ended_on IS NOT NULL)
"""


def parted_from(customer_id: int, other_ids: Collection[int]) -> set[int]:
    """Those of the others who lived or bought with the customer and do no longer: a link has ended
    and none is running (edge case 69). One query, none without others."""
    if not other_ids:
        return set()
    ids, kinds = [customer_id, *other_ids], list(HOUSEHOLD_KINDS)
    return {pk for (pk,) in read(PARTED, {"ids": ids, "me": customer_id, "kinds": kinds})}


def household_links(customer_ids: Collection[int]) -> list[tuple[int, int]]:
    """Pairs of customers who live together, of which one is among these. One query."""
    ids, kinds = list(customer_ids), list(HOUSEHOLD_KINDS)
    return read(LINKS, [ids, kinds, ids, kinds])


def household_of(customer_ids: Collection[int]) -> dict[int, set[int]]:
    """Customer id -> ids of those who live with them, and the same the other way. One query.

    Customers without such a link are absent.
    """
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in household_links(customer_ids):
        found[one].add(other)
        found[other].add(one)
    return found
