"""What a closed day left behind: misses, excuses, and what managers said about them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dealerfollow.stores.models import User
from dealerfollow.tenancy.constraints import AppendOnly
from dealerfollow.tenancy.models import GroupKey, TenantModel, tenant_constraints
from followups.models import Attempt, FollowUp


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
    because = models.CharField(max_length=24)  # CountedBecause: how it came to them
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


class MissVoid(TenantModel):
    """A manager's decision that a miss is not to count, with a reason. Append-only.

    The miss stays and both totals show. `is_self`: it had been counted for whoever voided it.
    """

    class Reason(models.TextChoices):
        ABSENCE = "absence", _("Absence entered late")
        OFFLINE = "offline", _("Made on time, logged late")
        SYSTEM = "system", _("System was down")
        UNWOUND = "unwound", _("Sale unwound")
        DATE = "date", _("Delivery date corrected")
        OTHER = "other", _("Another reason")

    store = GroupKey("stores.Store", related_name="+")
    miss = models.OneToOneField(Miss, models.PROTECT, related_name="void", db_constraint=False)
    reason = models.CharField(max_length=24, choices=Reason.choices)
    words = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    is_self = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            *tenant_constraints("miss_void", store="CASCADE", miss="CASCADE"),
            AppendOnly(name="miss_void_append_only"),
        ]
        indexes = [models.Index(fields=["store", "-at"], name="miss_void_store")]

    def __str__(self) -> str:
        return f"{self.miss_id} {self.reason}"


class MissReview(TenantModel):
    """Somebody looked at a miss and said what follows from it. Append-only; the newest counts.

    `is_self`: they reviewed what is counted for themselves (edge case 85); it is then labelled so
    and shown to the group admin.
    """

    store = GroupKey("stores.Store", related_name="+")
    miss = GroupKey(Miss, related_name="reviews")
    next_step = models.CharField(max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    is_self = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["miss", "by", "next_step"], name="miss_review_once"),
            *tenant_constraints("miss_review", store="CASCADE", miss="CASCADE"),
            AppendOnly(name="miss_review_append_only"),
        ]
        indexes = [models.Index(fields=["store", "-at"], name="miss_review_store")]

    def __str__(self) -> str:
        return f"{self.miss_id} {self.by_id}"


class AttemptCorrection(TenantModel):
    """A log corrected in words after undo was refused; the ledger keeps both. Append-only."""

    store = GroupKey("stores.Store", related_name="+")
    attempt = models.OneToOneField(
        Attempt, models.PROTECT, related_name="correction", db_constraint=False
    )
    words = models.CharField(max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            *tenant_constraints("attempt_correction", store="CASCADE", attempt="CASCADE"),
            AppendOnly(name="attempt_correction_append_only"),
        ]
        indexes = [models.Index(fields=["store", "-at"], name="attempt_correction_store")]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.words}"
