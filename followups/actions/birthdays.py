"""A birthday learned, corrected or taken back: the yearly greeting follows it."""

from collections.abc import Sequence
from datetime import datetime

from customers.models import Customer
from deliveries.models import Delivery
from followups.actions.enrol import end_plan, enrol_deliveries
from followups.models import FollowUp, Plan

FIRM = "is_a_firm"


def replan_birthdays(customer_ids: Sequence[int], *, now: datetime) -> int:
    """Plans the greetings of these customers anew; returns how many plans were made. Idempotent.

    A plan whose anchor is another day ends ("birthday_corrected"), with what was to come of it; a
    firm's ends with all that is open of it (edge case 43). Only somebody who took a car home is
    greeted.
    """
    made = 0
    for customer in Customer.objects.filter(pk__in=customer_ids).select_related("store"):
        today = customer.store.day_of(now)
        running = Plan.objects.filter(
            customer=customer, anchor_kind="birthday", ended_on=None
        ).first()
        if running and customer.kind == Customer.Kind.BUSINESS:
            end_plan(running, FIRM, today=today, now=now)
            FollowUp.objects.open().filter(plan=running).update(
                state=FollowUp.State.STOPPED, state_reason=FIRM, closed_at=now
            )
        elif running and running.anchor_on != customer.born_on:
            end_plan(running, "birthday_corrected", today=today, now=now)
        latest = (
            Delivery.objects.delivered()
            .filter(customer=customer)
            .order_by("-delivered_on", "-id")
            .first()
        )
        if latest:
            made += enrol_deliveries([latest.pk], today=today, now=now)
    return made
