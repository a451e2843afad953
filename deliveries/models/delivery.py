"""A sale, and the moment the car went home: the anchor of all sold follow-up."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.models import Customer, Vehicle
from dealerfollow.stores.models import User
from dealerfollow.tenancy.constraints import AppendOnly
from dealerfollow.tenancy.models import GroupKey, TenantModel, tenant_constraints

# Facts that can make a call uncomfortable, in neutral words (decision 14).
FLAGS = {
    "long_finance": _("Long time in finance"),
    "cut_short": _("Delivery cut short"),
    "cosmetic_item": _("Cosmetic item to disclose"),
    "second_key": _("Second key to come"),
    "detail_to_finish": _("Detail or inspection to finish"),
    "after_dark": _("Delivery after dark"),
    "we_owe_without_update": _("Open we-owe without an update"),
}


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Filters that read as English."""

    def delivered(self) -> "DeliveryQuerySet":
        """Gone home and not unwound."""
        return self.exclude(delivered_on=None).filter(unwound_on=None)

    def waiting(self) -> "DeliveryQuerySet":
        """Sold, not delivered, not unwound."""
        return self.filter(delivered_on=None, unwound_on=None)


class Delivery(TenantModel):
    """One sale at one store. `delivered_on` is null while nothing is owed yet (pending, on order).

    Sold is agreed, delivered is gone home, unwound is undone after delivery.
    """

    class Condition(models.TextChoices):
        NEW = "new", _("New")
        USED = "used", _("Used")

    class SaleKind(models.TextChoices):
        RETAIL = "retail", _("Retail")
        LEASE = "lease", _("Lease")
        FLEET = "fleet", _("Fleet")
        HOUSE = "house", _("House deal")

    class CarGone(models.TextChoices):
        TRADED_IN = "traded_in", _("Traded in")
        SOLD = "sold", _("Sold by the owner")
        SOLD_AGAIN = "sold_again", _("Sold again by us")
        TOTALED = "totaled", _("Totaled")

    store = GroupKey("stores.Store", related_name="deliveries")
    customer = GroupKey(Customer, related_name="deliveries")
    co_buyer = GroupKey(Customer, null=True, blank=True, related_name="co_deliveries")
    vehicle = GroupKey(Vehicle, related_name="deliveries")
    deal_number = models.CharField(_("deal number"), max_length=40, blank=True)
    stock_number = models.CharField(_("stock number"), max_length=40, blank=True)
    condition = models.CharField(_("new or used"), max_length=4, choices=Condition.choices)
    sale_kind = models.CharField(
        _("kind of sale"), max_length=10, choices=SaleKind.choices, default=SaleKind.RETAIL
    )
    lease_months = models.PositiveSmallIntegerField(_("lease, months"), null=True, blank=True)
    lease_ends_on = models.DateField(_("lease ends"), null=True, blank=True)
    sold_on = models.DateField(_("sold on"))
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    delivered_on_source = models.CharField(max_length=12, default="typed")  # typed|delivered|sold
    unwound_on = models.DateField(null=True, blank=True)
    salesperson = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    second_salesperson = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    salesperson_match = GroupKey(
        "deliveries.SalespersonMatch", null=True, blank=True, related_name="deliveries"
    )
    flags = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    is_before_start = models.BooleanField(default=False)  # older than the store's go-live
    tag_expires_on = models.DateField(_("temporary tag expires"), null=True, blank=True)
    # "Nothing owed", signed with the customer at delivery: the due bill that says none.
    nothing_owed_at = models.DateTimeField(null=True, blank=True)
    nothing_owed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    replaces = GroupKey("self", null=True, blank=True, related_name="replaced_by")  # an unwound one
    car_gone_on = models.DateField(_("car gone"), null=True, blank=True)
    car_gone_how = models.CharField(max_length=10, blank=True, choices=CarGone.choices)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "deal_number"],
                condition=~Q(deal_number=""),
                name="delivery_deal_number_once",
            ),
            *tenant_constraints(
                "delivery",
                store="RESTRICT",
                customer="RESTRICT",
                co_buyer="RESTRICT",
                vehicle="RESTRICT",
                salesperson_match="RESTRICT",
                replaces="SET NULL",
            ),
        ]
        indexes = [
            models.Index(fields=["store", "-sold_on", "-id"], name="delivery_store_newest"),
            models.Index(fields=["customer", "-delivered_on"], name="delivery_customer"),
            models.Index(fields=["co_buyer"], name="delivery_co_buyer"),
            models.Index(fields=["vehicle"], name="delivery_vehicle"),
            models.Index(
                fields=["store", "sold_on"],
                condition=Q(delivered_on=None, unwound_on=None),
                name="delivery_waiting",
            ),
            models.Index(
                fields=["store", "stock_number"],
                condition=~Q(stock_number=""),
                name="delivery_stock_number",
            ),
            models.Index(
                fields=["salesperson_match"],
                condition=Q(salesperson_match__isnull=False),
                name="delivery_match",
            ),
        ]

    def __str__(self) -> str:
        return self.deal_number or f"#{self.pk}"

    @property
    def anchor_on(self) -> date | None:
        """The day that post-sale follow-up counts from; None while nothing is owed."""
        return None if self.unwound_on else self.delivered_on


class DeliveryChange(TenantModel):
    """What changed on a delivery after it was recorded: dates, unwinds, deal numbers. Append-only.

    I9 asks for the recorded correction whenever a first due day moved.
    """

    delivery = GroupKey(Delivery, related_name="changes")
    field = models.CharField(max_length=24)
    was = models.CharField(max_length=120, blank=True)
    became = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=24)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            *tenant_constraints("delivery_change", delivery="CASCADE"),
            AppendOnly(name="delivery_change_append_only"),
        ]
        indexes = [models.Index(fields=["delivery", "at"], name="delivery_change_delivery")]

    def __str__(self) -> str:
        return f"{self.field}: {self.was} -> {self.became}"
