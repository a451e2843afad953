"""No-shows, late leads, pauses and saves: the clocks of a prospect."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from customers.rules.contactability import Answer, No, Yes
from followups.rules.appointments import Rescue, is_no_show, rescue_of
from followups.rules.lead_clock import Arrival, arrival_of, clock_from
from followups.rules.pausing import (
    MAX_DAYS,
    Paused,
    Step,
    is_paused,
    paused,
    problem_with_pause,
    season_starts_on,
)
from followups.rules.save_a_deal import SaveADeal, bought_elsewhere, state_after
from followups.tests.rules.calendars import STORE, store_closed_on

NY = ZoneInfo("America/New_York")
SAM, NOOR, BEA = 11, 12, 13
DAY_ENDS = time(21)
YES, NO = Yes(), No("outside_hours")
STEPS = (date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 24))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """November 2026: the 20th is a Friday, the 22nd a Sunday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=NY)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param(at(21, 15, 20), Rescue(date(2026, 11, 21), date(2026, 11, 24)), id="same-day"),
        pytest.param(at(21, 20, 59), Rescue(date(2026, 11, 21), date(2026, 11, 24)), id="late"),
        pytest.param(at(21, 21), Rescue(date(2026, 11, 23), date(2026, 11, 24)), id="day-ended"),
        pytest.param(at(22, 12), Rescue(date(2026, 11, 23), date(2026, 11, 24)), id="sunday"),
        pytest.param(at(24, 9), Rescue(date(2026, 11, 24), None), id="no-step-left"),
    ],
)
def test_edge_51_a_no_show_is_rescued_and_the_cadence_resumes_at_its_next_step(
    now: datetime, expected: Rescue
) -> None:
    found = rescue_of(at(21, 15), now=now, calendar=STORE, day_ends_at=DAY_ENDS, steps=STEPS)
    assert found == expected


def test_edge_51_who_is_a_little_late_or_came_is_no_no_show() -> None:
    assert not is_no_show(at(21, 15), arrived=False, now=at(21, 15, 14))
    assert not is_no_show(at(21, 15), arrived=True, now=at(21, 18))
    assert is_no_show(at(21, 15), arrived=False, now=at(21, 15, 15))
    with pytest.raises(ValueError, match="still come"):
        rescue_of(at(21, 15), now=at(21, 15, 5), calendar=STORE, day_ends_at=DAY_ENDS, steps=STEPS)


def arrival(received_at: datetime, working: tuple[int, ...], **answers: Answer) -> Arrival:
    return arrival_of(received_at, calendar=STORE, owner_id=SAM, working=working, answers=answers)


def test_edge_53_a_lead_after_closing_starts_at_opening_and_goes_to_who_works() -> None:
    found = arrival(at(20, 20, 55), (NOOR, BEA), text=NO, email=YES)
    assert found == Arrival(at(21, 9), goes_to=NOOR, tells=SAM, acknowledge_by="email")


def test_edge_53_without_a_permitted_channel_nothing_is_sent_and_nobody_in_means_the_manager() -> (
    None
):
    assert arrival(at(20, 20, 55), (), text=NO, email=NO) == Arrival(at(21, 9), None, SAM, None)
    assert arrival(at(20, 20, 55), (), phone=YES).acknowledge_by is None


def test_edge_53_an_owner_who_works_keeps_it_and_is_told_nothing_else() -> None:
    found = arrival(at(20, 20, 55), (NOOR, SAM), text=YES)
    assert (found.goes_to, found.tells, found.acknowledge_by) == (SAM, None, "text")


@pytest.mark.parametrize(
    ("received_at", "starts_at"),
    [
        pytest.param(at(20, 11, 7), at(20, 11, 7), id="in-opening-hours"),
        pytest.param(at(20, 7), at(20, 9), id="before-opening"),
        pytest.param(at(20, 20), at(21, 9), id="at-closing-time"),
        pytest.param(at(21, 23), at(23, 9), id="over-the-sunday"),
    ],
)
def test_edge_53_the_clock_starts_when_somebody_can_answer(
    received_at: datetime, starts_at: datetime
) -> None:
    assert clock_from(received_at, STORE) == starts_at


def test_edge_53_a_holiday_is_not_waited_out_on_the_clock() -> None:
    closed = store_closed_on(date(2026, 11, 21))
    assert clock_from(at(20, 20, 55), closed) == at(23, 9)


TODAY = date(2026, 11, 20)


def test_edge_54_call_me_in_spring_is_paused_to_the_date_and_covers_what_came_before() -> None:
    spring = season_starts_on("spring", today=TODAY)
    steps = (Step(1, date(2026, 11, 24)), Step(2, date(2027, 2, 1)), Step(3, date(2027, 4, 1)))
    assert spring == date(2027, 3, 1)
    assert paused(spring, steps, today=TODAY, calendar=STORE) == Paused(spring, spring, (1, 2))


def test_edge_54_a_pause_that_ends_on_a_closed_day_is_contacted_on_the_next_open_one() -> None:
    sunday = date(2026, 12, 6)
    found = paused(sunday, (Step(1, date(2026, 12, 7)),), today=TODAY, calendar=STORE)
    assert found == Paused(sunday, date(2026, 12, 7), (1,))


@pytest.mark.parametrize(
    ("until", "problem"),
    [
        pytest.param(TODAY, "pause_in_the_past", id="today"),
        pytest.param(TODAY + timedelta(days=1), "", id="tomorrow"),
        pytest.param(TODAY + timedelta(days=MAX_DAYS), "", id="180-days"),
        pytest.param(TODAY + timedelta(days=MAX_DAYS + 1), "pause_too_long", id="181-days"),
    ],
)
def test_edge_54_at_most_180_days(until: date, problem: str) -> None:
    assert problem_with_pause(until, today=TODAY) == problem
    if problem:
        with pytest.raises(ValueError, match=problem):
            paused(until, (), today=TODAY, calendar=STORE)


def test_edge_54_while_paused_no_day_end_misses_it() -> None:
    until = date(2027, 3, 1)
    assert is_paused(until, today=date(2027, 2, 28))
    assert not is_paused(until, today=until)
    assert not is_paused(None, today=TODAY)


def elsewhere(delivery_at: datetime | None, now: datetime):
    return bought_elsewhere(
        delivery_at=delivery_at,
        now=now,
        calendar=STORE,
        day_ends_at=DAY_ENDS,
        open_prospect_calls=(5, 6),
    )


def test_edge_56_delivery_tomorrow_at_ten_is_saved_before_ten_and_prospect_calls_are_gone() -> None:
    found = elsewhere(at(21, 10), at(20, 16))
    assert found.save == SaveADeal(due_at=at(21, 10), due_on=date(2026, 11, 20))
    assert (found.ends, found.state) == ((5, 6), "save_a_deal")


@pytest.mark.parametrize(
    ("delivery_at", "now", "due_on"),
    [
        pytest.param(at(21, 10), at(20, 21, 30), date(2026, 11, 21), id="told-at-night"),
        pytest.param(at(21, 8), at(20, 21, 30), date(2026, 11, 20), id="before-opening"),
        pytest.param(at(24, 10), at(22, 12), date(2026, 11, 23), id="told-on-sunday"),
        pytest.param(at(22, 10), at(21, 22), date(2026, 11, 21), id="delivered-on-sunday"),
    ],
)
def test_edge_56_the_save_stands_on_a_list_that_somebody_works(
    delivery_at: datetime, now: datetime, due_on: date
) -> None:
    save = elsewhere(delivery_at, now).save
    assert save is not None
    assert (save.due_at, save.due_on) == (delivery_at, due_on)


@pytest.mark.parametrize("delivery_at", [None, at(20, 9)])
def test_edge_56_what_is_delivered_already_goes_to_long_term_at_once(
    delivery_at: datetime | None,
) -> None:
    found = elsewhere(delivery_at, at(20, 16))
    assert (found.ends, found.save, found.state) == ((5, 6), None, "long_term")


def test_edge_56_saved_reopens_and_not_saved_or_too_late_is_long_term() -> None:
    save = SaveADeal(at(21, 10), date(2026, 11, 20))
    assert state_after(None, save, now=at(21, 9, 59)) is None
    assert state_after("saved", save, now=at(21, 9)) == "working"
    assert state_after("saved", save, now=at(21, 11)) == "working"
    assert state_after("not_saved", save, now=at(20, 17)) == "long_term"
    assert state_after(None, save, now=at(21, 10)) == "long_term"
