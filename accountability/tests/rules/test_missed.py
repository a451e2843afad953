"""What a miss is, and whom it is counted for."""

from datetime import date, datetime, time, timedelta

import pytest

from accountability.rules.missed import (
    ClosedDay,
    Excused,
    Missed,
    NotDue,
    OwedFollowUp,
    heir_due_on,
    judge,
)
from dealerfollow.lib.workdays import WeeklyHours, WorkCalendar
from followups.rules.business_day import counted_on

SAM, BEA, MAYA = 1, 2, 3
MONDAY = date(2026, 8, 31)
THURSDAY, FRIDAY, SATURDAY, SUNDAY = (MONDAY - timedelta(days=n) for n in (4, 3, 2, 1))
TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
MISSED_BY_SAM = Missed(SAM, "owner", MONDAY, 1)


def owed(due_on=MONDAY, **changes):
    return OwedFollowUp(**({"first_due_on": due_on, "due_on": due_on} | changes))


def closed(day=MONDAY, **changes):
    return ClosedDay(**({"day": day, "owner_id": SAM, "manager_id": MAYA} | changes))


@pytest.mark.parametrize(
    ("follow_up", "day", "verdict"),
    [
        pytest.param(owed(), MONDAY, MISSED_BY_SAM, id="nobody-tried"),
        pytest.param(owed(), SATURDAY, NotDue("not_yet"), id="not-yet-due"),
        pytest.param(owed(ended_on=MONDAY), MONDAY, NotDue("ended"), id="made-on-the-day"),
        pytest.param(owed(ended_on=SATURDAY), MONDAY, NotDue("ended"), id="made-early"),
        pytest.param(owed(ended_on=TUESDAY), MONDAY, MISSED_BY_SAM, id="made-a-day-late"),
        pytest.param(
            owed(due_on=TUESDAY, first_due_on=MONDAY, first_tried_on=MONDAY, tries=1),
            MONDAY,
            NotDue("tried"),
            id="tried-on-the-day",
        ),
        pytest.param(
            owed(due_on=TUESDAY, first_due_on=MONDAY, first_tried_on=SATURDAY, tries=1),
            MONDAY,
            NotDue("tried"),
            id="tried-before-the-day",
        ),
        pytest.param(
            owed(due_on=WEDNESDAY, first_due_on=MONDAY, first_tried_on=TUESDAY, tries=1),
            MONDAY,
            MISSED_BY_SAM,
            id="tried-late-and-swept-later",
        ),
        pytest.param(
            owed(due_on=TUESDAY, first_due_on=MONDAY, first_tried_on=MONDAY, tries=1),
            TUESDAY,
            Missed(SAM, "owner", TUESDAY, 2),
            id="the-second-try-is-missed",
        ),
        pytest.param(
            owed(due_on=MONDAY, first_tried_on=MONDAY, tries=1),
            MONDAY,
            Missed(SAM, "owner", MONDAY, 2),
            id="asked-to-call-back-the-same-day-and-nobody-did",
        ),
    ],
)
def test_the_verdict_of_a_day(follow_up, day, verdict):
    assert judge(follow_up, closed(day)) == verdict


def test_edge_01_a_closed_sunday_is_no_miss_and_monday_is_the_day():
    moved = owed(MONDAY)

    assert judge(moved, closed(SUNDAY, is_store_open=False)) == NotDue("not_yet")
    assert judge(moved, closed(MONDAY)) == MISSED_BY_SAM


def test_edge_05_a_day_declared_closed_excuses_what_was_due():
    assert judge(owed(), closed(is_store_open=False)) == Excused("store_closed")


def test_edge_23_on_the_owners_day_off_the_cover_is_counted():
    day = closed(owner_is_off=True, cover_id=BEA)

    assert judge(owed(), day) == Missed(BEA, "cover_for_owner", MONDAY, 1)


def test_edge_24_a_try_before_going_home_sick_stays_the_owners():
    tried = owed(due_on=TUESDAY, first_due_on=MONDAY, first_tried_on=MONDAY, tries=1)

    assert judge(tried, closed(owner_is_off=True, cover_id=BEA)) == NotDue("tried")


@pytest.mark.parametrize(
    "cover",
    [
        pytest.param({"cover_id": BEA, "cover_is_off": True}, id="cover-is-off-too"),
        pytest.param({}, id="no-cover-named"),
    ],
)
def test_edge_25_without_a_cover_it_is_the_manager_never_nobody(cover):
    day = closed(owner_is_off=True, **cover)

    assert judge(owed(), day) == Missed(MAYA, "manager_for_owner", MONDAY, 1)


def test_edge_27_an_outage_excuses_the_day_and_not_the_next():
    assert judge(owed(), closed(is_system_down=True)) == Excused("system")
    assert judge(owed(), closed(TUESDAY)) == Missed(SAM, "owner", MONDAY, 1)


@pytest.mark.parametrize(
    ("made_at", "day"),
    [
        pytest.param(datetime(2026, 8, 31, 19, 40), MONDAY, id="after-closing"),
        pytest.param(datetime(2026, 8, 31, 21, 0), MONDAY, id="at-the-end-of-the-day"),
        pytest.param(datetime(2026, 8, 31, 21, 1), TUESDAY, id="after-the-day-ended"),
        pytest.param(datetime(2026, 8, 31, 0, 20), MONDAY, id="after-midnight"),
    ],
)
def test_edge_28_the_day_ends_at_its_own_time_not_at_closing(made_at, day):
    assert counted_on(made_at, time(21)) == day


def test_edge_29_a_call_made_before_the_day_ended_is_no_miss_however_late_it_is_swept():
    made_on = counted_on(datetime(2026, 8, 31, 20, 59, 59), time(21))

    assert judge(owed(ended_on=made_on), closed()) == NotDue("ended")


def test_edge_31_five_days_open_are_one_miss():
    verdicts, has_miss = [], False
    for n in range(5):
        verdict = judge(owed(has_miss=has_miss), closed(MONDAY + timedelta(days=n)))
        has_miss = has_miss or isinstance(verdict, Missed)
        verdicts.append(verdict)

    assert verdicts == [MISSED_BY_SAM] + [NotDue("already_missed")] * 4


@pytest.mark.parametrize(
    ("contact", "needs_manager"),
    [
        pytest.param("stopped", False, id="stopped"),
        pytest.param("tries_used_up", False, id="edge-18-three-tries-in-24-hours"),
        pytest.param("household_contacted", False, id="edge-71-household"),
        pytest.param("no_legal_minute", True, id="edge-19-never-silently"),
    ],
)
def test_a_customer_who_may_not_be_contacted_is_nobodys_miss(contact, needs_manager):
    assert judge(owed(contact=contact), closed()) == Excused(contact, needs_manager)


def test_edge_73_an_heir_has_one_full_working_day():
    inherited = owed(heir_due_on=TUESDAY)

    assert judge(inherited, closed(MONDAY)) == Excused("heir_first_day")
    assert judge(inherited, closed(TUESDAY)) == Missed(SAM, "owner", MONDAY, 1)


def test_edge_73_a_miss_stays_with_the_old_name():
    assert judge(owed(has_miss=True, heir_due_on=TUESDAY), closed()) == NotDue("already_missed")


def test_an_heirs_day_is_the_next_on_which_that_person_works():
    eight = (time(9), time(17))
    off_monday = WorkCalendar(WeeklyHours((None, *(eight,) * 5, None)), frozenset({TUESDAY}))

    assert heir_due_on(SATURDAY, off_monday) == WEDNESDAY


def test_edge_78_put_off_past_its_day_is_excused_until_the_new_day_and_no_longer():
    snoozed = owed(due_on=WEDNESDAY, first_due_on=MONDAY, snoozed_on=MONDAY)

    assert judge(snoozed, closed(MONDAY)) == Excused("snoozed")
    assert judge(snoozed, closed(WEDNESDAY)) == Missed(SAM, "owner", WEDNESDAY, 1)


def test_putting_it_off_after_the_day_ended_does_not_undo_the_miss():
    snoozed = owed(due_on=WEDNESDAY, first_due_on=MONDAY, snoozed_on=TUESDAY)

    assert judge(snoozed, closed(MONDAY)) == MISSED_BY_SAM


def test_a_tier_two_follow_up_over_the_cap_is_not_missed():
    assert judge(owed(is_over_cap=True), closed()) == Excused("over_cap")


def test_an_outage_is_named_before_any_other_excuse():
    everything = owed(contact="stopped", heir_due_on=TUESDAY, is_over_cap=True)

    assert judge(everything, closed(is_system_down=True, is_store_open=False)) == Excused("system")
