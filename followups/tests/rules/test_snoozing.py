"""Putting off: which moments, why, and how often."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from dealerfollow.lib.workdays import WeeklyHours, WorkCalendar
from followups.rules.snoozing import offers, problems_with_snooze, until_of

NEW_YORK = ZoneInfo("America/New_York")
STORE = WorkCalendar(WeeklyHours(((time(9), time(20)),) * 6 + (None,)))
FRIDAY = date(2026, 11, 20)
SATURDAY, MONDAY_2 = FRIDAY + timedelta(days=1), date(2026, 11, 2)
NINE = time(21)  # when the store's day ends


def at(hour, minute=0, day=FRIDAY):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=NEW_YORK)


def moments(now, working_on):
    found = offers(now, calendar=STORE, next_working_on=working_on, day_ends_at=NINE)
    return [(o.choice, o.until.strftime("%a %H:%M")) for o in found]


def test_friday_morning_offers_an_hour_the_evening_tomorrow_and_the_next_working_day():
    assert moments(at(10, 24), FRIDAY + timedelta(days=3)) == [
        ("hour", "Fri 11:24"),
        ("evening", "Fri 17:30"),
        ("tomorrow", "Sat 09:00"),
        ("working_day", "Mon 09:00"),
    ]


def test_saturday_evening_offers_no_evening_and_no_closed_sunday():
    saturday = FRIDAY + timedelta(days=1)
    assert moments(at(18, day=saturday), FRIDAY + timedelta(days=3)) == [
        ("hour", "Sat 19:00"),
        ("working_day", "Mon 09:00"),
    ]


@pytest.mark.parametrize(
    ("now", "choices"),
    [
        pytest.param(at(20), ["hour", "tomorrow"], id="ends-with-the-day"),
        pytest.param(at(20, 1), ["tomorrow"], id="past-the-end"),
        pytest.param(at(23, 30), ["tomorrow"], id="past-midnight"),
    ],
)
def test_an_hour_is_not_on_offer_when_the_day_has_ended_by_then(now, choices):
    assert [choice for choice, _ in moments(now, SATURDAY)] == choices


def test_edge_13_one_hour_is_sixty_real_minutes_when_the_clocks_change():
    night = datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK)  # 1:30 comes twice
    until = offers(night, calendar=STORE, next_working_on=MONDAY_2, day_ends_at=NINE)[0].until
    assert until.timestamp() - night.timestamp() == 3600


@pytest.mark.parametrize(
    ("told", "problems"),
    [
        pytest.param({}, {}, id="fine"),
        pytest.param({"reason": ""}, {"reason": "reason_required"}, id="no-reason"),
        pytest.param(
            {"reason": "other", "words": " "}, {"reason_words": "words_required"}, id="other-how"
        ),
        pytest.param({"snoozes": 3}, {"until": "snoozed_enough"}, id="three-times-is-enough"),
        pytest.param({"choice": "later"}, {"until": "until_required"}, id="unknown-choice"),
        pytest.param({"choice": "pick"}, {"until_on": "day_required"}, id="pick-no-day"),
        pytest.param(
            {"choice": "pick", "picked_on": FRIDAY}, {"until_on": "day_out_of_reach"}, id="today"
        ),
        pytest.param(
            {"choice": "pick", "picked_on": FRIDAY + timedelta(days=15)},
            {"until_on": "day_out_of_reach"},
            id="too-far",
        ),
        pytest.param(
            {"choice": "pick", "picked_on": FRIDAY + timedelta(days=2)},
            {"until_on": "day_closed"},
            id="closed-sunday",
        ),
        pytest.param({"choice": "pick", "picked_on": FRIDAY + timedelta(days=3)}, {}, id="monday"),
    ],
)
def test_putting_off_needs_a_moment_and_a_reason(told, problems):
    facts = {
        "choice": "hour",
        "picked_on": None,
        "reason": "with_customer",
        "words": "",
        "snoozes": 0,
        "today": FRIDAY,
        "calendar": STORE,
    }
    facts = {**facts, **told}
    choice = facts.pop("choice")
    assert problems_with_snooze(choice, **facts) == problems


def test_a_picked_day_begins_at_opening_and_a_choice_that_passed_means_nothing():
    offered = offers(at(18), calendar=STORE, next_working_on=SATURDAY, day_ends_at=NINE)
    monday = FRIDAY + timedelta(days=3)
    assert until_of("pick", offered, at(18), picked_on=monday, calendar=STORE) == at(9, day=monday)
    assert until_of("evening", offered, at(18), picked_on=None, calendar=STORE) is None
