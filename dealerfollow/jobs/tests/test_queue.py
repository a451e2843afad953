"""Telling the worker to look now: on a real broker, and on one that is stopped or dead."""

import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from celery import current_app, shared_task
from django.db import connection, transaction
from django.utils import timezone

from dealerfollow.jobs.actions import PUBLISHING, look_now, run_job
from dealerfollow.jobs.models import JobRun
from dealerfollow.jobs.queue import breaker, is_broker_reachable, publishing_connection
from dealerfollow.testing.broker import own_broker

pytestmark = pytest.mark.django_db(transaction=True)


@shared_task(name="tests.look")
def look() -> None:
    """Never run here: only published."""


@pytest.fixture
def broker(tmp_path):
    with own_broker(tmp_path) as (part, _):
        yield part


def waiting() -> int:
    with publishing_connection() as published:
        return published.default_channel.client.llen("default")


def seconds_of(work) -> float:
    started = time.monotonic()
    work()
    return time.monotonic() - started


def test_a_message_arrives_once_the_transaction_has_committed(broker):
    with transaction.atomic():
        look_now(look)
        assert waiting() == 0
    assert waiting() == 1


def test_a_transaction_that_rolls_back_tells_nobody(broker):
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        look_now(look)
        raise ValueError("no")
    assert waiting() == 0


def test_another_thread_publishes_to_our_broker_too(broker):
    def publish():
        try:
            look_now(look)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(publish).result()
    assert waiting() == 1


def test_with_the_broker_dead_the_caller_loses_less_than_a_second(broker):
    broker.process.kill()
    broker.process.wait()
    assert seconds_of(lambda: look_now(look)) < 1.0
    assert JobRun.objects.get(name=PUBLISHING).failures == 1


def test_with_the_broker_hanging_only_the_first_caller_waits(broker):
    broker.process.send_signal(signal.SIGSTOP)
    try:
        first = seconds_of(lambda: look_now(look))
        rest = seconds_of(lambda: [look_now(look) for _ in range(20)])
    finally:
        broker.process.send_signal(signal.SIGCONT)
    assert (first < 1.2, rest < 0.5) == (True, True), (first, rest)
    assert JobRun.objects.get(name=PUBLISHING).failures == 21


def test_after_the_pause_publishing_goes_on_by_itself(broker):
    breaker.failed(time.monotonic() - breaker.pause_seconds - 1)
    look_now(look)
    assert waiting() == 1


def test_reachable_is_what_the_broker_says(broker):
    assert is_broker_reachable()
    broker.process.kill()
    broker.process.wait()
    assert not is_broker_reachable()


def test_a_job_leaves_its_heartbeat():
    now = timezone.now()
    assert run_job("count", lambda: 7, now=now) == 7
    run = JobRun.objects.get(name="count")
    assert (run.succeeded_at, run.rows, run.failures, run.problem) == (now, 7, 0, "")


def test_a_job_that_fails_is_counted_until_it_succeeds():
    now = timezone.now()

    def fail() -> int:
        raise ZeroDivisionError("by zero")

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            run_job("count", fail, now=now)
    run = JobRun.objects.get(name="count")
    assert (run.failures, run.problem, run.succeeded_at) == (2, "ZeroDivisionError: by zero", None)
    run_job("count", lambda: 1, now=now)
    assert JobRun.objects.get(name="count").failures == 0


def test_our_application_is_the_one_that_tasks_find():
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: current_app.main).result() == "dealerfollow"
