"""The store's own reasons of value: what is worth a customer's time, as its people know it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from customers.models import LANGUAGES
from dealerfollow.stores.models import User
from dealerfollow.tenancy.models import GroupKey, TenantModel, tenant_constraints


class CallReason(TenantModel):
    """One reason that anybody may propose and a manager approves; offered where no fact is."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        APPROVED = "approved", _("In use")
        RETIRED = "retired", _("No longer used")

    store = GroupKey("stores.Store", related_name="+")
    text = models.CharField(_("reason"), max_length=160)
    kinds = ArrayField(models.CharField(max_length=24), default=list, blank=True)  # none: all
    language = models.CharField(
        _("language"), max_length=5, choices=LANGUAGES, db_default="en", default="en"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "store",
                Upper("text"),  # as iexact asks: however they are written
                condition=~Q(state="retired"),
                name="call_reason_once",
            ),
            *tenant_constraints("call_reason", store="CASCADE"),
        ]

    def __str__(self) -> str:
        return self.text
