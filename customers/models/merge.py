"""Which rows were found to be one person, by whom, and what was taken back."""

from django.db import models
from django.db.models import F, Q

from customers.models.customer import Customer
from dealerfollow.stores.models import User
from dealerfollow.tenancy.constraints import AppendOnly
from dealerfollow.tenancy.models import GroupKey, TenantModel, tenant_constraints


class CustomerMerge(TenantModel):
    """`merged` was found to be the same person as `survivor`. Append-only; see CustomerUnmerge."""

    survivor = GroupKey(Customer, related_name="merges")
    merged = GroupKey(Customer, related_name="merges_away")
    words = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(survivor=F("merged")), name="customer_merge_of_two"
            ),
            *tenant_constraints("customer_merge", survivor="CASCADE", merged="CASCADE"),
            AppendOnly(name="customer_merge_append_only"),
        ]
        indexes = [
            models.Index(fields=["survivor"], name="customer_merge_survivor"),
            models.Index(fields=["merged"], name="customer_merge_merged"),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} -> {self.survivor_id}"


class CustomerUnmerge(TenantModel):
    """The compensating event of one merge. Append-only."""

    merge = models.OneToOneField(
        CustomerMerge, models.CASCADE, related_name="undone", db_constraint=False
    )
    words = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            *tenant_constraints("customer_unmerge", merge="CASCADE"),
            AppendOnly(name="customer_unmerge_append_only"),
        ]

    def __str__(self) -> str:
        return f"undone {self.merge_id}"
