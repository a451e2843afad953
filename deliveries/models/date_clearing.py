"""A salesperson says that the car has not gone home after all; a manager answers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dealerfollow.stores.models import User
from dealerfollow.tenancy.models import GroupKey, TenantModel, tenant_constraints
from deliveries.models.delivery import Delivery


class DateClearingQuerySet(models.QuerySet["DateClearing"]):
    """Filters that read as English."""

    def waiting(self) -> "DateClearingQuerySet":
        """Not yet answered."""
        return self.filter(answered_at=None)


class DateClearing(TenantModel):
    """The wish to take a day of delivery away (edge case 37); one at a time per delivery.

    Nothing is taken from anybody's list before a manager has said yes.
    """

    store = GroupKey("stores.Store", related_name="+")
    delivery = GroupKey(Delivery, related_name="date_clearings")
    was = models.DateField()
    reason = models.CharField(_("what happened"), max_length=200)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    is_approved = models.BooleanField(null=True)

    objects = DateClearingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["delivery"], condition=Q(answered_at=None), name="date_clearing_one_open"
            ),
            *tenant_constraints("date_clearing", store="RESTRICT", delivery="CASCADE"),
        ]
        indexes = [
            models.Index(
                fields=["store", "asked_at"],
                condition=Q(answered_at=None),
                name="date_clearing_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.was}: {self.reason}"
