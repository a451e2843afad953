"""The desk of every department that owes something: what is open, overdue first."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from deliveries.models import WeOwe

SOON_DAYS = 7
MOST_ROWS = 200


@dataclass(frozen=True)
class Desk:
    """Open we-owes in three groups, and how many there are in all by department."""

    overdue: tuple[WeOwe, ...]
    soon: tuple[WeOwe, ...]
    later: tuple[WeOwe, ...]
    by_department: dict[str, int]
    total_overdue: int
    total_silent: int  # nobody has said a word yet

    @property
    def rows(self) -> tuple[WeOwe, ...]:
        """In the order of the page."""
        return self.overdue + self.soon + self.later


def counted_day(we_owe: WeOwe) -> date | None:
    """The day that counts: what the customer was told, else what the store planned."""
    return we_owe.told_on or we_owe.promised_on


def desk_of(scope: Any, *, department: str, today: date, store_ids: list[int]) -> Desk:
    """At most 200 open we-owes of the department ("" for all), in 2 queries.

    Overdue first, the longest overdue at the top; those without a date last. Ready ones are open
    until the customer has them.
    """
    open_rows = open_we_owes(scope, store_ids)
    counts = open_rows.values_list("department").annotate(n=Count("id")).order_by()
    rows = open_rows.filter(department=department) if department else open_rows
    rows = rows.annotate(counted_on=_counted_on()).order_by(
        F("counted_on").asc(nulls_last=True), "made_on", "id"
    )
    found = list(
        rows.select_related("customer", "delivery__vehicle", "store", "word_by")[:MOST_ROWS]
    )
    overdue, soon, later = [], [], []
    for row in found:
        day = counted_day(row)
        if day and day < today and row.status == WeOwe.Status.OPEN:
            overdue.append(row)
        elif day and day <= today + timedelta(days=SOON_DAYS):
            soon.append(row)
        else:
            later.append(row)
    silent = sum(1 for row in found if not row.word and row.status == WeOwe.Status.OPEN)
    return Desk(tuple(overdue), tuple(soon), tuple(later), dict(counts), len(overdue), silent)


def open_we_owes(scope: Any, store_ids: list[int]) -> QuerySet[WeOwe]:
    """Not settled, owed by the store, in the stores in scope."""
    rows = WeOwe.objects.filter(group_id=scope.group_id, store_id__in=store_ids)
    return rows.filter(Q(status__in=["open", "ready"]), owed_by=WeOwe.OwedBy.STORE)


def _counted_on() -> Any:
    return Coalesce("told_on", "promised_on")
