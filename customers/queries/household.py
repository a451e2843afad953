"""Who lives with whom: by running links between spouses and co-buyers, either way."""

from collections import defaultdict
from collections.abc import Collection

from django.db import connection

from customers.models import HouseholdLink

HOUSEHOLD_KINDS = (HouseholdLink.Kind.SPOUSE.value, HouseholdLink.Kind.CO_BUYER.value)
LINKS = """
SELECT customer_id, other_id FROM customers_householdlink
 WHERE customer_id = ANY(%s) AND ended_on IS NULL AND kind = ANY(%s)
 UNION
SELECT customer_id, other_id FROM customers_householdlink
 WHERE other_id = ANY(%s) AND ended_on IS NULL AND kind = ANY(%s)
"""


def household_links(customer_ids: Collection[int]) -> list[tuple[int, int]]:
    """Pairs of customers who live together, of which one is among these. One query."""
    ids, kinds = list(customer_ids), list(HOUSEHOLD_KINDS)
    with connection.cursor() as cursor:
        cursor.execute(LINKS, [ids, kinds, ids, kinds])
        return cursor.fetchall()


def household_of(customer_ids: Collection[int]) -> dict[int, set[int]]:
    """Customer id -> ids of those who live with them, and the same the other way. One query.

    Customers without such a link are absent.
    """
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in household_links(customer_ids):
        found[one].add(other)
        found[other].add(one)
    return found
