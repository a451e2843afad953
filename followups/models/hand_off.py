"""A call that somebody would rather not make, given to a manager: no miss, and counted."""

from django.db import models

from dealerfollow.stores.models import User
from dealerfollow.tenancy.constraints import AppendOnly
from dealerfollow.tenancy.models import GroupKey, TenantModel, tenant_constraints
from followups.models.follow_up import FollowUp


class HandOff(TenantModel):
    """One follow-up handed by one person to a manager, until when (edge case 79). Append-only.

    It can come back and be handed off again; a second press of the button is not (see hand_off).
    """

    store = GroupKey("stores.Store", related_name="+")
    follow_up = GroupKey(FollowUp, related_name="hand_offs")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    to = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    due_at = models.DateTimeField()  # until when the manager acts
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follow_up", "by", "at"], name="hand_off_once"),
            *tenant_constraints("hand_off", store="RESTRICT", follow_up="CASCADE"),
            AppendOnly(name="hand_off_append_only"),
        ]
        indexes = [models.Index(fields=["store", "by", "at"], name="hand_off_of_person")]

    def __str__(self) -> str:
        return f"{self.follow_up_id} {self.by_id} -> {self.to_id}"
