"""A person's record after the sale: the same numbers as everywhere, for one person (line 15)."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Min, QuerySet
from django.db.models.functions import Coalesce, TruncMonth

from accountability.queries.lens import DUE, ON_TIME, Lens, follow_ups_in, make_lens
from accountability.queries.scorecards import Tally, delivered_in, numbers_of
from accountability.rules.record import CALL_DAYS, here_since
from customers.models import Customer
from dealerfollow.lib.periods import Period, last_days
from dealerfollow.stores.models import Membership, Store, User
from deliveries.models import Delivery
from deliveries.queries.repeat_sales import repeat_sales
from followups.models import HeatCase, ReviewAsk
from followups.queries.asks import reviews_naming
from followups.queries.referral_sales import referral_sales

LONG_AGO = date(1900, 1, 1)
SHOWN = 30
"""So many rows of a list are on the page, the newest first; the number counts them all."""


@dataclass(frozen=True, slots=True)
class Month:
    """The calls first due in one month."""

    starts_on: date
    due: int
    tried_on_time: int


@dataclass(frozen=True, slots=True)
class Record:
    """All that the page shows of one person at these stores; lists hold the newest SHOWN."""

    person: User
    stores: tuple[Store, ...]
    period: Period
    since: date | None
    calls: Tally
    months: list[Month]
    customers: int
    cars: int
    sold_rows: list[Delivery]
    repeats: int
    repeat_rows: list[tuple[Delivery, date]]
    referrals: int
    referral_rows: list[tuple[Delivery, Customer | None]]
    resolved: int
    confirmed: int
    heat_rows: list[HeatCase]
    reviews: int
    review_rows: list[ReviewAsk]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all to show yet."""
        numbers = (self.calls.due, self.customers, self.repeats, self.referrals)
        return not any((*numbers, self.resolved, self.reviews))


def record_of(person: User, stores: tuple[Store, ...], *, today: date) -> Record:
    """The record at these stores as of today, in 18 queries.

    Calls are those of the last CALL_DAYS days whose day has closed, by the dashboard's own counts.
    """
    store_ids = [store.pk for store in stores]
    lens = make_lens(stores, last_days(today, CALL_DAYS), person_id=person.pk)
    ever = replace(lens, period=Period(LONG_AGO, today))
    sold = delivered_in(ever).aggregate(
        customers=Count(Coalesce("customer__merged_into", "customer"), distinct=True),
        cars=Count("pk"),
        first_on=Min("delivered_on"),
    )
    repeats = repeat_sales(person.pk, store_ids)
    referred = dict(referral_sales(person.pk, store_ids))
    heat = _heat(person, store_ids)
    ended = heat.aggregate(resolved=Count("pk"), confirmed=Count("confirmed_at"))
    reviews = reviews_naming(person, store_ids)
    return Record(
        person,
        stores,
        lens.period,
        here_since(_hired_on(person, stores), sold["first_on"]),
        numbers_of(lens).people("").get(person.pk, Tally()),
        _months(lens),
        sold["customers"],
        sold["cars"],
        list(
            delivered_in(ever)
            .select_related("customer", "vehicle")
            .order_by("-delivered_on", "-pk")[:SHOWN]
        ),
        len(repeats),
        [(row, repeats[row.pk]) for row in _newest(repeats)],
        len(referred),
        _referral_rows(referred),
        ended["resolved"],
        ended["confirmed"],
        list(heat.select_related("customer", "store").order_by("-resolved_at", "-pk")[:SHOWN]),
        reviews.count(),
        list(reviews[:SHOWN]),
    )


def _hired_on(person: User, stores: tuple[Store, ...]) -> date | None:
    rows = Membership.objects.filter(user=person, group_id=stores[0].group_id)
    found: date | None = rows.aggregate(first=Min("started_on"))["first"]
    return found


def _months(lens: Lens) -> list[Month]:
    rows = follow_ups_in(lens).annotate(month=TruncMonth("first_due_on")).values("month")
    counted = rows.annotate(
        due=Count("pk", filter=DUE), tried_on_time=Count("pk", filter=ON_TIME)
    ).order_by("month")
    return [Month(row["month"], row["due"], row["tried_on_time"]) for row in counted]


def _newest(delivery_ids: Collection[int]) -> list[Delivery]:
    rows = Delivery.objects.filter(pk__in=list(delivery_ids))
    joined = rows.select_related("customer", "vehicle")
    return list(joined.order_by("-delivered_on", "-pk")[:SHOWN])


def _referral_rows(referred: dict[int, int | None]) -> list[tuple[Delivery, Customer | None]]:
    people = Customer.objects.in_bulk([pk for pk in referred.values() if pk])
    return [(row, people.get(referred[row.pk] or 0)) for row in _newest(referred)]


def _heat(person: User, store_ids: list[int]) -> QuerySet[HeatCase]:
    """Those that the person took care of and that are resolved. How many were opened is told
    nowhere: whoever reports an upset customer must not look worse for it."""
    rows = HeatCase.objects.filter(owner=person, store__in=store_ids)
    return rows.exclude(state=HeatCase.State.OPEN)
