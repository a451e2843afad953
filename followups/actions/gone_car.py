"""A car that is no longer its owner's: what is about the car ends (edge case 46)."""

from collections.abc import Sequence
from datetime import date, datetime

from customers.actions import lock_customers
from deliveries.models import Delivery
from followups.actions.skip_steps import skip_coming
from followups.models import FollowUp, Plan
from followups.queries.facts_of_plans import circumstances_of
from followups.rules.newer_car import CAR_BOUND, ends_with_the_car

GONE = "car_gone"


def end_car_bound(ids: Sequence[int], *, today: date, now: datetime) -> int:
    """Stops what asks about these cars, open or still to come; check-ins, birthdays and promises
    go on. Returns the follow-ups stopped. Idempotent."""
    lock_customers(Delivery.objects.filter(pk__in=ids).values("customer"))
    gone = Delivery.objects.filter(pk__in=ids).exclude(car_gone_on=None).select_related("store")
    closed = {"state": FollowUp.State.STOPPED, "state_reason": GONE}
    stopped = 0
    for delivery in gone:
        rows = FollowUp.objects.open().filter(delivery=delivery, kind__in=sorted(CAR_BOUND))
        stopped += rows.update(**closed, closed_at=now)
        running = Plan.objects.filter(delivery=delivery, ended_on=None)
        running.filter(anchor_kind__in=["lease", "tag"]).update(
            next_on=None, paused_on=None, ended_on=today, ended_reason=GONE
        )
        for plan in running.filter(anchor_kind=Plan.AnchorKind.DELIVERY):
            stopped += skip_coming(
                plan,
                delivery,
                lambda step: ends_with_the_car(step.touchpoint.kind),
                circumstances=circumstances_of(delivery.store, plan.condition, today=today),
                closed=closed,
                now=now,
            )
    return stopped
