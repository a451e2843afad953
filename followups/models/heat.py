"""An upset customer: who takes care of it, until when they hear next, and how it ended."""

from django.db import models
from django.db.models import Case, Q, When
from django.utils.translation import gettext_lazy as _

from customers.models import Customer
from dealerfollow.stores.models import User
from dealerfollow.tenancy.constraints import AppendOnly
from dealerfollow.tenancy.models import GroupKey, TenantModel, tenant_constraints
from deliveries.models import Delivery


class HeatCaseQuerySet(models.QuerySet["HeatCase"]):
    """Filters that read as English."""

    def live(self) -> "HeatCaseQuerySet":
        """Not over: open, or resolved and not yet confirmed by the customer."""
        return self.exclude(state=HeatCase.State.CONFIRMED)

    def open_first(self) -> "HeatCaseQuerySet":
        """An open one before a resolved one, then the newest first."""
        return self.order_by(Case(When(state=HeatCase.State.OPEN, then=0), default=1), "-id")


class HeatCase(TenantModel):
    """Open until resolved; over only when the customer confirmed it. May span weeks, and reopen.

    What is measured is the time until they hear again (`next_update_on`), never how many were
    opened: whoever reports an upset customer must not look worse for it.
    """

    class Severity(models.TextChoices):
        UNEASY = "uneasy", _("Uneasy")
        UPSET = "upset", _("Upset")
        SEVERE = "severe", _("Severe")

    class Cause(models.TextChoices):
        VEHICLE = "vehicle", _("The vehicle")
        WE_OWE = "we_owe", _("Something still owed")
        PAPERS = "papers", _("Title, plates or papers")
        MONEY = "money", _("Price or payments")
        TREATMENT = "treatment", _("How they were treated")
        SERVICE = "service", _("A service visit")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        RESOLVED = "resolved", _("Resolved, to be confirmed")
        CONFIRMED = "confirmed", _("Confirmed by the customer")

    store = GroupKey("stores.Store", related_name="+")
    customer = GroupKey(Customer, related_name="heat_cases")
    delivery = GroupKey(Delivery, null=True, blank=True, related_name="heat_cases")
    attempt = GroupKey("followups.Attempt", null=True, related_name="heat_cases")  # the call it is
    # from; none for one opened on the customer's page or by a low survey
    severity = models.CharField(_("how upset"), max_length=8, choices=Severity.choices)
    cause = models.CharField(_("cause"), max_length=12, choices=Cause.choices)
    words = models.CharField(_("what they said"), max_length=300, blank=True)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(
        max_length=10, choices=State.choices, db_default="open", default=State.OPEN
    )
    next_update_on = models.DateField(_("they hear again by"), null=True, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    first_update_at = models.DateTimeField(null=True, blank=True)  # when they first heard again
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolution = models.CharField(_("how it was resolved"), max_length=300, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)  # the customer said so
    reopened = models.PositiveSmallIntegerField(db_default=0, default=0)
    cost_cents = models.PositiveIntegerField(db_default=0, default=0)

    objects = HeatCaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "store"],
                condition=Q(state="open"),
                name="heat_case_open_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="open") | Q(next_update_on__isnull=False),
                name="heat_case_open_has_update",
            ),
            *tenant_constraints(
                "heat_case",
                store="RESTRICT",
                customer="CASCADE",
                delivery="CASCADE",
                attempt="SET NULL",
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "-opened_at"], name="heat_case_customer"),
            models.Index(
                fields=["store", "next_update_on"],
                condition=~Q(state="confirmed"),
                name="heat_case_live",
            ),
            models.Index(fields=["owner"], condition=Q(state="open"), name="heat_case_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.severity} {self.cause}"


class HeatStep(TenantModel):
    """One thing that happened in a heat case, in order. Append-only."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("Opened")
        ACKNOWLEDGED = "acknowledged", _("Seen")
        STEP = "step", _("Step")
        UNDONE = "undone", _("A log was taken back")
        HANDED_ON = "handed_on", _("New owner")
        RESOLVED = "resolved", _("Resolved")
        CONFIRMED = "confirmed", _("Confirmed by the customer")
        REOPENED = "reopened", _("Opened again")

    case = GroupKey(HeatCase, related_name="steps")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    words = models.CharField(max_length=300, blank=True)
    next_update_on = models.DateField(null=True)  # as it was set with this step
    cost_cents = models.PositiveIntegerField(db_default=0, default=0)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            *tenant_constraints("heat_step", case="CASCADE"),
            AppendOnly(name="heat_step_append_only"),
        ]
        indexes = [models.Index(fields=["case", "at"], name="heat_step_case")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"
