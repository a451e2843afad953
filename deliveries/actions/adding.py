"""A promise that somebody writes down by hand, after the sale."""

from datetime import date
from typing import Any

from django.db import transaction

from customers.actions import lock_customers
from customers.models import Customer
from dealerfollow.stores.models import Store, User
from deliveries.actions.we_owe import owe
from deliveries.models import Delivery, WeOwe


@transaction.atomic
def add_we_owe(
    store: Store,
    customer: Customer,
    item: str,
    *,
    delivery: Delivery | None,
    by: User,
    today: date,
    **told: Any,
) -> tuple[WeOwe, bool]:
    """Writes it down as owe() does; the second value says whether it is new. What is open already
    under the same words is owed once, also when two people press at the same moment."""
    lock_customers([customer.pk])
    known = set(WeOwe.objects.open().filter(customer=customer).values_list("pk", flat=True))
    we_owe = owe(store, customer, item, delivery=delivery, by=by, today=today, **told)
    return we_owe, we_owe.pk not in known
