"""What a closed day left behind: misses, excuses, and the run that wrote them."""

from django.db import models

from dealerfollow.stores.models import User
from dealerfollow.tenancy.constraints import AppendOnly
from dealerfollow.tenancy.models import GroupKey, TenantModel, tenant_constraints
from followups.models import FollowUp


class SweepRun(TenantModel):
    """A store's business day, closed once. Closed days have one too."""

    store = GroupKey("stores.Store", related_name="sweep_runs")
    day = models.DateField()
    ran_at = models.DateTimeField()
    missed = models.PositiveIntegerField(default=0)
    excused = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "day"], name="sweep_run_once"),
            *tenant_constraints("sweep_run", store="CASCADE"),
        ]

    def __str__(self) -> str:
        return f"{self.store_id} {self.day}"


class Miss(TenantModel):
    """A follow-up that nobody tried by the end of its due day: one row for ever. Append-only.

    `counted_for` is frozen: reassigning never rewrites history.
    """

    store = GroupKey("stores.Store", related_name="misses")
    follow_up = models.OneToOneField(
        FollowUp, models.PROTECT, related_name="miss", db_constraint=False
    )
    counted_for = models.ForeignKey(User, models.PROTECT, related_name="misses")
    because = models.CharField(max_length=24)  # owner | cover | manager: how it came to them
    due_on = models.DateField()  # the due day that passed
    try_number = models.PositiveSmallIntegerField(default=1)  # which try was not made
    day = models.DateField()  # the day whose sweep wrote it
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            *tenant_constraints("miss", store="CASCADE", follow_up="CASCADE"),
            AppendOnly(name="miss_append_only"),
        ]
        indexes = [
            models.Index(fields=["store", "-day"], name="miss_store_day"),
            models.Index(fields=["counted_for", "-day"], name="miss_counted_for_day"),
        ]

    def __str__(self) -> str:
        return f"{self.follow_up_id} {self.day}"


class Excuse(TenantModel):
    """A due day that passed without a try and is nobody's miss, with the reason. Append-only."""

    store = GroupKey("stores.Store", related_name="excuses")
    follow_up = GroupKey(FollowUp, related_name="excuses")
    day = models.DateField()
    reason = models.CharField(max_length=24)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follow_up", "day"], name="excuse_once"),
            *tenant_constraints("excuse", store="CASCADE", follow_up="CASCADE"),
            AppendOnly(name="excuse_append_only"),
        ]
        indexes = [models.Index(fields=["store", "-day"], name="excuse_store_day")]

    def __str__(self) -> str:
        return f"{self.follow_up_id} {self.reason}"
