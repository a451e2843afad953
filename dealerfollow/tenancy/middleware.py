"""One transaction around every request, so that the scope set inside it covers all of it."""

from collections.abc import Callable
from contextlib import nullcontext

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponseBase

from dealerfollow.tenancy.scope import keep_scope


class TransactionMiddleware:
    """Opens the transaction that the scope lives in.

    ATOMIC_REQUESTS alone covers the view only: the lazily rendered response and the other
    middleware would see 0 rows (measured), and its savepoint would cost two round trips a page.
    A refusal or an error rolls back, also one that arises when the response is rendered: nothing
    is half-written.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answers inside one transaction."""
        # Inside a test's transaction the scope would outlive the request and hide foreign rows
        # from the test, not from the product; so the former one comes back.
        outer = keep_scope() if connection.in_atomic_block else nullcontext()
        with outer, transaction.atomic():
            response = self.get_response(request)
            if response.status_code >= 400:
                transaction.set_rollback(True)
        return response
