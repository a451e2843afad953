"""Found customers as rows of the search page: name, number, car, salesperson, store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from customers.models import CustomerPhone
from customers.queries.search import Found
from customers.rules.ways import STOPPED
from dealerfollow.web.days import day_words

# Raw, since this app does not import deliveries: the latest sale of each in a store of the reader.
LATEST = """
SELECT DISTINCT ON (p.id) p.id, v.year, v.make, v.model, v.trim,
       coalesce(d.delivered_on, d.sold_on), u.name
  FROM unnest(%s::bigint[]) AS p(id)
  JOIN deliveries_delivery d ON p.id IN (d.customer_id, d.co_buyer_id)
   AND d.group_id = %s AND d.store_id = ANY(%s) AND d.unwound_on IS NULL
  JOIN customers_vehicle v ON v.id = d.vehicle_id
  LEFT JOIN stores_user u ON u.id = d.salesperson_id
 ORDER BY p.id, coalesce(d.delivered_on, d.sold_on) DESC, d.id DESC
"""


@dataclass(frozen=True)
class Row:
    """One line of the search page; every string is ready."""

    pk: int
    url: str
    name: str
    detail: str
    car: str
    person: str
    store: str
    last: str
    is_stopped: bool


def rows_of(scope: Any, found: Sequence[Found], *, now: datetime) -> list[Row]:
    """The rows of these customers in their order; one query, whatever their number."""
    latest = _latest(scope, [one.customer.pk for one in found]) if found else {}
    return [_row(scope, one, latest.get(one.customer.pk), now) for one in found]


def _latest(scope: Any, ids: list[int]) -> dict[int, tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(LATEST, [ids, scope.group_id, scope.store_ids])
        return {row[0]: row[1:] for row in cursor.fetchall()}


def _row(scope: Any, one: Found, sale: tuple[Any, ...] | None, now: datetime) -> Row:
    customer = one.customer
    today = now.astimezone(customer.store.zone).date()
    car, person = "", ""
    if sale:
        year, make, model, trim, on, person = sale
        name = " ".join(str(p) for p in (year, make, model, trim) if p)
        day = day_words(on, today)
        car = _("%(car)s, %(day)s") % {"car": name, "day": day} if name else day
    last = _("Never contacted")
    if customer.last_contact_at:
        last = day_words(customer.last_contact_at.astimezone(customer.store.zone).date(), today)
    return Row(
        pk=customer.pk,
        url=reverse("customers:customer", args=[customer.pk]),
        name=customer.name,
        detail=_detail(customer),
        car=car,
        person=person or "",
        store=customer.store.name if len(scope.store_ids) > 1 else "",
        last=last,
        is_stopped=bool(customer.ways & STOPPED),
    )


def _detail(customer: Any) -> str:
    """The last four digits, and the town: enough to tell two people of one name apart."""
    phones: list[CustomerPhone] = sorted(customer.phones.all(), key=lambda p: (p.rank, p.pk))
    right = [p for p in phones if p.wrong_at is None]
    parts = [f"…{str(right[0].number)[-4:]}"] if right else [_("No number")]
    if customer.city:
        parts.append(customer.city)
    return " · ".join(parts)
