"""How long somebody has been here."""

from datetime import date

import pytest

from accountability.rules.record import Tenure, here_since, tenure

TODAY = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("started_on", "expected"),
    [
        (date(2026, 5, 1), Tenure(1, "days")),
        (TODAY, Tenure(1, "days")),
        (date(2026, 3, 19), Tenure(13, "days")),
        (date(2026, 3, 18), Tenure(2, "weeks")),
        (date(2026, 1, 31), Tenure(8, "weeks")),
        (date(2026, 1, 30), Tenure(2, "months")),
        (date(2024, 4, 2), Tenure(23, "months")),
        (date(2024, 4, 1), Tenure(2, "years")),
        (date(2017, 4, 2), Tenure(8, "years")),
        (date(2017, 4, 1), Tenure(9, "years")),
    ],
)
def test_it_is_said_in_whole_units(started_on, expected):
    assert tenure(started_on, TODAY) == expected


def test_the_earlier_of_hired_and_first_sold_counts():
    first, later = date(2017, 3, 1), date(2026, 3, 1)
    assert here_since(later, first) == here_since(first, later) == first
    assert here_since(None, first) == here_since(first, None) == first
    assert here_since(None, None) is None
