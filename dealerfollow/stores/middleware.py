"""Finds what the signed-in person may reach and opens that group's scope."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from dealerfollow.stores.models import Group, Store
from dealerfollow.stores.scope import Held, Scope, build_scope
from dealerfollow.tenancy.plain_rows import from_json
from dealerfollow.tenancy.scope import enter_scope, read_in_scope

GROUP_KEY, STORE_KEY = "group_id", "store_id"

# Plain SQL: every request asks.
STORES = """
SELECT to_jsonb(s)::text, (SELECT array_agg(c."on") FROM stores_closedday c
                            WHERE c.store_id = s.id AND c.revoked_at IS NULL)
  FROM stores_store s WHERE s.group_id = %s AND (%s OR s.id = ANY(%s)) ORDER BY s.name
"""


def stores_of(user_id: int, held: Sequence[Held]) -> list[Store]:
    """Enters the scope of the one group of these memberships and finds the stores they are of.

    By name, with the days declared closed; a group-wide membership is of all stores.
    """
    group_id = held[0].group_id
    ids = [membership.store_id for membership in held]
    asked = [group_id, None in ids, [store_id for store_id in ids if store_id is not None]]
    found = []
    for text, closed_on in read_in_scope(group_id, user_id, STORES, asked):
        store = from_json(Store, text)
        store.closed_on = frozenset(closed_on or ())
        found.append(store)
    return found


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
        memberships = user.held
        if not memberships:
            return Scope(user=user)
        groups = list(dict.fromkeys(m.group_id for m in memberships))
        chosen = request.session.get(GROUP_KEY)
        group_id = chosen if chosen in groups else groups[0]
        others = tuple(self.named(other, user.pk) for other in groups if other != group_id)
        mine = [m for m in memberships if m.group_id == group_id]
        stores = stores_of(user.pk, mine)
        scope = build_scope(user, mine, stores, request.session.get(STORE_KEY))
        return replace(scope, other_groups=others) if others else scope

    def named(self, group_id: int, user_id: int) -> tuple[int, str]:
        """A group's id and name, read in its own scope: only for a person of two groups."""
        enter_scope(group_id, user_id)
        return group_id, Group.objects.values_list("name", flat=True).get(pk=group_id)
