"""The clock never runs out earlier than before."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from followups.rules.clock import clock_after, on_time_until

MONDAY = date(2026, 8, 31)


MOVERS = ("hand_over", "household", "bdc", "call_back", "hand_off", "spared")


SOME_DAYS = st.dates(MONDAY, MONDAY + timedelta(days=20))


@given(st.sampled_from(MOVERS), st.none() | SOME_DAYS, SOME_DAYS, SOME_DAYS)
def test_the_clock_never_runs_out_earlier_than_before(mover, clock_on, happened_on, until):
    found = clock_after(
        mover, first_due_on=MONDAY, clock_on=clock_on, happened_on=happened_on, until=until
    )
    assert on_time_until(MONDAY, found) >= on_time_until(MONDAY, clock_on)
