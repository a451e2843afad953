"""Files of sold deals: what came, what was read from it, and who could not be matched."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dealerfollow.stores.models import User
from dealerfollow.tenancy.models import GroupKey, TenantModel, tenant_constraints


class ImportMapping(TenantModel):
    """How a store's own export names its columns: kept from one import to the next."""

    store = GroupKey("stores.Store", related_name="+")
    columns = models.JSONField(default=dict)  # header as in the file -> our field
    date_order = models.CharField(max_length=3, blank=True)
    is_trusted = models.BooleanField(default=False)  # goes straight through, without a preview
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store"], name="import_mapping_once"),
            *tenant_constraints("import_mapping", store="CASCADE"),
        ]

    def __str__(self) -> str:
        return f"{self.store_id}"


class ImportBatch(TenantModel):
    """One file: unique by store and content, so the same file twice changes nothing."""

    class Status(models.TextChoices):
        CHECKED = "checked", _("Checked, not imported yet")
        WAITING = "waiting", _("Waiting to be imported")
        RUNNING = "running", _("Being imported")
        DONE = "done", _("Imported")
        FAILED = "failed", _("Stopped")

    store = GroupKey("stores.Store", related_name="import_batches")
    content_hash = models.CharField(max_length=64)
    filename = models.CharField(max_length=200)
    content = models.BinaryField(null=True)  # purged after 7 days (decision 14)
    columns = models.JSONField(default=dict)
    date_order = models.CharField(max_length=3, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.CHECKED)
    rows = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)  # progress; where a restart goes on
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)  # why nothing can be read: a code
    failures = models.PositiveSmallIntegerField(default=0)  # since the last rows that went in

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "content_hash"], name="import_batch_once"),
            *tenant_constraints("import_batch", store="RESTRICT"),
        ]
        indexes = [
            models.Index(fields=["store", "-received_at"], name="import_batch_newest"),
            models.Index(
                fields=["group"],
                condition=Q(status__in=["waiting", "running"]),
                name="import_batch_work",
            ),
        ]

    def __str__(self) -> str:
        return self.filename


class ImportProblem(TenantModel):
    """One thing in a file that somebody should mend: where it stands and what to do."""

    batch = GroupKey(ImportBatch, related_name="problems")
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=120, blank=True)
    value = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    is_refused = models.BooleanField()  # the row was not imported; else a warning

    class Meta:
        constraints = tenant_constraints("import_problem", batch="CASCADE")
        indexes = [models.Index(fields=["batch", "line"], name="import_problem_batch")]

    def __str__(self) -> str:
        return f"{self.line} {self.code}"


class SalespersonMatch(TenantModel):
    """A salesperson as the DMS names them; `user` is null while nobody has been matched."""

    store = GroupKey("stores.Store", related_name="salesperson_matches")
    dms_id = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=120, blank=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    first_seen_at = models.DateTimeField()
    matched_at = models.DateTimeField(null=True, blank=True)
    matched_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "dms_id", "name"], name="sp_match_once"),
            *tenant_constraints("sp_match", store="CASCADE"),
        ]

    def __str__(self) -> str:
        return self.name or self.dms_id
