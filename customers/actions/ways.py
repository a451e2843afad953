"""Keeping on the customer what planning asks: which channels are open, and until when."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from customers.events import ways_changed
from customers.models import Customer
from customers.queries.contact import contact_facts_of
from customers.rules.contactability import relationship_until
from customers.rules.ways import ways_of
from dealerfollow.stores.models import Store

# Locked by id, like everywhere: an UPDATE alone would lock in any order.
PURCHASES = """
WITH held AS MATERIALIZED (
  SELECT c.id, v.until FROM customers_customer c
    JOIN unnest(%(ids)s::bigint[], %(until)s::date[]) AS v(id, until) ON v.id = c.id
   ORDER BY c.id FOR NO KEY UPDATE OF c
)
UPDATE customers_customer c
   SET store_id = %(store)s, relationship_until = greatest(c.relationship_until, held.until)
  FROM held
 WHERE c.id = held.id
   AND (c.store_id <> %(store)s OR c.relationship_until IS NULL
        OR c.relationship_until < held.until)
"""


def lock_customers(customer_ids: Collection[int] | QuerySet[Any]) -> None:
    """Waits for whoever changes these customers, and holds them until the transaction ends.

    What changes somebody's follow-ups locks the customer first and the follow-ups afterwards, as
    logging does: in the other order two of them could wait for each other.
    """
    held = Customer.objects.filter(pk__in=customer_ids).order_by("pk")
    list(held.select_for_update(no_key=True).values_list("pk", flat=True))


def lock_people(customer_ids: Collection[int] | QuerySet[Any]) -> dict[int, int]:
    """Locks these customers and who goes on for them, as lock_customers does; each -> who goes on.

    One query, and one more where a merge was just being written.
    """
    roots = Customer.objects.filter(pk__in=customer_ids).values("merged_into")
    held = Customer.objects.filter(Q(pk__in=customer_ids) | Q(pk__in=roots)).order_by("pk")
    found = dict(held.select_for_update(no_key=True).values_list("pk", "merged_into"))
    merged_meanwhile = {into for into in found.values() if into and into not in found}
    if merged_meanwhile:
        lock_customers(merged_meanwhile)
    return {pk: into or pk for pk, into in found.items()}


def refresh_ways(customer_ids: Collection[int], *, now: datetime) -> list[int]:
    """Works out `ways` again; returns the ids whose ways changed. Idempotent, 5 queries or 6.

    Locked before anything is read: of two changes at once the second sees the first. What is told
    of a merged row holds for the one who goes on, too.
    """
    roots = Customer.objects.filter(pk__in=customer_ids).values("merged_into")
    found = Customer.objects.filter(Q(pk__in=customer_ids) | Q(pk__in=roots)).order_by("pk")
    customers = list(found.select_for_update(no_key=True))
    facts = contact_facts_of(customers)
    changed = []
    for customer in customers:
        ways = ways_of(facts[customer.pk], now=now)
        if ways != customer.ways:
            customer.ways = ways
            changed.append(customer)
    Customer.objects.bulk_update(changed, ["ways"])
    return [c.pk for c in changed]


def tell_ways(customer_ids: Collection[int], now: datetime) -> None:
    """Works out `ways` again and lets open follow-ups move, in this transaction."""
    if changed := refresh_ways(customer_ids, now=now):
        ways_changed.emit((changed, now))


def keep_purchases(bought_on: Mapping[int, date], store: Store) -> None:
    """Keeps on each customer that they bought at `store` that day. Idempotent.

    It knows them best from now on, and their number may be rung for 18 months, listed or not;
    never shorter than before.

    Source: 16 CFR 310.2(q), the established business relationship.
    """
    until = {
        pk: relationship_until(bought_on=day, serviced_on=None, inquired_on=None)
        for pk, day in bought_on.items()
    }
    with connection.cursor() as cursor:
        cursor.execute(
            PURCHASES, {"ids": list(until), "until": list(until.values()), "store": store.pk}
        )
