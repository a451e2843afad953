"""A sale's life in tests: it is told, its days are planned, its calls are made."""

from datetime import date
from uuid import uuid4

from accountability.invariants import verify
from dealerfollow.testing.sales import days, noon
from deliveries.actions import record_delivery
from followups.actions import plan_follow_ups
from followups.models import Attempt, FollowUp

TUESDAY = date(2026, 3, 3)


def tell(cast, told, now):
    """The sale as somebody tells it at that moment; Sam sold it."""
    return record_delivery(cast.north, told, by=None, now=now, salesperson=cast.sam).delivery


def plan_until(cast, first, last):
    """The planning of each of these days, at noon."""
    for n in range((last - first).days + 1):
        plan_follow_ups(cast.north, today=first + days(n), now=noon(first + days(n)))


def rows_of(delivery):
    """The follow-ups about this delivery, by touchpoint."""
    return {row.touchpoint: row for row in FollowUp.objects.filter(delivery=delivery)}


def logged(cast, customer, at, **told):
    """A contact of Sam's on record: a phone call without an answer, or as told."""
    facts = {
        "group": cast.group,
        "store": cast.north,
        "customer": customer,
        "by": cast.sam,
        "by_role": "salesperson",
        "at": at,
        "made_on": at.date(),
        "channel": "phone",
        "outcome": "no_answer",
        "is_try": True,
        "is_talk": False,
        "proof": "claimed",
        "key": uuid4(),
    }
    return Attempt.objects.create(**{**facts, **told})


def made(row, on):
    """As a talk leaves it."""
    talk = Attempt.objects.create(
        group_id=row.group_id,
        store_id=row.store_id,
        customer_id=row.customer_id,
        by_id=row.owner_id,
        by_role="salesperson",
        at=noon(on),
        made_on=on,
        channel="phone",
        outcome="spoke",
        is_try=True,
        is_talk=True,
        proof="claimed",
        key=uuid4(),
    )
    FollowUp.objects.filter(pk=row.pk).update(
        state="done",
        tries=1,
        first_tried_on=on,
        reached_on=on,
        closed_at=noon(on),
        closed_by=talk,
    )


def ended(delivery):
    """How those that are not open ended, by touchpoint."""
    return {
        name: (row.state, row.state_reason)
        for name, row in rows_of(delivery).items()
        if row.state != "open"
    }


def broken(cast, now):
    """What is broken once the day's planning ran."""
    plan_follow_ups(cast.north, today=cast.north.day_of(now), now=now)
    return {name: rows for name, rows in verify(now=now).items() if rows}
