"""What the store still owes after delivery: every dated promise."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.models import Customer
from dealerfollow.stores.models import User
from dealerfollow.tenancy.constraints import AppendOnly
from dealerfollow.tenancy.models import GroupKey, TenantModel, tenant_constraints
from deliveries.models.delivery import Delivery

DEPARTMENTS = [
    ("sales", _("Sales")),
    ("title", _("Title")),
    ("parts", _("Parts")),
    ("detail", _("Detail")),
    ("service", _("Service")),
    ("finance", _("Finance")),
]


class WeOweQuerySet(models.QuerySet["WeOwe"]):
    """Filters that read as English."""

    def open(self) -> "WeOweQuerySet":
        """Not yet settled: still open, or ready and not picked up."""
        return self.filter(status__in=["open", "ready"])


class WeOwe(TenantModel):
    """One written promise (a line of the due bill), or one made on a call.

    `promised_on` is what the store planned, `told_on` what the customer was last told.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        READY = "ready", _("Ready")
        DONE = "done", _("Settled")
        CANCELLED = "cancelled", _("Cancelled")

    class OwedBy(models.TextChoices):
        STORE = "store", _("We owe")
        CUSTOMER = "customer", _("Customer owes")

    class Kind(models.TextChoices):
        ITEM = "item", _("Something for the car")
        MONEY = "money", _("Money back")
        TRADE = "trade", _("Trade-in back")
        PERK = "perk", _("Promised with the sale")

    class Stage(models.TextChoices):
        """How far title and plates, or a part, have come; the desk's pasted lists set it."""

        NONE = "", _("Not begun")
        PAPERS = "papers", _("Papers wait for something")
        SENT = "sent", _("Sent to the state")
        ORDERED = "ordered", _("Ordered")
        ARRIVED = "arrived", _("Here")

    store = GroupKey("stores.Store", related_name="we_owes")
    delivery = GroupKey(Delivery, null=True, blank=True, related_name="we_owes")
    customer = GroupKey(Customer, related_name="we_owes")
    item = models.CharField(_("item"), max_length=120)
    department = models.CharField(_("department"), max_length=12, choices=DEPARTMENTS)
    owed_by = models.CharField(max_length=10, choices=OwedBy.choices, default=OwedBy.STORE)
    kind = models.CharField(
        _("kind"), max_length=5, choices=Kind.choices, db_default="item", default=Kind.ITEM
    )  # money and the trade-in are owed though the sale is undone (edge case 38)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    stage = models.CharField(
        _("stage"), max_length=8, choices=Stage.choices, blank=True, db_default="", default=""
    )
    is_safety = models.BooleanField(_("a safety item"), db_default=False, default=False)
    # On a contact, by them: what is told of it is the answer that they wait for (line 52).
    is_asked = models.BooleanField(db_default=False, default=False)
    # A perk is used up bit by bit: four oil changes, one of them had.
    uses = models.PositiveSmallIntegerField(_("how many"), null=True, blank=True)
    used = models.PositiveSmallIntegerField(_("had already"), db_default=0, default=0)
    first_quoted_on = models.DateField(null=True, blank=True)  # the first date ever promised
    promised_on = models.DateField(_("promised for"), null=True, blank=True)
    told_on = models.DateField(_("customer was told"), null=True, blank=True)
    word = models.CharField(_("what happened"), max_length=200, blank=True)  # the desk's last word
    word_at = models.DateTimeField(null=True, blank=True)
    word_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_on = models.DateField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=200, blank=True, db_default="", default="")

    objects = WeOweQuerySet.as_manager()

    class Meta:
        constraints = tenant_constraints(
            "we_owe", store="RESTRICT", delivery="CASCADE", customer="RESTRICT"
        )
        indexes = [
            models.Index(
                fields=["delivery"],
                condition=Q(status__in=["open", "ready"]),
                name="we_owe_open_delivery",
            ),
            models.Index(
                fields=["customer"],
                condition=Q(status__in=["open", "ready"]),
                name="we_owe_open_customer",
            ),
            models.Index(fields=["customer", "-made_on"], name="we_owe_customer"),
            models.Index(
                fields=["store", "promised_on"],
                condition=Q(status__in=["open", "ready"]),
                name="we_owe_open_store",
            ),
        ]

    def __str__(self) -> str:
        return self.item


class WeOweChange(TenantModel):
    """A promise before and after it changed: each slip of its date is kept (edge case 81).
    Append-only: an undone log adds a row, it takes none away."""

    we_owe = GroupKey(WeOwe, related_name="changes")
    promised_was = models.DateField(null=True)
    promised_on = models.DateField(null=True)
    told_was = models.DateField(null=True)
    told_on = models.DateField(null=True)
    status_was = models.CharField(max_length=10, blank=True)
    status = models.CharField(max_length=10)
    stage_was = models.CharField(max_length=8, blank=True, db_default="", default="")
    stage = models.CharField(max_length=8, blank=True, db_default="", default="")
    used_was = models.PositiveSmallIntegerField(db_default=0, default=0)
    used = models.PositiveSmallIntegerField(db_default=0, default=0)
    word = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            *tenant_constraints("we_owe_change", we_owe="CASCADE"),
            AppendOnly(name="we_owe_change_append_only"),
        ]
        indexes = [models.Index(fields=["we_owe", "at"], name="we_owe_change_of")]

    def __str__(self) -> str:
        return f"{self.promised_was} -> {self.promised_on}"
