"""When touchpoints are due: the situations of the edge-case table, row by row."""

from datetime import date, timedelta

import pytest

from dealerfollow.lib.workdays import NeverOpenError
from followups.rules.cadence import DEFAULT_CADENCES, Cadence, Touchpoint, UnknownTouchpointError
from followups.rules.due_days import Note
from followups.rules.touchpoints import (
    first_step,
    first_step_due_after,
    late_join,
    step_after,
    step_at,
    steps_due_through,
)
from followups.tests.rules.calendars import NEVER_OPEN, STORE, store_closed_on

DELIVERY = DEFAULT_CADENCES["delivery"]
OWNERSHIP = DEFAULT_CADENCES["ownership"]
BIRTHDAY = DEFAULT_CADENCES["birthday"]
LEASE = DEFAULT_CADENCES["lease"]
USED = {"condition": "used", "calendar": STORE}
FRIDAY = date(2026, 8, 28)
SATURDAY, SUNDAY, MONDAY = (FRIDAY + timedelta(days=n) for n in (1, 2, 3))


def post_sale(delivered_on, *, condition="new", calendar=STORE, survey_opens_days=8):
    return first_step(
        DELIVERY,
        delivered_on,
        condition=condition,
        calendar=calendar,
        survey_opens_days=survey_opens_days,
    )


def test_edge_01_a_used_car_delivered_on_friday_is_due_on_monday():
    step = post_sale(FRIDAY, condition="used", survey_opens_days=None)

    assert (step.nominal_on, step.due_on) == (SUNDAY, MONDAY)
    assert step.note == (Note("moved_for_closed_days", (SUNDAY,)),)


def test_edge_02_the_survey_is_a_deadline_for_a_new_car():
    step = post_sale(FRIDAY, survey_opens_days=3)

    assert step.due_on == SATURDAY
    assert step.note == (Note("moved_earlier_for_survey"),)


@pytest.mark.parametrize(
    ("opens", "condition", "due_on"),
    [
        pytest.param(4, "new", MONDAY, id="survey-after-the-call-moves-nothing"),
        pytest.param(3, "used", MONDAY, id="a-used-car-has-no-survey"),
        pytest.param(None, "new", MONDAY, id="a-store-without-a-survey"),
    ],
)
def test_the_call_moves_only_before_a_survey_that_comes_first(opens, condition, due_on):
    assert post_sale(FRIDAY, condition=condition, survey_opens_days=opens).due_on == due_on


@pytest.mark.parametrize("opens", [0, 1])
def test_a_survey_that_opens_at_once_gets_the_first_open_day_after_the_delivery(opens):
    step = post_sale(FRIDAY, survey_opens_days=opens)

    assert step.due_on == SATURDAY
    assert step.note == (Note("survey_opens_first"),)


def test_a_call_never_moves_to_the_day_of_delivery():
    step = post_sale(SATURDAY, survey_opens_days=2)

    assert step.due_on == MONDAY
    assert step.note == (Note("survey_opens_first"),)


def test_edge_04_both_skipped_days_are_named():
    christmas = date(2025, 12, 25)
    closed = store_closed_on(christmas, date(2025, 12, 26))

    step = post_sale(date(2025, 12, 23), condition="used", calendar=closed)

    assert step.due_on == date(2025, 12, 27)
    assert step.note == (Note("moved_for_closed_days", (christmas, date(2025, 12, 26))),)


@pytest.mark.parametrize(
    ("lease_ends_on", "calendar", "due_on", "skipped"),
    [
        pytest.param(
            date(2026, 3, 10),
            store_closed_on(date(2026, 2, 8)),
            date(2026, 2, 7),
            (date(2026, 2, 8),),
            id="sunday",
        ),
        pytest.param(
            date(2027, 1, 24),
            store_closed_on(date(2026, 12, 25)),
            date(2026, 12, 24),
            (date(2026, 12, 25),),
            id="holiday",
        ),
    ],
)
def test_edge_08_a_lease_deadline_goes_to_the_previous_open_day(
    lease_ends_on, calendar, due_on, skipped
):
    step = step_at(LEASE, lease_ends_on, "lease_30", 1, condition=None, calendar=calendar)

    assert step.due_on == due_on
    assert step.note == (Note("moved_earlier_for_deadline", skipped),)


def test_a_deadline_with_no_open_day_after_the_delivery_goes_to_the_next():
    row = Touchpoint(
        code="tag", kind="post_sale", channel="phone", tier=1, offset_days=1, deadline=True
    )

    step = first_step(Cadence("delivery", (row,)), SATURDAY, **USED)

    assert step.due_on == MONDAY


def test_edge_09_six_months_are_counted_from_the_anchor():
    steps = [
        step_at(OWNERSHIP, date(2026, 8, 31), "check_in", n, condition=None, calendar=STORE)
        for n in (1, 2, 3, 4)
    ]

    assert [step.nominal_on for step in steps] == [
        date(2027, 2, 28),
        date(2027, 8, 31),
        date(2028, 2, 29),
        date(2028, 8, 31),
    ]


def test_edge_10_born_on_the_29th_of_february_is_the_28th_in_common_years_once():
    born_on = date(1992, 2, 29)

    steps = steps_due_through(BIRTHDAY, born_on, date(1996, 12, 31), condition=None, calendar=STORE)

    assert [step.nominal_on for step in steps] == [
        date(1993, 2, 28),
        date(1994, 2, 28),
        date(1995, 2, 28),
        date(1996, 2, 29),
    ]


def test_edge_11_a_birthday_on_a_closed_day_goes_to_the_previous_open_day():
    step = step_at(BIRTHDAY, date(1990, 8, 30), "birthday", 36, condition=None, calendar=STORE)

    assert (step.nominal_on, step.due_on) == (SUNDAY, SATURDAY)
    assert step.note == (Note("moved_earlier_for_birthday", (SUNDAY,)),)


@pytest.mark.parametrize(
    ("day", "pointer", "due_on"),
    [
        pytest.param(date(2026, 6, 1), ("check_in", 3), date(2026, 10, 5), id="between"),
        pytest.param(date(2026, 10, 4), ("check_in", 3), date(2026, 10, 5), id="moved-past-it"),
        pytest.param(date(2026, 10, 5), ("check_in", 4), date(2027, 4, 5), id="strictly-after"),
    ],
)
def test_edge_33_a_delivery_of_long_ago_joins_at_its_next_six_month_date(day, pointer, due_on):
    step = first_step_due_after(OWNERSHIP, date(2025, 4, 4), day, condition="used", calendar=STORE)

    assert (step.pointer, step.due_on) == (pointer, due_on)


def test_edge_33_no_post_sale_call_is_owed_for_a_delivery_of_14_months_ago():
    assert first_step_due_after(DELIVERY, date(2025, 4, 4), date(2026, 6, 1), **USED) is None


def test_edge_34_a_delivery_learned_of_on_day_nine_is_due_on_the_next_open_day():
    learned_on = date(2026, 9, 6)  # a Sunday, nine days later

    join = late_join(
        DELIVERY,
        FRIDAY,
        learned_on,
        condition="new",
        calendar=STORE,
        survey_opens_days=8,
    )

    assert (join.post_sale.pointer, join.post_sale.due_on) == (("post_sale", 1), date(2026, 9, 7))
    assert join.post_sale.note == (
        Note("learned_late"),
        Note("moved_for_closed_days", (learned_on,)),
    )
    assert [step.touchpoint.code for step in join.superseded] == ["satisfaction"]
    assert join.next_step.touchpoint.code == "how_to"


@pytest.mark.parametrize("learned_on", [FRIDAY, SUNDAY, MONDAY])
def test_a_delivery_learned_of_in_time_joins_at_its_first_step(learned_on):
    join = late_join(DELIVERY, FRIDAY, learned_on, **USED)

    assert join.post_sale == first_step(DELIVERY, FRIDAY, **USED)
    assert join.superseded == ()
    assert join.next_step.touchpoint.code == "satisfaction"


def test_what_is_due_on_the_day_it_was_learned_of_goes_on():
    join = late_join(DELIVERY, FRIDAY, date(2026, 9, 4), **USED)

    assert join.superseded == ()
    assert join.next_step.touchpoint.code == "satisfaction"


def test_learned_of_a_year_late_everything_of_the_delivery_is_superseded():
    join = late_join(DELIVERY, FRIDAY, FRIDAY + timedelta(days=365), **USED)

    assert [step.touchpoint.code for step in join.superseded] == [
        "satisfaction",
        "how_to",
        "check_in_90",
    ]
    assert join.next_step is None


def test_joining_late_needs_a_post_sale_row():
    with pytest.raises(ValueError, match="starts with its post-sale row"):
        late_join(OWNERSHIP, FRIDAY, MONDAY, **USED)


def test_a_follow_up_is_made_a_week_ahead_and_the_post_sale_row_at_enrolment():
    steps = steps_due_through(DELIVERY, FRIDAY, date(2026, 9, 4), **USED)

    assert [(step.touchpoint.code, step.make_on) for step in steps] == [
        ("post_sale", FRIDAY),
        ("satisfaction", date(2026, 8, 28)),
    ]


def test_a_check_in_on_the_day_of_the_purchase_carries_the_anniversary():
    steps = steps_due_through(OWNERSHIP, date(2022, 5, 2), date(2024, 6, 1), **USED)

    assert [note for step in steps for note in step.note if note.code == "anniversary"] == [
        Note("anniversary", number=1),
        Note("anniversary", number=2),
    ]


def test_a_store_with_an_anniversary_row_of_its_own_is_not_asked_twice():
    own = Touchpoint(
        code="anniversary",
        kind="anniversary",
        channel="email",
        tier=2,
        offset_months=12,
        every_months=12,
    )
    cadence = Cadence("ownership", (*OWNERSHIP.touchpoints, own))

    steps = steps_due_through(cadence, date(2022, 5, 2), date(2023, 6, 1), **USED)

    assert [(step.touchpoint.code, step.note) for step in steps] == [
        ("check_in", ()),
        ("check_in", ()),
        ("anniversary", ()),
    ]


def test_rows_that_do_not_apply_to_the_car_are_passed_over():
    new_only = Touchpoint(
        code="n", kind="how_to", channel="phone", tier=2, offset_days=3, applies_to="new"
    )
    cadence = Cadence("delivery", (DELIVERY.touchpoints[0], new_only, DELIVERY.touchpoints[1]))

    used = step_after(cadence, FRIDAY, after=("post_sale", 1), **USED)
    new = step_after(cadence, FRIDAY, after=("post_sale", 1), condition="new", calendar=STORE)

    assert (used.touchpoint.code, new.touchpoint.code) == ("satisfaction", "n")


def test_a_cadence_that_is_turned_off_asks_for_nothing():
    off = Cadence("ownership", ())

    assert first_step(off, FRIDAY, **USED) is None
    assert first_step_due_after(off, FRIDAY, FRIDAY, **USED) is None
    assert steps_due_through(off, FRIDAY, date(2050, 1, 1), **USED) == ()


def test_the_delivery_cadence_ends_after_its_last_row():
    assert step_after(DELIVERY, FRIDAY, after=("check_in_90", 1), **USED) is None


def test_steps_due_through_goes_on_after_a_pointer():
    steps = steps_due_through(OWNERSHIP, FRIDAY, date(2028, 3, 1), after=("check_in", 1), **USED)

    assert [step.pointer for step in steps] == [("check_in", 2), ("check_in", 3)]


def test_a_deadline_moved_back_is_found_behind_a_row_that_moves_on():
    moves_on, moves_back = (
        Touchpoint(
            code=f"deadline_{is_deadline}",
            kind="check_in",
            channel="phone",
            tier=1,
            offset_days=9,
            deadline=is_deadline,
        )
        for is_deadline in (False, True)
    )
    cadence = Cadence("delivery", (moves_on, moves_back))

    steps = steps_due_through(cadence, FRIDAY, date(2026, 9, 5), **USED)

    assert [(step.touchpoint.code, step.due_on) for step in steps] == [
        ("deadline_True", date(2026, 9, 5))
    ]


@pytest.mark.parametrize(
    ("pointer", "error"),
    [
        pytest.param(("gone", 1), UnknownTouchpointError, id="unknown-touchpoint"),
        pytest.param(("post_sale", 2), ValueError, id="one-time-row-twice"),
        pytest.param(("post_sale", 0), ValueError, id="before-the-first"),
    ],
)
def test_a_pointer_that_names_nothing_is_refused(pointer, error):
    with pytest.raises(error):
        step_after(DELIVERY, FRIDAY, after=pointer, **USED)


def test_a_store_that_is_never_open_raises():
    with pytest.raises(NeverOpenError):
        first_step(DELIVERY, FRIDAY, condition="used", calendar=NEVER_OPEN)
