"""Contacts made while two rows were one person, after they became two again."""

from django.db import models

from customers.models import Customer
from dealerfollow.tenancy.constraints import AppendOnly
from dealerfollow.tenancy.models import GroupKey, TenantModel, tenant_constraints
from followups.models.attempt import Attempt


class AttemptBelonging(TenantModel):
    """To whom an attempt belongs since an un-merge (edge case 67); the newest row of one counts.

    The attempt itself stays on the row that it was logged on, which is never changed. `is_noted`:
    nobody can tell whose it was, so `customer` keeps it and the other one shows a note of it.
    Append-only.
    """

    attempt = GroupKey(Attempt, related_name="belongings")
    customer = GroupKey(Customer, related_name="attempts_given_back")
    other = GroupKey(Customer, related_name="+")
    is_noted = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            *tenant_constraints(
                "attempt_belonging", attempt="CASCADE", customer="CASCADE", other="CASCADE"
            ),
            AppendOnly(name="attempt_belonging_append_only"),
        ]
        indexes = [
            models.Index(fields=["attempt", "-id"], name="attempt_belonging_newest"),
            models.Index(fields=["customer"], name="attempt_belonging_customer"),
            models.Index(fields=["other"], name="attempt_belonging_other"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} of {self.customer_id}"
