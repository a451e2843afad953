"""Enrolling deliveries: their plans, and the post-sale follow-up in the same transaction.

Set-based: what a hundred deliveries need is asked once, since a sold file brings thousands.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import prefetch_related_objects

from customers.models import Customer
from customers.rules.ways import channel_for
from dealerfollow.lib.workdays import WorkCalendar
from dealerfollow.stores.queries import calendars_of
from dealerfollow.tenancy.plain_writes import insert
from deliveries.models import Delivery
from deliveries.rules.plates import plates_due_on
from followups.actions.death import DIED
from followups.actions.enrol_reads import held_deliveries, plans_around
from followups.actions.greetings import give_greetings
from followups.actions.newer_car import give_way_to_newer
from followups.actions.notes import notes_json
from followups.actions.owners import owner_ids_of
from followups.models import FollowUp, Plan
from followups.queries.cadences import current_cadences
from followups.queries.facts_of_plans import survey_days_at
from followups.rules.business_day import working_on
from followups.rules.cadence import Cadence
from followups.rules.due_days import Note
from followups.rules.lawful_days import barred_note, is_barred, lawful_calendar
from followups.rules.outcomes import SERVICE_KINDS
from followups.rules.touchpoints import LateJoin, Step, first_step_due_after, late_join


def enrol_deliveries(ids: Sequence[int], *, today: date, now: datetime) -> int:
    """Gives each delivery its plans; returns how many plans were made. Idempotent.

    On or after the store's start: a post-sale follow-up at once, the rest by the planner. Before
    it (decision 1): no post-sale call, the owner joins at their next future six-month date.
    """
    deliveries = [delivery for delivery in held_deliveries(ids) if delivery.anchor_on]
    if not deliveries:
        return 0
    enrolment = _Enrolment(deliveries, today, now)
    for delivery in deliveries:
        if not delivery.is_before_start:
            enrolment.post_sale(delivery)
        enrolment.ownership(delivery)
        enrolment.lease(delivery)
        enrolment.plates(delivery)
        enrolment.birthday(delivery)
    return enrolment.save()


def permitted_channel(customer: Customer, step: Step, *, is_related: bool) -> str | None:
    """The channel this step goes out on for this customer; None when they asked for silence."""
    return channel_for(
        step.touchpoint.channel,
        ways=customer.ways,
        preferred=customer.preferred_channel,
        is_preferred_taken=step.touchpoint.is_in_preferred_channel,
        is_related=is_related,
        is_owed=step.touchpoint.kind in SERVICE_KINDS,
    )


class _Enrolment:
    """Deliveries being enrolled together: the facts that their plans need, and the new rows."""

    def __init__(self, deliveries: Sequence[Delivery], today: date, now: datetime) -> None:
        self.today, self.now = today, now
        stores = {d.store_id: d.store for d in deliveries}
        if any(store.survey_days_by_make for store in stores.values()):
            prefetch_related_objects(deliveries, "vehicle")  # for all of them at once
        self.calendars = calendars_of(stores.values(), today=today)
        self.owners = owner_ids_of(deliveries)
        plans = plans_around([d.pk for d in deliveries], {d.customer_id for d in deliveries})
        self.planned = {(p.delivery_id, p.anchor_kind) for p in plans}
        self.running = {
            (p.customer_id, p.anchor_kind): p
            for p in plans
            if p.ended_on is None and p.anchor_kind in ("ownership", "birthday")
        }
        self.others = [p for p in plans if p.anchor_kind == "delivery" and p.next_on]
        self.cadences = current_cadences(stores)
        self.plans: list[Plan] = []
        self.first_rows: list[FollowUp] = []
        self.merged_rows: list[FollowUp] = []
        self.greeted: set[int] = set()  # perhaps by somebody else from now on

    def post_sale(self, delivery: Delivery) -> None:
        """The plan of the delivery, its post-sale follow-up, and what that one answers too."""
        if (delivery.pk, "delivery") in self.planned or delivery.anchor_on is None:
            return
        version, cadence = self.cadences[delivery.store_id, "delivery"]
        join = self._join(cadence, delivery, delivery.anchor_on)
        plan = self._plan(
            delivery, "delivery", version, delivery.anchor_on, join.next_step, delivery
        )
        post_sale = join.post_sale
        if delivery.delivered_on_source == "sold":  # edge case 35: the card says so
            post_sale = replace(post_sale, note=(*post_sale.note, Note("contract_date")))
        first = self._follow_up(plan, post_sale, delivery)
        for step in join.superseded:
            self._follow_up(plan, step, delivery, merged_into=first)

    def ownership(self, delivery: Delivery) -> None:
        """Check-ins for as long as they own a car: per person, so a newer car's plan takes over."""
        anchor_on = delivery.anchor_on
        running = self.running.get((delivery.customer_id, "ownership"))
        if (delivery.pk, "ownership") in self.planned or anchor_on is None:
            return
        if running and running.anchor_on > anchor_on:
            return
        if running and running.pk:
            end_plan(running, "newer_delivery", today=self.today, now=self.now)
        elif running:  # of a delivery in this very batch
            running.next_on, running.ended_on = None, self.today
            running.ended_reason = "newer_delivery"
        version, cadence = self.cadences[delivery.store_id, "ownership"]
        step = self._first_after_today(cadence, anchor_on, delivery)
        plan = self._plan(delivery, "ownership", version, anchor_on, step, delivery)
        self.running[delivery.customer_id, "ownership"] = plan

    def lease(self, delivery: Delivery) -> None:
        """180, 90 and 30 days before the lease ends; only those still to come."""
        ends_on = delivery.lease_ends_on
        if (
            ends_on is None
            or ends_on <= self._joins_after(delivery)
            or (delivery.pk, "lease") in self.planned
        ):
            return
        version, cadence = self.cadences[delivery.store_id, "lease"]
        step = self._first_after_today(cadence, ends_on, delivery)
        self._plan(delivery, "lease", version, ends_on, step, delivery)

    def plates(self, delivery: Delivery) -> None:
        """Before the temporary tag expires; nowhere that plates are given at the sale (edge 8)."""
        ends_on = plates_due_on(delivery.tag_expires_on, state=delivery.store.state)
        if (
            ends_on is None
            or ends_on <= self._joins_after(delivery)
            or (delivery.pk, "tag") in self.planned
        ):
            return
        version, cadence = self.cadences[delivery.store_id, "tag"]
        step = self._first_after_today(cadence, ends_on, delivery)
        self._plan(delivery, "tag", version, ends_on, step, delivery)

    def birthday(self, delivery: Delivery) -> None:
        """Once a year, for people; a firm has none (edge case 43), nor have the dead (70). Who
        sold to them last makes it (66)."""
        customer = delivery.customer
        if customer.born_on is None or customer.kind == Customer.Kind.BUSINESS or customer.died_on:
            return
        running = self.running.get((customer.pk, "birthday"))
        if running:
            if running.owner_id != self.owners[delivery.pk]:
                self.greeted.add(customer.pk)
            return
        version, cadence = self.cadences[delivery.store_id, "birthday"]
        step = self._first_after_today(cadence, customer.born_on, delivery)
        plan = self._plan(delivery, "birthday", version, customer.born_on, step, None)
        self.running[customer.pk, "birthday"] = plan

    def save(self) -> int:
        """Writes all of it in three statements at most, and more for the second car of a buyer;
        returns the number of plans."""
        insert(*self.plans)
        for row in (*self.first_rows, *self.merged_rows):
            row.plan_id = row.plan.pk
        insert(*self.first_rows)
        for row in self.merged_rows:
            row.superseded_by_id = row.superseded_by.pk if row.superseded_by else None
        insert(*self.merged_rows)
        self._give_way()
        if self.greeted:
            give_greetings(self.greeted, now=self.now)
        return len(self.plans)

    def _give_way(self) -> None:
        """A buyer's older cars leave to the newest what it answers too (edge case 45)."""
        by_buyer: dict[int, dict[int, Plan]] = {}
        for plan in (*self.others, *self.plans):
            if plan.anchor_kind == "delivery":
                by_buyer.setdefault(plan.customer_id, {})[plan.pk] = plan
        for plans in by_buyer.values():
            if len(plans) > 1:
                give_way_to_newer(list(plans.values()), today=self.today, now=self.now)

    def _join(self, cadence: Cadence, delivery: Delivery, anchor_on: date) -> LateJoin:
        """How it joins; a call on a day that the customer's state bars is due on another (17)."""
        store = delivery.store
        learned_on = max(self.today, working_on(self.now.astimezone(store.zone), store.day_ends_at))
        asked = {
            "survey_opens_days": survey_days_at(store, delivery.condition, delivery),
            **self._circumstances(delivery),
        }
        join = late_join(cadence, anchor_on, learned_on, **asked)
        first, lives_in, calendar = join.post_sale, delivery.customer.state, asked["calendar"]
        channel = permitted_channel(delivery.customer, first, is_related=True)
        if not is_barred(calendar, lives_in, first.due_on, channel):
            return join
        asked["calendar"] = lawful_calendar(calendar, lives_in, first.due_on)
        moved = late_join(cadence, anchor_on, learned_on, **asked).post_sale
        note = (*first.note, barred_note(first.due_on))
        return replace(join, post_sale=replace(first, due_on=moved.due_on, note=note))

    def _circumstances(self, delivery: Delivery) -> dict[str, Any]:
        calendar: WorkCalendar = self.calendars[delivery.store_id]
        return {"condition": delivery.condition, "calendar": calendar}

    def _first_after_today(
        self, cadence: Cadence, anchor_on: date, delivery: Delivery
    ) -> Step | None:
        day = self._joins_after(delivery)
        return first_step_due_after(cadence, anchor_on, day, **self._circumstances(delivery))

    def _joins_after(self, delivery: Delivery) -> date:
        """Nothing is owed before a store's start that is still to come (decision 1)."""
        return max(self.today, delivery.store.follow_up_starts_on - timedelta(days=1))

    def _plan(
        self,
        enrolled: Delivery,
        kind: str,
        version: int | None,
        anchor_on: date,
        step: Step | None,
        delivery: Delivery | None,
    ) -> Plan:
        plan = Plan(
            group_id=enrolled.group_id,
            store_id=enrolled.store_id,
            customer=enrolled.customer,
            delivery=delivery,
            anchor_kind=kind,
            anchor_on=anchor_on,
            condition=enrolled.condition,
            cadence_id=version,
            owner_id=self.owners[enrolled.pk],
            starts_on=self.today if kind == "delivery" else self._joins_after(enrolled),
            next_on=step.make_on if step else None,
            next_touchpoint=step.touchpoint.code if step else "",
            next_occurrence=step.occurrence if step else 0,
            ended_on=None if step else self.today,
            ended_reason="" if step else "walked_through",
            created_at=self.now,
        )
        self.plans.append(plan)
        return plan

    def _follow_up(
        self, plan: Plan, step: Step, delivery: Delivery, merged_into: FollowUp | None = None
    ) -> FollowUp:
        channel = permitted_channel(delivery.customer, step, is_related=True)
        row = FollowUp(
            group_id=plan.group_id,
            store_id=plan.store_id,
            plan=plan,
            touchpoint=step.touchpoint.code,
            occurrence=step.occurrence,
            kind=step.touchpoint.kind,
            channel=channel or step.touchpoint.channel,
            tier=step.touchpoint.tier,
            condition=delivery.condition,
            customer=delivery.customer,
            delivery=delivery,
            owner_id=self.owners[delivery.pk],
            first_due_on=step.due_on,
            due_on=step.due_on,
            planning_note=notes_json(step.note),
            created_at=self.now,
        )
        if merged_into is not None:
            row.state, row.state_reason = FollowUp.State.SUPERSEDED, "learned_late"
            row.superseded_by, row.closed_at = merged_into, self.now
        elif channel is None:
            is_dead = delivery.customer.died_on is not None
            row.state_reason = DIED if is_dead else "asked_to_stop"
            row.state, row.closed_at = FollowUp.State.STOPPED, self.now
        (self.first_rows if merged_into is None else self.merged_rows).append(row)
        return row


def end_plan(plan: Plan, reason: str, *, today: date, now: datetime) -> int:
    """Ends a plan; its untried follow-ups of later days are superseded. Returns how many.

    What is due or overdue stays open: it was owed before the plan ended.
    """
    Plan.objects.filter(pk=plan.pk).update(next_on=None, ended_on=today, ended_reason=reason)
    coming = FollowUp.objects.open().filter(plan=plan, tries=0, due_on__gt=today)
    return coming.update(state=FollowUp.State.SUPERSEDED, state_reason=reason, closed_at=now)
