"""How a customer can be reached, and what they have allowed or stopped."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Collate, Right
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from customers.models.customer import CHANNELS, Customer
from dealerfollow.stores.models import User
from dealerfollow.tenancy.models import GroupKey, TenantModel, tenant_constraints


class CustomerPhone(TenantModel):
    """One number of one customer; `rank` 0 is called first."""

    class Kind(models.TextChoices):
        MOBILE = "mobile", _("Mobile")
        HOME = "home", _("Home")
        WORK = "work", _("Work")

    customer = GroupKey(Customer, related_name="phones")
    number = PhoneNumberField(_("number"))
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.MOBILE)
    rank = models.PositiveSmallIntegerField(default=0)
    wrong_at = models.DateTimeField(null=True, blank=True)  # somebody else answered

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "number"], name="customer_phone_once"),
            *tenant_constraints("customer_phone", customer="CASCADE"),
        ]
        indexes = [
            models.Index(fields=["group", "number"], name="customer_phone_number"),
            models.Index(F("group"), Right("number", 4), name="customer_phone_last_4"),
            models.Index(F("group"), Right("number", 7), name="customer_phone_last_7"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class CustomerEmail(TenantModel):
    """One e-mail address of one customer, in lower case; `rank` 0 is written to first."""

    customer = GroupKey(Customer, related_name="emails")
    address = models.EmailField(_("e-mail"))
    rank = models.PositiveSmallIntegerField(default=0)
    bounced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "address"], name="customer_email_once"),
            *tenant_constraints("customer_email", customer="CASCADE"),
        ]
        indexes = [
            models.Index(fields=["group", "address"], name="customer_email_address"),
            models.Index(F("group"), Collate("address", "C"), name="customer_email_search"),
        ]

    def __str__(self) -> str:
        return self.address


class Consent(TenantModel):
    """What a customer said about one channel; no row means that nobody asked."""

    class State(models.TextChoices):
        UNKNOWN = "unknown", _("Not asked")
        GIVEN = "given", _("Allowed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    customer = GroupKey(Customer, related_name="consents")
    channel = models.CharField(max_length=10, choices=CHANNELS)
    state = models.CharField(max_length=10, choices=State.choices)
    source = models.CharField(max_length=120, blank=True)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "channel"], name="consent_once"),
            *tenant_constraints("consent", customer="CASCADE"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"


class ContactStop(TenantModel):
    """A request not to be contacted. It binds everybody with that number or address in the group.

    Never reset by a purchase (TCPA; decision 7). `value` is the E.164 number or the lower-case
    e-mail address; empty stops the customer as a person on `channel`. A mistake is corrected in
    words by `lifted_*`, which keeps both facts.
    """

    class Scope(models.TextChoices):
        SALES = "sales", _("No sales contact")
        EVERYTHING = "everything", _("No contact at all")

    customer = GroupKey(Customer, null=True, blank=True, related_name="stops")
    scope = models.CharField(max_length=10, choices=Scope.choices)
    channel = models.CharField(max_length=10, choices=[*CHANNELS, ("all", _("Every channel"))])
    value = models.CharField(max_length=254, blank=True)
    words = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_words = models.CharField(max_length=200, blank=True)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(customer__isnull=False) | ~Q(value=""), name="contact_stop_of_something"
            ),
            *tenant_constraints("contact_stop", customer="SET NULL"),
        ]
        indexes = [
            models.Index(
                fields=["group", "value"],
                condition=Q(lifted_at=None),
                name="contact_stop_value",
            ),
            models.Index(
                fields=["customer"], condition=Q(lifted_at=None), name="contact_stop_customer"
            ),
            models.Index(fields=["customer", "-asked_at"], name="contact_stop_ever"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.channel}"
