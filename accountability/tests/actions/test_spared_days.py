"""A day on which nobody could have called costs nobody a point: the next open one is on time."""

import pytest

from accountability.models import Excuse
from accountability.queries.lens import PREDICATES
from accountability.tests.sweeping import (
    FRIDAY,
    MONDAY,
    SATURDAY,
    THURSDAY,
    at,
    close,
    post_sale,
    tried,
)
from dealerfollow.stores.models import SystemOutage
from dealerfollow.testing.sales import buyer
from followups.models import FollowUp

pytestmark = pytest.mark.django_db


def counted(metric):
    return PREDICATES[metric](FollowUp.objects.all()).count()


@pytest.fixture
def outage(cast):
    return SystemOutage.objects.create(
        group=cast.group, starts_on=THURSDAY, ends_on=FRIDAY, reason="Data center"
    )


@pytest.mark.parametrize(
    ("made_on", "late"), [(SATURDAY, 0), (MONDAY, 1)], ids=["first-day-after", "a-day-too-late"]
)
def test_edge_27_made_on_the_first_day_after_an_outage_is_on_time(cast, outage, made_on, late):
    call = post_sale(cast.north, cast.sam)
    for day in (THURSDAY, FRIDAY):
        close(cast.north, day)

    tried(call, cast.sam, at(made_on, 9, 30), outcome="spoke")

    assert (counted("tried_on_time"), counted("late")) == (1 - late, late)


def test_edge_27_what_was_late_before_the_outage_stays_late(cast, outage):
    call = post_sale(cast.north, cast.sam)
    FollowUp.objects.filter(pk=call.pk).update(first_due_on=THURSDAY.replace(day=THURSDAY.day - 1))
    close(cast.north, THURSDAY)
    call.refresh_from_db()
    assert (call.clock_on, Excuse.objects.count()) == (None, 1)


def test_edge_18_after_the_others_tries_the_next_open_day_is_on_time(cast):
    florida = buyer(state="FL", postal_code="33101", phones=(("+13055550123", "mobile"),))
    call = post_sale(cast.north, cast.sam, buyer=florida)
    elsewhere = post_sale(cast.north, cast.maya)
    FollowUp.objects.filter(pk=elsewhere.pk).update(customer=call.customer)
    elsewhere.refresh_from_db()
    for hour in (11, 12, 13):
        tried(elsewhere, cast.maya, at(THURSDAY, hour), next_on=MONDAY)
    close(cast.north, THURSDAY)

    tried(call, cast.sam, at(FRIDAY, 14), outcome="spoke")

    late = PREDICATES["late"](FollowUp.objects.filter(pk=call.pk))
    assert not late.exists()
