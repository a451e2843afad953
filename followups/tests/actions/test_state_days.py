"""A store that is open on Sundays, and a customer whose state allows no calls then (edge 17)."""

from datetime import date

import pytest

from accountability.models import Excuse
from accountability.tests.sweeping import close
from customers.models import Customer
from dealerfollow.testing.sales import buyer, days, deliver, noon
from followups.actions import plan_follow_ups
from followups.models import FollowUp

FRIDAY = date(2026, 3, 6)
SATURDAY, SUNDAY, MONDAY = (FRIDAY + days(n) for n in (1, 2, 3))


@pytest.fixture
def open_on_sundays(cast):
    cast.north.weekly_hours = {str(n): ["09:00", "20:00"] for n in range(7)}
    cast.north.save()
    return cast


def sold_to(cast, state, **told):
    person = buyer(state=state, postal_code="36104" if state == "AL" else "10001")
    delivery = deliver(cast.north, FRIDAY, salesperson=cast.sam, buyer=person, **told)
    return FollowUp.objects.get(delivery=delivery)


def test_edge_17_the_call_is_due_on_monday_and_says_why(open_on_sundays):
    here, alabama = (sold_to(open_on_sundays, s, condition="used") for s in ("NY", "AL"))
    assert (here.due_on, alabama.due_on) == (SUNDAY, MONDAY)
    assert alabama.planning_note[-1]["code"] == "moved_for_state_day"
    assert alabama.planning_note[-1]["days"] == [SUNDAY.isoformat()]


def test_edge_17_before_a_survey_it_is_due_on_saturday(open_on_sundays):
    open_on_sundays.north.survey_opens_days = 3
    open_on_sundays.north.save()
    assert sold_to(open_on_sundays, "NY").due_on == SUNDAY
    assert sold_to(open_on_sundays, "AL").due_on == SATURDAY


def test_edge_17_the_planner_keeps_to_it_and_written_ones_stay(open_on_sundays):
    by_phone, in_writing = (sold_to(open_on_sundays, "AL", condition="used") for _ in range(2))
    Customer.objects.filter(pk=in_writing.customer_id).update(preferred_channel="email")
    plan_follow_ups(open_on_sundays.north, today=FRIDAY, now=noon(FRIDAY))
    month = FRIDAY + days(30)
    for day in range(32):
        now = FRIDAY + days(day)
        plan_follow_ups(open_on_sundays.north, today=now, now=noon(now))
    assert month.weekday() == 6
    how_to = {r.customer_id: r for r in FollowUp.objects.filter(kind="how_to")}
    assert how_to[in_writing.customer_id].due_on == month
    assert how_to[by_phone.customer_id].due_on == month + days(1)


def test_edge_17_due_on_such_a_sunday_all_the_same_it_is_no_miss(open_on_sundays):
    row = sold_to(open_on_sundays, "AL", condition="used")
    FollowUp.objects.filter(pk=row.pk).update(due_on=SUNDAY, first_due_on=SUNDAY)
    assert close(open_on_sundays.north, SUNDAY).missed == 0
    assert list(Excuse.objects.values_list("reason", flat=True)) == ["state_closed"]
