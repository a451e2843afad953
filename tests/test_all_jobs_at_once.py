"""Every job that runs by itself, by three at the same moment and then again: done once."""

import json
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import transaction

from accountability.management.commands.run_due import run_everything_due
from accountability.models import Excuse, Miss, SweepRun
from dealerfollow.celery import app
from dealerfollow.jobs.models import JobRun
from dealerfollow.schedule import SCHEDULE
from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import deliver, noon
from dealerfollow.testing.together import together
from deliveries.actions.import_file import receive_file, start_import
from deliveries.models import Delivery
from followups.models import FollowUp, Notice, Plan

TUESDAY = date(2026, 3, 3)
NOW = noon(TUESDAY + timedelta(days=8))
TABLES = (Delivery, Plan, FollowUp, Miss, Excuse, SweepRun, Notice)
HEADER = "DealNo,OriginatingDate,DeliveryDate,UnitType,Year,Make,Model,CustFullName,CellPhone"
SALE = "F{n},2026-03-0{n},2026-03-0{n},New,2026,Honda,CR-V,Ana{n} Ruiz{n},212-555-030{n}"
FILE = "\r\n".join([HEADER, *(SALE.format(n=n) for n in range(1, 8))]).encode()


@pytest.fixture
def busy(transactional_db):
    """Something for each job to do."""
    with transaction.atomic():
        cast = make_cast()
        for _ in range(5):
            deliver(cast.north, TUESDAY, salesperson=cast.sam)
        batch = receive_file(cast.north, "sold.csv", FILE, cast.maya, noon(TUESDAY))
        assert start_import(batch)
    return cast


def rows(cast) -> dict[str, int]:
    with scope(cast.group.pk):
        return {model.__name__: model.objects.count() for model in TABLES}


def test_three_at_once_and_once_more_do_everything_once(busy):
    done = together(*[lambda: run_everything_due(NOW)] * 3)
    run_everything_due(NOW)  # what one of them left to another
    settled = rows(busy)
    assert settled["Delivery"] == 12
    assert sum(d["imports"] for d in done) == 7
    again = run_everything_due(NOW)
    assert {key: n for key, n in again.items() if n} == {}
    assert rows(busy) == settled


@pytest.mark.parametrize("name", [entry["task"] for entry in SCHEDULE.values()])
def test_each_registered_task_twice_and_at_once_changes_nothing_more(busy, name):
    app.loader.import_default_modules()
    task = app.tasks[name]
    together(task, task, task)
    before = rows(busy)
    task()
    assert rows(busy) == before
    assert JobRun.objects.get(name=name).failures == 0


def test_the_command_prints_what_it_did(busy, capsys):
    call_command("run_due", "--json", "--now", NOW.isoformat())
    first = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert {"planned", "missed", "excused", "notices", "imports"} <= set(first)
    assert (first["imports"], first["planned"] > 0, first["missed"] > 0) == (7, True, True)
