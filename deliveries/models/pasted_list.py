"""One list that a desk pasted and saved: who said what of how many promises, once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dealerfollow.stores.models import User
from dealerfollow.tenancy.models import TenantModel, tenant_constraints
from deliveries.models.we_owe import DEPARTMENTS


class PastedList(TenantModel):
    """A save of the many, unique by the key of its page: pressed twice, it is saved once.

    What was pasted is not kept: a spreadsheet carries columns that nobody should store.
    """

    key = models.UUIDField()
    department = models.CharField(_("department"), max_length=12, choices=DEPARTMENTS)
    outcome = models.CharField(max_length=10)
    word = models.CharField(max_length=200, blank=True)
    promised_on = models.DateField(null=True, blank=True)
    changed = models.PositiveIntegerField(default=0)
    changed_ids = models.JSONField(default=list)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "key"], name="pasted_list_once"),
            *tenant_constraints("pasted_list"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome}: {self.changed}"
