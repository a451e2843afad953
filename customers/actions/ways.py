"""Keeping on the customer what planning asks: which channels are open, and until when."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from customers.events import ways_changed
from customers.models import Customer
from customers.queries.contact import contact_facts_of
from customers.rules.contactability import relationship_until
from customers.rules.ways import ways_of


def lock_customers(customer_ids: Collection[int] | QuerySet[Any]) -> None:
    """Waits for whoever changes these customers, and holds them until the transaction ends.

    What changes somebody's follow-ups locks the customer first and the follow-ups afterwards, as
    logging does: in the other order two of them could wait for each other.
    """
    held = Customer.objects.filter(pk__in=customer_ids).order_by("pk")
    list(held.select_for_update(no_key=True).values_list("pk", flat=True))


def refresh_ways(customer_ids: Collection[int], *, now: datetime) -> list[int]:
    """Works out `ways` again; returns the ids whose ways changed. Idempotent, 5 queries or 6.

    Locked before anything is read: of two changes at once the second sees the first.
    """
    found = Customer.objects.filter(pk__in=customer_ids).order_by("pk")
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


def extend_relationship(customer_ids: Collection[int], *, bought_on: date) -> None:
    """Lets a listed number be rung for 18 months after a purchase; never shortens it. Idempotent.

    Source: 16 CFR 310.2(q), the established business relationship.
    """
    extend_relationships(dict.fromkeys(customer_ids, bought_on))


def extend_relationships(bought_on: Mapping[int, date]) -> None:
    """The same for many customers at once, each with the day of their own purchase."""
    people = Customer.objects.filter(pk__in=bought_on).order_by("pk")
    changed = []
    for customer in people.select_for_update(no_key=True).only("relationship_until"):
        until = relationship_until(
            bought_on=bought_on[customer.pk], serviced_on=None, inquired_on=None
        )
        if until and (not customer.relationship_until or until > customer.relationship_until):
            customer.relationship_until = until
            changed.append(customer)
    Customer.objects.bulk_update(changed, ["relationship_until"])
