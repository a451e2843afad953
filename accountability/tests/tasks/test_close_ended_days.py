"""The task closes what has ended in every group, oldest day first, once, however often it runs."""

from datetime import date, timedelta
from threading import Event

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction

from accountability.actions import close_day
from accountability.models import Miss, SweepRun
from accountability.queries import days_to_close, stores_not_swept, stores_to_close
from accountability.tasks import JOB, StoresNotClosedError, close_all, close_ended_days
from accountability.tests.sweeping import (
    FRIDAY,
    MONDAY,
    SATURDAY,
    THURSDAY,
    TUESDAY,
    at,
    post_sale,
    tried,
)
from dealerfollow.jobs.models import JobRun
from dealerfollow.stores.models import Membership, Store
from dealerfollow.tenancy.scope import enter_scope, scope
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import days
from dealerfollow.testing.together import together
from followups.models import FollowUp, Notice


def runs(store):
    return list(SweepRun.objects.filter(store=store).order_by("id").values_list("day", flat=True))


def test_after_an_outage_the_missing_days_are_closed_oldest_first(cast):
    call = post_sale(cast.north, cast.sam)
    assert close_all(at(THURSDAY, 22)) == 1
    later = post_sale(cast.north, cast.sam, delivered_on=date(2026, 3, 4))
    assert close_all(at(date(2026, 3, 10), 12)) == 1
    assert runs(cast.north) == [THURSDAY + timedelta(days=n) for n in range(5)]
    days = Miss.objects.order_by("day").values_list("follow_up", "day")
    assert list(days) == [(call.pk, THURSDAY), (later.pk, FRIDAY)]


def test_a_second_run_finds_nothing(cast):
    post_sale(cast.north, cast.sam)
    close_all(at(THURSDAY, 22))
    before = SweepRun.objects.count()
    assert stores_to_close(at(THURSDAY, 22)) == []
    assert close_all(at(THURSDAY, 22)) == 0
    assert SweepRun.objects.count() == before


def test_every_group_is_closed_in_its_own_scope(cast):
    close_all(at(THURSDAY, 22))
    assert SweepRun.objects.filter(store=cast.north).count() == 1
    with scope(cast.other_group.pk):
        assert runs(cast.west) == [THURSDAY]


def test_each_store_is_closed_by_its_own_clock(cast):
    Store.objects.filter(pk=cast.south.pk).update(time_zone="Pacific/Honolulu")
    close_all(at(THURSDAY, 22))
    assert runs(cast.north) == [THURSDAY]
    assert runs(cast.south) == [date(2026, 3, 4)]


def test_a_new_store_is_closed_from_its_start_on(cast):
    cast.north.follow_up_starts_on = FRIDAY
    cast.north.save()
    assert days_to_close(cast.north, at(THURSDAY, 22)) == []
    assert days_to_close(cast.north, at(SATURDAY, 22)) == [SATURDAY]
    post_sale(cast.north, cast.sam, delivered_on=FRIDAY)
    assert days_to_close(cast.north, at(TUESDAY + days(7), 22)) == [MONDAY, TUESDAY + days(7)]


@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 11, 1)], ids=["forward", "back"])
def test_edge_13_the_night_the_clocks_change_closes_its_date_once(cast, day):
    for hour in range(48):
        close_all(at(day, 0) + timedelta(hours=hour, minutes=10))
    assert runs(cast.north) == [day - timedelta(days=1), day, day + timedelta(days=1)]


def test_a_store_that_fails_stops_no_other(cast):
    call = post_sale(cast.north, cast.sam)
    with scope(cast.other_group.pk):
        post_sale(cast.west, cast.otto)
        Store.objects.filter(pk=cast.west.pk).update(weekly_hours={"9": []})
    with pytest.raises(StoresNotClosedError, match=str(cast.west.pk)):
        close_all(at(THURSDAY, 22))
    assert list(Miss.objects.values_list("follow_up", flat=True)) == [call.pk]


def test_the_task_leaves_its_heartbeat(cast):
    post_sale(cast.north, cast.sam)
    with time_machine.travel(at(THURSDAY, 22), tick=False):
        close_ended_days()
    job = JobRun.objects.get(name=JOB)
    assert (job.rows, job.failures, job.succeeded_at) == (1, 0, at(THURSDAY, 22))


def test_the_watchdog_names_stores_without_a_run_by_six(cast):
    post_sale(cast.north, cast.sam)
    assert stores_not_swept(at(FRIDAY, 5, 59)) == []
    assert stores_not_swept(at(FRIDAY, 6, 1)) == [cast.north.pk]
    close_all(at(FRIDAY, 6, 2))
    assert stores_not_swept(at(FRIDAY, 6, 3)) == []
    assert cast.west.pk in stores_not_swept(at(SATURDAY, 6, 3))


@pytest.fixture
def committed(transactional_db):
    with transaction.atomic():
        cast = make_cast()
        call = post_sale(cast.north, cast.sam)
    return cast, call


@pytest.mark.slow
def test_four_at_once_close_each_day_once(committed):
    cast, _ = committed
    now = at(SATURDAY, 22)
    missed = together(*[lambda: close_all(now)] * 4)
    with scope(cast.group.pk):
        assert runs(cast.north) == [THURSDAY, FRIDAY, SATURDAY]
        assert (sum(missed), Miss.objects.count(), Notice.objects.count()) == (1, 1, 1)


@pytest.mark.slow
def test_edge_29_a_log_that_is_being_saved_is_waited_for(committed):
    cast, call = committed
    is_locked = Event()

    def log():
        with scope(cast.group.pk):
            row = FollowUp.objects.select_for_update().get(pk=call.pk)
            is_locked.set()
            tried(row, cast.sam, at(THURSDAY, 20, 59), outcome="spoke")
        return None

    def sweep():
        is_locked.wait(5)
        with scope(cast.group.pk):
            return close_day(cast.north, THURSDAY, at(THURSDAY, 21, 6))

    _, result = together(log, sweep)
    assert (result.missed, result.excused) == (0, 0)


def test_the_command_closes_one_day(cast, capsys):
    post_sale(cast.north, cast.sam)
    call_command("sweep", store="north", day=THURSDAY, dry_run=True, json=True)
    assert capsys.readouterr().out == '{"missed": 1, "excused": 0}\n'
    assert Miss.objects.count() == 0
    call_command("sweep", store="north", day=THURSDAY)
    assert Miss.objects.count() == 1
    out = "Copperline North, 2026-03-05: 1 are missed, 0 excused.\n"
    assert capsys.readouterr().out == out
    call_command("sweep", store="north", day=THURSDAY, dry_run=True)
    out = "Copperline North, 2026-03-05: already closed, with 1 missed and 0 excused.\n"
    assert capsys.readouterr().out == out


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--store", "nowhere", "--day", "2026-03-05"], id="unknown-store"),
        pytest.param(["--store", "north", "--day", "2199-03-05"], id="a-day-to-come"),
        pytest.param(["--store", "north", "--day", "yesterday"], id="no-day"),
    ],
)
def test_the_command_refuses_wrong_arguments_with_2(cast, arguments):
    with pytest.raises(CommandError) as refused:
        call_command("sweep", *arguments)
    assert refused.value.returncode == 2 or "argument" in str(refused.value)


def test_a_person_of_another_group_is_never_told(cast):
    post_sale(cast.north, cast.sam)
    close_all(at(THURSDAY, 22))
    enter_scope(cast.group.pk)
    members = set(Membership.objects.values_list("user_id", flat=True))
    assert {n.to_id for n in Notice.objects.all()} <= members
