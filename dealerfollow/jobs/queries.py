"""Which periodic jobs are late: asked by readiness, and by the banner over every page."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from dealerfollow.jobs.models import JobRun

__all__ = ["last_success", "late_jobs"]
PERIODS = 3  # a stalled worker shows within three periods


def late_jobs(periods: Mapping[str, timedelta], *, now: datetime) -> list[str]:
    """The names in `periods` (job to its period) without a success in three periods, sorted.

    A job that never succeeded is late. One query.
    """
    runs = JobRun.objects.filter(name__in=periods).values_list("name", "succeeded_at")
    last = {name: at for name, at in runs if at is not None}
    return sorted(
        name
        for name, period in periods.items()
        if name not in last or now - last[name] > PERIODS * period
    )


def last_success(name: str) -> datetime | None:
    """When that job last succeeded; None when it never did. One query."""
    return JobRun.objects.filter(name=name).values_list("succeeded_at", flat=True).first()
