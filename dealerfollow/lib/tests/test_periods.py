"""Periods of whole days."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerfollow.lib.periods import (
    Period,
    last_days,
    month_to_date,
    parse_period,
    week,
    whole_month,
)

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        pytest.param(month_to_date(FRIDAY), "2026-11-01..2026-11-20", id="month-to-date"),
        pytest.param(whole_month(date(2028, 2, 3)), "2028-02-01..2028-02-29", id="leap-month"),
        pytest.param(whole_month(date(2026, 12, 31)), "2026-12-01..2026-12-31", id="december"),
        pytest.param(last_days(FRIDAY, 1), "2026-11-20..2026-11-20", id="one-day"),
        pytest.param(last_days(FRIDAY, 90), "2026-08-23..2026-11-20", id="ninety-days"),
        pytest.param(week(FRIDAY), "2026-11-16..2026-11-22", id="week-is-monday-to-sunday"),
        pytest.param(week(FRIDAY).previous(), "2026-11-09..2026-11-15", id="the-week-before"),
    ],
)
def test_periods_by_name(period: Period, expected: str) -> None:
    assert str(period) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("last week", "is written", id="words"),
        pytest.param("2026-11-31..2026-12-01", "does not exist", id="no-such-day"),
        pytest.param("2026-11-30..2026-11-01", "cannot end", id="backwards"),
    ],
)
def test_a_wrong_period_says_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_period(text)


def test_zero_days_are_no_period() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        last_days(FRIDAY, 0)


@settings(max_examples=60, deadline=None)
@given(days=st.lists(st.dates(), min_size=2, max_size=2))
def test_a_period_survives_its_text(days: list[date]) -> None:
    period = Period(min(days), max(days))
    assert parse_period(str(period)) == period
    assert max(days) in period


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=30))
def test_any_text_is_a_period_or_a_value_error(text: str) -> None:
    try:
        parse_period(text)
    except ValueError:
        return
    assert ".." in text
