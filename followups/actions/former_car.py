"""A sale that is no longer somebody's: what their other car is owed comes back."""

from datetime import date, datetime

from customers.models import Customer
from customers.queries import goes_on, rows_of_person
from deliveries.models import Delivery
from followups.actions.enrol import enrol_deliveries
from followups.actions.newer_car import NEWER
from followups.actions.owners import owner_of
from followups.actions.person_merged import GAVE_WAY as MERGED
from followups.actions.settle_channels import settle_channels
from followups.models import FollowUp, FollowUpEvent, Plan
from followups.queries.cadences import cadence_of
from followups.queries.facts_of_plans import circumstances_of
from followups.rules.touchpoints import first_step_due_after

GREETINGS = (Plan.AnchorKind.BIRTHDAY, Plan.AnchorKind.ORPHAN)
GAVE_WAY = (NEWER, MERGED)  # to another car, of theirs or of a merged row


def return_to_former_car(
    customer_id: int, reason: str, *, undone_as: str = "", today: date, now: datetime
) -> None:
    """The check-ins of their latest car go on, with those that had given way to the other one.

    Without any car left, nobody is greeted or introduced either (edge case 38): that ends with
    `undone_as` where the reason is another one, so that contracting again finds it (39). For
    somebody who died nothing begins; should that be corrected, it is asked again (70). Idempotent.
    The customer is locked by the caller.
    """
    customer_id = goes_on([customer_id])[customer_id]
    if Customer.objects.filter(pk=customer_id, died_on__isnull=False).exists():
        return
    people = rows_of_person(customer_id)
    cars = Delivery.objects.delivered().filter(customer__in=people).select_related("store")
    former = cars.order_by("-delivered_on", "-id").first()
    running = Plan.objects.filter(customer=customer_id, ended_on=None)
    if former is None:
        _end_greetings(customer_id, undone_as or reason, today=today, now=now)
        return
    if not running.filter(anchor_kind="ownership").exists():
        ended = Plan.objects.filter(
            delivery=former, customer__in=people, anchor_kind="ownership", ended_reason__in=GAVE_WAY
        ).first()
        if ended:
            ended.go_on_as(customer_id)  # it may have ended before its row was merged
            _resume(ended, former, reason, today=today, now=now)
    for plan in Plan.objects.filter(delivery=former, anchor_kind="delivery"):
        _reopen(plan, reason, today=today, now=now)  # what the other car had answered too
    enrol_deliveries([former.pk], today=today, now=now)


def _end_greetings(customer_id: int, reason: str, *, today: date, now: datetime) -> None:
    """Birthdays, and an heir's introductions: also what is open of a plan that has ended."""
    plans = Plan.objects.filter(customer=customer_id, anchor_kind__in=GREETINGS)
    FollowUp.objects.open().filter(plan__in=plans).update(
        state=FollowUp.State.STOPPED, state_reason=reason, closed_at=now
    )
    plans.filter(ended_on=None).update(next_on=None, ended_on=today, ended_reason=reason)


def _resume(plan: Plan, delivery: Delivery, reason: str, *, today: date, now: datetime) -> None:
    """The plan runs again from today, for whoever owns the car's calls now; what fell due while
    the other car's plan ran is not owed."""
    plan.owner = owner_of(delivery)
    plan.starts_on, plan.ended_on, plan.ended_reason = today, None, ""
    step = first_step_due_after(
        cadence_of(plan.cadence_id, plan.anchor_kind),
        plan.anchor_on,
        today,
        **circumstances_of(delivery.store, plan.condition, today=today),
    )
    plan.next_on = step.make_on if step else None
    plan.next_touchpoint, plan.next_occurrence = step.pointer if step else ("", 0)
    plan.save()
    _reopen(plan, reason, today=today, now=now)
    settle_channels([plan.customer_id], now=now)


def _reopen(plan: Plan, reason: str, *, today: date, now: datetime) -> None:
    rows = FollowUp.objects.filter(
        plan=plan, state=FollowUp.State.SUPERSEDED, state_reason__in=GAVE_WAY, due_on__gt=today
    )
    FollowUpEvent.objects.bulk_create(
        FollowUpEvent(
            group_id=plan.group_id,
            follow_up_id=pk,
            kind="reopened",
            was=FollowUp.State.SUPERSEDED,
            became=FollowUp.State.OPEN,
            reason=reason,
            at=now,
        )
        for pk in rows.values_list("pk", flat=True)
    )
    rows.update(
        state=FollowUp.State.OPEN,
        state_reason="",
        closed_at=None,
        superseded_by=None,
        owner=plan.owner,
        customer=plan.customer_id,
    )
