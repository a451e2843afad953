"""Windows in several zones, over clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerfollow.lib.windows import (
    TimeWindow,
    ZonedHours,
    are_open,
    common_spans,
    next_open_moment,
)

NY, HI = "America/New_York", "Pacific/Honolulu"
DAY = TimeWindow(time(8), time(21))


def at(zone: str, text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def test_a_window_must_open_before_it_closes() -> None:
    with pytest.raises(ValueError, match="cannot close"):
        TimeWindow(time(9), time(9))


def test_a_window_is_open_at_its_first_minute_and_closed_at_its_last() -> None:
    assert DAY.contains(time(8)) is True
    assert DAY.contains(time(21)) is False


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param((9, 20), TimeWindow(time(9), time(20)), id="inside"),
        pytest.param((20, 23), TimeWindow(time(20), time(21)), id="overlapping"),
        pytest.param((21, 23), None, id="touching"),
    ],
)
def test_overlap(other: tuple[int, int], expected: TimeWindow | None) -> None:
    assert DAY.overlap(TimeWindow(time(other[0]), time(other[1]))) == expected


@pytest.mark.parametrize(
    ("day", "opens", "closes"),
    [
        pytest.param(date(2026, 1, 14), 13, 21, id="winter"),
        pytest.param(date(2026, 7, 14), 14, 21, id="summer"),
    ],
)
def test_new_york_and_honolulu_are_open_together_in_the_afternoon(
    day: date, opens: int, closes: int
) -> None:
    hours = ZonedHours.daily(NY, DAY), ZonedHours.daily(HI, DAY)

    (span,) = common_spans(day, day, *hours)

    assert [moment.astimezone(ZoneInfo(NY)).hour for moment in span] == [opens, closes]


def test_the_next_open_moment_skips_closed_days() -> None:
    weekdays = ZonedHours(NY, lambda day: (DAY,) if day.weekday() < 5 else ())

    found = next_open_moment(at(NY, "2026-11-20T21:00"), weekdays)

    assert found == at(NY, "2026-11-23T08:00")


def test_an_open_moment_is_its_own_next() -> None:
    now = at(NY, "2026-11-20T12:00")
    assert next_open_moment(now, ZonedHours.daily(NY, DAY)) == now


def test_hours_that_never_meet_have_no_next_moment() -> None:
    late = ZonedHours.daily(NY, TimeWindow(time(20), time(22)))
    early = ZonedHours.daily(NY, TimeWindow(time(8), time(20)))
    assert next_open_moment(at(NY, "2026-11-20T12:00"), late, early) is None


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        pytest.param(date(2026, 3, 8), 23, id="spring-day-is-short"),
        pytest.param(date(2026, 11, 1), 25, id="autumn-day-is-long"),
    ],
)
def test_clock_changes_change_the_length_of_the_day(day: date, hours: int) -> None:
    whole = ZonedHours.daily(NY, TimeWindow(time(0), time(23, 59, 59, 999999)))
    ((start, end),) = whole.spans(day)
    assert round((end - start) / timedelta(hours=1)) == hours


def test_the_hour_that_comes_twice_opens_at_its_second_coming() -> None:
    ((start, _),) = ZonedHours.daily(NY, TimeWindow(time(1, 30), time(9))).spans(date(2026, 11, 1))
    assert start == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


@settings(max_examples=60, deadline=None)
@given(
    now=st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2030, 1, 1)),
    zones=st.lists(st.sampled_from([NY, HI, "America/Chicago", "America/Adak"]), min_size=1),
)
def test_the_next_moment_is_open_everywhere_and_nothing_before_it_is(
    now: datetime, zones: list[str]
) -> None:
    moment = now.replace(tzinfo=UTC)
    hours = [ZonedHours.daily(zone, DAY) for zone in zones]

    found = next_open_moment(moment, *hours)

    assert found is not None and found >= moment
    assert are_open(found, *hours) is True
    if found > moment:
        assert are_open(found - timedelta(seconds=1), *hours) is False
