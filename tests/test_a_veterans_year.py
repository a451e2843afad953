"""3,600 owners of one salesperson, on a database: planned, listed, made and swept as in a store.

Decision 4 and edge case 33: never above the cap, no miss of tier 2, nothing older than its slack.
Whoever is called answers. Two weeks in the usual run, the whole year with `bin/test --long`; what
the rule alone does in a year is in followups/tests/always/test_a_veterans_year.py.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction

from accountability.invariants import verify
from accountability.management.commands.run_due import run_everything_due
from accountability.models import Excuse, Miss
from customers.models import Customer, CustomerEmail, CustomerPhone
from customers.models.vehicle import Vehicle
from dealerfollow.stores.models import Store, User
from dealerfollow.stores.queries import calendar_of, store_day
from dealerfollow.tenancy.scope import as_owner, scope
from dealerfollow.testing.cast import make_cast
from deliveries.models import Delivery
from followups.actions import LogDetails, enrol_deliveries, log_attempt
from followups.models import Attempt, FollowUp
from followups.queries.people import staff_of
from followups.queries.today import call_list
from followups.rules.spreading import slack_of

OWNERS, CAP = 3_600, 25
STARTS = date(2026, 1, 5)  # a Monday: the store goes live, and its past sales are known
FORTNIGHT, YEAR = 14, 366
CHUNK = 100  # as an import does
MADE = {"phone": "spoke", "text": "text_answered", "email": "email_answered", "letter": "sent"}


@dataclass
class Lived:
    """What was seen day by day."""

    longest: dict[str, int] = field(default_factory=dict)
    made: dict[str, int] = field(default_factory=dict)


def morning(day: date) -> datetime:
    """Ten o'clock in New York, or eleven."""
    return datetime(day.year, day.month, day.day, 15, tzinfo=UTC)


def afternoon(day: date) -> datetime:
    """Four o'clock in New York, or five."""
    return morning(day) + timedelta(hours=6)


def night(day: date) -> datetime:
    """The day has ended."""
    return datetime(day.year, day.month, day.day, 4, 30, tzinfo=UTC) + timedelta(days=1)


def owners(store: Store, chance: random.Random) -> list[Customer]:
    """The people, with a number and an address each."""
    group = {"group_id": store.group_id}
    people = [
        Customer(
            **group,
            store=store,
            first_name=f"First{n}",
            last_name=f"Last{n}",
            state="NY",
            postal_code="10001",
            address=f"{n} Main St",
            city="New York",
            born_on=date(1960, 1, 1) + timedelta(days=chance.randrange(40 * 365)),
            preferred_channel=chance.choice(("phone", "phone", "text", "email")),
            ways=15,
            relationship_until=date(2030, 1, 1),  # all came to the service this year
        )
        for n in range(OWNERS)
    ]
    Customer.objects.bulk_create(people)
    CustomerPhone.objects.bulk_create(
        CustomerPhone(**group, customer=one, number=f"+1212{2_000_000 + n}", kind="mobile")
        for n, one in enumerate(people)
    )
    CustomerEmail.objects.bulk_create(
        CustomerEmail(**group, customer=one, address=f"owner{n}@example.com")
        for n, one in enumerate(people)
    )
    return people


def go_live(store: Store, seller: User) -> None:
    """Seven years of sales at once, with a birthday each, as an import would leave them."""
    chance = random.Random(3600)
    group = {"group_id": store.group_id}
    people = owners(store, chance)
    cars = [Vehicle(**group, vin=f"VETERAN{n:010d}", make="Honda") for n in range(OWNERS)]
    Vehicle.objects.bulk_create(cars)
    sold = [date(2018, 7, 1) + timedelta(days=chance.randrange(7 * 365)) for _ in people]
    deliveries = Delivery.objects.bulk_create(
        Delivery(
            **group,
            store=store,
            customer=one,
            vehicle=car,
            condition="used",
            sold_on=on,
            delivered_on=on,
            salesperson=seller,
            is_before_start=True,
            recorded_at=morning(STARTS),
        )
        for one, car, on in zip(people, cars, sold, strict=True)
    )
    ids = [one.pk for one in deliveries]
    for start in range(0, OWNERS, CHUNK):
        enrol_deliveries(ids[start : start + CHUNK], today=STARTS, now=morning(STARTS))


def make_the_list(
    lived: Lived, store: Store, person: User, at: datetime, *, may_cover: bool
) -> None:
    """Everything that is on the list then, logged one by one as the card does."""
    day = at.date()
    today = store_day(store, now=at)
    calls = call_list(today, person, may_cover=may_cover)
    assert calls.left <= store.cards_a_day, f"{person} has {calls.left} cards on {day}"
    lived.longest[person.name] = max(lived.longest.get(person.name, 0), calls.left)
    staff = staff_of(store, today=day, calendar=today.calendar)
    rows: dict[int, list[FollowUp]] = {}
    due = FollowUp.objects.open().filter(store=store, customer__in=calls.customers, due_on__lte=day)
    for row in due.select_related("store").order_by("pk"):
        rows.setdefault(row.customer_id, []).append(row)
    lead = dict(zip(calls.customers, calls.ids, strict=True))
    for n, (customer_id, card) in enumerate(rows.items()):
        first = next(row for row in card if row.pk == lead[customer_id])
        ids = tuple(row.pk for row in card)
        now = at + timedelta(minutes=6 * n)
        log = LogDetails(
            key=UUID(int=int(now.timestamp()) * 10**9 + first.pk),
            shown=ids,
            ticked=ids,
            seen=_newest(customer_id),
            outcome=MADE[first.channel],
            reason_codes=(first.kind,),
        )
        log_attempt(first, log, by=person, now=now, staff=staff)
        lived.made[person.name] = lived.made.get(person.name, 0) + 1


def _newest(customer_id: int) -> int:
    """The newest attempt that the card shows."""
    last = Attempt.objects.filter(customer=customer_id).order_by("-pk").values_list("pk", flat=True)
    return last.first() or 0


def too_old(store: Store, day: date) -> Iterator[str]:
    """Open tier 2 whose slack has passed: counted from its own day, before anything slid."""
    calendar = calendar_of(store, today=day)
    rows = FollowUp.objects.open().filter(store=store, tier=2, due_on__lt=day)
    for row in rows:
        own_on = own_day(row)
        # A slack that ends on a closed day ends on the open day after it.
        if day > calendar.next_open(own_on + timedelta(days=slack_of(row.kind))):
            yield f"{row.kind} of {own_on} is open on {day}"


def own_day(row: FollowUp) -> date:
    """The day that the cadence asked for."""
    slid = [note["days"][0] for note in row.planning_note if note["code"] == "spread"]
    return date.fromisoformat(slid[0]) if slid else row.first_due_on


def analyze() -> None:
    """As autovacuum would within the minute."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_edge_33_a_veteran_of_3600_owners_misses_nothing_and_is_never_above_the_cap(request):
    with transaction.atomic():
        cast, lived = make_cast(starts_on=STARTS), Lived()
        assert cast.north.cards_a_day == CAP
        go_live(cast.north, cast.sam)
    analyze()
    open_days = 0
    for n in range(YEAR if request.config.getoption("--long") else FORTNIGHT):
        day = STARTS + timedelta(days=n)
        run_everything_due(morning(day) - timedelta(hours=4))
        with scope(cast.group.pk):
            if calendar_of(cast.north, today=day).is_open(day):
                open_days += 1
                for at in (morning(day), afternoon(day)):  # a next try waits for another hour
                    make_the_list(lived, cast.north, cast.sam, at, may_cover=False)
                    make_the_list(lived, cast.north, cast.bea, at, may_cover=True)
        run_everything_due(night(day))
        with scope(cast.group.pk):
            assert list(too_old(cast.north, day)) == []
            missed = Miss.objects.values_list("follow_up__kind", "follow_up__channel", "because")
            assert list(missed) == [], f"missed on {day}"
        if n % 30 == 7:
            analyze()
    with scope(cast.group.pk):
        # What did not fit waited for a day with room, and so over the days on which all is closed.
        assert set(Excuse.objects.values_list("reason", flat=True)) <= {"over_cap", "store_closed"}
        assert lived.longest["Sam Rivera"] == CAP
        assert lived.made["Sam Rivera"] > 0.9 * CAP * (open_days - 7)  # a full list day by day
        assert {name: rows[:2] for name, rows in verify(now=night(day)).items() if rows} == {}
