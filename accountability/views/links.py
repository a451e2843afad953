"""Addresses that the accountability pages point to."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from accountability.forms import Asked
from dealerfollow.web.addresses import address_of


def dashboard_url(asked: Asked, **changes: Any) -> str:
    """The dashboard with the same days, and these changes."""
    return _join(reverse("accountability:dashboard"), asked.query(**changes))


def rows_url(asked: Asked, metric: str, **changes: Any) -> str:
    """The rows of one number; `person`, `condition` and `store` narrow it."""
    query = asked.query(**changes)
    first = urlencode({"metric": metric})
    return f"{reverse('accountability:rows')}?{first}" + (f"&{query}" if query else "")


def customer_url(customer_id: int | None) -> str:
    """A customer's whole story; "" for none."""
    return "" if customer_id is None else f"{address_of('customers:search')}{customer_id}/"


def _join(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
