"""The national do-not-call registry as it was last loaded, area code by area code."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dealerfollow.tenancy.models import TenantModel, tenant_constraints


class RegistryScrub(TenantModel):
    """One area code's file: complete for that area code on `scrubbed_on`.

    A number of an area code without one, or with one older than 31 days, is taken as registered.
    """

    area_code = models.CharField(_("area code"), max_length=3)
    scrubbed_on = models.DateField(_("date of the file"))
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "area_code"], name="registry_scrub_once"),
            *tenant_constraints("registry_scrub"),
        ]

    def __str__(self) -> str:
        return f"{self.area_code} {self.scrubbed_on}"


class RegistryNumber(TenantModel):
    """One number (E.164) of the registry, of nobody in particular."""

    number = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="registry_number_once"),
            *tenant_constraints("registry_number"),
        ]

    def __str__(self) -> str:
        return self.number
