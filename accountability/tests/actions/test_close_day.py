"""The day ends: one miss per follow-up, counted for one person, never nothing."""

from datetime import date

import pytest

from accountability.actions import DayNotEndedError, close_day
from accountability.models import Excuse, Miss, SweepRun
from accountability.tests.sweeping import (
    FRIDAY,
    MONDAY,
    SATURDAY,
    SUNDAY,
    THURSDAY,
    at,
    close,
    misses,
    post_sale,
    tried,
)
from dealerfollow.stores.actions import close_store_on
from dealerfollow.testing.sales import deliver, noon
from followups.models import Notice


def test_what_nobody_tried_is_a_miss_of_its_owner_and_stays_open(cast, call):
    result = close(cast.north, THURSDAY)

    assert (result.missed, result.excused, result.is_new) == (1, 0, True)
    assert misses() == [("Sam Rivera", "owner", THURSDAY)]
    call.refresh_from_db()
    assert (call.state, call.missed_on, call.counted_for) == ("open", THURSDAY, cast.sam)
    run = SweepRun.objects.get(store=cast.north, day=THURSDAY)
    assert (run.missed, run.excused) == (1, 0)


def test_a_day_closed_twice_is_closed_once(cast, call):
    close(cast.north, THURSDAY)
    again = close(cast.north, THURSDAY)

    assert (again.missed, again.is_new) == (1, False)
    assert (Miss.objects.count(), Notice.objects.filter(kind="missed").count()) == (1, 1)


def test_another_store_is_not_touched(cast, call):
    post_sale(cast.south, cast.noor)
    close(cast.north, THURSDAY)
    assert misses() == [("Sam Rivera", "owner", THURSDAY)]


def test_a_dry_run_counts_and_writes_nothing(cast, call):
    result = close(cast.north, THURSDAY, is_dry_run=True)

    assert (result.missed, result.excused) == (1, 0)
    assert (Miss.objects.count(), Excuse.objects.count(), SweepRun.objects.count()) == (0, 0, 0)
    assert not Notice.objects.filter(kind="missed").exists()
    call.refresh_from_db()
    assert call.missed_on is None


def test_a_dry_run_of_a_closed_day_says_what_it_found_then(cast, call):
    close(cast.north, THURSDAY)
    post_sale(cast.north, cast.sam)

    again = close(cast.north, THURSDAY, is_dry_run=True)

    assert (again.missed, again.excused, again.is_new) == (1, 0, False)


def test_a_day_that_is_still_running_is_refused(cast, call):
    with pytest.raises(DayNotEndedError):
        close_day(cast.north, THURSDAY, at(THURSDAY, 20, 59))
    assert SweepRun.objects.count() == 0


def test_edge_01_a_closed_sunday_has_its_run_and_no_miss(cast):
    call = post_sale(cast.north, cast.sam, delivered_on=FRIDAY)
    assert call.first_due_on == MONDAY
    assert close(cast.north, SUNDAY).missed == 0
    assert close(cast.north, MONDAY).missed == 1
    assert SweepRun.objects.filter(day=SUNDAY, missed=0, excused=0).count() == 1


def test_edge_05_a_snow_day_moves_what_is_open_and_nobody_missed_it(cast, call):
    close_store_on(cast.north, THURSDAY, reason="Snow", by=cast.maya, now=at(THURSDAY, 14))
    assert close(cast.north, THURSDAY).missed == 0
    call.refresh_from_db()
    assert (call.first_due_on, call.due_on) == (FRIDAY, FRIDAY)
    assert close(cast.north, FRIDAY).missed == 1


def test_edge_28_a_call_after_closing_time_is_on_time(cast, call):
    tried(call, cast.sam, at(THURSDAY, 20, 40), outcome="spoke")
    assert close(cast.north, THURSDAY).missed == 0


def test_a_call_after_the_days_end_came_too_late_whenever_the_sweep_runs(cast, call):
    tried(call, cast.sam, at(THURSDAY, 21, 30), outcome="spoke")
    close_day(cast.north, THURSDAY, at(FRIDAY, 9))
    assert misses() == [("Sam Rivera", "owner", THURSDAY)]


def test_a_late_sweep_finds_what_was_made_only_the_next_day(cast, call):
    tried(call, cast.sam, at(FRIDAY, 11), outcome="spoke")
    close_day(cast.north, THURSDAY, at(FRIDAY, 12))
    assert misses() == [("Sam Rivera", "owner", THURSDAY)]
    call.refresh_from_db()
    assert (call.state, call.missed_on) == ("done", THURSDAY)


def test_edge_33_a_store_that_starts_today_has_no_misses_tonight(cast):
    cast.north.follow_up_starts_on = THURSDAY
    cast.north.save()
    for n in range(3):
        deliver(cast.north, date(2025, 1, 7 + n), salesperson=cast.sam, now=noon(THURSDAY))
    assert close(cast.north, THURSDAY).missed == 0


def test_a_second_try_that_was_not_made_is_the_one_miss_and_names_the_try(cast, call):
    tried(call, cast.sam, at(THURSDAY, 10), next_on=FRIDAY)
    close(cast.north, THURSDAY)
    close(cast.north, FRIDAY)
    miss = Miss.objects.get()
    assert (miss.try_number, miss.due_on, miss.day) == (2, FRIDAY, FRIDAY)


@pytest.mark.parametrize(
    "came", [{"outcome": "spoke"}, {"next_on": MONDAY}], ids=["and-closed", "and-due-again"]
)
def test_a_second_try_made_a_day_late_is_missed_however_late_the_sweep_runs(cast, call, came):
    tried(call, cast.sam, at(THURSDAY, 10), next_on=FRIDAY)
    tried(call, cast.sam, at(SATURDAY, 10), **came)
    for day in (THURSDAY, FRIDAY, SATURDAY):
        close_day(cast.north, day, at(SATURDAY, 22))
    miss = Miss.objects.get()
    assert (miss.try_number, miss.due_on, miss.day) == (2, FRIDAY, FRIDAY)


@pytest.mark.parametrize("size", [1, 12])
def test_the_number_of_queries_does_not_depend_on_what_was_due(
    cast, size, django_assert_num_queries
):
    for _ in range(size):
        post_sale(cast.north, cast.sam)
    with django_assert_num_queries(22):
        assert close(cast.north, THURSDAY).missed == size
