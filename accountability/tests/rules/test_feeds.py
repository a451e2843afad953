"""Is the sold file late? Sundays are closed."""

from datetime import datetime, time

import pytest

from accountability.rules.feeds import sold_file_state

SATURDAY, SUNDAY, MONDAY = 7, 8, 9
SIX = time(6)


def at(day, hour, minute=0):
    return datetime(2026, 3, day, hour, minute)


@pytest.mark.parametrize(
    ("expected_at", "received_at", "now", "code"),
    [
        pytest.param(None, None, at(MONDAY, 9), "not_expected", id="no-time-named"),
        pytest.param(SIX, at(MONDAY, 5, 40), at(MONDAY, 9), "received", id="came-early"),
        pytest.param(SIX, at(SATURDAY, 6), at(MONDAY, 9), "late", id="not-here-today"),
        pytest.param(SIX, at(SATURDAY, 6), at(MONDAY, 5, 59), "received", id="not-yet-its-time"),
        pytest.param(SIX, at(SATURDAY, 6), at(SUNDAY, 12), "received", id="closed-sunday"),
        pytest.param(SIX, at(6, 6), at(SUNDAY, 12), "late", id="saturdays-never-came"),
        pytest.param(SIX, None, at(MONDAY, 9), "late", id="never-one"),
        pytest.param(SIX, at(MONDAY, 14), at(MONDAY, 15), "received", id="came-late"),
    ],
)
def test_the_sold_file(expected_at, received_at, now, code):
    feed = sold_file_state(
        expected_at, received_at, local_now=now, is_open=lambda day: day.weekday() != 6
    )
    assert feed.code == code


def test_a_store_that_is_never_open_expects_nothing():
    feed = sold_file_state(SIX, None, local_now=at(MONDAY, 9), is_open=lambda day: False)
    assert feed.code == "not_expected"
