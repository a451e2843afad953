"""Pauses and saves, for any day."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from followups.rules.pausing import (
    Season,
    problem_with_pause,
    season_starts_on,
    suggested_until,
)
from followups.rules.save_a_deal import bought_elsewhere
from followups.tests.rules.calendars import calendars

DAY_ENDS = time(21)


@given(
    today=st.dates(date(2024, 1, 1), date(2032, 1, 1)),
    season=st.sampled_from(["spring", "summer", "fall", "winter"]),
)
def test_edge_54_what_is_suggested_may_always_be_chosen(today: date, season: Season) -> None:
    until = suggested_until(season, today=today)
    assert problem_with_pause(until, today=today) == ""
    assert season_starts_on(season, today=today) > today


@given(
    calendar=calendars,
    minutes=st.integers(1, 60 * 24 * 20),
    now=st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1)),
)
def test_edge_56_a_save_is_never_listed_after_the_delivery(calendar, minutes, now) -> None:
    moment = now.replace(tzinfo=UTC)
    delivery_at = moment + timedelta(minutes=minutes)
    found = bought_elsewhere(
        delivery_at=delivery_at,
        now=moment,
        calendar=calendar,
        day_ends_at=DAY_ENDS,
        open_prospect_calls=(),
    )
    assert found.save is not None
    assert moment.date() <= found.save.due_on <= delivery_at.date()
