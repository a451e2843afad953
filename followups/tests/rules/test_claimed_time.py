"""Calls that are entered afterwards, with the time at which they were made."""

from datetime import date, datetime, time, timedelta

import pytest

from followups.rules.claimed_time import may_be_entered_until, problem_with_time
from followups.tests.rules.calendars import STORE, store_closed_on

WEDNESDAY = date(2026, 8, 26)
THURSDAY, FRIDAY, SATURDAY = (WEDNESDAY + timedelta(days=n) for n in (1, 2, 3))
MONDAY = WEDNESDAY + timedelta(days=5)


@pytest.mark.parametrize(
    ("made_on", "outages", "until"),
    [
        pytest.param(WEDNESDAY, (), FRIDAY, id="edge-30-two-working-days"),
        pytest.param(FRIDAY, (), MONDAY, id="edge-30-over-a-sunday"),
        pytest.param(WEDNESDAY, (WEDNESDAY, THURSDAY), SATURDAY, id="edge-27-down-wed-and-thu"),
        pytest.param(THURSDAY, (WEDNESDAY, THURSDAY), SATURDAY, id="edge-27-the-second-day"),
    ],
)
def test_until_when_a_call_can_be_entered(made_on, outages, until):
    assert may_be_entered_until(made_on, calendar=STORE, outages=outages) == until


def test_edge_27_a_closed_day_is_no_working_day():
    found = may_be_entered_until(WEDNESDAY, calendar=store_closed_on(THURSDAY))
    assert found == SATURDAY


@pytest.mark.parametrize(
    ("made_at", "now", "problem"),
    [
        pytest.param((WEDNESDAY, 17), (WEDNESDAY, 22), "", id="edge-30-the-same-evening"),
        pytest.param((WEDNESDAY, 17), (FRIDAY, 20), "", id="edge-30-on-the-last-day"),
        pytest.param((WEDNESDAY, 17), (SATURDAY, 9), "made_too_long_ago", id="edge-30-too-late"),
        pytest.param((WEDNESDAY, 17), (WEDNESDAY, 16), "made_in_the_future", id="in-the-future"),
        pytest.param((date(2000, 1, 3), 9), (FRIDAY, 9), "made_too_long_ago", id="another-age"),
    ],
)
def test_what_is_wrong_with_a_time(made_at, now, problem):
    made, entered = (datetime.combine(day, time(hour)) for day, hour in (made_at, now))
    assert problem_with_time(made, entered, calendar=STORE) == problem
