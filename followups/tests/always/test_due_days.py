"""Ten thousand stores, deliveries and cadence rows: what holds for every due day.

Drawn with a fixed seed rather than searched, so that all of them are looked at in a second or two.
"""

import random
from datetime import date, timedelta

import pytest

from dealerfollow.lib.workdays import WeeklyHours, WorkCalendar, add_months, yearly
from followups.rules.cadence import DEFAULT_CADENCES, Touchpoint
from followups.rules.due_days import due_day, may_leave_on
from followups.rules.touchpoints import late_join, step_at
from followups.tests.rules.calendars import NINE_TO_EIGHT

CASES = 10_000
FIRST = date(2020, 1, 1).toordinal()
LAST = date(2040, 12, 31).toordinal()
DAY = timedelta(days=1)


@pytest.fixture
def chance():
    return random.Random(20260303)


def a_day(chance):
    return date.fromordinal(chance.randint(FIRST, LAST))


def a_calendar(chance, around):
    """Open two to seven days a week, with up to three weeks closed near the day."""
    week = [NINE_TO_EIGHT if chance.random() < 0.8 else None for _ in range(7)]
    week[chance.randrange(7)] = NINE_TO_EIGHT
    closed = frozenset(around + DAY * chance.randint(-20, 30) for _ in range(chance.randint(0, 21)))
    return WorkCalendar(WeeklyHours(tuple(week)), closed)


def a_row(chance, **told):
    facts = {
        "code": "row",
        "kind": "check_in",
        "channel": "phone",
        "tier": 2,
        "offset_days": 0,
        "deadline": chance.random() < 0.3,
    }
    return Touchpoint(**{**facts, **told})


def test_edge_01_04_08_every_due_day_is_open_and_as_near_as_it_can_be(chance):
    for _ in range(CASES):
        asked_on = a_day(chance)
        calendar, row = a_calendar(chance, asked_on), a_row(chance)

        due_on, notes = due_day(row, asked_on, calendar=calendar, anchor_on=None)

        assert calendar.is_open(due_on)
        assert (due_on <= asked_on) if row.deadline else (due_on >= asked_on)
        between = calendar.open_days_between(min(due_on, asked_on), max(due_on, asked_on))
        assert between == (due_on,)
        named = {day for note in notes for day in note.days}
        assert named == set(
            calendar.closed_days_between(min(due_on, asked_on), max(due_on, asked_on))
        )


def test_edge_02_the_survey_wins_wherever_an_open_day_lies_before_it(chance):
    for _ in range(CASES):
        delivered_on = a_day(chance)
        calendar, opens_days = a_calendar(chance, delivered_on), chance.randint(2, 15)
        opens_on = delivered_on + opens_days * DAY

        call = late_join(
            DEFAULT_CADENCES["delivery"],
            delivered_on,
            delivered_on,
            condition="new",
            calendar=calendar,
            survey_opens_days=opens_days,
        ).post_sale

        assert calendar.is_open(call.due_on)
        assert call.due_on > delivered_on
        if calendar.open_days_between(delivered_on + DAY, opens_on - DAY):
            assert call.due_on < opens_on
        else:
            assert call.due_on == calendar.open_day_after(delivered_on)


def test_edge_09_10_nothing_drifts_in_thirty_years_of_half_years_and_birthdays(chance):
    for _ in range(CASES):
        anchor_on, n = a_day(chance), chance.randint(1, 60)
        calendar = a_calendar(chance, add_months(anchor_on, 6 * n))

        step = step_at(
            DEFAULT_CADENCES["ownership"],
            anchor_on,
            "check_in",
            n,
            condition=None,
            calendar=calendar,
        )

        nominal_on = step.nominal_on
        assert (nominal_on.year * 12 + nominal_on.month) - (
            anchor_on.year * 12 + anchor_on.month
        ) == 6 * n
        assert nominal_on.day == anchor_on.day or (nominal_on + DAY).day == 1
        assert nominal_on.day <= anchor_on.day
        assert step.due_on == calendar.next_open(nominal_on)
        birthday = yearly(anchor_on, n)
        assert birthday.year == anchor_on.year + n
        assert (birthday.month, birthday.day) == (anchor_on.month, anchor_on.day) or (
            (anchor_on.month, anchor_on.day, birthday.day) == (2, 29, 28)
        )


def test_edge_11_a_birthday_call_goes_back_and_what_is_written_may_leave_on_the_day(chance):
    for _ in range(CASES):
        born_on = a_day(chance)
        calendar = a_calendar(chance, born_on)
        channel = chance.choice(["phone", "text", "email", "letter"])
        row = a_row(chance, kind="birthday", channel=channel, deadline=False)

        due_on, notes = due_day(row, born_on, calendar=calendar, anchor_on=None)
        leaves_on = may_leave_on(row, channel, born_on, due_on)

        assert due_on == calendar.previous_open(born_on)
        if calendar.is_open(born_on):
            assert (notes, leaves_on) == ((), None)
        else:
            assert [note.code for note in notes] == ["moved_earlier_for_birthday"]
            assert leaves_on == (born_on if channel in ("text", "email") else None)
