"""The holidays on which a store is closed."""

from datetime import date

import pytest

from dealerfollow.lib.store_holidays import holidays_of, store_holidays


@pytest.mark.parametrize("state", ["NY", "TX", "CA", "MA", "HI"])
def test_a_store_closes_on_three_holidays_by_default(state):
    assert store_holidays(state, [2025]) == {
        date(2025, 1, 1),
        date(2025, 11, 27),
        date(2025, 12, 25),
    }


def test_the_weekday_observed_for_a_weekend_holiday_stays_open():
    assert store_holidays("NY", [2022]) == {
        date(2022, 1, 1),
        date(2022, 11, 24),
        date(2022, 12, 25),
    }


def test_a_store_may_close_on_other_holidays_of_its_state():
    assert store_holidays("MA", [2025, 2026], ["Patriots' Day"]) == {
        date(2025, 4, 21),
        date(2026, 4, 20),
    }
    assert store_holidays("NY", [2025], ["Patriots' Day"]) == frozenset()


def test_two_holidays_on_one_day_are_two_names():
    assert [name for day, name in holidays_of("TX", 2025) if day == date(2025, 6, 19)] == [
        "Emancipation Day In Texas",
        "Juneteenth National Independence Day",
    ]


def test_an_unknown_state_is_refused():
    with pytest.raises(ValueError, match="not a US state: 'ZZ'"):
        store_holidays("ZZ", [2025])
