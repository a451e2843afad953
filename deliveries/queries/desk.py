"""The desk of every department that owes something: what is open, overdue first."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from customers.queries.search import find_customers
from dealerfollow.stores.models import Store
from deliveries.models import WeOwe, WeOweChange
from deliveries.queries.pasted import sales_named
from deliveries.rules.desk_words import CLOSED
from deliveries.rules.pasted import key_of
from deliveries.rules.we_owe import counted_day

SOON_DAYS = 7
TAG_DAYS = 10
MOST_ROWS = 200
MOST_DATES = 12
MOST_FOUND = 200
MOST_CLOSED = 20
RELATED = ("customer", "delivery__vehicle", "delivery__salesperson", "store", "word_by")


@dataclass(frozen=True)
class Desk:
    """Open we-owes in five groups, and how many there are in all by department."""

    safety: tuple[WeOwe, ...]  # about safety, whatever its date
    overdue: tuple[WeOwe, ...]
    soon: tuple[WeOwe, ...]
    later: tuple[WeOwe, ...]
    theirs: tuple[WeOwe, ...]  # the customer owes us: a signature, the trade's title, a key
    closed: tuple[WeOwe, ...]  # what a text finds where nothing open is like it
    by_department: dict[str, int]
    total_safety: int
    total_overdue: int
    total_soon: int
    total_ours: int
    total_theirs: int
    total_silent: int  # nobody has said a word yet
    total_tags: int  # temporary tags that end within 10 days, or have ended
    total_past: int  # past their date or due this week, without what is about safety
    total_week: int

    @property
    def total_later(self) -> int:
        """Ours that are in none of the groups before."""
        return self.total_ours - self.total_safety - self.total_past - self.total_week

    @property
    def rows(self) -> tuple[WeOwe, ...]:
        """In the order of the page."""
        return self.safety + self.overdue + self.soon + self.later + self.theirs + self.closed


def desk_of(
    scope: Any,
    *,
    department: str,
    now: datetime,
    stores: Sequence[Store],
    text: str = "",
    of_user: int | None = None,
    most: int = MOST_ROWS,
) -> Desk:
    """At most 200 open we-owes of the department ("" for all) with the sums of all of them, in 3
    queries; 3 more with a text, and 1 where only closed ones are like it. Past its date is what
    each store's own day says. `of_user`: only what is owed to that salesperson's customers.

    What is about safety leads, whatever its date. Then overdue, the longest overdue at the top;
    those without a date last. Ready ones are open until the customer has them. What the customer
    owes us comes last, so that it takes no row from what is ours.
    """
    store_ids = [store.pk for store in stores]
    open_rows = open_we_owes(scope, store_ids).filter(_sold_by(of_user))
    counts = open_rows.values_list("department").annotate(n=Count("id")).order_by()
    rows = open_rows.filter(department=department) if department else open_rows
    like = _like(scope, store_ids, text) if text else Q()
    rows = rows.filter(like)
    rows = rows.annotate(counted_on=_counted_on())
    today_of = {store.pk: store.day_of(now) for store in stores}
    sums = rows.aggregate(**_sums(today_of))
    ordered = rows.order_by(
        "-owed_by", "-is_safety", F("counted_on").asc(nulls_last=True), "made_on", "id"
    ).select_related(*RELATED)
    groups: dict[str, list[WeOwe]] = defaultdict(list)
    for row in ordered[: min(most, MOST_ROWS)]:
        groups[_group_of(row, today_of[row.store_id])].append(row)
    closed: tuple[WeOwe, ...] = ()
    if text and not groups:
        kept = shown_we_owes(scope, store_ids).filter(_sold_by(of_user), like, status__in=CLOSED)
        kept = kept.filter(department=department) if department else kept
        kept = kept.select_related(*RELATED).order_by("-settled_at", "-id")
        closed = tuple(kept[:MOST_CLOSED])
    return Desk(
        safety=tuple(groups["safety"]),
        overdue=tuple(groups["overdue"]),
        soon=tuple(groups["soon"]),
        later=tuple(groups["later"]),
        theirs=tuple(groups["theirs"]),
        closed=closed,
        by_department=dict(counts),
        **sums,
    )


def _group_of(row: WeOwe, today: date) -> str:
    day = counted_day(row.told_on, row.promised_on)
    if row.owed_by == WeOwe.OwedBy.CUSTOMER:
        return "theirs"
    if row.is_safety:
        return "safety"
    if day and day < today and row.status == WeOwe.Status.OPEN:
        return "overdue"
    return "soon" if day and day <= today + timedelta(days=SOON_DAYS) else "later"


def _sums(today_of: Mapping[int, date]) -> dict[str, Any]:
    """The same groups, and what is silent or about a tag, counted by the database."""
    ours, is_open = Q(owed_by=WeOwe.OwedBy.STORE), Q(status=WeOwe.Status.OPEN)
    past = _by_store(today_of, "counted_on__lt", 0)
    soon = _by_store(today_of, "counted_on__lte", SOON_DAYS)
    tags = _by_store(today_of, "delivery__tag_expires_on__lte", TAG_DAYS)
    is_soon, is_other = soon & ~(is_open & past), Q(is_safety=False)
    conditions = {
        "total_safety": ours & ~is_other,
        "total_past": ours & is_other & is_open & past,
        "total_week": ours & is_other & is_soon,
        "total_overdue": ours & is_open & past,
        "total_soon": ours & is_soon,
        "total_ours": ours,
        "total_theirs": ~ours,
        "total_silent": ours & is_open & Q(word="", uses=None),
        "total_tags": ours & is_open & Q(department="title") & tags,
    }
    return {name: Count("id", filter=condition) for name, condition in conditions.items()}


def _by_store(today_of: Mapping[int, date], column: str, days: int) -> Q:
    """The column against each store's own day, so many days on; of no store at all without any."""
    stores: dict[date, list[int]] = {}
    for pk, today in today_of.items():
        stores.setdefault(today + timedelta(days=days), []).append(pk)
    found = Q(pk=None)
    for day, ids in stores.items():
        found |= Q(store_id__in=ids, **{column: day})
    return found


def open_we_owes(scope: Any, store_ids: list[int]) -> QuerySet[WeOwe]:
    """Not settled, whoever owes it, in the stores in scope."""
    rows = WeOwe.objects.filter(group_id=scope.group_id, store_id__in=store_ids)
    return rows.filter(status__in=["open", "ready"])


def shown_we_owes(scope: Any, store_ids: list[int]) -> QuerySet[WeOwe]:
    """What may be opened on the page: also what is closed, of which one may have been closed by
    mistake."""
    return WeOwe.objects.filter(group_id=scope.group_id, store_id__in=store_ids)


def dates_told(we_owe: WeOwe) -> list[WeOweChange]:
    """How its dates and its state went, the newest first; one query (edge case 81)."""
    changes = we_owe.changes.select_related("by").order_by("-at", "-id")
    return list(changes[:MOST_DATES])


def of_same_deal(we_owe: WeOwe) -> list[WeOwe]:
    """What else is open on the same deal, or with the customer where it has none; one query."""
    rows = WeOwe.objects.open().filter(store_id=we_owe.store_id).exclude(pk=we_owe.pk)
    if we_owe.delivery_id:
        rows = rows.filter(delivery_id=we_owe.delivery_id)
    else:
        rows = rows.filter(customer_id=we_owe.customer_id)
    return list(rows.order_by("-is_safety", "promised_on", "id")[:MOST_DATES])


def _like(scope: Any, store_ids: list[int], text: str) -> Q:
    """By name, item, deal or stock number, as a pasted list finds it. Never by a phone number or an
    address: a desk sees neither, so it learns neither by asking."""
    people = [
        one.customer.pk
        for one in find_customers(scope, text, limit=MOST_FOUND)
        if one.how in ("name", "like")
    ]
    key = key_of(text)
    sales = sales_named(scope, {key} if key else (), store_ids)
    return (
        Q(customer__in=people)
        | Q(customer__merged_into__in=people)
        | Q(item__icontains=text)
        | Q(delivery__in=sales.values("pk"))
    )


def _sold_by(user: int | None) -> Q:
    """To their customers: of their sales, also those that they share (edge case 77), and what they
    promised without one."""
    if user is None:
        return Q()
    theirs = Q(delivery__salesperson=user) | Q(delivery__second_salesperson=user)
    return theirs | Q(delivery=None, made_by=user)


def _counted_on() -> Any:
    return Coalesce("told_on", "promised_on")
