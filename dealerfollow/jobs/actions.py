"""Recording a job's run, and telling the queue to look now."""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from dealerfollow.jobs.models import JobRun

__all__ = ["look_now", "run_job"]
log = logging.getLogger(__name__)


def run_job(name: str, work: Callable[[], int], *, now: datetime) -> int:
    """Runs `work` and records its heartbeat; returns the rows it says it touched.

    A failure is recorded in a transaction of its own and raised again. Not idempotent by
    itself: the work must be.
    """
    started = time.monotonic()
    try:
        rows = work()
    except Exception as problem:
        with transaction.atomic():
            job, _ = JobRun.objects.get_or_create(name=name)
            job.failures = F("failures") + 1
            job.failed_at, job.problem = now, f"{type(problem).__name__}: {problem}"[:300]
            job.save(update_fields=["failures", "failed_at", "problem"])
        raise
    JobRun.objects.update_or_create(
        name=name,
        defaults={
            "succeeded_at": now,
            "failures": 0,
            "problem": "",
            "rows": rows,
            "seconds": time.monotonic() - started,
        },
    )
    return rows


def look_now(task: Any, *args: Any) -> None:
    """Publishes `task` once the running transaction has committed; never fails the caller.

    The database is the truth and sweeps find all that is due, so a lost message only costs
    minutes (trust.md F3, F4: with the broker down `.delay()` raises after 0.6 s).
    """

    def publish() -> None:
        try:
            task.apply_async(args=args, retry=False)
        except Exception as problem:  # kombu, redis and socket errors share no base class
            log.warning("queue is unreachable, the sweep will find it: %s (%s)", task.name, problem)

    transaction.on_commit(publish, robust=True)
