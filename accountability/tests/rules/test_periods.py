"""The days that an address asks for."""

from datetime import date

import pytest

from accountability.rules.periods import period_named

TODAY = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("month", "2026-11-01..2026-11-19"),
        ("last_month", "2026-10-01..2026-10-31"),
        ("week", "2026-11-16..2026-11-19"),
        ("30_days", "2026-10-21..2026-11-19"),
        ("12_weeks", "2026-08-28..2026-11-19"),
        ("2026-11-05..2026-11-30", "2026-11-05..2026-11-19"),
    ],
)
def test_a_period_by_name_or_by_its_days(text, period):
    assert str(period_named(text, TODAY)) == period


@pytest.mark.parametrize(
    "text",
    [
        "",
        "year",
        "2026-11-31..2026-12-01",
        "2026-11-05..2026-11-01",
        "2026-12-01..2026-12-02",
        "2020-01-01..2026-11-01",
        "'; drop table",
    ],
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        period_named(text, TODAY)
