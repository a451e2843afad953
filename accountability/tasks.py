"""Closing the days that have ended, store by store; told by beat or by `run_due`."""

import logging
import time
from datetime import datetime
from typing import NamedTuple

from celery import shared_task
from django.utils import timezone

from accountability.actions import close_day, close_quiet_days, note_silence
from accountability.queries import days_to_close, stores_to_close
from dealerfollow.jobs.actions import run_job
from dealerfollow.jobs.queries import last_success
from dealerfollow.stores.models import Store
from dealerfollow.tenancy.scope import scope
from followups.actions.heat import remind_of_unseen

JOB = "accountability.tasks.close_ended_days"
BUDGET_SECONDS = 90.0  # below the queue's time limit; the next tick goes on where this one ended
log = logging.getLogger(__name__)


class Closed(NamedTuple):
    """What one store's ended days came to."""

    days: int = 0
    missed: int = 0
    excused: int = 0


class StoresNotClosedError(RuntimeError):
    """Some stores could not be closed; the others were."""


@shared_task(name=JOB)
def close_ended_days() -> None:
    """Closes every ended day of every store. Idempotent; two at once close each day once."""
    now = timezone.now()
    heard_at = last_success(JOB)
    run_job(JOB, lambda: close_all(now, budget_seconds=BUDGET_SECONDS, heard_at=heard_at), now=now)


def close_all(
    now: datetime, *, budget_seconds: float | None = None, heard_at: datetime | None = None
) -> int:
    """Closes the days that have ended at `now` (aware), oldest first; returns misses written.

    Days without any sign of life since `heard_at`, the last heartbeat, are noted as an outage.

    Each day is a transaction of its own. A store that fails stops no other: raises
    StoresNotClosedError at the end. Without a budget nothing is left over.
    """
    started = time.monotonic()
    missed, failed = 0, []
    for group_id, store_id in stores_to_close(now):
        if budget_seconds is not None and time.monotonic() - started > budget_seconds:
            log.warning("out of time: the next run closes the remaining stores")
            break
        try:
            missed += close_store(group_id, store_id, now, heard_at=heard_at).missed
        except Exception:
            log.exception("store %s could not be closed", store_id)
            failed.append(store_id)
    if failed:
        raise StoresNotClosedError(f"Stores not closed: {failed}")
    return missed


def close_store(
    group_id: int, store_id: int, now: datetime, *, heard_at: datetime | None = None
) -> Closed:
    """Closes the store's ended days, oldest first; returns what nobody else had closed before.

    Whoever has not seen a heat case yet is told of it in the morning. That comes first: once all
    days are closed, no later run would ask again.
    """
    with scope(group_id):
        store = Store.objects.get(pk=store_id)
        remind_of_unseen(store, now=now)
        left = days_to_close(store, now)
        note_silence(store, left, heard_at=heard_at)
        quiet, days = close_quiet_days(store, left, now)
    missed = excused = 0
    while left := left[quiet:]:
        with scope(group_id):
            result = close_day(store, left[0], now)
        if result.is_new:
            days, missed, excused = days + 1, missed + result.missed, excused + result.excused
        left = left[1:]
        with scope(group_id):
            quiet, new = close_quiet_days(store, left, now)
        days += new
    return Closed(days, missed, excused)
