"""An import that is interrupted, or done by two at once, loses nothing and doubles nothing."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.conf import settings
from django.db import connection, transaction

from dealerfollow.tenancy.scope import scope
from dealerfollow.testing.cast import make_cast
from deliveries.actions.import_file import CHUNK, receive_file, start_import
from deliveries.events import deliveries_recorded
from deliveries.models import Delivery, ImportBatch
from deliveries.tasks import import_files_of, import_waiting_files
from deliveries.tests.files import NOW, file_of, many
from followups.models import FollowUp

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def north():
    with transaction.atomic():
        return make_cast().north


def start(store, count):
    with scope(store.group_id):
        batch = receive_file(store, "sold.csv", file_of(*many(count)), None, NOW)
        start_import(batch)
        return batch.pk


def seen(store, pk):
    """(status, rows_done, created, deliveries, post-sale follow-ups)"""
    with scope(store.group_id):
        batch = ImportBatch.objects.get(pk=pk)
        rows = Delivery.objects.count(), FollowUp.objects.filter(kind="post_sale").count()
        return batch.status, batch.rows_done, batch.created, *rows


def test_a_crash_inside_a_chunk_rolls_back_to_the_last_one_and_goes_on(north):
    pk = start(north, CHUNK + 50)
    happened = []

    def crash(event):
        happened.append(event)
        if len(happened) > 1:
            raise RuntimeError("power cut")

    deliveries_recorded.subscribe(crash)
    try:
        import_files_of(north.group_id, ends_at=time.monotonic() + 60)
    finally:
        deliveries_recorded.unsubscribe(crash)
    assert seen(north, pk) == ("running", CHUNK, CHUNK, CHUNK, CHUNK)
    assert import_waiting_files() == 50
    assert seen(north, pk) == ("done", 150, 150, 150, 150)
    assert import_waiting_files() == 0


def test_a_batch_that_always_fails_is_parked_and_others_go_on(north):
    first = start(north, 3)
    with scope(north.group_id):
        ImportBatch.objects.filter(pk=first).update(content=None)
    with scope(north.group_id):
        batch = receive_file(north, "b.csv", file_of(*many(5)), None, NOW)
        start_import(batch)
    for _ in range(5):
        import_waiting_files()
    assert seen(north, first)[0] == "failed"
    assert seen(north, batch.pk)[:3] == ("done", 5, 5)


def test_two_workers_at_once_do_each_row_once(north):
    pk = start(north, 2 * CHUNK + 20)
    done = []

    def work():
        try:
            done.append(import_files_of(north.group_id, ends_at=time.monotonic() + 60))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    import_waiting_files()
    assert seen(north, pk) == ("done", 220, 220, 220, 220)


@pytest.mark.slow
def test_a_killed_process_loses_nothing_and_doubles_nothing(north, tmp_path):
    file = tmp_path / "sold.csv"
    file.write_bytes(file_of(*many(600)))
    name = connection.settings_dict["NAME"]
    environment = {**os.environ, "DATABASE_URL": _url(name), "DEBUG": "1"}
    command = [sys.executable, "manage.py", "import_deliveries", "--store", "north", str(file)]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)
    while process.poll() is None and not _done(north):
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    _, before, created, deliveries, calls = _only(north)
    assert 0 < before < 600
    assert (created, deliveries, calls) == (before, before, before)
    import_waiting_files()
    assert _only(north) == ("done", 600, 600, 600, 600)


def _url(name):
    url = os.environ["DATABASE_URL"]
    path, _, query = url.partition("?")
    return f"{path.rpartition('/')[0]}/{name}?{query}"


def _only(store):
    with scope(store.group_id):
        pk = ImportBatch.objects.values_list("pk", flat=True).get()
    return seen(store, pk)


def _done(store):
    with scope(store.group_id):
        return ImportBatch.objects.filter(rows_done__gte=CHUNK).exists()
