"""A death that was recorded by mistake, and who said so."""

from django.db import models

from customers.models.customer import Customer
from dealerfollow.stores.models import User
from dealerfollow.tenancy.constraints import AppendOnly
from dealerfollow.tenancy.models import GroupKey, TenantModel, tenant_constraints


class DeathCorrection(TenantModel):
    """A recorded death taken back in words; what had been recorded is kept here. Append-only."""

    customer = GroupKey(Customer, related_name="death_corrections")
    died_on = models.DateField()  # as it had been recorded
    estate_contact = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            *tenant_constraints("death_correction", customer="CASCADE"),
            AppendOnly(name="death_correction_append_only"),
        ]
        indexes = [models.Index(fields=["customer"], name="death_correction_customer")]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.words}"
