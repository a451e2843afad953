"""When a business day has ended, and which are left."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from accountability.rules.closing import days_left, last_ended_day

MONDAY = date(2026, 3, 9)
NINE = time(21)


@pytest.mark.parametrize(
    ("local_now", "day_ends_at", "day"),
    [
        pytest.param(datetime(2026, 3, 9, 20, 59), NINE, date(2026, 3, 8), id="still-running"),
        pytest.param(
            datetime(2026, 3, 9, 21, 4), NINE, date(2026, 3, 8), id="a-log-may-be-on-its-way"
        ),
        pytest.param(datetime(2026, 3, 9, 21, 5), NINE, MONDAY, id="ended"),
        pytest.param(datetime(2026, 3, 10, 0, 1), NINE, MONDAY, id="after-midnight"),
        pytest.param(
            datetime(2026, 3, 10, 0, 2), time(23, 58), date(2026, 3, 8), id="ends-before-midnight"
        ),
        pytest.param(
            datetime(2026, 3, 10, 0, 3), time(23, 58), MONDAY, id="ends-after-midnight-with-grace"
        ),
    ],
)
def test_edge_28_the_day_ends_at_its_own_hour(local_now, day_ends_at, day):
    assert last_ended_day(local_now, day_ends_at) == day


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(datetime(2026, 3, 7, 12, tzinfo=UTC), id="clocks-forward"),
        pytest.param(datetime(2026, 10, 31, 12, tzinfo=UTC), id="clocks-back"),
        pytest.param(datetime(2028, 2, 28, 12, tzinfo=UTC), id="leap-day"),
    ],
)
@pytest.mark.parametrize("zone", ["America/New_York", "America/Phoenix", "Pacific/Honolulu"])
def test_edge_13_every_local_date_ends_once_and_in_order(first, zone):
    local = ZoneInfo(zone)
    seen = []
    for minutes in range(0, 3 * 24 * 60, 5):
        now = (first + timedelta(minutes=minutes)).astimezone(local)
        day = last_ended_day(now, NINE)
        if day not in seen:
            seen.append(day)
            assert now.time() in (time(21, 5), *([now.time()] if len(seen) == 1 else []))
    assert [b - a for a, b in itertools.pairwise(seen)] == [timedelta(days=1)] * 3


def test_days_left_are_oldest_first_and_fill_holes():
    days = days_left(date(2026, 3, 6), MONDAY, {date(2026, 3, 7)})
    assert days == [date(2026, 3, 6), date(2026, 3, 8), MONDAY]
    assert days_left(MONDAY, date(2026, 3, 8), set()) == []
    assert days_left(date(2026, 3, 1), MONDAY, set(), most=2) == [
        date(2026, 3, 1),
        date(2026, 3, 2),
    ]
