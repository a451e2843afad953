"""The fetch that is the access check for everything that hangs on a customer."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from customers.models import Customer
from customers.queries.children import sees_children
from customers.queries.visible import visible_to


def fetch_customer(request: HttpRequest, pk: int, *, right: str) -> Customer:
    """The customer, if a store that knows them is in this request's scope.

    Out of scope (another group, another store) they do not exist: Http404. Known in a store of the
    scope, but without `right` in any such store: PermissionDenied. One who was merged into another
    is that other one.
    """
    scope = request.scope  # type: ignore[attr-defined]
    allowed = scope.stores_with(right)
    seen = visible_to(scope, allowed).select_related("store")
    customer = seen.filter(pk=pk).first()
    if customer is not None and customer.merged_into_id:
        customer = seen.filter(pk=customer.merged_into_id).first()
    if customer is not None:
        return customer
    if visible_to(scope, scope.store_ids).filter(pk=pk).exists():
        raise PermissionDenied
    raise Http404


def may_change(request: HttpRequest, customer: Customer, *, right: str) -> bool:
    """Whether the reader holds the right in a store that knows the customer."""
    scope = request.scope  # type: ignore[attr-defined]
    return visible_to(scope, scope.stores_with(right)).filter(pk=customer.pk).exists()


def has_children(request: HttpRequest, customer: Customer) -> bool:
    """Whether what is known of the customer's children is for the reader."""
    return sees_children(request.scope, customer)  # type: ignore[attr-defined]
