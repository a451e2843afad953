"""Enrolling deliveries: their plans, and the post-sale follow-up in the same transaction."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from customers.models import Customer
from customers.rules.ways import channel_for
from dealerfollow.lib.workdays import WorkCalendar
from dealerfollow.stores.models import Membership, Store, User
from dealerfollow.stores.queries import calendar_of, fallback_owner_of
from dealerfollow.stores.rules.rights import OWNER_ROLES
from deliveries.models import Delivery
from followups.models import FollowUp, Plan
from followups.queries.cadences import current_cadence
from followups.rules.cadence import Cadence
from followups.rules.due_days import Note
from followups.rules.touchpoints import Step, first_step_due_after, late_join


def enrol_deliveries(ids: Sequence[int], *, today: date, now: datetime) -> int:
    """Gives each delivery its plans; returns how many plans were made. Idempotent.

    On or after the store's start: a post-sale follow-up at once, the rest by the planner. Before
    it (decision 1): no post-sale call, the owner joins at their next future six-month date.
    """
    deliveries = Delivery.objects.filter(pk__in=ids).select_related("store", "customer")
    made = 0
    for delivery in deliveries:
        if delivery.anchor_on is None:
            continue
        calendar = calendar_of(delivery.store, today=today)
        enrolment = _Enrolment(delivery, owner_of(delivery), calendar, today, now)
        if not delivery.is_before_start:
            made += enrolment.post_sale()
        made += enrolment.ownership() + enrolment.lease() + enrolment.birthday()
    return made


def owner_of(delivery: Delivery) -> User:
    """Who makes its calls: the salesperson if they work at the store, else its manager."""
    seller = delivery.salesperson
    if seller and seller.is_active:
        members = Membership.objects.active().at(delivery.store_id).filter(user=seller)
        if members.with_role(*OWNER_ROLES).exists():
            return seller
    return fallback_owner_of(delivery.store)


def notes_json(notes: Sequence[Note]) -> list[dict[str, Any]]:
    """Planning notes as they are kept: code, days (ISO), number."""
    return [
        {"code": n.code, "days": [d.isoformat() for d in n.days], "number": n.number} for n in notes
    ]


def permitted_channel(customer: Customer, step: Step, *, is_related: bool) -> str | None:
    """The channel this step goes out on for this customer; None when they asked for silence."""
    return channel_for(
        step.touchpoint.channel,
        ways=customer.ways,
        preferred=customer.preferred_channel,
        is_preferred_taken=step.touchpoint.is_in_preferred_channel,
        is_related=is_related,
    )


class _Enrolment:
    """One delivery being enrolled: the facts that each of its plans needs."""

    def __init__(
        self, delivery: Delivery, owner: User, calendar: WorkCalendar, today: date, now: datetime
    ) -> None:
        self.delivery, self.owner, self.calendar = delivery, owner, calendar
        self.today, self.now = today, now
        self.store: Store = delivery.store
        self.customer: Customer = delivery.customer
        assert delivery.anchor_on
        self.anchor_on: date = delivery.anchor_on
        self.circumstances: dict[str, Any] = {
            "condition": delivery.condition,
            "calendar": calendar,
        }

    def post_sale(self) -> int:
        """The plan of the delivery, its post-sale follow-up, and what that one answers too."""
        if self._has_plan("delivery"):
            return 0
        version, cadence = current_cadence(self.store.pk, "delivery")
        join = late_join(
            cadence,
            self.anchor_on,
            self.today,
            survey_opens_days=self._survey(),
            **self.circumstances,
        )
        plan = self._plan("delivery", version, self.anchor_on, join.next_step, self.delivery)
        first = self._follow_up(plan, join.post_sale)
        for step in join.superseded:
            self._follow_up(plan, step, merged_into=first)
        return 1

    def ownership(self) -> int:
        """Check-ins for as long as they own a car: per person, so a newer car's plan takes over."""
        running = Plan.objects.filter(
            customer=self.customer, anchor_kind="ownership", ended_on=None
        ).first()
        if self._has_plan("ownership") or (running and running.anchor_on > self.anchor_on):
            return 0
        if running:
            end_plan(running, "newer_delivery", today=self.today, now=self.now)
        version, cadence = current_cadence(self.store.pk, "ownership")
        self._plan(
            "ownership",
            version,
            self.anchor_on,
            self._first_after_today(cadence, self.anchor_on),
            self.delivery,
        )
        return 1

    def lease(self) -> int:
        """180, 90 and 30 days before the lease ends; only those still to come."""
        ends_on = self.delivery.lease_ends_on
        if ends_on is None or ends_on <= self.today or self._has_plan("lease"):
            return 0
        version, cadence = current_cadence(self.store.pk, "lease")
        step = self._first_after_today(cadence, ends_on)
        self._plan("lease", version, ends_on, step, self.delivery)
        return 1

    def birthday(self) -> int:
        """Once a year, for people; a firm has none (edge case 43)."""
        born_on = self.customer.born_on
        if born_on is None or self.customer.kind == Customer.Kind.BUSINESS:
            return 0
        if Plan.objects.filter(
            customer=self.customer, anchor_kind="birthday", ended_on=None
        ).exists():
            return 0
        version, cadence = current_cadence(self.store.pk, "birthday")
        step = self._first_after_today(cadence, born_on)
        self._plan("birthday", version, born_on, step, None)
        return 1

    def _has_plan(self, kind: str) -> bool:
        return Plan.objects.filter(delivery=self.delivery, anchor_kind=kind).exists()

    def _survey(self) -> int | None:
        is_surveyed = self.store.sells_new and self.delivery.condition == "new"
        return self.store.survey_opens_days if is_surveyed else None

    def _first_after_today(self, cadence: Cadence, anchor_on: date) -> Step | None:
        return first_step_due_after(cadence, anchor_on, self.today, **self.circumstances)

    def _plan(
        self,
        kind: str,
        version: int | None,
        anchor_on: date,
        step: Step | None,
        delivery: Delivery | None,
    ) -> Plan:
        return Plan.objects.create(
            group_id=self.store.group_id,
            store=self.store,
            customer=self.customer,
            delivery=delivery,
            anchor_kind=kind,
            anchor_on=anchor_on,
            condition=self.delivery.condition,
            cadence_id=version,
            owner=self.owner,
            starts_on=self.today,
            next_on=step.make_on if step else None,
            next_touchpoint=step.touchpoint.code if step else "",
            next_occurrence=step.occurrence if step else 0,
            ended_on=None if step else self.today,
            ended_reason="" if step else "walked_through",
            created_at=self.now,
        )

    def _follow_up(self, plan: Plan, step: Step, merged_into: FollowUp | None = None) -> FollowUp:
        channel = permitted_channel(self.customer, step, is_related=True)
        row = FollowUp(
            group_id=plan.group_id,
            store_id=plan.store_id,
            plan=plan,
            touchpoint=step.touchpoint.code,
            occurrence=step.occurrence,
            kind=step.touchpoint.kind,
            channel=channel or step.touchpoint.channel,
            tier=step.touchpoint.tier,
            condition=self.delivery.condition,
            customer=self.customer,
            delivery=self.delivery,
            owner=self.owner,
            first_due_on=step.due_on,
            due_on=step.due_on,
            planning_note=notes_json(step.note),
            created_at=self.now,
        )
        if merged_into is not None:
            row.state, row.state_reason = FollowUp.State.SUPERSEDED, "learned_late"
            row.superseded_by, row.closed_at = merged_into, self.now
        elif channel is None:
            row.state, row.state_reason = FollowUp.State.STOPPED, "asked_to_stop"
            row.closed_at = self.now
        row.save()
        return row


def end_plan(plan: Plan, reason: str, *, today: date, now: datetime) -> int:
    """Ends a plan; its untried follow-ups of later days are superseded. Returns how many.

    What is due or overdue stays open: it was owed before the plan ended.
    """
    Plan.objects.filter(pk=plan.pk).update(next_on=None, ended_on=today, ended_reason=reason)
    coming = FollowUp.objects.open().filter(plan=plan, tries=0, due_on__gt=today)
    return coming.update(state=FollowUp.State.SUPERSEDED, state_reason=reason, closed_at=now)
