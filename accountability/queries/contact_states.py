"""What stood between an owner and each customer on a day, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import cast

from django.db.models import Q

from accountability.queries.ended_day import EndedDay
from accountability.rules.missed import ContactState
from accountability.rules.reach import contact_state
from customers.models import Customer, HouseholdLink
from customers.queries import contact_facts_of
from customers.rules.contactability import Channel, Purpose
from followups.models import Attempt, FollowUp
from followups.rules.outcomes import SERVICE_KINDS

RINGING = ("phone", "text")
_DAY = timedelta(hours=24)


def contact_states(rows: Sequence[FollowUp], ended: EndedDay) -> dict[int, ContactState]:
    """Follow-up id -> whether its customer could be contacted that day, in 7 queries."""
    customers = list(Customer.objects.filter(pk__in={row.customer_id for row in rows}))
    linked = _household([c.pk for c in customers])
    everybody = {c.pk for c in customers} | {other for ids in linked.values() for other in ids}
    rung: dict[int, list[tuple[datetime, int, bool]]] = defaultdict(list)
    tries = Attempt.objects.filter(
        customer__in=everybody,
        at__gt=ended.starts_at - _DAY,
        at__lte=ended.ends_at,
        is_try=True,
        undo=None,
        channel__in=RINGING,
    )
    for customer_id, at, by_id, is_talk in tries.values_list(
        "customer_id", "at", "by_id", "is_talk"
    ):
        rung[customer_id].append((at, by_id, is_talk))
    facts = contact_facts_of(
        customers, recent_tries={pk: tuple(at for at, _, _ in made) for pk, made in rung.items()}
    )
    found: dict[int, ContactState] = {}
    for row in rows:
        purpose: Purpose = "promise" if row.kind in SERVICE_KINDS else "relationship"
        state = contact_state(
            facts[row.customer_id],
            cast(Channel, row.channel),
            purpose,
            start=ended.starts_at,
            end=ended.ends_at,
        )
        if state == "may_contact" and purpose != "promise" and row.channel in RINGING:
            own, others = rung[row.customer_id], linked.get(row.customer_id, ())
            if _household_was_rung(row.owner_id, own, (rung[o] for o in others), ended):
                state = "household_contacted"
        found[row.pk] = state
    return found


def _household_was_rung(
    owner_id: int,
    own: Iterable[tuple[datetime, int, bool]],
    others: Iterable[Iterable[tuple[datetime, int, bool]]],
    ended: EndedDay,
) -> bool:
    """Decision 6: one ringing contact per household and day; who comes second is due next day.

    Somebody else's ring at another member counts; at the customer only a talk does, so that
    unanswered rings by others never make an owner's own call disappear.
    """
    rings = [ring for member in others for ring in member]
    rings += [ring for ring in own if ring[2]]
    return any(at >= ended.starts_at and by != owner_id for at, by, _ in rings)


def _household(customer_ids: list[int]) -> dict[int, set[int]]:
    """Customer id -> ids of the people who live with them, by links either way."""
    kinds = (HouseholdLink.Kind.SPOUSE, HouseholdLink.Kind.CO_BUYER)
    rows = HouseholdLink.objects.filter(
        Q(customer__in=customer_ids) | Q(other__in=customer_ids), ended_on=None, kind__in=kinds
    )
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in rows.values_list("customer_id", "other_id"):
        found[one].add(other)
        found[other].add(one)
    return found
