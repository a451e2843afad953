"""A sale turned out to be somebody else's: its plans and open follow-ups go to them."""

from collections.abc import Sequence
from datetime import date, datetime

from deliveries.models import Delivery
from followups.actions.enrol import end_plan
from followups.actions.settle_channels import settle_channels
from followups.models import FollowUp, Plan


def follow_buyer(ids: Sequence[int], *, today: date, now: datetime) -> int:
    """Moves plans and open follow-ups of these deliveries to their present buyer. Idempotent.

    Check-ins are per person: of two running plans the one of the newer delivery stays. What was
    closed stays with whom it was made for. Returns the follow-ups moved.
    """
    moved = 0
    for delivery in Delivery.objects.filter(pk__in=ids):
        buyer = delivery.customer_id
        for plan in Plan.objects.filter(delivery=delivery, ended_on=None).exclude(customer=buyer):
            if plan.anchor_kind == Plan.AnchorKind.OWNERSHIP:
                _make_room(plan, buyer, today=today, now=now)
            Plan.objects.filter(pk=plan.pk).update(customer=buyer)
        rows = FollowUp.objects.open().filter(delivery=delivery).exclude(customer=buyer)
        moved += rows.update(customer=buyer)
        settle_channels([buyer], now=now)
    return moved


def _make_room(plan: Plan, buyer: int, *, today: date, now: datetime) -> None:
    """Ends the older one of two check-in plans of one person."""
    running = Plan.objects.filter(customer=buyer, anchor_kind="ownership", ended_on=None).first()
    if running:
        older = running if running.anchor_on <= plan.anchor_on else plan
        end_plan(older, "newer_delivery", today=today, now=now)
