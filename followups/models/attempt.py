"""One try at a follow-up, or any contact logged; what it changed; and its undoing."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from customers.models import CHANNELS, Customer
from dealerfollow.stores.models import User
from dealerfollow.tenancy.constraints import AppendOnly
from dealerfollow.tenancy.models import GroupKey, TenantModel, tenant_constraints
from followups.models.follow_up import FollowUp


class Attempt(TenantModel):
    """Who tried whom, when, how, and what came of it. Append-only; undo adds a row beside it."""

    class Proof(models.TextChoices):
        CLAIMED = "claimed", _("Claimed")
        TAPPED = "tapped", _("Tapped")

    store = GroupKey("stores.Store", related_name="+")
    customer = GroupKey(Customer, related_name="attempts")
    answered_by = GroupKey(Customer, null=True, related_name="+")  # who, when not the customer
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    by_role = models.CharField(max_length=20)  # the role it was made in: BDC tries count apart
    at = models.DateTimeField()  # when it was made
    logged_at = models.DateTimeField(null=True)  # when it was entered, if later: then only claimed
    made_on = models.DateField()  # store-local
    channel = models.CharField(max_length=10, choices=CHANNELS)
    direction = models.CharField(max_length=3, default="out")
    outcome = models.CharField(max_length=24)
    is_try = models.BooleanField()
    is_talk = models.BooleanField()  # a conversation: somebody was reached
    proof = models.CharField(max_length=12, choices=Proof.choices)
    tapped_at = models.DateTimeField(null=True)
    number = PhoneNumberField(blank=True)
    reason = models.CharField(max_length=200, blank=True)  # why the call was worth their time
    gained = ArrayField(models.CharField(max_length=120), default=list)
    note = models.TextField(blank=True)
    is_csi_discussed = models.BooleanField(default=False)
    # Settling an issue is told apart from selling, and what came of either is counted (seed 004).
    purpose = models.CharField(max_length=12, blank=True, db_default="", default="")
    opportunity = models.CharField(max_length=16, blank=True, db_default="", default="")
    is_pleased = models.BooleanField(db_default=False, default=False)  # praise: a name may be asked
    elsewhere_reason = models.CharField(max_length=16, blank=True, db_default="", default="")
    elsewhere_words = models.CharField(max_length=200, blank=True, db_default="", default="")
    told = models.JSONField(default=dict)  # we-owe id -> date told
    key = models.UUIDField()  # idempotency: a second post of the same log is the same log

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "key"], name="attempt_key_once"),
            *tenant_constraints(
                "attempt", store="RESTRICT", customer="CASCADE", answered_by="RESTRICT"
            ),
            AppendOnly(name="attempt_append_only"),
        ]
        indexes = [
            models.Index(fields=["customer", "-at"], name="attempt_customer"),
            models.Index(fields=["store", "made_on"], name="attempt_store_day"),
            models.Index(fields=["by", "made_on"], name="attempt_by_day"),
            models.Index(fields=["number", "-at"], name="attempt_number"),  # the law's 24 hours
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.made_on}"


class AttemptEffect(TenantModel):
    """What one attempt changed on one row, before and after, so that undo restores it exactly."""

    attempt = GroupKey(Attempt, related_name="effects")
    follow_up = GroupKey(FollowUp, null=True, related_name="effects")
    table = models.CharField(max_length=40)
    row_id = models.BigIntegerField()
    before = models.JSONField(null=True)  # null: the attempt made the row
    after = models.JSONField(null=True)

    class Meta:
        constraints = [
            *tenant_constraints("attempt_effect", attempt="CASCADE", follow_up="CASCADE"),
            AppendOnly(name="attempt_effect_append_only"),
        ]
        indexes = [
            models.Index(fields=["attempt"], name="attempt_effect_attempt"),
            models.Index(fields=["follow_up"], name="attempt_effect_follow_up"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row_id}"


class AttemptUndo(TenantModel):
    """The compensating event of one attempt. Append-only."""

    attempt = models.OneToOneField(
        Attempt, models.CASCADE, related_name="undo", db_constraint=False
    )
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            *tenant_constraints("attempt_undo", attempt="CASCADE"),
            AppendOnly(name="attempt_undo_append_only"),
        ]

    def __str__(self) -> str:
        return f"undo {self.attempt_id}"


class CallTap(TenantModel):
    """Somebody pressed Call: evidence, never an outcome. Append-only."""

    store = GroupKey("stores.Store", related_name="+")
    customer = GroupKey(Customer, related_name="+")
    number = PhoneNumberField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            *tenant_constraints("call_tap", store="CASCADE", customer="CASCADE"),
            AppendOnly(name="call_tap_append_only"),
        ]
        indexes = [models.Index(fields=["customer", "-at"], name="call_tap_customer")]

    def __str__(self) -> str:
        return f"{self.number} {self.at}"
