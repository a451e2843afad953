"""What a contact brings besides itself: the maker's survey, a public review, a referral."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from customers.models import Customer, Prospect
from dealerfollow.stores.models import User
from dealerfollow.tenancy.models import GroupKey, TenantModel, tenant_constraints
from deliveries.models import Delivery
from followups.models.attempt import Attempt


class CsiSurvey(TenantModel):
    """The maker's survey after one NEW car: discussed, sent, answered. A used car has none."""

    class State(models.TextChoices):
        EXPECTED = "expected", _("Not out yet")
        SENT = "sent", _("With the customer")
        ANSWERED = "answered", _("Answered")
        NOT_ANSWERED = "not_answered", _("Closed without an answer")

    store = GroupKey("stores.Store", related_name="+")
    customer = GroupKey(Customer, related_name="surveys")
    delivery = GroupKey(Delivery, related_name="surveys")
    state = models.CharField(
        _("survey"), max_length=12, choices=State.choices, default=State.EXPECTED
    )
    discussed_on = models.DateField(null=True, blank=True)
    score = models.PositiveSmallIntegerField(
        _("score"), null=True, blank=True, validators=[MaxValueValidator(1000)]
    )  # as the maker counts it; what is low, the store says
    verbatim = models.CharField(_("in their words"), max_length=1000, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delivery"], name="csi_survey_once"),
            *tenant_constraints(
                "csi_survey", store="RESTRICT", customer="CASCADE", delivery="CASCADE"
            ),
        ]
        indexes = [
            models.Index(fields=["customer"], name="csi_survey_customer"),
            models.Index(fields=["store", "answered_on"], name="csi_survey_store"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.score or ''}".strip()


class ReviewAsk(TenantModel):
    """Asked for a public review, of everybody in the same way; and what became of it.

    Source: FTC 16 CFR 465 (no reward for, and no selection by, sentiment).
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        POSTED = "posted", _("Posted")
        DECLINED = "declined", _("Rather not")

    store = GroupKey("stores.Store", related_name="+")
    customer = GroupKey(Customer, related_name="review_asks")
    delivery = GroupKey(Delivery, null=True, blank=True, related_name="review_asks")
    attempt = GroupKey(Attempt, null=True, related_name="review_asks")
    site = models.CharField(_("site"), max_length=40)
    state = models.CharField(_("review"), max_length=10, choices=State.choices, default=State.ASKED)
    asked_on = models.DateField(null=True, blank=True)  # none: they posted without being asked
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    posted_on = models.DateField(_("posted on"), null=True, blank=True)
    stars = models.PositiveSmallIntegerField(
        _("stars"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    quote = models.CharField(_("what it says"), max_length=600, blank=True)
    names = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )  # whom the review names: it collects on that person's page
    heat_case = GroupKey("followups.HeatCase", null=True, blank=True, related_name="reviews")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = tenant_constraints(
            "review_ask",
            store="RESTRICT",
            customer="CASCADE",
            delivery="CASCADE",
            attempt="SET NULL",
            heat_case="SET NULL",
        )
        indexes = [
            models.Index(fields=["customer"], name="review_ask_customer"),
            models.Index(
                fields=["names", "posted_on"],
                condition=Q(state="posted"),
                name="review_ask_names",
            ),
            models.Index(fields=["store", "asked_on"], name="review_ask_store"),
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.state}"


class Referral(TenantModel):
    """Asked for somebody else who may want a car; given, it is a prospect and owes a thank-you."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        GIVEN = "given", _("Gave a name")
        DECLINED = "declined", _("Rather not")

    store = GroupKey("stores.Store", related_name="+")
    customer = GroupKey(Customer, related_name="referrals")  # who was asked
    attempt = GroupKey(Attempt, null=True, related_name="referrals")
    state = models.CharField(_("referral"), max_length=10, choices=State.choices)
    name = models.CharField(_("who"), max_length=120, blank=True)
    phone = PhoneNumberField(_("their number"), blank=True)
    words = models.CharField(_("what they look for"), max_length=200, blank=True)
    prospect = GroupKey(Prospect, null=True, blank=True, related_name="referrals")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    thanked_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = tenant_constraints(
            "referral",
            store="RESTRICT",
            customer="CASCADE",
            attempt="SET NULL",
            prospect="SET NULL",
        )
        indexes = [
            models.Index(fields=["customer"], name="referral_customer"),
            models.Index(fields=["by", "at"], name="referral_by"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.name}".strip()
