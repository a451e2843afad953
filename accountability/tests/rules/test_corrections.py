"""What becomes of a log that is corrected in words."""

from datetime import date, timedelta

from accountability.rules.corrections import days_to_judge, takes_back

THURSDAY = date(2026, 3, 5)
WEDNESDAY, FRIDAY = THURSDAY - timedelta(days=1), THURSDAY + timedelta(days=1)


def test_edge_64_a_request_to_stop_is_not_taken_back():
    assert not takes_back("asked_to_stop")
    assert takes_back("no_answer")


def test_edge_80_the_closed_days_that_counted_it_are_judged_again_oldest_first():
    assert days_to_judge(THURSDAY, [FRIDAY, WEDNESDAY, THURSDAY]) == [THURSDAY, FRIDAY]
    assert days_to_judge(THURSDAY, [WEDNESDAY]) == []
