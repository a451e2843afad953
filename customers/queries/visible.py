"""Which customers a person sees."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from customers.models import Customer
from dealerfollow.stores.models import Store


def visible_to(scope: Any, store_ids: Collection[int]) -> QuerySet[Customer]:
    """Customers of the scope's group whose store, or the store of one of whose deliveries, is one
    of `store_ids`. A co-buyer counts as a buyer. Who was found to be the same person counts as
    them. Nothing without a group.

    Deliveries are named by their relation only: this app does not import them.
    """
    if scope.group_id is None:
        return Customer.objects.none()
    ids = list(store_ids)
    bought = Q(deliveries__store_id__in=ids) | Q(co_deliveries__store_id__in=ids)
    merged = Q(merged__store_id__in=ids) | Q(merged__deliveries__store_id__in=ids)
    here = Q(store_id__in=ids) | bought | merged
    return Customer.objects.filter(here, group_id=scope.group_id).distinct()


def store_to_write_in(scope: Any, customer: Customer, right: str) -> Store | None:
    """A store that knows the customer and in which the reader holds the right: their own, the one
    on screen, else the first; None where there is none. One query at most."""
    held = set(scope.stores_with(right))
    if customer.store_id in held:
        return customer.store
    rows = Customer.objects.filter(Q(pk=customer.pk) | Q(merged_into=customer))
    told = rows.values_list("store", "deliveries__store", "co_deliveries__store")
    known = held & {pk for row in told for pk in row if pk}
    stores = [store for store in scope.stores if store.pk in known]
    on_screen = [store for store in stores if store == scope.store]
    return next(iter([*on_screen, *stores]), None)
