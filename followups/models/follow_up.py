"""One contact owed to one customer, due on a day, counted for one person."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from customers.models import CHANNELS, Customer
from dealerfollow.stores.models import User
from dealerfollow.tenancy.constraints import AppendOnly
from dealerfollow.tenancy.models import GroupKey, TenantModel, tenant_constraints
from deliveries.models import Delivery
from followups.models.plan import Plan


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    """Filters that read as English."""

    def open(self) -> "FollowUpQuerySet":
        """Not yet closed: perhaps moved, perhaps missed."""
        return self.filter(state=FollowUp.State.OPEN)

    def due_by(self, day: date) -> "FollowUpQuerySet":
        """Due on `day` (store-local) or before."""
        return self.filter(due_on__lte=day)

    def owned_by(self, user: User) -> "FollowUpQuerySet":
        """On this person's list."""
        return self.filter(owner=user)


class FollowUp(TenantModel):
    """Unique on (plan, touchpoint, occurrence); nothing removes one silently.

    `first_due_on` is moved only by the store's calendar or a corrected delivery (recorded), never
    by a person; `due_on` may move. On time compares with the first, or with `clock_on` where the
    clock was moved (see followups/rules/clock.py). All are dates of the store's calendar. Missed
    is not a state but a row of accountability: the follow-up stays open until somebody makes it.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        NOT_REACHED = "not_reached", _("Not reached")
        SUPERSEDED = "superseded", _("Superseded")
        STOPPED = "stopped", _("Stopped")

    store = GroupKey("stores.Store", related_name="+")
    plan = GroupKey(Plan, related_name="follow_ups")
    touchpoint = models.CharField(max_length=24)
    occurrence = models.PositiveIntegerField(db_default=0)
    kind = models.CharField(max_length=24)  # post_sale, satisfaction, check_in, birthday, ...
    channel = models.CharField(max_length=10, choices=CHANNELS)
    tier = models.PositiveSmallIntegerField()
    condition = models.CharField(max_length=4)  # the car's, kept here for reports: new | used
    customer = GroupKey(Customer, related_name="follow_ups")
    delivery = GroupKey(Delivery, null=True, related_name="follow_ups")
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    first_due_on = models.DateField()
    due_on = models.DateField()
    # The last day that is still on time, when it is not the first due day: only a hand-over, a
    # contact that went before in the household, or a call back that the customer asked for move it.
    clock_on = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)  # a call back promised for a time
    planning_note = models.JSONField(db_default=[], default=list)  # codes: why this day
    state = models.CharField(
        max_length=12, choices=State.choices, db_default="open", default=State.OPEN
    )
    state_reason = models.CharField(max_length=40, blank=True, db_default="", default="")
    superseded_by = GroupKey("self", null=True, related_name="+")
    closed_by = GroupKey("followups.Attempt", null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(db_default=0, default=0)
    first_tried_on = models.DateField(null=True)  # store-local day of the first try that counts
    reached_on = models.DateField(null=True)  # store-local day of the first conversation
    counted_for = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )  # frozen by the first try or the miss; the owner until then
    missed_on = models.DateField(null=True)  # mirror of the miss, so that lists need no join
    voided_on = models.DateField(null=True)  # mirror of its voiding: the store's day of it
    bdc_tried_on = models.DateField(null=True)  # a BDC try that does not satisfy the owner's
    snoozed_until = models.DateTimeField(null=True)
    snoozes = models.PositiveSmallIntegerField(db_default=0, default=0)
    created_at = models.DateTimeField(db_default=Now())

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "touchpoint", "occurrence"], name="follow_up_once"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None)
                | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="follow_up_closed_has_time",
            ),
            *tenant_constraints(
                "follow_up",
                store="RESTRICT",
                plan="CASCADE",
                customer="CASCADE",
                delivery="CASCADE",
                superseded_by="SET NULL",
                closed_by="RESTRICT",
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "due_on"], condition=Q(state="open"), name="follow_up_list"
            ),
            models.Index(
                fields=["store", "due_on"], condition=Q(state="open"), name="follow_up_store_open"
            ),
            models.Index(fields=["customer", "-due_on"], name="follow_up_customer"),
            models.Index(
                fields=["delivery"], condition=Q(kind="post_sale"), name="follow_up_post_sale"
            ),
            models.Index(
                fields=["store", "first_due_on"],
                include=[
                    "group",  # read by the row-level policy: without it no index-only scan
                    "owner",
                    "counted_for",
                    "state",
                    "condition",
                    "kind",
                    "first_tried_on",
                    "reached_on",
                    "missed_on",
                    "clock_on",
                    "voided_on",
                ],
                name="follow_up_report",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"


class FollowUpEvent(TenantModel):
    """What happened to a follow-up besides a try: moved, handed on, reopened. Append-only."""

    follow_up = GroupKey(FollowUp, related_name="events")
    kind = models.CharField(max_length=24)  # moved, snoozed, reassigned, closed, reopened
    was = models.CharField(max_length=120, blank=True, db_default="", default="")
    was_owner = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", db_index=False
    )  # whose it was, where it may go back to them: two people may have one name
    became = models.CharField(max_length=120, blank=True, db_default="", default="")
    reason = models.CharField(max_length=120, blank=True, db_default="", default="")
    days = models.JSONField(db_default=[], default=list)  # ISO: the closed days that were skipped
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            *tenant_constraints("follow_up_event", follow_up="CASCADE"),
            AppendOnly(name="follow_up_event_append_only"),
        ]
        indexes = [models.Index(fields=["follow_up", "at"], name="follow_up_event_of")]

    def __str__(self) -> str:
        return f"{self.kind} {self.was} -> {self.became}"
