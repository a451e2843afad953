"""Recording a job's run, and telling the queue to look now."""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from dealerfollow.jobs.models import JobRun
from dealerfollow.jobs.queue import QueueUnreachable, publish

__all__ = ["PUBLISHING", "look_now", "run_job"]
PUBLISHING = "publishing"  # the JobRun that counts messages which the broker did not take
log = logging.getLogger(__name__)


def run_job(name: str, work: Callable[[], int], *, now: datetime) -> int:
    """Runs `work` and records its heartbeat; returns the rows it says it touched.

    A failure is recorded in a transaction of its own and raised again. Call it where no
    transaction is open. Not idempotent by itself: the work must be.
    """
    started = time.monotonic()
    try:
        rows = work()
    except Exception as problem:
        _record_failure(name, f"{type(problem).__name__}: {problem}", now)
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


def _record_failure(name: str, problem: str, now: datetime) -> None:
    """Counts a failure; a database that is down too must not hide the first problem."""
    try:
        with transaction.atomic():
            JobRun.objects.get_or_create(name=name)
            JobRun.objects.filter(name=name).update(
                failures=F("failures") + 1, failed_at=now, problem=problem[:300]
            )
    except DatabaseError:
        log.exception("the failure of %s could not be recorded", name)


def look_now(task: Any, *args: Any) -> None:
    """Publishes `task` once the running transaction has committed; never fails the caller.

    The database is the truth and sweeps find all that is due, so a lost message only costs
    minutes. A broker that is down costs the caller at most a second, and the next ones nothing
    for a while; each lost message is counted in the JobRun "publishing".
    """

    def tell() -> None:
        try:
            publish(task, args)
        except QueueUnreachable as problem:
            log.warning("queue unreachable, the sweep will find it: %s (%s)", task.name, problem)
            _record_failure(PUBLISHING, f"{task.name}: {problem}", timezone.now())

    transaction.on_commit(tell, robust=True)
