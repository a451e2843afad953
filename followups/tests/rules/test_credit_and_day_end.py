"""Whose call it is, and when the day is over."""

from datetime import date, datetime, time

import pytest

from followups.rules.business_day import counted_on, has_day_ended
from followups.rules.credit import counted_for, needs_its_owner

BDC_TRY = {
    "is_owner": False,
    "is_bdc": True,
    "is_covering": False,
    "is_missed": False,
    "does_bdc_satisfy": False,
}


def test_a_bdc_try_leaves_the_owners_call_owed():
    assert needs_its_owner(**BDC_TRY)


@pytest.mark.parametrize(
    "told",
    [
        pytest.param({"is_owner": True}, id="her-own"),
        pytest.param({"is_bdc": False}, id="a-colleague"),
        pytest.param({"is_covering": True}, id="she-covers"),
        pytest.param({"is_missed": True}, id="it-was-missed"),
        pytest.param({"does_bdc_satisfy": True}, id="the-store-says-so"),
    ],
)
def test_it_satisfies_the_call_when(told):
    assert not needs_its_owner(**{**BDC_TRY, **told})


def test_on_a_day_off_the_first_try_counts_for_the_cover():
    assert counted_for(owner_id=1, maker_id=2, is_covering=True) == 2
    assert counted_for(owner_id=1, maker_id=2, is_covering=False) == 1


def test_edge_28_a_call_after_closing_counts_for_the_day_until_the_day_ends():
    day_ends = time(21)
    assert counted_on(datetime(2026, 3, 5, 19, 40), day_ends) == date(2026, 3, 5)
    assert counted_on(datetime(2026, 3, 5, 21, 1), day_ends) == date(2026, 3, 6)


@pytest.mark.parametrize(
    ("made", "now", "is_over"),
    [
        ("2026-03-05 20:50", "2026-03-05 20:59", False),
        ("2026-03-05 20:50", "2026-03-05 21:01", True),
        ("2026-03-05 21:30", "2026-03-06 20:00", False),
        ("2026-03-05 12:00", "2026-03-06 08:00", True),
    ],
)
def test_the_day_of_a_log_is_over_at_day_end(made, now, is_over):
    both = (datetime.fromisoformat(made), datetime.fromisoformat(now))
    assert has_day_ended(*both, time(21)) == is_over
