"""Fifteen minutes either way."""

from datetime import UTC, datetime, timedelta

import pytest

from accountability.rules.call_backs import kept

DUE = datetime(2026, 3, 9, 20, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "found"),
    [
        pytest.param(-16, "early", id="edge-21-sixteen-minutes-early"),
        pytest.param(-15, "on_time", id="edge-21-a-quarter-early"),
        pytest.param(0, "on_time", id="edge-21-to-the-minute"),
        pytest.param(15, "on_time", id="edge-21-a-quarter-late"),
        pytest.param(16, "late", id="edge-21-sixteen-minutes-late"),
    ],
)
def test_a_call_back_is_on_time_within_a_quarter_of_an_hour(minutes, found):
    tried_at = DUE + timedelta(minutes=minutes)
    assert kept(DUE, tried_at, now=tried_at) == found


def test_edge_21_one_that_nobody_tried_is_overdue_after_the_quarter():
    assert kept(DUE, None, DUE + timedelta(minutes=15)) == "not_yet"
    assert kept(DUE, None, DUE + timedelta(minutes=16)) == "overdue"
