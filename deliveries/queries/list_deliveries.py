"""The list of deliveries: newest first, by key, so that the thousandth page costs as the first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from customers.queries.search import find_customers
from dealerfollow.lib.ids import id_from
from deliveries.models import DateClearing, Delivery, SalespersonMatch

PAGE_ROWS = 30
TABS = ("all", "waiting", "asked", "unwound")
MOST_FOUND = 200


@dataclass(frozen=True)
class Filters:
    """What is shown. `tab` is one of TABS, `condition` "" | new | used, `text` what was typed."""

    tab: str = "all"
    condition: str = ""
    text: str = ""
    store_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Page:
    """Rows of one page and where its neighbors start ("" at either end)."""

    rows: tuple[Delivery, ...]
    older: str
    newer: str


def deliveries_page(scope: Any, filters: Filters, *, before: str = "", after: str = "") -> Page:
    """One page in a fixed number of queries: 3, and 3 more when something was typed.

    `before` and `after` are keys as in Page.older and Page.newer; nonsense shows the first page.
    """
    rows = _filtered(scope, filters).select_related("customer", "vehicle", "salesperson", "store")
    older_than, newer_than = read_key(before), read_key(after)
    if newer_than:
        found = list(_newer(rows, newer_than).order_by("sold_on", "id")[: PAGE_ROWS + 1])
        shown, is_more = found[:PAGE_ROWS][::-1], len(found) > PAGE_ROWS
        return Page(tuple(shown), _key(shown, -1), _key(shown, 0) if is_more else "")
    if older_than:
        rows = _older(rows, older_than)
    found = list(rows.order_by("-sold_on", "-id")[: PAGE_ROWS + 1])
    shown, is_more = found[:PAGE_ROWS], len(found) > PAGE_ROWS
    return Page(
        tuple(shown), _key(shown, -1) if is_more else "", _key(shown, 0) if older_than else ""
    )


def waiting_count(scope: Any, filters: Filters) -> int:
    """Sold and not delivered in the stores shown, whatever else is filtered."""
    rows = Delivery.objects.filter(group_id=scope.group_id, store_id__in=filters.store_ids)
    return rows.waiting().count()


def asked_count(scope: Any, filters: Filters) -> int:
    """Days of delivery that somebody wants taken away and no manager has answered (edge 37)."""
    rows = DateClearing.objects.waiting().filter(group_id=scope.group_id)
    return rows.filter(store_id__in=filters.store_ids).count()


def unmatched_count(scope: Any, store_ids: Sequence[int]) -> int:
    """Salespeople of sold files whom nobody has been matched with."""
    matches = SalespersonMatch.objects.filter(group_id=scope.group_id, store_id__in=store_ids)
    return matches.filter(user=None).count()


def unmatched_salespeople(scope: Any, store_ids: Sequence[int]) -> QuerySet[SalespersonMatch]:
    """Those rows, the oldest first, each with `sales`: how many deliveries wait for the name."""
    matches = SalespersonMatch.objects.filter(group_id=scope.group_id, store_id__in=store_ids)
    return (
        matches.filter(user=None)
        .select_related("store")
        .annotate(sales=Count("deliveries"))
        .order_by("first_seen_at", "id")
    )


def _filtered(scope: Any, filters: Filters) -> QuerySet[Delivery]:
    rows = Delivery.objects.filter(group_id=scope.group_id, store_id__in=filters.store_ids)
    if filters.tab == "waiting":
        rows = rows.waiting()
    elif filters.tab == "asked":
        asked = DateClearing.objects.waiting()
        asked_at = asked.filter(delivery=OuterRef("pk")).values("asked_at")[:1]
        rows = rows.filter(pk__in=asked.values("delivery")).annotate(asked_at=Subquery(asked_at))
    elif filters.tab == "unwound":
        rows = rows.exclude(unwound_on=None)
    if filters.condition:
        rows = rows.filter(condition=filters.condition)
    return rows.filter(_like(scope, filters.text)) if filters.text else rows


def _like(scope: Any, text: str) -> Q:
    """By customer (name, number, address, VIN, deal number), or by stock number."""
    people = [found.customer.pk for found in find_customers(scope, text, limit=MOST_FOUND)]
    numbered = Delivery.objects.filter(
        Q(deal_number=text) | Q(stock_number=text), store_id__in=scope.store_ids
    )
    return (
        Q(customer__in=people) | Q(co_buyer__in=people) | Q(pk__in=Subquery(numbered.values("pk")))
    )


def _older(rows: QuerySet[Delivery], key: tuple[date, int]) -> QuerySet[Delivery]:
    return rows.filter(Q(sold_on__lt=key[0]) | Q(sold_on=key[0], id__lt=key[1]))


def _newer(rows: QuerySet[Delivery], key: tuple[date, int]) -> QuerySet[Delivery]:
    return rows.filter(Q(sold_on__gt=key[0]) | Q(sold_on=key[0], id__gt=key[1]))


def _key(rows: Sequence[Delivery], at: int) -> str:
    return f"{rows[at].sold_on.isoformat()}_{rows[at].pk}" if rows else ""


def read_key(text: str) -> tuple[date, int] | None:
    """The key in an address, None for anything else."""
    day, _, number = text.partition("_")
    pk = id_from(number)
    try:
        return (date.fromisoformat(day), pk) if pk is not None else None
    except ValueError:
        return None
