"""Days that differ: a store closed, a person away, the system down."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dealerfollow.stores.models.people import User
from dealerfollow.tenancy.models import GroupKey, TenantModel, tenant_constraints


class ClosedDay(TenantModel):
    """A date on which a store is closed besides its weekly hours and holidays."""

    store = GroupKey("stores.Store", related_name="closed_days")
    on = models.DateField(_("closed on"))
    reason = models.CharField(_("reason"), max_length=120)
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "on"], condition=Q(revoked_at=None), name="closed_day_once"
            ),
            *tenant_constraints("closed_day", store="CASCADE"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.reason}"


class Absence(TenantModel):
    """Whole days on which a person is off, entered by a manager; both ends included."""

    store = GroupKey("stores.Store", related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="absences")
    starts_on = models.DateField(_("first day off"))
    ends_on = models.DateField(_("last day off"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="absence_ends_after_start"
            ),
            *tenant_constraints("absence", store="CASCADE"),
        ]
        indexes = [models.Index(fields=["store", "ends_on"], name="absence_store_ends")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.starts_on} {self.ends_on}"


class SystemOutage(TenantModel):
    """Days on which the product itself could not be used: nobody's misses (edge case 27)."""

    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="outage_ends_after_start"
            ),
            *tenant_constraints("outage"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} {self.reason}"
