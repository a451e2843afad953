"""A sale turned out to be somebody else's: its plans and open follow-ups go to them."""

from collections.abc import Sequence
from datetime import date, datetime

from customers.actions import lock_customers
from customers.queries import goes_on
from deliveries.models import Delivery
from followups.actions.enrol import end_plan
from followups.actions.former_car import return_to_former_car
from followups.actions.settle_channels import settle_channels
from followups.models import FollowUp, Plan


def follow_buyer(ids: Sequence[int], *, today: date, now: datetime) -> int:
    """Moves plans and open follow-ups of these deliveries to their present buyer. Idempotent.

    Check-ins are per person: of two running plans the one of the newer delivery stays, and who was
    taken for the buyer goes back to the car they had before. What was closed stays with whom it
    was made for. Returns the follow-ups moved.
    """
    moved = 0
    for delivery in Delivery.objects.filter(pk__in=ids):
        buyer = goes_on([delivery.customer_id])[delivery.customer_id]
        theirs = Plan.objects.filter(delivery=delivery).exclude(customer=buyer)
        people = {buyer, *theirs.values_list("customer_id", flat=True)}
        lock_customers(people)
        running = theirs.filter(anchor_kind=Plan.AnchorKind.OWNERSHIP, ended_on=None).first()
        if running:
            _make_room(running, buyer, today=today, now=now)
        theirs.update(customer=buyer)
        rows = FollowUp.objects.open().filter(delivery=delivery).exclude(customer=buyer)
        moved += rows.update(customer=buyer)
        settle_channels([buyer], now=now)
        for customer_id in sorted(people):
            return_to_former_car(customer_id, "other_buyer", today=today, now=now)
    return moved


def _make_room(plan: Plan, buyer: int, *, today: date, now: datetime) -> None:
    """Ends the older one of two check-in plans of one person."""
    running = Plan.objects.filter(customer=buyer, anchor_kind="ownership", ended_on=None).first()
    if running:
        older = running if running.anchor_on <= plan.anchor_on else plan
        end_plan(older, "newer_delivery", today=today, now=now)
