"""The makers do not open their surveys on the same day: the store says it by make."""

from datetime import date, timedelta

import pytest

from dealerfollow.stores.actions import close_store_on
from dealerfollow.stores.queries import calendar_of
from dealerfollow.testing.sales import deliver, noon
from deliveries.actions import correct_delivered_on
from deliveries.rules.sale import VehicleDetails
from followups.models import FollowUp
from followups.queries.tries import deadline_of
from followups.tests.life import broken

FRIDAY = date(2026, 3, 6)
SATURDAY, MONDAY = FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=3)


@pytest.fixture
def by_make(cast):
    """Two days after a Friday is a closed Sunday: only Honda's survey is out before Monday."""
    cast.north.survey_days_by_make = {"Honda": 3}
    cast.north.save()
    return cast


def sell(cast, make, delivered_on=FRIDAY):
    car = VehicleDetails(vin=f"SURVEY{make:0>11}", year=2026, make=make, model="One")
    sold = deliver(cast.north, delivered_on, salesperson=cast.sam, vehicle=car)
    return FollowUp.objects.select_related("delivery__vehicle", "store").get(delivery=sold)


@pytest.mark.parametrize(("make", "due_on"), [("HONDA", SATURDAY), ("Ford", MONDAY)])
def test_line_9_the_post_sale_call_comes_before_the_survey_of_its_make(by_make, make, due_on):
    row = sell(by_make, make)
    assert row.due_on == due_on
    calendar = calendar_of(by_make.north, today=FRIDAY)
    last_on = {"HONDA": date(2026, 3, 7), "Ford": date(2026, 3, 13)}[make]  # 8 Mar is a Sunday
    assert deadline_of(row, row.store, calendar) == last_on
    assert broken(by_make, noon(SATURDAY)) == {}


@pytest.mark.parametrize("make", ["Honda", "Ford"])
def test_line_9_a_closed_day_minds_the_survey_of_the_make(by_make, make):
    row = sell(by_make, make, FRIDAY if make == "Honda" else FRIDAY - timedelta(days=1))
    assert row.due_on == SATURDAY
    told = {"reason": "Snow", "by": by_make.maya, "now": noon(FRIDAY)}
    close_store_on(by_make.north, SATURDAY, **told)
    row.refresh_from_db()
    assert row.due_on == MONDAY
    codes = [note["code"] for note in row.planning_note]
    assert ("survey_opens_first" in codes) is (make == "Honda"), codes


def test_line_9_a_corrected_delivery_is_dated_by_its_make(by_make):
    row = sell(by_make, "Honda", FRIDAY - timedelta(days=3))
    told = {"by": by_make.maya, "now": noon(FRIDAY)}
    correct_delivered_on(by_make.north, row.delivery, FRIDAY, **told)
    row.refresh_from_db()
    assert row.due_on == SATURDAY
