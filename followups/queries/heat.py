"""Heat cases as lists and measures: whose, by when they hear, how long it takes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db.models import Count, Q, QuerySet

from followups.models import HeatCase
from followups.rules.heat import median_hours

Which = Literal["mine", "store", "resolved", "confirmed"]
WHICH: tuple[Which, ...] = ("mine", "store", "resolved", "confirmed")
MEASURED = timedelta(days=90)
RECENT = timedelta(days=90)
MOST = 200


@dataclass(frozen=True)
class Measure:
    """How long it took at one store; medians of the last 90 days, each with its number of cases."""

    store: str
    first_word: float | None
    first_words: int
    resolved: float | None
    resolved_count: int


def cases_in(store_ids: Collection[int], group_id: int) -> QuerySet[HeatCase]:
    """The heat cases of these stores, with all that a line of them says."""
    rows = HeatCase.objects.filter(group_id=group_id, store__in=store_ids)
    return rows.select_related("store", "customer", "owner", "delivery__vehicle")


def _condition(which: str, user_id: int, now: datetime) -> Q:
    if which == "resolved":
        return Q(state=HeatCase.State.RESOLVED)
    if which == "confirmed":
        return Q(state=HeatCase.State.CONFIRMED, confirmed_at__gte=now - RECENT)
    is_open = Q(state=HeatCase.State.OPEN)
    return is_open & Q(owner=user_id) if which == "mine" else is_open


def list_cases(
    cases: QuerySet[HeatCase], which: str, user_id: int, now: datetime
) -> list[HeatCase]:
    """Those of one tab, due first; what is settled, the latest first. One query."""
    rows = cases.filter(_condition(which, user_id, now))
    order = ("-confirmed_at", "-id") if which == "confirmed" else ("next_update_on", "opened_at")
    return list(rows.order_by(*order)[:MOST])


def count_cases(cases: QuerySet[HeatCase], user_id: int, now: datetime) -> dict[str, int]:
    """How many stand under each tab. One query."""
    asked = {which: Count("pk", filter=_condition(which, user_id, now)) for which in WHICH}
    return cases.order_by().aggregate(**asked)


def measures_of(cases: QuerySet[HeatCase], now: datetime) -> list[Measure]:
    """How long they waited for the first word and for the end, by store. One query. How many were
    opened is no measure: whoever reports an upset customer must not look worse for it."""
    rows = cases.filter(opened_at__gte=now - MEASURED).order_by("store__name", "store_id")
    times: dict[int, list[tuple[datetime, datetime | None, datetime | None]]] = {}
    names: dict[int, str] = {}  # two stores may have one
    told = ("store", "store__name", "opened_at", "first_update_at", "resolved_at")
    for pk, name, opened_at, first_update_at, resolved_at in rows.values_list(*told):
        names[pk] = name
        times.setdefault(pk, []).append((opened_at, first_update_at, resolved_at))
    return [
        Measure(
            names[pk],
            median_hours((opened, heard) for opened, heard, _ in found),
            sum(heard is not None for _, heard, _ in found),
            median_hours((opened, resolved) for opened, _, resolved in found),
            sum(resolved is not None for _, _, resolved in found),
        )
        for pk, found in times.items()
    ]
