"""A vehicle that a customer took home."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Right
from django.utils.translation import gettext_lazy as _

from dealerfollow.tenancy.models import TenantModel, tenant_constraints


class Vehicle(TenantModel):
    """One car of the group's customers, by VIN where it is known."""

    vin = models.CharField(_("VIN"), max_length=17, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    make = models.CharField(_("make"), max_length=60, blank=True)
    model = models.CharField(_("model"), max_length=80, blank=True)
    trim = models.CharField(_("trim"), max_length=60, blank=True)
    color = models.CharField(_("color"), max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "vin"], condition=~Q(vin=""), name="vehicle_vin_once"
            ),
            *tenant_constraints("vehicle"),
        ]
        indexes = [
            models.Index(
                F("group"), Right("vin", 8), condition=~Q(vin=""), name="vehicle_vin_last_8"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Year, make, model and trim in one line; the VIN when nothing else is known."""
        parts = [str(self.year or ""), self.make, self.model, self.trim]
        return " ".join(p for p in parts if p) or self.vin
