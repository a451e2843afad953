"""The outbox: everything that leaves the database leaves through here."""

from django.db import models
from django.db.models import Q

from dealerfollow.stores.models import User
from dealerfollow.tenancy.models import GroupKey, TenantModel, tenant_constraints


class Notice(TenantModel):
    """One mail owed to one person: a row exactly once, sent at least once.

    `dedupe_key` is unique in the group, so that a sweep that runs twice owes one mail.
    """

    store = GroupKey("stores.Store", null=True, related_name="+")
    dedupe_key = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    to = models.ForeignKey(User, models.CASCADE, related_name="+")
    facts = models.JSONField(default=dict)
    send_after = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    parked_at = models.DateTimeField(null=True, blank=True)  # after 5 tries: for a person

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "dedupe_key"], name="notice_once"),
            *tenant_constraints("notice", store="CASCADE"),
        ]
        indexes = [
            models.Index(
                fields=["send_after"],
                condition=Q(sent_at=None, parked_at=None),
                name="notice_to_send",
            )
        ]

    def __str__(self) -> str:
        return self.dedupe_key
