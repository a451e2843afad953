"""What holds for every cadence, anchor and calendar: order, open days, no drift."""

from datetime import date, timedelta
from itertools import islice

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerfollow.lib.workdays import add_months
from followups.rules.cadence import DEFAULT_CADENCES, Cadence, Touchpoint
from followups.rules.occurrences import place_of
from followups.rules.touchpoints import (
    first_step,
    first_step_due_after,
    late_join,
    step_after,
    step_at,
    steps_due_through,
)
from followups.tests.rules.calendars import STORE, calendars, days

some_days = {"offset_days": st.integers(0, 400)}
some_months = {"offset_months": st.integers(0, 60)}


def rows(number):
    shared = {
        "code": st.just(f"row_{number}"),
        "kind": st.sampled_from(["check_in", "birthday", "lease"]),
        "channel": st.just("phone"),
        "tier": st.just(1),
        "every_months": st.sampled_from([0, 1, 5, 6, 12]),
        "deadline": st.booleans(),
        "applies_to": st.sampled_from(["both", "new", "used"]),
    }
    return st.builds(Touchpoint, **shared, **some_days) | st.builds(
        Touchpoint, **shared, **some_months
    )


cadences = st.tuples(*(rows(number) for number in range(4))).map(
    lambda touchpoints: Cadence("ownership", touchpoints)
)
LIMIT = settings(max_examples=60, deadline=None)


def walk(cadence, anchor_on, **circumstances):
    step = first_step(cadence, anchor_on, **circumstances)
    while step is not None:
        yield step
        step = step_after(cadence, anchor_on, after=step.pointer, **circumstances)


@LIMIT
@given(cadences, days, calendars)
def test_walking_a_plan_neither_skips_nor_repeats(cadence, anchor_on, calendar):
    circumstances = {"condition": "new", "calendar": calendar}

    steps = list(islice(walk(cadence, anchor_on, **circumstances), 25))

    places = [place_of(cadence, anchor_on, step.pointer) for step in steps]
    assert places == sorted(set(places))
    for touchpoint in cadence.touchpoints:
        seen = [step.occurrence for step in steps if step.touchpoint == touchpoint]
        assert seen == list(range(1, len(seen) + 1))
        if not seen and steps and touchpoint.applies("new"):
            assert place_of(cadence, anchor_on, (touchpoint.code, 1)) > places[-1]


@LIMIT
@given(cadences, days, calendars)
def test_nothing_is_due_on_a_closed_day_or_before_the_anchor(cadence, anchor_on, calendar):
    for step in islice(walk(cadence, anchor_on, condition="used", calendar=calendar), 15):
        assert calendar.is_open(step.due_on)
        assert step.due_on >= anchor_on
        assert step.make_on == step.due_on - timedelta(days=7)
        assert calendar.open_days_between(
            min(step.due_on, step.nominal_on), max(step.due_on, step.nominal_on)
        ) in ((step.due_on,), (step.due_on, step.nominal_on), (step.nominal_on, step.due_on))
        assert step == step_at(
            cadence, anchor_on, *step.pointer, condition="used", calendar=calendar
        )


@LIMIT
@given(days, st.integers(1, 80), calendars)
def test_six_month_checks_never_drift(anchor_on, n, calendar):
    ownership = DEFAULT_CADENCES["ownership"]

    step = step_at(ownership, anchor_on, "check_in", n, condition=None, calendar=calendar)

    assert step.nominal_on == add_months(anchor_on, 6 * n)
    assert step.due_on == calendar.next_open(step.nominal_on)


@LIMIT
@given(cadences, days, st.integers(0, 2000), calendars)
def test_going_live_joins_where_walking_would(cadence, anchor_on, after_days, calendar):
    day = anchor_on + timedelta(days=after_days)
    circumstances = {"condition": "new", "calendar": calendar}

    found = first_step_due_after(cadence, anchor_on, day, **circumstances)

    walked = (step for step in walk(cadence, anchor_on, **circumstances) if step.due_on > day)
    assert found == next(walked, None)


@LIMIT
@given(cadences, days, st.integers(0, 900), calendars)
def test_steps_due_through_are_all_of_them(cadence, anchor_on, after_days, calendar):
    through = anchor_on + timedelta(days=after_days)
    circumstances = {"condition": "new", "calendar": calendar}

    found = steps_due_through(cadence, anchor_on, through, **circumstances)

    walked = islice(walk(cadence, anchor_on, **circumstances), len(found) + 25)
    assert [s for s in walked if s.due_on <= through] == list(found)


@LIMIT
@given(days, st.integers(0, 30), st.none() | st.integers(0, 30), calendars)
def test_the_post_sale_call_lies_after_the_delivery_and_before_the_survey_if_it_can(
    delivered_on, learned_days, survey_opens_days, calendar
):
    join = late_join(
        DEFAULT_CADENCES["delivery"],
        delivered_on,
        delivered_on + timedelta(days=learned_days),
        condition="new",
        calendar=calendar,
        survey_opens_days=survey_opens_days,
    )
    due_on, codes = join.post_sale.due_on, {note.code for note in join.post_sale.note}

    assert calendar.is_open(due_on)
    assert due_on > delivered_on
    assert due_on >= delivered_on + timedelta(days=learned_days)
    if survey_opens_days is not None and not codes & {"survey_opens_first", "learned_late"}:
        assert due_on < delivered_on + timedelta(days=survey_opens_days)
    if "survey_opens_first" in codes:
        assert not calendar.open_days_between(
            delivered_on + timedelta(days=1),
            delivered_on + timedelta(days=survey_opens_days - 1),
        )


def test_an_anchor_of_a_century_ago_is_joined_without_walking_its_years():
    born_on = date(1920, 2, 29)

    step = first_step_due_after(
        DEFAULT_CADENCES["birthday"], born_on, date(2026, 6, 1), condition=None, calendar=STORE
    )

    assert (step.occurrence, step.nominal_on) == (107, date(2027, 2, 28))
