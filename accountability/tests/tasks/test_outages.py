"""The product was down: its days are nobody's misses (edge case 27)."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command

from accountability.actions import OutageRefused, record_outage
from accountability.models import Excuse, Miss
from accountability.rules.outage import silent_days
from accountability.tasks import close_ended_days
from accountability.tests.sweeping import (
    FRIDAY,
    MONDAY,
    SATURDAY,
    SUNDAY,
    THURSDAY,
    at,
    post_sale,
    tried,
)
from dealerfollow.stores.models import SystemOutage

WEDNESDAY = THURSDAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("heard_on", "with_life", "silent"),
    [
        pytest.param(WEDNESDAY, (), [THURSDAY, FRIDAY], id="edge-27-down-two-days"),
        pytest.param(THURSDAY, (), [FRIDAY], id="edge-27-the-day-it-went-down-is-for-people"),
        pytest.param(WEDNESDAY, (FRIDAY,), [THURSDAY], id="edge-27-somebody-logged"),
        pytest.param(None, (), [], id="edge-27-never-started"),
    ],
)
def test_the_days_on_which_nothing_was_heard(heard_on, with_life, silent):
    assert silent_days([THURSDAY, FRIDAY], heard_on=heard_on, with_life=with_life) == silent


def run_at(day, hour):
    with time_machine.travel(at(day, hour), tick=False):
        close_ended_days()


def test_edge_27_after_silent_days_the_sweeps_excuse_them_oldest_first(cast):
    call = post_sale(cast.north, cast.sam)
    run_at(WEDNESDAY, 22)
    run_at(SATURDAY, 8)
    found = list(
        Excuse.objects.filter(store=cast.north).order_by("id").values_list("reason", "day")
    )
    assert found == [("system", THURSDAY), ("system", FRIDAY)]
    run_at(SATURDAY, 22)
    assert list(Miss.objects.values_list("follow_up", "day")) == [(call.pk, SATURDAY)]


def test_edge_27_where_somebody_worked_only_the_sweep_was_down(cast):
    call, other = post_sale(cast.north, cast.sam), post_sale(cast.north, cast.sam)
    run_at(WEDNESDAY, 22)
    tried(other, cast.sam, at(THURSDAY, 15), outcome="spoke")
    run_at(FRIDAY, 8)
    assert list(Miss.objects.values_list("follow_up", "day")) == [(call.pk, THURSDAY)]
    assert not SystemOutage.objects.exists()


def test_edge_27_running_again_notes_nothing_twice(cast):
    run_at(WEDNESDAY, 22)
    run_at(MONDAY, 8)
    run_at(MONDAY, 9)
    days = sorted(SystemOutage.objects.values_list("starts_on", flat=True))
    assert days == [THURSDAY, FRIDAY, SATURDAY, SUNDAY]


def test_edge_27_an_outage_is_noted_once_and_makes_sense(cast):
    for _ in range(2):
        record_outage(cast.group.pk, THURSDAY, FRIDAY, reason="Power")
    assert SystemOutage.objects.count() == 1
    with pytest.raises(OutageRefused):
        record_outage(cast.group.pk, FRIDAY, THURSDAY, reason="Power")


def test_edge_27_the_command_notes_it_for_the_group(cast, capsys):
    told = ["--store", "north", "--reason", "Power", "--from", "2026-03-05"]
    call_command("record_outage", *told, "--to", "2026-03-06")
    assert "Down from 2026-03-05 to 2026-03-06" in capsys.readouterr().out
    outage = SystemOutage.objects.get()
    assert (outage.group, outage.starts_on, outage.ends_on) == (cast.group, THURSDAY, FRIDAY)
    with pytest.raises(CommandError):
        call_command("record_outage", *told, "--to", "2026-03-04")
