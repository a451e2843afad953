"""The queue's settings, as docs/architecture.md promises them, and what runs by itself."""

import re

import pytest

from dealerfollow.celery import app
from dealerfollow.schedule import HEARTBEATS, SCHEDULE

QUEUES = {"sweep", "default", "import"}


def test_no_task_outlives_the_visibility_timeout():
    options = app.conf.broker_transport_options
    assert app.conf.task_soft_time_limit < app.conf.task_time_limit
    assert app.conf.task_time_limit < options["visibility_timeout"]
    assert (app.conf.task_time_limit, options["visibility_timeout"]) == (120, 180)


def test_a_killed_worker_loses_nothing():
    conf = app.conf
    assert conf.task_acks_late
    assert conf.task_reject_on_worker_lost
    assert conf.worker_prefetch_multiplier == 1
    assert conf.broker_transport_options["unacked_restore_interval"] == 5
    assert conf.broker_transport_options["unacked_restore_throttle"] == 1


def test_only_json_and_no_results():
    conf = app.conf
    assert (conf.task_serializer, conf.accept_content) == ("json", ["json"])
    assert conf.task_ignore_result
    assert not conf.result_backend


def test_three_queues_and_no_other():
    assert {queue.name for queue in app.conf.task_queues} == QUEUES
    assert not app.conf.task_create_missing_queues


def test_the_schedule_is_in_utc_and_loaded():
    assert app.conf.timezone == "UTC"
    assert app.conf.beat_schedule == SCHEDULE


@pytest.mark.parametrize("name", SCHEDULE)
def test_every_entry_is_a_sentence_with_a_queue_and_an_end(name):
    entry = SCHEDULE[name]
    assert re.fullmatch(r"every-(\d+-)?(minute|minutes|hour)-[a-z]+(-[a-z]+){3,}", name)
    assert entry["options"]["queue"] in QUEUES
    assert entry["options"]["expires"] == entry["schedule"].total_seconds()


@pytest.mark.parametrize("name", SCHEDULE)
def test_every_scheduled_task_is_registered_and_routed_alike(name):
    app.loader.import_default_modules()
    task = SCHEDULE[name]["task"]
    assert task in app.tasks
    routed = app.amqp.router.route({}, task)
    assert routed["queue"].name == SCHEDULE[name]["options"]["queue"]


def test_every_registered_task_of_ours_is_in_the_schedule():
    app.loader.import_default_modules()
    ours = {name for name in app.tasks if not name.startswith(("celery.", "tests."))}
    assert ours == {entry["task"] for entry in SCHEDULE.values()}


def test_readiness_listens_to_everything_that_must_never_stand_still():
    assert set(HEARTBEATS) == {
        "deliveries.tasks.import_waiting_files",
        "followups.tasks.keep_one_ring_a_day",
        "followups.tasks.plan_due_follow_ups",
        "followups.tasks.send_notices",
        "accountability.tasks.close_ended_days",
    }
