"""A fact that a card lacks, asked of the department that knows it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.models import Customer
from dealerfollow.stores.models import User
from dealerfollow.tenancy.models import GroupKey, TenantModel, tenant_constraints
from deliveries.models.delivery import Delivery
from deliveries.models.we_owe import DEPARTMENTS


class AskedFact(TenantModel):
    """One question to one department's desk about one customer, and its answer.

    Open once a customer, department and store: another store's desk has its own. It waits at the
    desk with the others, and pings nobody.
    """

    store = GroupKey("stores.Store", related_name="+")
    customer = GroupKey(Customer, related_name="asked_facts")
    delivery = GroupKey(Delivery, null=True, blank=True, related_name="asked_facts")
    department = models.CharField(_("department"), max_length=12, choices=DEPARTMENTS)
    question = models.CharField(_("question"), max_length=200)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(_("answer"), max_length=200, blank=True, db_default="", default="")
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "department", "store"],
                condition=Q(answered_at=None),
                name="asked_fact_open_once",
            ),
            *tenant_constraints(
                "asked_fact", store="RESTRICT", customer="CASCADE", delivery="CASCADE"
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "-asked_at"], name="asked_fact_customer"),
            models.Index(
                fields=["store", "department", "asked_at"],
                condition=Q(answered_at=None),
                name="asked_fact_open",
            ),
        ]

    def __str__(self) -> str:
        return self.question
