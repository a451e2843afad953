"""What makes follow-ups: a cadence, and a plan that walks one customer through it."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from customers.models import Customer
from dealerfollow.stores.models import User
from dealerfollow.tenancy.models import GroupKey, TenantModel, tenant_constraints
from deliveries.models import Delivery, WeOwe


class CadenceVersion(TenantModel):
    """A store's own rows for one kind of anchor. Saving makes a new version; plans keep theirs.

    Without one, the defaults of followups/rules/cadence.py hold (a flush empties what migrations
    put in, so defaults live in code).
    """

    store = GroupKey("stores.Store", related_name="+")
    anchor_kind = models.CharField(max_length=12)
    version = models.PositiveIntegerField()
    rows = models.JSONField()
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "anchor_kind", "version"], name="cadence_version_once"
            ),
            *tenant_constraints("cadence_version", store="CASCADE"),
        ]

    def __str__(self) -> str:
        return f"{self.anchor_kind} {self.version}"


class Plan(TenantModel):
    """One anchor enrolled in a cadence: a delivery, an owner, a birthday, a lease, a promise.

    `next_on` is the day on which the next row is made (its due day minus the lead); null once the
    plan has ended, walked through or is paused. The pointer (next_touchpoint, next_occurrence)
    names the row.
    """

    class AnchorKind(models.TextChoices):
        DELIVERY = "delivery", _("Delivery")
        OWNERSHIP = "ownership", _("Owner")
        BIRTHDAY = "birthday", _("Birthday")
        LEASE = "lease", _("Lease")
        PROMISE = "promise", _("Promise")
        TAG = "tag", _("Temporary tag")
        ORPHAN = "orphan", _("Salesperson left")
        HEAT = "heat", _("Heat case")
        THANKS = "thanks", _("Thank-you")

    store = GroupKey("stores.Store", related_name="+")
    customer = GroupKey(Customer, related_name="plans")
    merged_from = GroupKey(Customer, null=True, related_name="+")  # whose it was before a merge
    delivery = GroupKey(Delivery, null=True, related_name="plans")
    we_owe = GroupKey(WeOwe, null=True, related_name="plans")
    heat_case = GroupKey("followups.HeatCase", null=True, related_name="plans")
    referral = GroupKey("followups.Referral", null=True, related_name="plans")
    anchor_kind = models.CharField(max_length=12, choices=AnchorKind.choices)
    anchor_on = models.DateField()
    condition = models.CharField(max_length=4)
    cadence = GroupKey(CadenceVersion, null=True, related_name="+")
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    starts_on = models.DateField()  # rows due before it are merged into the first ("learned late")
    next_on = models.DateField(null=True)
    next_touchpoint = models.CharField(max_length=24, blank=True, db_default="")
    next_occurrence = models.PositiveIntegerField(db_default=0)
    paused_on = models.DateField(null=True)  # its delivery has no date just now (edge case 37)
    ended_on = models.DateField(null=True)
    ended_reason = models.CharField(max_length=24, blank=True, db_default="")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "anchor_kind"],
                condition=Q(anchor_kind__in=["delivery", "lease", "ownership", "tag"]),
                name="plan_of_delivery_once",
            ),
            models.UniqueConstraint(
                fields=["customer", "anchor_kind"],
                condition=Q(anchor_kind__in=["ownership", "birthday", "orphan"], ended_on=None),
                name="plan_of_customer_once",
            ),
            # Their indexes serve whoever asks for the plan of a promise, a case or a referral.
            models.UniqueConstraint(
                fields=["we_owe"],
                condition=Q(we_owe__isnull=False),
                name="plan_of_promise_once",
            ),
            models.UniqueConstraint(
                fields=["heat_case"],
                condition=Q(heat_case__isnull=False),
                name="plan_of_heat_once",
            ),
            models.UniqueConstraint(
                fields=["referral"],
                condition=Q(referral__isnull=False),
                name="plan_of_thanks_once",
            ),
            models.CheckConstraint(
                condition=Q(next_on=None) | Q(ended_on=None), name="plan_ended_makes_nothing"
            ),
            models.CheckConstraint(
                condition=Q(next_on=None) | Q(paused_on=None), name="plan_paused_makes_nothing"
            ),
            *tenant_constraints(
                "plan",
                store="RESTRICT",
                customer="CASCADE",
                merged_from="SET NULL",
                delivery="CASCADE",
                we_owe="CASCADE",
                heat_case="CASCADE",
                referral="CASCADE",
                cadence="RESTRICT",
            ),
        ]
        indexes = [
            # The planning run costs what is due, not what exists.
            models.Index(
                fields=["next_on"], condition=Q(next_on__isnull=False), name="plan_next_on"
            ),
            models.Index(
                fields=["merged_from"],
                condition=Q(merged_from__isnull=False),
                name="plan_merged_from",
            ),
            models.Index(
                fields=["store", "next_on"],
                condition=Q(next_on__isnull=False),
                name="plan_store_next_on",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.anchor_kind} {self.anchor_on}"

    def go_on_as(self, customer_id: int) -> None:
        """Makes it the plan of who goes on for its customer; whose it was first stays noted, for an
        un-merge. Not yet saved; nothing where it is theirs already."""
        if self.customer_id != customer_id:
            self.merged_from_id = self.merged_from_id or self.customer_id
            self.customer_id = customer_id
