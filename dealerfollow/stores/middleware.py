"""Finds what the signed-in person may reach and opens that group's scope."""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from dealerfollow.stores.models import Group, Store
from dealerfollow.stores.plain_rows import columns_of, instances
from dealerfollow.stores.scope import Held, Scope, build_scope
from dealerfollow.tenancy.scope import enter_scope, read_in_scope

GROUP_KEY, STORE_KEY = "group_id", "store_id"

# Plain SQL: every request asks.
MEMBERSHIPS = """
SELECT id, group_id, store_id, role, department FROM stores_membership
 WHERE user_id = %s AND ended_at IS NULL ORDER BY id
"""


STORES = f"SELECT {columns_of(Store)} FROM stores_store WHERE group_id = %s ORDER BY name"


def memberships_of(user_id: int) -> list[Held]:
    """Enters the user's scope and finds what they hold in all groups; for one who may sign in."""
    return [Held(*row) for row in read_in_scope(None, user_id, MEMBERSHIPS, [user_id])]


def stores_of(group_id: int, user_id: int) -> list[Store]:
    """Enters the group's scope and finds its stores, by name."""
    return instances(Store, read_in_scope(group_id, user_id, STORES, [group_id]))


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
        memberships = memberships_of(user.pk)
        if not memberships:
            return Scope(user=user)
        groups = list(dict.fromkeys(m.group_id for m in memberships))
        chosen = request.session.get(GROUP_KEY)
        group_id = chosen if chosen in groups else groups[0]
        others = tuple(self.named(other, user.pk) for other in groups if other != group_id)
        stores = stores_of(group_id, user.pk)
        mine = [m for m in memberships if m.group_id == group_id]
        scope = build_scope(user, mine, stores, request.session.get(STORE_KEY))
        return replace(scope, other_groups=others) if others else scope

    def named(self, group_id: int, user_id: int) -> tuple[int, str]:
        """A group's id and name, read in its own scope: only for a person of two groups."""
        enter_scope(group_id, user_id)
        return group_id, Group.objects.values_list("name", flat=True).get(pk=group_id)
