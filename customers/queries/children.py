"""Whether what is known of a customer's children is for this reader: a right of its own."""

from typing import Any

from customers.models import Customer

RIGHT = "customers.children"


def sees_children(scope: Any, customer: Customer) -> bool:
    """Whether what is known of the customer's children is for this reader: their right in the
    customer's store, or in any where they hold it when the store is not theirs."""
    if customer.store_id in scope.store_ids:
        return bool(scope.has(RIGHT, customer.store_id))
    return bool(scope.has(RIGHT))
