"""A year that runs by itself, day by day, each day twice; every promise holds each month."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from accountability.invariants import INVARIANTS
from accountability.management.commands.run_due import run_everything_due
from accountability.models import Miss, SweepRun
from dealerfollow.stores.queries import calendar_of
from dealerfollow.tenancy.scope import as_owner, enter_scope, scope
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import buyer, deliver
from deliveries.models import Delivery
from followups.models import FollowUp, Notice

FIRST = date(2026, 1, 2)
DELIVERED = [FIRST + timedelta(days=n) for n in (0, 1, 2, 6, 26, 57, 58, 85)]  # Sundays, month ends
DONE = ("imports", "planned", "days", "missed", "excused", "waiting", "notices", "purged")
NOTHING = dict.fromkeys(DONE, 0)


def evening(day: date) -> datetime:
    """Half past ten at night in New York: the day has ended."""
    return datetime(day.year, day.month, day.day, 3, 30, tzinfo=UTC) + timedelta(days=1)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_year_day_by_day_each_day_twice():
    with transaction.atomic():
        cast = make_cast()
    total = dict(NOTHING)
    for n in range(400):
        day = FIRST + timedelta(days=n)
        with scope(cast.group.pk):
            for index, on in enumerate(DELIVERED):
                if on == day:
                    told = {"condition": ("new", "used")[index % 2]}
                    person = buyer(born_on=date(1980, 2, 29))
                    deliver(cast.north, on, salesperson=cast.sam, buyer=person, **told)
        done = run_everything_due(evening(day))
        total = {key: total[key] + done[key] for key in total}
        assert run_everything_due(evening(day)) == NOTHING, day
        if day.day == 28:
            verify(evening(day))
    verify(evening(day))
    with scope(cast.group.pk):
        assert_every_delivery_was_followed_up(cast)
        assert Miss.objects.count() == total["missed"] > 8 * 6
        assert SweepRun.objects.filter(store=cast.north).count() == 400
        assert total["notices"] == Notice.objects.exclude(sent_at=None).count() > 0


def verify(now: datetime) -> None:
    with as_owner():
        broken = {name: check(now) for name, check in INVARIANTS.items()}
    assert {name: rows for name, rows in broken.items() if rows} == {}


def assert_every_delivery_was_followed_up(cast) -> None:
    enter_scope(cast.group.pk)
    calendar = calendar_of(cast.north, today=date(2026, 6, 1))
    assert Delivery.objects.count() == len(DELIVERED)
    for delivery in Delivery.objects.all():
        rows = FollowUp.objects.filter(delivery=delivery)
        kinds = list(rows.order_by("first_due_on").values_list("touchpoint", flat=True))
        assert kinds.count("post_sale") == 1
        assert kinds.count("check_in") >= 1 + (delivery.delivered_on <= date(2026, 2, 6))
        assert kinds.count("check_in") + kinds.count("check_in_90") >= 2
        assert [
            on for on in rows.values_list("first_due_on", flat=True) if not calendar.is_open(on)
        ] == []
