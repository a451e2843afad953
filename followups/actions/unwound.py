"""A sale undone after delivery: nobody asks how the car is."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q

from customers.actions import lock_customers
from deliveries.models import Delivery, WeOwe
from deliveries.rules.we_owe import SURVIVES_UNWIND
from followups.actions.former_car import return_to_former_car
from followups.models import FollowUp, Plan

UNWOUND, UNWOUND_WORD = "unwound", "Sale unwound"


def end_unwound(ids: Sequence[int], *, today: date, now: datetime) -> int:
    """Ends plans, open follow-ups and open promises of unwound deliveries. Idempotent.

    The customer is never asked how the car is (edge case 38). Money and a trade-in that they are
    to get back stay promised, with the call that keeps it. An earlier car's check-ins go on.
    Returns the follow-ups that ended.
    """
    customers = sorted(set(Delivery.objects.filter(pk__in=ids).values_list("customer", flat=True)))
    lock_customers(customers)
    survives = Q(plan__we_owe__kind__in=SURVIVES_UNWIND)
    Plan.objects.filter(delivery__in=ids, ended_on=None).update(
        next_on=None, paused_on=None, ended_on=today, ended_reason=UNWOUND
    )
    open_rows = FollowUp.objects.open().filter(delivery__in=ids)
    closed = FollowUp.objects.filter(pk__in=open_rows.exclude(survives).values("pk")).update(
        state=FollowUp.State.STOPPED, state_reason=UNWOUND, closed_at=now
    )
    ended = WeOwe.objects.open().filter(delivery__in=ids).exclude(kind__in=SURVIVES_UNWIND)
    ended.update(status=WeOwe.Status.CANCELLED, settled_at=now, word=UNWOUND_WORD)
    for customer_id in customers:
        return_to_former_car(customer_id, "unwound", today=today, now=now)
    return closed
