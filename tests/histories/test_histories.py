"""Random histories of two years through the real actions; every promise holds day by day.

25 in the usual run, 500 others with `bin/test --long`, a test each, so that both workers play.
A failing one is shortened to events that still fail, and printed day by day.
"""

import time

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.histories.doings import DOINGS
from tests.histories.promises import Watch, broken_promises
from tests.histories.shorten import shorten
from tests.histories.story import LAST, Step, Story

STEPS = 200
STOPS = 10
"""How often in a history everything is verified; at its end once more."""

WEIGHTS = {
    "nothing": 1,
    "sells": 5,
    "tries": 9,
    "presses_call": 3,
    "undoes": 2,
    "corrects_the_day": 2,
    "corrects_a_log": 1,
    "unwinds": 1,
    "puts_off": 2,
    "hands_off": 1,
    "is_off": 2,
    "works_other_hours": 1,
    "works_after_all": 1,
    "excuses_an_absence_entered_late": 1,
    "closes_the_store": 1,
    "opens_after_all": 1,
    "asks_to_stop": 1,
    "takes_a_stop_back": 1,
    "dies": 1,
    "are_one_person": 1,
    "are_two_after_all": 1,
    "moves": 1,
    "breaks_down": 1,
}
doings = st.sampled_from([name for name, weight in WEIGHTS.items() for _ in range(weight)])
steps = st.builds(
    Step,
    doing=doings,
    days=st.sampled_from([0] * 17 + [1, 36, 36]),  # two years in two hundred steps
    wait=st.integers(0, 14),
    a=st.integers(0, 60),
    b=st.integers(0, 60),
)
histories = st.lists(steps, min_size=STEPS, max_size=STEPS)


class PromiseBroken(AssertionError):
    """What is wrong, and what had happened."""


def check(broken: list[str], story: Story) -> None:
    """Raises PromiseBroken unless nothing is."""
    if broken:
        happened = [line for line in story.told if " nothing " not in line]
        raise PromiseBroken("\n".join([*broken, f"{story.now:%Y-%m-%d %H:%M}, after", *happened]))


def play(cast, history: list[Step]) -> Story:
    """The whole history, until its two years are over; raises PromiseBroken."""
    watch = Watch()
    story = Story(cast, watch=lambda story, hour: check(watch.new(story, hour), story))
    story.begin()
    for n, step in enumerate(history, start=1):
        story.play(step, DOINGS)
        if n % (STEPS // STOPS) == 0:
            stop(story)
    story.pass_days((LAST - story.day).days)
    stop(story)
    return story


def stop(story: Story) -> None:
    """The day ends here, and everything is verified."""
    story.run_jobs()
    story.check_keys()
    check(broken_promises(story), story)


def play_and_forget(cast, history: list[Step]) -> Story:
    """The same; the database is afterwards as it was."""
    with transaction.atomic():
        try:
            return play(cast, history)
        finally:
            transaction.set_rollback(True)


def breaks_it(cast, history: list[Step]) -> bool:
    """Whether this history too breaks a promise, whichever."""
    try:
        play_and_forget(cast, history)
    except PromiseBroken:
        return True
    return False


def play_or_shorten(cast, history: list[Step]) -> Story:
    """The history as it was played; raises PromiseBroken with what is left of one that fails."""
    try:
        return play_and_forget(cast, history)
    except PromiseBroken as first:
        short = shorten(history, lambda some: breaks_it(cast, some))
        try:
            play_and_forget(cast, short)
        except PromiseBroken as broken:
            raise PromiseBroken(f"{broken}\n\n{short}") from None
        raise first


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A number for each: the same in each usual run, other histories on each day's long run;
    `--histories N` plays those of another day or run again, from that one on."""
    if "number" not in metafunc.fixturenames:
        return
    config = metafunc.config
    is_long, first = config.getoption("--long"), config.getoption("--histories")
    if first is None:
        first = int(time.time() // 86_400) * 1000 if is_long else 0
    metafunc.parametrize("number", range(first, first + (500 if is_long else 25)))


def test_every_kind_of_event_is_drawn():
    assert set(WEIGHTS) == set(DOINGS)


@pytest.mark.slow
def test_random_histories_keep_every_promise(cast, number):
    drawn: list[list[Step]] = []

    @seed(number)
    @settings(
        max_examples=2,  # the first is drawn to be nothing at all
        phases=[Phase.generate],
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(histories)
    def draw(history: list[Step]) -> None:
        drawn.append(history)

    draw()
    assert len({step.doing for step in drawn[-1]}) > len(DOINGS) // 2
    story = play_or_shorten(cast, drawn[-1])
    assert (story.day >= LAST, story.rounds > 100) == (True, True)
