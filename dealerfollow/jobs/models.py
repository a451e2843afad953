"""The heartbeat of each periodic job; outside tenancy, since a job serves all groups."""

from django.db import models


class JobRun(models.Model):
    """One row per job: when it last succeeded, what it did, how often it failed since."""

    name = models.CharField(max_length=80, primary_key=True)
    succeeded_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)  # since the last success
    problem = models.CharField(max_length=300, blank=True)
    rows = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)

    def __str__(self) -> str:
        return self.name
