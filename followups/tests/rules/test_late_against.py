"""A promise is late against the day that the customer was told last: on the card and in the log."""

from datetime import date, timedelta

import pytest

from deliveries.rules.we_owe import counted_day
from followups.rules.brief import Facts, WeOweFact, compose_brief

TODAY = date(2026, 8, 31)


def day(n):
    return None if n is None else TODAY + timedelta(days=n)


def reasons(told, planned):
    owed = WeOweFact(
        item="Plates",
        department="title",
        told_on=day(told),
        promised_on=day(planned),
        updated_on=day(-1),
    )
    facts = Facts(today=TODAY, kinds=("check_in",), delivered_on=day(-60), we_owes=(owed,))
    found = compose_brief(facts)
    return [(r.code, r.params.get("days")) for r in found if r.code.startswith("we_owe")]


@pytest.mark.parametrize(
    ("told", "planned", "found"),
    [
        pytest.param(-15, -34, [("we_owe_overdue", 15)], id="told-a-later-day-than-planned"),
        pytest.param(9, -34, [], id="told-a-day-to-come-after-the-plan-was-over"),
        pytest.param(2, -34, [("we_owe_due_soon", None)], id="told-a-day-that-comes-soon"),
        pytest.param(-15, 9, [("we_owe_moved", None)], id="told-day-over-and-a-new-one-planned"),
        pytest.param(9, 30, [("we_owe_moved", None)], id="moved-before-the-day-they-know"),
        pytest.param(0, 0, [("we_owe_due_today", None)], id="today"),
        pytest.param(None, -3, [("we_owe_overdue", 3)], id="never-told-a-day"),
        pytest.param(-3, None, [("we_owe_overdue", 3)], id="told-without-a-plan"),
    ],
)
def test_the_day_they_were_told_decides(told, planned, found):
    assert reasons(told, planned) == found


def test_without_having_been_told_the_plan_counts():
    assert counted_day(None, TODAY) == TODAY
    assert counted_day(day(-2), TODAY) == day(-2)
    assert counted_day(None, None) is None
