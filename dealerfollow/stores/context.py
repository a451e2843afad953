"""What the frame around every page needs: the navigation and the store on screen."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from dealerfollow.stores.models.people import ROLE_NAMES
from dealerfollow.stores.rules.rights import MANAGER_ROLES, Role
from dealerfollow.stores.scope import Scope
from dealerfollow.web.addresses import address_of

# (any of these rights, words, url name, icon, key, where it stands)
PLACES = [
    (("calls.work",), _("Today"), "followups:today", "phone", "T", "main"),
    (
        ("accountability.see",),
        _("Accountability"),
        "accountability:dashboard",
        "chart-bar",
        "A",
        "main",
    ),
    (("accountability.see",), _("Missed calls"), "accountability:misses", "phone-off", "M", "main"),
    (("we_owes.see",), _("We-owes"), "deliveries:we-owes", "clipboard-list", "W", "main"),
    (
        ("calls.work", "accountability.see"),
        _("Heat cases"),
        "followups:heat-cases",
        "flame",
        "H",
        "main",
    ),
    (("customers.see",), _("Customers"), "customers:search", "users", "C", "main"),
    (("deliveries.see",), _("Deliveries"), "deliveries:list", "car", "D", "main"),
    (("settings.see",), _("Settings"), "stores:settings", "settings", "", "foot"),
]
SEARCH = "customers:search"
BY_WEIGHT = (*reversed(MANAGER_ROLES), *(role for role in Role if role not in MANAGER_ROLES))


@dataclass(frozen=True)
class Place:
    """One line of the navigation."""

    label: Any
    url: str
    icon: str
    key: str
    is_current: bool
    is_search: bool  # where "/" leads from a page without a search of its own


def shell(request: HttpRequest) -> dict[str, Any]:
    """nav_main, nav_foot (lists of Place), role_name, scope, addresses; empty lists for a visitor,
    and `is_demo` for the sign-in page.

    `nav_key` is all that the navigation depends on besides the language, `frame_key` all that the
    sidebar shows: both are drawn once and kept.
    """
    scope = getattr(request, "scope", None)
    if scope is None or scope.user is None:
        return {"scope": scope, "nav_main": [], "nav_foot": [], "is_demo": settings.IS_DEMO}

    def places(part: str) -> list[Place]:
        return [
            Place(label, address_of(name), icon, key, name == current, name == SEARCH)
            for rights, label, name, icon, key, where in PLACES
            if where == part and any(scope.has(one) for one in rights)
        ]

    current = _current(request.path)
    nav_key = f"{current} {'.'.join(scope.roles)}"
    has_choice = len(scope.stores) > 1 or scope.other_groups
    return {
        "scope": scope,
        "role_name": _role_name(scope.roles),
        "nav_main": SimpleLazyObject(lambda: places("main")),
        "nav_foot": SimpleLazyObject(lambda: places("foot")),
        "csrf_token": get_token(request),  # masked once a page and not at each of its places
        "sign_out_url": address_of("account_logout"),
        "choose_url": address_of("stores:choose") if has_choice else "",
        "record_url": SimpleLazyObject(lambda: _record_url(scope)),
        "nav_key": nav_key,
        "frame_key": (nav_key, *_shown(scope)),
    }


def _record_url(scope: Scope) -> str:
    """Where somebody who makes calls finds their own record; "" for the others."""
    assert scope.user  # a visitor has no frame
    if not scope.has("calls.work"):
        return ""
    return reverse("accountability:record", args=[scope.user.pk])


def _shown(scope: Scope) -> tuple[object, ...]:
    """What the frame shows of a person: their name, the store on screen, and the choice of stores.

    The rights are in it too: a person's roles may differ between stores.
    """
    user, store = scope.user, scope.store
    person = (user.pk, user.name, user.email) if user else ()
    stores = tuple((store.pk, store.name) for store in scope.stores)
    return person, store and store.pk, stores, scope.other_groups, scope.rights


def _current(path: str) -> str:
    """The URL name of the place that this path lies under: the one with the longest address."""
    addresses = [(address_of(name), name) for _, _, name, *_ in PLACES]
    under = [(len(address), name) for address, name in addresses if path.startswith(address)]
    return max(under, default=(0, ""))[1]


def _role_name(roles: tuple[Role, ...]) -> str:
    """The role that says most about somebody with several."""
    held = [role for role in BY_WEIGHT if role in roles]
    return str(ROLE_NAMES[held[0]]) if held else ""
