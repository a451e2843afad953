"""The desk of every department that owes something: what is open, overdue first."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from customers.queries.search import find_customers
from deliveries.models import WeOwe, WeOweChange
from deliveries.rules.pasted import key_of

SOON_DAYS = 7
TAG_DAYS = 10
MOST_ROWS = 200
MOST_DATES = 12
MOST_FOUND = 200


@dataclass(frozen=True)
class Desk:
    """Open we-owes in four groups, and how many there are in all by department."""

    overdue: tuple[WeOwe, ...]
    soon: tuple[WeOwe, ...]
    later: tuple[WeOwe, ...]
    theirs: tuple[WeOwe, ...]  # the customer owes us: a signature, the trade's title, a key
    by_department: dict[str, int]
    total_overdue: int
    total_silent: int  # nobody has said a word yet
    total_tags: int  # temporary tags that end within 10 days, or have ended

    @property
    def rows(self) -> tuple[WeOwe, ...]:
        """In the order of the page."""
        return self.overdue + self.soon + self.later + self.theirs


def counted_day(we_owe: WeOwe) -> date | None:
    """The day that counts: what the customer was told, else what the store planned."""
    return we_owe.told_on or we_owe.promised_on


def desk_of(
    scope: Any, *, department: str, today: date, store_ids: list[int], text: str = ""
) -> Desk:
    """At most 200 open we-owes of the department ("" for all), in 2 queries; 3 more with a text.

    Overdue first, the longest overdue at the top; those without a date last. Ready ones are open
    until the customer has them. In each group what is about safety leads.
    """
    open_rows = open_we_owes(scope, store_ids)
    counts = open_rows.values_list("department").annotate(n=Count("id")).order_by()
    rows = open_rows.filter(department=department) if department else open_rows
    rows = rows.filter(_like(scope, text)) if text else rows
    rows = rows.annotate(counted_on=_counted_on()).order_by(
        "-is_safety", F("counted_on").asc(nulls_last=True), "made_on", "id"
    )
    related = ("customer", "delivery__vehicle", "delivery__salesperson", "store", "word_by")
    found = list(rows.select_related(*related)[:MOST_ROWS])
    overdue, soon, later, theirs = [], [], [], []
    for row in found:
        day = counted_day(row)
        if row.owed_by == WeOwe.OwedBy.CUSTOMER:
            theirs.append(row)
        elif day and day < today and row.status == WeOwe.Status.OPEN:
            overdue.append(row)
        elif day and day <= today + timedelta(days=SOON_DAYS):
            soon.append(row)
        else:
            later.append(row)
    ours = [row for row in found if row.owed_by == WeOwe.OwedBy.STORE]
    return Desk(
        tuple(overdue),
        tuple(soon),
        tuple(later),
        tuple(theirs),
        dict(counts),
        len(overdue),
        sum(1 for row in ours if is_silent(row)),
        sum(1 for row in ours if is_tag_ending(row, today)),
    )


def is_silent(we_owe: WeOwe) -> bool:
    """Has nobody said a word about it yet? What is used up bit by bit waits for no news."""
    is_open = we_owe.status == WeOwe.Status.OPEN
    return is_open and not we_owe.word and we_owe.uses is None


def is_tag_ending(we_owe: WeOwe, today: date) -> bool:
    """Does the car's temporary tag end within 10 days, while its plates or title are owed?"""
    ends_on = we_owe.delivery.tag_expires_on if we_owe.delivery else None
    is_title = we_owe.department == "title" and we_owe.status == WeOwe.Status.OPEN
    return is_title and ends_on is not None and ends_on <= today + timedelta(days=TAG_DAYS)


def open_we_owes(scope: Any, store_ids: list[int]) -> QuerySet[WeOwe]:
    """Not settled, whoever owes it, in the stores in scope."""
    rows = WeOwe.objects.filter(group_id=scope.group_id, store_id__in=store_ids)
    return rows.filter(status__in=["open", "ready"])


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


def _like(scope: Any, text: str) -> Q:
    """By name, item, deal or stock number. Never by a phone number or an address: a desk sees
    neither, so it learns neither by asking."""
    people = [
        one.customer.pk
        for one in find_customers(scope, text, limit=MOST_FOUND)
        if one.how in ("name", "like")
    ]
    numbers = {text, text.upper(), text.lower(), key_of(text)}
    return (
        Q(customer__in=people)
        | Q(item__icontains=text)
        | Q(delivery__deal_number__in=numbers)
        | Q(delivery__stock_number__in=numbers)
    )


def _counted_on() -> Any:
    return Coalesce("told_on", "promised_on")
