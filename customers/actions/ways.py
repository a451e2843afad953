"""Keeping on the customer what planning asks: which channels are open, and until when."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import F
from django.db.models.functions import Greatest

from customers.models import Customer
from customers.queries.contact import contact_facts_of
from customers.rules.contactability import relationship_until
from customers.rules.ways import ways_of


def refresh_ways(customer_ids: Collection[int], *, now: datetime) -> list[int]:
    """Works out `ways` again; returns the ids whose ways changed. Idempotent, 5 queries or 6."""
    customers = list(Customer.objects.filter(pk__in=customer_ids))
    facts = contact_facts_of(customers)
    changed = []
    for customer in customers:
        ways = ways_of(facts[customer.pk], now=now)
        if ways != customer.ways:
            customer.ways = ways
            changed.append(customer)
    Customer.objects.bulk_update(changed, ["ways"])
    return [c.pk for c in changed]


def extend_relationship(customer_ids: Collection[int], *, bought_on: date) -> None:
    """Lets a listed number be rung for 18 months after a purchase; never shortens it. Idempotent.

    Source: 16 CFR 310.2(q), the established business relationship.
    """
    until = relationship_until(bought_on=bought_on, serviced_on=None, inquired_on=None)
    Customer.objects.filter(pk__in=customer_ids).update(
        relationship_until=Greatest(F("relationship_until"), until)  # type: ignore[arg-type]
    )
