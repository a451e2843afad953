"""Who bought a car together with the customer, and is still together with them."""

from collections.abc import Iterable

from customers.models import Customer
from customers.queries.household import parted_from
from deliveries.models import Delivery


def co_buyers_of(customer: Customer, deliveries: Iterable[Delivery]) -> tuple[Customer, ...]:
    """Who bought these cars with the customer, each once; their `co_buyer` is at hand. Nobody who
    died or has parted from them (edge cases 69, 70). One query, none without any."""
    named = {d.co_buyer.pk: d.co_buyer for d in deliveries if d.co_buyer}
    living = [one for pk, one in named.items() if pk != customer.pk and one.died_on is None]
    parted = parted_from(customer.pk, [one.pk for one in living])
    return tuple(one for one in living if one.pk not in parted)
