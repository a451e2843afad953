"""A customer, the people around them, and what is worth asking them about."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Collate, Concat, NullIf
from django.utils.translation import gettext_lazy as _

from dealerfollow.stores.models import User
from dealerfollow.tenancy.models import GroupKey, TenantModel, tenant_constraints

CHANNELS = [
    ("phone", _("Phone")),
    ("text", _("Text")),
    ("email", _("E-mail")),
    ("letter", _("Letter")),
    ("in_person", _("In person")),
]
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]


class Plain(Func):
    """Text as it is searched: lower case, no accents, no hyphens or apostrophes.

    The database function is made by migration 0001; it is immutable, so it may be indexed.
    """

    function = "customers_plain"
    output_field = models.TextField()


class Customer(TenantModel):
    """A person or a firm. `store` is the rooftop that knows them best: their latest delivery's."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        BUSINESS = "business", _("Business")

    store = GroupKey("stores.Store", related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PERSON)
    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    last_name = models.CharField(_("last name"), max_length=120, blank=True)
    company = models.CharField(_("company"), max_length=160, blank=True)
    suffix = models.CharField(_("suffix"), max_length=12, blank=True)  # Jr, Sr, III: two people
    dms_number = models.CharField(max_length=40, blank=True)  # the DMS's number for the person
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGES, default="en")
    preferred_channel = models.CharField(
        _("prefers"), max_length=10, choices=CHANNELS, default="phone"
    )
    reach_from = models.TimeField(_("reach them from"), null=True, blank=True)
    reach_until = models.TimeField(_("reach them until"), null=True, blank=True)
    born_on = models.DateField(_("born on"), null=True, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=2, blank=True)
    postal_code = models.CharField(_("ZIP code"), max_length=12, blank=True)
    how_they_use_it = models.CharField(_("how they use the car"), max_length=200, blank=True)
    last_contact_at = models.DateTimeField(null=True, blank=True)  # last talk or try, kept here
    last_talk_at = models.DateTimeField(null=True, blank=True)  # a try does not count
    # Kept by refresh_ways, so that planning needs no join: channels that may be planned on
    # (rules/ways.py), and the last day of the relationship that lets a listed number be rung.
    ways = models.PositiveSmallIntegerField(db_default=0, default=0)
    relationship_until = models.DateField(null=True, blank=True)
    last_serviced_on = models.DateField(null=True, blank=True)  # the last visit that was paid for
    # Merged: the row that goes on for this person, never itself a merged one. Numbers, stops and
    # tries stay on the row they were told for and are read over all rows of the person.
    merged_into = GroupKey("self", null=True, blank=True, related_name="merged")
    merged_at = models.DateTimeField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)  # the day we learned of it
    death_recorded_at = models.DateTimeField(null=True, blank=True)  # the moment; null: by day only
    estate_contact = models.CharField(_("estate contact"), max_length=200, blank=True)
    legal_hold = models.CharField(_("legal hold"), max_length=120, blank=True)  # not to be erased
    created_at = models.DateTimeField(auto_now_add=True)
    # Each word has a space before it, so that " gar" finds the words that begin so.
    search_name = models.GeneratedField(
        expression=Plain(
            Concat(Value(" "), "first_name", Value(" "), "last_name", Value(" "), "company")
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "dms_number"],
                condition=~Q(dms_number=""),
                name="customer_dms_number_once",
            ),
            models.CheckConstraint(
                condition=~Q(last_name="") | ~Q(company="") | ~Q(first_name=""),
                name="customer_has_a_name",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None, merged_at=None)
                | Q(merged_into__isnull=False, merged_at__isnull=False),
                name="customer_merged_has_time",
            ),
            *tenant_constraints("customer", store="RESTRICT", merged_into="RESTRICT"),
        ]
        indexes = [
            models.Index(
                fields=["merged_into"],
                condition=Q(merged_into__isnull=False),
                name="customer_merged_into",
            ),
            # The rest is read by the database function find_customers only.
            GinIndex(
                fields=["store", "search_name"],
                opclasses=["int8_ops", "gin_trgm_ops"],
                name="customer_search_words",
            ),
            models.Index(
                F("store"),
                Collate(Plain(Coalesce(NullIf("last_name", Value("")), "company")), "C"),
                name="customer_search_last",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def take_kind(self) -> None:
        """A company is a business, whoever its contact person is; not yet saved."""
        self.kind = self.Kind.BUSINESS if self.company else self.Kind.PERSON

    @property
    def name(self) -> str:
        """What the customer is called: the company, or first and last name."""
        return self.company or f"{self.first_name} {self.last_name}".strip()

    @property
    def short_name(self) -> str:
        """What one says on the phone: the first name, or the whole name without one."""
        return self.first_name or self.name


class HouseholdLink(TenantModel):
    """Two customers who belong together, both ways, until it ends."""

    class Kind(models.TextChoices):
        SPOUSE = "spouse", _("Spouse")
        CO_BUYER = "co_buyer", _("Co-buyer")
        CHILD = "child", _("Child")
        RELATIVE = "relative", _("Relative")
        FRIEND = "friend", _("Friend")

    customer = GroupKey(Customer, related_name="links")
    other = GroupKey(Customer, related_name="links_from_others")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    end_known_on = models.DateField(null=True, blank=True)  # what was noted until then may be old
    confirmed_on = models.DateField(null=True, blank=True)  # a child's, after the parents parted

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "other", "kind"],
                condition=Q(ended_on=None),
                name="household_link_once",
            ),
            models.CheckConstraint(condition=~Q(customer=F("other")), name="household_link_two"),
            *tenant_constraints("household_link", customer="CASCADE", other="CASCADE"),
        ]
        indexes = [
            models.Index(fields=["customer"], name="household_link_customer"),
            models.Index(fields=["other"], name="household_link_other"),
            models.Index(
                fields=["customer"],
                condition=Q(ended_on__isnull=False),
                name="household_link_parted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.kind} {self.other_id}"


class PersonalFact(TenantModel):
    """Something about the person worth asking about: never about the car (seed 001).

    After a parting only what is about the customer alone is shown, until they confirm the rest
    (rules/household.py). What no longer holds is `over`: it stays on record and is mentioned no
    more.
    """

    class About(models.TextChoices):
        UNTOLD = "", _("Nobody said")
        SELF = "self", _("About themself")
        FAMILY = "family", _("About their family")
        CHILD = "child", _("About a child")  # shown only with a right of its own

    class Topic(models.TextChoices):
        """What salespeople of long standing keep of a person (seed 001)."""

        NONE = "", _("Not sorted")
        FAMILY = "family", _("Family")
        WORK = "work", _("Work")
        TRAVEL = "travel", _("Travel")
        ACTIVITIES = "activities", _("Activities")
        VOLUNTEERING = "volunteering", _("Volunteering")
        OTHER = "other", _("Something else")

    class Over(models.TextChoices):
        NOT = "", _("Holds")
        CORRECTED = "corrected", _("Corrected")
        NO_LONGER = "no_longer", _("No longer true")

    customer = GroupKey(Customer, related_name="facts")
    text = models.CharField(_("fact"), max_length=200)
    about = models.CharField(
        _("about whom"),
        max_length=8,
        choices=About.choices,
        blank=True,
        db_default="",
        default=About.UNTOLD,
    )
    confirmed_on = models.DateField(null=True, blank=True)
    topic = models.CharField(
        _("topic"),
        max_length=12,
        choices=Topic.choices,
        blank=True,
        db_default="",
        default=Topic.NONE,
    )
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    over = models.CharField(
        max_length=10, choices=Over.choices, blank=True, db_default="", default=Over.NOT
    )
    over_at = models.DateTimeField(null=True, blank=True)
    over_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = tenant_constraints("personal_fact", customer="CASCADE")
        indexes = [models.Index(fields=["customer", "-noted_at"], name="personal_fact_newest")]

    def __str__(self) -> str:
        return self.text
