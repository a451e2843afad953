"""A sale undone after delivery: nobody asks how the car is."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q

from customers.actions import lock_people
from deliveries.models import Delivery, WeOwe
from deliveries.queries.undone_sales import excluded_as
from deliveries.rules.deals import EXCLUDED
from deliveries.rules.we_owe import SURVIVES_UNWIND
from followups.actions.former_car import return_to_former_car
from followups.models import FollowUp, Plan

UNWOUND, UNWOUND_WORD = "unwound", "Sale unwound"


REASONS = frozenset({UNWOUND, *EXCLUDED.values()})
"""Why plans and follow-ups ended with their sale; all of it goes on when it is a sale again."""


def end_unwound(ids: Sequence[int], *, today: date, now: datetime) -> int:
    """Ends plans, open follow-ups and open promises of unwound deliveries, and of those that were
    no sale to a customer: then with that reason (edge case 44). Idempotent.

    The customer is never asked how the car is (edge case 38). Money and a trade-in that they are
    to get back stay promised, with the call that keeps it. An earlier car's check-ins go on.
    Returns the follow-ups that ended.
    """
    sales = Delivery.objects.filter(pk__in=ids)
    lock_people(sales.values("customer"))
    reasons = reasons_of(ids)
    closed = sum(_end(delivery_id, reasons[delivery_id], today, now) for delivery_id in ids)
    ended = WeOwe.objects.open().filter(delivery__in=ids).exclude(kind__in=SURVIVES_UNWIND)
    ended.update(status=WeOwe.Status.CANCELLED, settled_at=now, word=UNWOUND_WORD)
    why = {sale.customer_id: reasons[sale.pk] for sale in sales.order_by("pk")}
    for customer_id, reason in sorted(why.items()):
        return_to_former_car(customer_id, reason, today=today, now=now)
    return closed


def _end(delivery_id: int, reason: str, today: date, now: datetime) -> int:
    survives = Q(plan__we_owe__kind__in=SURVIVES_UNWIND)
    Plan.objects.filter(delivery=delivery_id, ended_on=None).update(
        next_on=None, paused_on=None, ended_on=today, ended_reason=reason
    )
    open_rows = FollowUp.objects.open().filter(delivery=delivery_id)
    ending = FollowUp.objects.filter(pk__in=open_rows.exclude(survives).values("pk"))
    return ending.update(state=FollowUp.State.STOPPED, state_reason=reason, closed_at=now)


def reasons_of(ids: Sequence[int]) -> dict[int, str]:
    """Delivery id -> the word under which it was undone last."""
    excluded = excluded_as(Delivery.objects.filter(pk__in=ids))
    return {pk: excluded.get(pk, UNWOUND) for pk in ids}
