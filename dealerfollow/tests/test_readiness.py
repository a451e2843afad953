"""/readyz says what is wrong with the parts behind it; /livez only that the process lives."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from dealerfollow import readiness
from dealerfollow.jobs.models import JobRun
from dealerfollow.schedule import HEARTBEATS
from dealerfollow.tenancy.scope import as_owner, scope
from dealerfollow.testing.broker import own_broker
from dealerfollow.testing.cast import make_cast
from dealerfollow.testing.sales import deliver

pytestmark = pytest.mark.django_db(transaction=True)
LONG_UP = 10_000.0


@pytest.fixture
def well(tmp_path):
    """A broker of our own, and every heartbeat just now."""
    JobRun.objects.bulk_create(JobRun(name=n, succeeded_at=timezone.now()) for n in HEARTBEATS)
    with own_broker(tmp_path) as (part, _):
        yield part


def reasons(seconds_up: float = LONG_UP) -> list[str]:
    return readiness.reasons_not_ready(timezone.now(), seconds_up=seconds_up)


def test_ready_when_everything_is_well(well):
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "reasons": []})
    assert answer["Cache-Control"] == "no-store"


def test_a_dead_broker_is_a_reason(well):
    well.process.kill()
    well.process.wait()
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["reasons"]) == (503, ["broker: unreachable"])


def test_a_stalled_worker_is_a_reason_within_three_periods(well):
    name, period = "followups.tasks.plan_due_follow_ups", timedelta(minutes=1)
    JobRun.objects.filter(name=name).update(succeeded_at=timezone.now() - 3 * period)
    assert reasons() == [f"worker: {name} has not succeeded for 3 periods"]


def test_a_worker_that_was_never_seen_has_a_moment_of_grace(well):
    JobRun.objects.all().delete()
    assert reasons(seconds_up=30) == []
    assert len(reasons()) == len(HEARTBEATS)


def test_a_database_that_is_down_is_a_reason_and_no_500(well):
    kept = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(HOST="127.0.0.1", PORT="1")
    try:
        answer = Client().get("/readyz")
    finally:
        connection.close()
        connection.settings_dict.update(kept)
    assert (answer.status_code, answer.json()["reasons"]) == (503, ["database: OperationalError"])


def test_the_owner_of_the_tables_is_not_ready_to_serve(well):
    with as_owner():
        assert reasons() == ["database: not connected as the application role"]


def test_a_migration_that_is_missing_is_a_reason(well):
    readiness._migrated.clear()
    with as_owner():
        MigrationRecorder(connection).record_unapplied("jobs", "0001_job_runs")
    try:
        assert reasons() == ["migrations: 1 not applied"]
    finally:
        with as_owner():
            MigrationRecorder(connection).record_applied("jobs", "0001_job_runs")


def test_a_day_that_was_not_closed_is_a_reason(well):
    with transaction.atomic():
        cast = make_cast()
        then = timezone.now() - timedelta(days=9)
        deliver(cast.north, then.date(), salesperson=cast.sam, now=then)
    assert reasons() == ["sweeps: 1 stores have a day that is not closed"]
    with scope(cast.group.pk):
        assert cast.north.sweep_runs.count() == 0


def test_alive_without_any_of_it():
    answer = Client().get("/livez")
    assert (answer.status_code, answer.content) == (200, b"alive\n")
