"""By when an upset customer hears again, and from whom."""

from datetime import UTC, date, datetime, timedelta

import pytest

from followups.rules.heat import (
    confirm_on,
    delays_review,
    first_update_on,
    median_hours,
    next_update_on,
    owner_of_case,
    problem_with_update,
    worse,
)
from followups.tests.rules.calendars import STORE

THURSDAY, FRIDAY, SATURDAY = date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 7)
SUNDAY, MONDAY, TUESDAY = date(2026, 3, 8), date(2026, 3, 9), date(2026, 3, 10)


@pytest.mark.parametrize(
    ("severity", "today", "by"),
    [
        pytest.param("severe", THURSDAY, THURSDAY, id="severe-the-same-day"),
        pytest.param("severe", SUNDAY, MONDAY, id="severe-on-a-closed-day"),
        pytest.param("upset", THURSDAY, FRIDAY, id="upset-the-next-day"),
        pytest.param("upset", SATURDAY, MONDAY, id="upset-over-a-closed-day"),
        pytest.param("uneasy", THURSDAY, SATURDAY, id="uneasy-in-two"),
        pytest.param("uneasy", SATURDAY, TUESDAY, id="uneasy-in-two-open-days"),
    ],
)
def test_line_11_an_upset_customer_hears_for_the_first_time_by_how_upset_they_are(
    severity, today, by
):
    assert first_update_on(severity, today, STORE) == by


@pytest.mark.parametrize(
    ("severity", "by"), [("severe", SATURDAY), ("upset", MONDAY), ("uneasy", TUESDAY)]
)
def test_after_they_heard_the_next_word_has_a_day_too(severity, by):
    assert next_update_on(severity, FRIDAY, STORE) == by


def test_two_open_days_after_it_was_resolved_they_are_asked():
    assert confirm_on(FRIDAY, STORE) == MONDAY


def test_a_second_report_raises_a_case_and_never_lowers_it():
    assert worse("uneasy", "severe") == worse("severe", "uneasy") == "severe"
    assert worse("upset", "uneasy") == "upset"


@pytest.mark.parametrize(
    ("severity", "asked", "by", "owner"),
    [
        pytest.param("severe", None, 1, 9, id="severe-is-the-managers"),
        pytest.param("severe", 2, 1, 2, id="whoever-was-asked"),
        pytest.param("upset", None, 1, 1, id="whoever-was-told"),
        pytest.param("uneasy", None, None, 9, id="nobody-who-makes-calls-here"),
    ],
)
def test_a_case_is_never_nobodys(severity, asked, by, owner):
    assert owner_of_case(severity, asked=asked, by=by, manager=9) == owner


def test_a_review_ask_waits_for_a_case_and_comes_when_it_is_confirmed():
    assert delays_review(["confirmed", "open"])
    assert delays_review(["resolved"])
    assert not delays_review(["confirmed"])
    assert not delays_review([])


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (None, "update_required"),
        (THURSDAY, "update_in_the_past"),
        (FRIDAY, ""),
        (SUNDAY, "update_on_closed_day"),
        (FRIDAY + timedelta(days=31), "update_too_late"),
    ],
)
def test_the_day_on_which_they_hear_again_can_be_kept(on, code):
    assert problem_with_update(on, FRIDAY, STORE) == code


def test_the_median_time_leaves_out_who_has_not_heard_yet():
    at = datetime(2026, 3, 5, tzinfo=UTC)
    hours = [(at, at + timedelta(hours=n)) for n in (2, 30, 4)]
    assert median_hours([*hours, (at, None)]) == 4
    assert median_hours([*hours, (at, at + timedelta(hours=6))]) == 5
    assert median_hours([(at, None)]) is None
