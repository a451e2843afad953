"""A day on which nobody could have called costs nobody a point: the next open one is on time."""

import pytest

from accountability.models import Excuse, Miss
from accountability.queries.lens import PREDICATES
from accountability.tests.sweeping import (
    FRIDAY,
    MONDAY,
    SATURDAY,
    SUNDAY,
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


@pytest.fixture
def open_on_sundays(cast):
    cast.north.weekly_hours = {str(n): ["09:00", "20:00"] for n in range(7)}
    cast.north.save()


def clock_of(call):
    call.refresh_from_db()
    return call.clock_on


@pytest.fixture
def spared_on_saturday(cast, open_on_sundays):
    """The product was down on Saturday: a call in New York and one in Alabama."""
    SystemOutage.objects.create(
        group=cast.group, starts_on=SATURDAY, ends_on=SATURDAY, reason="Data center"
    )
    told = {"delivered_on": THURSDAY}
    alabama = buyer(state="AL", postal_code="36104", phones=(("+12055550123", "mobile"),))
    here = post_sale(cast.north, cast.sam, **told)
    there = post_sale(cast.north, cast.sam, buyer=alabama, **told)
    assert (here.first_due_on, there.first_due_on) == (SATURDAY, SATURDAY)
    return here, there


def test_edge_17_a_spared_call_is_on_time_on_the_next_day_that_the_state_allows(
    cast, spared_on_saturday
):
    here, there = spared_on_saturday
    close(cast.north, SATURDAY)
    assert (clock_of(here), clock_of(there)) == (SUNDAY, MONDAY)
    close(cast.north, SUNDAY)
    assert set(Miss.objects.values_list("follow_up", flat=True)) == {here.pk}
    assert not Excuse.objects.filter(follow_up=there, reason="state_closed").exists()
    close(cast.north, MONDAY)
    assert Miss.objects.filter(follow_up=there, day=MONDAY).exists()


def test_edge_17_what_is_written_is_on_time_on_the_stores_next_day(cast, spared_on_saturday):
    _, there = spared_on_saturday
    FollowUp.objects.filter(pk=there.pk).update(channel="email")
    close(cast.north, SATURDAY)
    assert clock_of(there) == SUNDAY
