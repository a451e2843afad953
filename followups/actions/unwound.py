"""A sale undone after delivery: nobody asks how the car is."""

from collections.abc import Sequence
from datetime import date, datetime

from customers.actions import lock_customers
from deliveries.models import Delivery, WeOwe
from followups.actions.former_car import return_to_former_car
from followups.models import FollowUp, Plan


def end_unwound(ids: Sequence[int], *, today: date, now: datetime) -> int:
    """Ends plans, open follow-ups and open promises of unwound deliveries. Idempotent.

    The customer is never asked how the car is (edge case 38). An earlier car's check-ins go on.
    Returns the follow-ups that ended.
    """
    customers = sorted(set(Delivery.objects.filter(pk__in=ids).values_list("customer", flat=True)))
    lock_customers(customers)
    Plan.objects.filter(delivery__in=ids, ended_on=None).update(
        next_on=None, ended_on=today, ended_reason="unwound"
    )
    closed = (
        FollowUp.objects.open()
        .filter(delivery__in=ids)
        .update(state=FollowUp.State.STOPPED, state_reason="unwound", closed_at=now)
    )
    WeOwe.objects.open().filter(delivery__in=ids).update(
        status=WeOwe.Status.CANCELLED, settled_at=now, word="Sale unwound"
    )
    for customer_id in customers:
        return_to_former_car(customer_id, "unwound", today=today, now=now)
    return closed
