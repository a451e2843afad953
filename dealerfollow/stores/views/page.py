"""What the settings pages share: the store on screen, and the tabs."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from dealerfollow.stores.models import Store


def store_on_screen(request: HttpRequest, right: str) -> Store:
    """The store that is chosen; PermissionDenied without `right` in it."""
    scope = request.scope  # type: ignore[attr-defined]
    if scope.store is None or not scope.has(right, scope.store.pk):
        raise PermissionDenied
    store: Store = scope.store
    return store


def tabs(current: str) -> list[dict[str, Any]]:
    """Store and People."""
    places = [("settings", _("Store"), None), ("people", _("People"), None)]
    return [
        {
            "label": label,
            "url": reverse(f"stores:{name}"),
            "is_current": name == current,
            "count": count,
        }
        for name, label, count in places
    ]
