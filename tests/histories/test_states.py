"""A year of calls: logged, undone, snoozed, skipped, handed off, reassigned, swept in any order.

After each of them every follow-up is in exactly one state of the diagram in docs/architecture.md,
got there by one of its arrows, and the promises I1 to I9 hold.
"""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from dealerfollow.stores.queries import store_day
from followups.actions.owner_changes import hand_on
from followups.actions.skip import skip
from followups.models import FollowUp
from followups.queries.today import call_list
from tests.histories.doings import DOINGS, as_doing, pick
from tests.histories.promises import broken_promises
from tests.histories.story import FIRST, Step, Story

YEAR = 365
STEPS = 120
BEGINS = {"open", "superseded", "stopped"}
ARROWS = {
    ("open", "done"),
    ("open", "not_reached"),
    ("open", "superseded"),
    ("open", "stopped"),
    ("done", "open"),  # undo
    ("not_reached", "open"),  # undo
}
BACK_BY = {"undoes"}
STATES = """
SELECT id, state, state_reason, closed_at IS NULL, closed_by_id IS NULL, superseded_by_id
  FROM followups_followup
"""


@as_doing
def reassigns(story: Story, step: Step) -> None:
    """The manager gives somebody's open calls to another person of the store."""
    store = story.store(step.a)
    one, other = pick(story.people_at(store), step.a), pick(story.people_at(store), step.b)
    if one is not None and other is not None:
        rows = FollowUp.objects.open().filter(store=store, owner=one)
        hand_on(rows, {None: other}, "reassigned", by=story.cast.maya, now=story.now)


@as_doing
def skips(story: Story, step: Step) -> None:
    """The first card of the list is skipped."""
    store = story.store(step.a)
    person = pick(story.people_at(store), step.b)
    if person is not None:
        found = call_list(store_day(store, now=story.now), person, may_cover=False)
        skip(found.ids[:1], by=person, now=story.now)


YEARLY = {
    name: DOINGS[name] for name in ("sells", "tries", "undoes", "puts_off", "hands_off", "nothing")
} | {"reassigns": reassigns, "skips": skips}
WEIGHTS = {
    "sells": 3,
    "tries": 8,
    "undoes": 7,
    "puts_off": 3,
    "hands_off": 2,
    "reassigns": 2,
    "skips": 1,
    "nothing": 1,
}
years = st.lists(
    st.builds(
        Step,
        doing=st.sampled_from([name for name, n in WEIGHTS.items() for _ in range(n)]),
        days=st.sampled_from([0, 0, 0, 0, 1, 9]),  # the sweep of each day that passes
        wait=st.integers(0, 14),
        a=st.integers(0, 60),
        b=st.integers(0, 60),
    ),
    min_size=STEPS,
    max_size=STEPS,
)


def test_the_arrows_are_those_of_the_drawing(settings):
    drawing = (settings.BASE_DIR / "docs" / "architecture.md").read_text()
    lines = drawing.split("stateDiagram-v2")[1].split("```")[0].splitlines()
    drawn = {tuple(line.split(":")[0].split(" --> ")) for line in lines if "-->" in line}
    arrows = {(a.strip(), b.strip()) for a, b in drawn}
    begins = {("[*]", state) for state in BEGINS}
    assert arrows == ARROWS | begins | {("open", "open")}


class States:
    """Where every follow-up stands, looked at after each step."""

    def __init__(self) -> None:
        self.of: dict[int, str] = {}

    def look(self, doing: str) -> list[str]:
        """What is not as the diagram says, in words."""
        with connection.cursor() as cursor:
            cursor.execute(STATES)
            rows = cursor.fetchall()
        wrong = [f"{pk} is gone" for pk in set(self.of) - {row[0] for row in rows}]
        for pk, state, reason, is_unclosed, is_unanswered, follower in rows:
            was = self.of.get(pk)
            if was != state:
                wrong += [f"{pk}: {was} -> {state} by {doing}"] * (not _may(was, state, doing))
            if is_unclosed != (state == "open"):
                wrong.append(f"{pk} is {state}, and its time of closing does not say so")
            if state == "open" and (reason or not is_unanswered or follower):
                wrong.append(f"{pk} is open with an ending: {reason}")
            if state != "open" and not reason and is_unanswered:
                wrong.append(f"{pk} is {state}, and nothing says why")
            self.of[pk] = state
        return wrong


def _may(was: str | None, state: str, doing: str) -> bool:
    if was is None:
        return state in BEGINS
    if was != "open":
        return (was, state) in ARROWS and doing in BACK_BY
    return (was, state) in ARROWS


def live(cast, steps: list[Step]) -> list[str]:
    """What is wrong at the first step at which something is; nothing when all is well."""
    states, story = States(), Story(cast)
    story.begin()
    last = FIRST + timedelta(days=YEAR)
    for n, step in enumerate(steps, start=1):
        story.play(step, YEARLY)
        wrong = states.look(step.doing)
        if n % 30 == 0 or wrong:
            wrong += broken_promises(story)
        if wrong:
            return [*wrong, *story.told]
    story.pass_days((last - story.day).days)
    assert (story.day >= last, set(states.of.values()) > {"open", "done"}) == (True, True)
    return states.look("the sweeps") + broken_promises(story)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """100 in the long run, 2 in the usual one."""
    if "year" in metafunc.fixturenames:
        metafunc.parametrize("year", range(100 if metafunc.config.getoption("--long") else 2))


@pytest.mark.slow
def test_a_year_of_anything_leaves_each_follow_up_in_one_state(cast, year):
    drawn: list[list[Step]] = []

    @seed(year)
    @settings(
        max_examples=2,  # the first is drawn to be nothing at all
        phases=[Phase.generate],
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(years)
    def draw(steps: list[Step]) -> None:
        drawn.append(steps)

    draw()
    with transaction.atomic():
        wrong = live(cast, drawn[-1])
        transaction.set_rollback(True)
    assert wrong == []
