"""The ladder of tries."""

from datetime import date, datetime, time, timedelta

import pytest

from dealerfollow.lib.workdays import WeeklyHours, WorkCalendar
from followups.rules.tries import (
    PARTS,
    Ladder,
    NextTry,
    NotReached,
    Try,
    next_try,
    part_of_day,
)
from followups.tests.rules.calendars import STORE

THURSDAY, FRIDAY, SATURDAY, SUNDAY, MONDAY = (
    date(2026, 8, 27) + timedelta(days=n) for n in range(5)
)
MORNINGS = WorkCalendar(WeeklyHours(((time(9), time(12)),) * 7))


@pytest.mark.parametrize(
    ("at", "part"),
    [
        pytest.param(time(8), "morning", id="8"),
        pytest.param(time(11, 59), "morning", id="11-59"),
        pytest.param(time(12), "afternoon", id="noon"),
        pytest.param(time(16, 59), "afternoon", id="16-59"),
        pytest.param(time(17), "evening", id="17"),
        pytest.param(datetime(2026, 8, 28, 20, 30), "evening", id="a-moment"),
    ],
)
def test_the_parts_of_the_day(at, part):
    assert part_of_day(at) == part


@pytest.mark.parametrize(
    ("tries", "expected"),
    [
        pytest.param(
            [Try(FRIDAY, "morning")],
            NextTry(SATURDAY, "evening", 2),
            id="next-open-day-in-another-part",
        ),
        pytest.param(
            [Try(SATURDAY, "evening")],
            NextTry(MONDAY, "afternoon", 2),
            id="closed-sunday-is-skipped",
        ),
        pytest.param(
            [Try(THURSDAY, "evening"), Try(FRIDAY, "afternoon")],
            NextTry(SATURDAY, "morning", 3),
            id="third-part",
        ),
        pytest.param(
            [
                Try(THURSDAY, "evening", is_voicemail=True),
                Try(FRIDAY, "morning", is_voicemail=True),
            ],
            NextTry(SATURDAY, "afternoon", 3, may_leave_voicemail=False),
            id="two-voicemails-are-enough",
        ),
        pytest.param(
            [Try(FRIDAY, "morning"), Try(FRIDAY, "afternoon"), Try(FRIDAY, "evening")],
            NextTry(SATURDAY, "evening", 4),
            id="three-tries-on-one-day-are-not-enough",
        ),
        pytest.param(
            [Try(THURSDAY, "evening"), Try(FRIDAY, "evening"), Try(SATURDAY, "evening")],
            NextTry(MONDAY, "afternoon", 4),
            id="three-tries-in-one-part-are-not-enough",
        ),
        pytest.param(
            [
                Try(THURSDAY, "evening"),
                Try(FRIDAY, "morning", is_voicemail=True),
                Try(SATURDAY, "morning"),
            ],
            NotReached(3, 1),
            id="three-tries-two-days-two-parts",
        ),
    ],
)
def test_what_follows_the_tries(tries, expected):
    assert next_try(tries, calendar=STORE) == expected


def test_the_last_try_is_written_where_that_is_allowed():
    tries = [Try(THURSDAY, "evening"), Try(FRIDAY, "morning")]

    assert next_try(tries, calendar=STORE, can_write=True).by == "text_or_email"
    assert next_try(tries[:1], calendar=STORE, can_write=True).by == "phone"


@pytest.mark.parametrize(
    ("tried", "expected"),
    [
        pytest.param(
            Try(FRIDAY, "morning"), NextTry(SATURDAY, "evening", 2), id="tomorrow-is-in-time"
        ),
        pytest.param(
            Try(SATURDAY, "morning"), NextTry(SATURDAY, "evening", 2), id="same-day-before-it"
        ),
        pytest.param(
            Try(SATURDAY, "evening"),
            NextTry(MONDAY, "afternoon", 2, is_after_deadline=True),
            id="no-part-of-the-day-left",
        ),
        pytest.param(
            Try(MONDAY, "morning"),
            NextTry(MONDAY + timedelta(days=1), "evening", 2, is_after_deadline=True),
            id="the-deadline-is-past",
        ),
    ],
)
def test_tries_stay_before_the_survey_if_they_can(tried, expected):
    assert next_try([tried], calendar=STORE, deadline_on=SUNDAY) == expected


def test_a_try_is_made_while_the_store_is_open():
    assert next_try([Try(FRIDAY, "morning")], calendar=MORNINGS).part == "morning"


def test_a_store_open_in_one_part_of_the_day_still_comes_to_an_end():
    tries = [Try(FRIDAY + timedelta(days=n), "morning") for n in range(6)]

    assert next_try(tries[:5], calendar=MORNINGS).number == 6
    assert next_try(tries, calendar=MORNINGS) == NotReached(6, 0)


def test_a_store_sets_its_own_table():
    assert next_try([Try(FRIDAY, "morning")], calendar=STORE, ladder=Ladder(1, 1, 1, 0)) == (
        NotReached(1, 0)
    )


def test_following_the_advice_ends_after_three_tries_on_three_days():
    tries = [Try(FRIDAY, "morning")]
    while isinstance(advice := next_try(tries, calendar=STORE), NextTry):
        tries.append(Try(advice.try_on, advice.part))

    assert [one.tried_on for one in tries] == [FRIDAY, SATURDAY, MONDAY]
    assert {one.part for one in tries} == set(PARTS)


def test_the_ladder_starts_with_a_try():
    with pytest.raises(ValueError, match="starts with a try"):
        next_try([], calendar=STORE)
