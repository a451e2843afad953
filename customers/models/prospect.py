"""Somebody who has not bought: by referral, web lead, phone or showroom visit."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.models.customer import Customer
from dealerfollow.stores.models import User
from dealerfollow.tenancy.models import GroupKey, TenantModel, tenant_constraints


class Prospect(TenantModel):
    """One chance to sell to one person at one store; open until it ends, with the reason."""

    class Source(models.TextChoices):
        REFERRAL = "referral", _("Referral")
        WEB = "web", _("Web lead")
        PHONE = "phone", _("Phone")
        SHOWROOM = "showroom", _("Showroom")
        SERVICE = "service", _("Service drive")

    store = GroupKey("stores.Store", related_name="prospects")
    customer = GroupKey(Customer, related_name="prospects")
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)
    referred_by = GroupKey(Customer, null=True, blank=True, related_name="prospects_referred")
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    words = models.CharField(_("what they look for"), max_length=200, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.CharField(max_length=24, blank=True, db_default="", default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "customer"],
                condition=Q(ended_at=None),
                name="prospect_open_once",
            ),
            *tenant_constraints(
                "prospect", store="RESTRICT", customer="CASCADE", referred_by="SET NULL"
            ),
        ]
        indexes = [
            models.Index(fields=["customer"], name="prospect_customer"),
            models.Index(
                fields=["referred_by"],
                condition=Q(referred_by__isnull=False),
                name="prospect_referred_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.customer_id}"
