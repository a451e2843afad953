"""Open days, months and years."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerfollow.lib.workdays import (
    SEARCH_DAYS,
    NeverOpenError,
    WeeklyHours,
    WorkCalendar,
    add_months,
    yearly,
)

NINE_TO_EIGHT = (time(9), time(20))
MON_TO_SAT = WeeklyHours((NINE_TO_EIGHT,) * 6 + (None,))
NEVER = WeeklyHours((None,) * 7)
CHRISTMAS = date(2026, 12, 25)  # a Friday

days = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))
calendars = st.builds(
    WorkCalendar,
    st.lists(st.sampled_from([NINE_TO_EIGHT, None]), min_size=7, max_size=7)
    .filter(any)
    .map(lambda week: WeeklyHours(tuple(week))),
    st.frozensets(days, max_size=10),
)


@pytest.mark.parametrize(
    ("day", "next_open", "previous_open"),
    [
        pytest.param(date(2026, 12, 24), date(2026, 12, 24), date(2026, 12, 24), id="open-day"),
        pytest.param(date(2026, 12, 20), date(2026, 12, 21), date(2026, 12, 19), id="sunday"),
        pytest.param(CHRISTMAS, date(2026, 12, 28), date(2026, 12, 24), id="holidays-and-sunday"),
    ],
)
def test_the_nearest_open_day(day, next_open, previous_open):
    store = WorkCalendar(MON_TO_SAT, frozenset({CHRISTMAS, date(2026, 12, 26)}))

    assert store.next_open(day) == next_open
    assert store.previous_open(day) == previous_open


def test_the_open_day_after_and_before_leave_the_day_itself_out():
    store = WorkCalendar(MON_TO_SAT)

    assert store.open_day_after(date(2026, 12, 19)) == date(2026, 12, 21)
    assert store.open_day_before(date(2026, 12, 21)) == date(2026, 12, 19)


def test_open_and_closed_days_between_include_both_ends():
    store = WorkCalendar(MON_TO_SAT, frozenset({CHRISTMAS}))

    assert store.open_days_between(date(2026, 12, 24), date(2026, 12, 28)) == (
        date(2026, 12, 24),
        date(2026, 12, 26),
        date(2026, 12, 28),
    )
    assert store.closed_days_between(CHRISTMAS, date(2026, 12, 27)) == (
        CHRISTMAS,
        date(2026, 12, 27),
    )
    assert store.open_days_between(date(2026, 12, 28), CHRISTMAS) == ()


def test_a_closed_day_has_no_hours():
    store = WorkCalendar(MON_TO_SAT, frozenset({CHRISTMAS}))

    assert store.hours_on(date(2026, 12, 24)) == NINE_TO_EIGHT
    assert store.hours_on(CHRISTMAS) is None


@pytest.mark.parametrize("day", [date(2026, 1, 1), date.min, date.max])
@pytest.mark.parametrize("search", [WorkCalendar.next_open, WorkCalendar.previous_open])
def test_a_store_that_is_never_open_raises_instead_of_looping(search, day):
    with pytest.raises(NeverOpenError):
        search(WorkCalendar(NEVER), day)


@settings(max_examples=100)
@given(calendars, days)
def test_next_open_is_open_not_earlier_and_skips_no_open_day(store, day):
    found = store.next_open(day)

    assert store.is_open(found)
    assert day <= found
    assert store.open_days_between(day, found) == (found,)
    assert (found - day).days < SEARCH_DAYS
    assert store.previous_open(found) == found


def test_equal_calendars_have_one_hash():
    one = WorkCalendar(WeeklyHours.from_json(MON_TO_SAT.to_json()), frozenset({CHRISTMAS}))
    other = WorkCalendar(MON_TO_SAT, frozenset({CHRISTMAS}))

    assert {one: "found"}[other] == "found"


def test_hours_survive_a_round_trip_through_json():
    assert MON_TO_SAT.to_json()["5"] == ["09:00", "20:00"]
    assert WeeklyHours.from_json(MON_TO_SAT.to_json()) == MON_TO_SAT
    assert WeeklyHours.from_json({"6": None}) == NEVER


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param([], "weekly hours must be an object", id="not-an-object"),
        pytest.param({"7": ["09:00", "20:00"]}, "unknown weekday '7'", id="eighth-day"),
        pytest.param({"0": ["20:00", "09:00"]}, "day 0: opens at 20:00 but", id="backwards"),
        pytest.param({"0": ["9", "20:00"]}, "day 0: not a time of day such as 09:00: '9'", id="9"),
        pytest.param({"0": ["25:00", "26:00"]}, "not a time of day", id="hour-25"),
        pytest.param({"0": "09:00"}, "day 0: give two times", id="one-time"),
        pytest.param({"0": [1, 2], "1": 3}, "day 1: give two times", id="every-problem-is-named"),
    ],
)
def test_nonsense_hours_are_refused_in_clear_words(value, words):
    with pytest.raises(ValueError) as problem:
        WeeklyHours.from_json(value)

    assert words in str(problem.value)


@pytest.mark.parametrize("week", [(None,) * 6, (NINE_TO_EIGHT,) * 8])
def test_a_week_has_seven_days(week):
    with pytest.raises(ValueError, match="need 7 days"):
        WeeklyHours(week)


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        pytest.param(6, date(2027, 2, 28), id="february"),
        pytest.param(12, date(2027, 8, 31), id="back-to-the-31st"),
        pytest.param(18, date(2028, 2, 29), id="leap-february"),
        pytest.param(-6, date(2026, 2, 28), id="backwards"),
        pytest.param(0, date(2026, 8, 31), id="none"),
    ],
)
def test_edge_09_months_are_counted_from_the_anchor(months, expected):
    assert add_months(date(2026, 8, 31), months) == expected


def test_edge_10_the_29th_of_february_is_kept_on_the_28th_in_common_years():
    leap = date(2024, 2, 29)

    assert [yearly(leap, n) for n in (1, 2, 3, 4)] == [
        date(2025, 2, 28),
        date(2026, 2, 28),
        date(2027, 2, 28),
        date(2028, 2, 29),
    ]


def test_months_beyond_the_calendar_are_refused():
    with pytest.raises(ValueError, match="outside the calendar"):
        add_months(date(9999, 12, 1), 1)


@settings(max_examples=100)
@given(days, st.integers(min_value=-600, max_value=600))
def test_months_never_drift(anchor, months):
    found = add_months(anchor, months)

    assert found.year * 12 + found.month == anchor.year * 12 + anchor.month + months
    assert found.day == anchor.day or (
        found.day < anchor.day
        and add_months(found.replace(day=1), 1).toordinal() == found.toordinal() + 1
    )
