"""Until when a follow-up is on time."""

from datetime import date, timedelta

import pytest

from followups.rules.clock import clock_after, on_time_until

MONDAY = date(2026, 8, 31)
TUESDAY, THURSDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=3)


def after(mover, **told):
    facts = {"clock_on": None, "happened_on": MONDAY, "until": THURSDAY, **told}
    return clock_after(mover, first_due_on=MONDAY, **facts)


def test_edge_78_without_a_mover_the_first_due_day_is_the_last():
    assert on_time_until(MONDAY, None) == MONDAY
    assert on_time_until(THURSDAY, MONDAY) == THURSDAY


@pytest.mark.parametrize(
    ("mover", "told", "clock_on"),
    [
        pytest.param("call_back", {}, THURSDAY, id="edge-78-asked-in-a-talk"),
        pytest.param("call_back", {"happened_on": TUESDAY}, None, id="edge-78-late-stays-late"),
        pytest.param("call_back", {"until": MONDAY}, None, id="edge-78-later-the-same-day"),
        pytest.param("bdc", {"until": TUESDAY}, TUESDAY, id="edge-72-bdc-talked-with-them"),
        pytest.param("household", {"until": TUESDAY}, TUESDAY, id="edge-71-the-other-is-next-day"),
        pytest.param("hand_over", {"happened_on": TUESDAY}, THURSDAY, id="edge-73-heir-is-new"),
        pytest.param("hand_off", {"until": TUESDAY}, TUESDAY, id="edge-79-until-noon-tomorrow"),
        pytest.param(
            "bdc", {"clock_on": THURSDAY, "until": TUESDAY}, THURSDAY, id="never-moves-back"
        ),
    ],
)
def test_what_moves_the_clock(mover, told, clock_on):
    assert after(mover, **told) == clock_on
