"""Finds what the signed-in person may reach and opens that group's scope."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from dealerfollow.stores.models import Membership, Store
from dealerfollow.stores.scope import Scope, build_scope
from dealerfollow.tenancy.scope import enter_scope

GROUP_KEY, STORE_KEY = "group_id", "store_id"


class ScopeMiddleware:
    """Sets `request.scope` and `request.now`, and the database's group for this transaction.

    Memberships are read on each request, so that removal counts at once. A person who works in
    two groups works in one of them per session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answers with the scope open."""
        request.now = timezone.now()  # type: ignore[attr-defined]
        request.scope = self.scope_of(request)  # type: ignore[attr-defined]
        return self.get_response(request)

    def scope_of(self, request: HttpRequest) -> Scope:
        """The scope of this request's user; empty for a visitor and for a removed person."""
        user = request.user
        if not user.is_authenticated:
            return Scope()
        enter_scope(None, user.pk)
        memberships = list(Membership.objects.active().filter(user=user).order_by("id"))
        if not memberships:
            return Scope(user=user)
        groups = [m.group_id for m in memberships]
        chosen = request.session.get(GROUP_KEY)
        group_id = chosen if chosen in groups else groups[0]
        enter_scope(group_id, user.pk)
        stores = list(Store.objects.filter(group_id=group_id).order_by("name"))
        mine = [m for m in memberships if m.group_id == group_id]
        return build_scope(user, mine, stores, request.session.get(STORE_KEY))
