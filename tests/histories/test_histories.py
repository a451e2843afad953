"""Random histories through the real actions; every promise holds at every stop.

25 short ones in the usual run, 500 of two years each with `bin/test --long`. A failing one is
shrunk to the fewest events that still fail, and printed day by day.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dealerfollow.stores.models import Store
from tests.histories.doings import DOINGS
from tests.histories.promises import broken_promises
from tests.histories.story import Step, Story

STEPS, HOP = 24, 7
LONG_STEPS, LONG_HOP = 200, 30
STOPS = 2
"""How often in a history everything is verified, its end included."""

WEIGHTS = {
    "nothing": 1,
    "sells": 5,
    "tries": 9,
    "presses_call": 3,
    "undoes": 2,
    "corrects_the_day": 2,
    "unwinds": 1,
    "puts_off": 2,
    "hands_off": 1,
    "is_off": 2,
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


def histories(count: int, hop: int) -> st.SearchStrategy[list[Step]]:
    """So many steps; between two of them mostly no day passes, sometimes `hop` days do."""
    step = st.builds(
        Step,
        doing=doings,
        days=st.sampled_from([0, 0, 0, 0, 0, 0, 1, 1, 2, hop]),
        wait=st.integers(0, 14),
        a=st.integers(0, 60),
        b=st.integers(0, 60),
    )
    return st.lists(step, min_size=count, max_size=count)


def play(cast, history: list[Step]) -> Story:
    """The whole history; raises AssertionError with its days when a promise is broken."""
    story = Story(cast)
    Store.objects.filter(group=cast.group).update(cards_a_day=5)
    for n, step in enumerate(history, start=1):
        story.play(step, DOINGS)
        if n % max(1, len(history) // STOPS) == 0:
            story.run_jobs()
            story.check_keys()
            broken = broken_promises(story)
            assert not broken, "\n".join([*broken, *_what_happened(story)])
            story.day += timedelta(days=1)
    return story


def _what_happened(story: Story) -> list[str]:
    return [line for line in story.told if " nothing " not in line]


def test_every_kind_of_event_is_drawn():
    assert set(WEIGHTS) == set(DOINGS)


@pytest.mark.slow
def test_random_histories_keep_every_promise(cast, request):
    is_long = request.config.getoption("--long")
    drawn = histories(LONG_STEPS, LONG_HOP) if is_long else histories(STEPS, HOP)

    @settings(
        max_examples=500 if is_long else 25,
        derandomize=not is_long,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(drawn)
    def keep(history: list[Step]) -> None:
        with transaction.atomic():
            played = play(cast, history)
            assert len(played.told) == len(history)
            transaction.set_rollback(True)

    keep()
