"""Background work of this app: sold files, row by row."""

import logging
import time
from datetime import datetime

from celery import shared_task
from django.db import connection
from django.utils import timezone

from dealerfollow.jobs.actions import look_now, run_job
from dealerfollow.tenancy.scope import scope
from deliveries.actions.import_file import (
    claim_batch,
    count_failure,
    import_rows,
    purge_import_content,
)
from deliveries.actions.import_file.reading import Reading, read_batch
from deliveries.actions.import_file.receive import KEPT
from deliveries.models import ImportBatch

log = logging.getLogger(__name__)
JOB = "deliveries.tasks.import_waiting_files"
SECONDS = 60.0  # of work, then the rest is published anew: a task must not outlive its time limit


@shared_task(name=JOB)
def import_waiting_files() -> int:
    """Imports waiting files for about a minute; returns the rows done. Safe to run twice at once.

    Told by a view or by beat; what a lost message left behind is found here all the same.
    """
    return run_job(JOB, import_all_waiting, now=timezone.now())


def import_all_waiting() -> int:
    """The same without a heartbeat, for `manage.py run_due`."""
    ends_at = time.monotonic() + SECONDS
    done = 0
    for group_id in groups_with_imports():
        done += import_files_of(group_id, ends_at=ends_at)
        if time.monotonic() >= ends_at:
            look_now(import_waiting_files)
            break
    return done


def groups_with_imports() -> list[int]:
    """Ids of groups with rows to import, through the definer function: no scope is open yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT groups_with_imports()")
        return [row[0] for row in cursor.fetchall()]


def groups_with_old_files(until: datetime) -> list[int]:
    """Ids of groups that keep the bytes of a file from before `until`. Needs no scope."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT groups_with_old_files(%s)", [until])
        return [row[0] for row in cursor.fetchall()]


def import_files_of(group_id: int, *, ends_at: float) -> int:
    """Imports chunk by chunk until nothing waits or the time is over; returns rows done.

    Each chunk is a transaction that holds the batch's lock, so two workers never do the same rows.
    """
    readings: dict[int, Reading] = {}
    failed: tuple[int, ...] = ()
    done = 0
    while time.monotonic() < ends_at:
        batch: ImportBatch | None = None
        try:
            with scope(group_id):
                batch = claim_batch(not_these=failed)
                if batch is None:
                    break
                done += import_chunk(batch, readings)
        except Exception as problem:  # whatever it was, other files must not wait behind this one
            if batch is None:
                raise
            log.exception("import %s failed", batch.pk)
            failed += (batch.pk,)
            with scope(group_id):
                count_failure(batch, type(problem).__name__)
    return done


def import_chunk(batch: ImportBatch, readings: dict[int, Reading]) -> int:
    """Records the next rows of a claimed batch; `readings` keeps each file read once."""
    if batch.pk not in readings:
        readings.clear()
        readings[batch.pk] = read_batch(batch, batch.store)
    before = batch.rows_done
    import_rows(batch, readings[batch.pk], now=timezone.now())
    return batch.rows_done - before


@shared_task(name="deliveries.tasks.purge_imported_files")
def purge_imported_files() -> None:
    """Forgets the bytes of files that came more than a week ago, in every group. Idempotent."""
    now = timezone.now()
    run_job("deliveries.tasks.purge_imported_files", lambda: purge_all(now=now), now=now)


def purge_all(*, now: datetime) -> int:
    """The same, at the given moment; returns how many files were forgotten."""
    purged = 0
    for group_id in groups_with_old_files(now - KEPT):
        with scope(group_id):
            purged += purge_import_content(now)
    return purged
