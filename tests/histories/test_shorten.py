"""A long history that fails is told in a few steps."""

from tests.histories.shorten import shorten
from tests.histories.story import Step


def a_step(n: int, doing: str = "tries", days: int = 1) -> Step:
    return Step(doing, days, 0, n, n)


def test_only_what_it_takes_to_fail_is_left():
    history = [a_step(n) for n in range(200)]
    needed = {history[17], history[120]}
    assert shorten(history, lambda some: needed <= set(some)) == [history[17], history[120]]


def test_days_that_it_takes_are_left_though_nothing_happens_in_them():
    history = [a_step(n) for n in range(40)]
    short = shorten(
        history, lambda some: history[-1] in some and sum(step.days for step in some) >= 30
    )
    assert sum(step.days for step in short) >= 30
    assert [step for step in short if step.doing != "nothing"] == [history[-1]]


def test_after_the_time_is_over_the_best_so_far_is_told():
    history = [a_step(n) for n in range(40)]
    assert shorten(history, lambda some: True, seconds=0) == history
