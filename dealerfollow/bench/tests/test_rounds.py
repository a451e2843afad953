"""What may be said about two series of measurements."""

import json

from dealerfollow.bench.rounds import Line, in_turn, report


def test_a_rate_is_the_floors_time_over_ours():
    line = Line("planning", floor=[1.0, 1.2, 1.1], ours=[2.2, 2.2, 2.0], goal=0.5, is_rate=True)
    assert (line.ratio, line.is_judged, line.is_met) == (0.5, True, True)


def test_a_multiple_is_our_time_over_the_floors():
    line = Line("list", floor=[1.0, 1.0], ours=[9.0, 9.0], goal=8.0)
    assert (line.ratio, line.is_met) == (9.0, False)


def test_a_noisy_floor_is_not_judged_and_fails_nothing(capsys):
    noisy = Line("list", floor=[1.0, 2.1], ours=[90.0, 90.0], goal=8.0)
    assert report([noisy], is_json=True) == 0
    assert json.loads(capsys.readouterr().out) == {"list": None}


def test_a_missed_goal_ends_with_1(capsys):
    lines = [Line("a", [1.0], [1.0], goal=2.0), Line("b", [1.0], [3.0], goal=2.0)]
    assert report(lines, is_json=True) == 1
    assert json.loads(capsys.readouterr().out) == {"a": 1.0, "b": 3.0}


def test_rounds_alternate_and_the_first_does_not_count():
    calls = []

    def work(name: str) -> float:
        calls.append(name)
        return float(len(calls))

    floors, ours = in_turn(lambda: work("floor"), lambda: work("ours"), 2)
    assert calls == ["floor", "ours"] * 3
    assert (floors, ours) == ([3.0, 5.0], [4.0, 6.0])
