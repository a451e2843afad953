"""What stood between an owner and each customer on a day, in a fixed number of queries."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, cast

from accountability.queries.ended_day import EndedDay
from accountability.rules.missed import ContactState
from accountability.rules.reach import contact_state
from customers.models import Customer
from customers.queries import contact_facts_of
from customers.queries.household import household_of
from customers.rules.contactability import Channel, Purpose
from dealerfollow.tenancy.plain_rows import columns_of, instances
from dealerfollow.tenancy.prepared import read
from followups.models import FollowUp
from followups.queries.number_tries import DAY, number_tries, rung_at
from followups.rules.outcomes import SERVICE_KINDS

RINGING = ("phone", "text")


def contact_states(rows: Sequence[FollowUp], ended: EndedDay) -> dict[int, ContactState]:
    """Follow-up id -> whether its customer could be contacted that day, in 4 queries."""
    customers = _customers({row.customer_id for row in rows})
    linked = household_of([c.pk for c in customers])
    everybody = {c.pk for c in customers} | {other for ids in linked.values() for other in ids}
    tries = number_tries(everybody, since=ended.starts_at - DAY, until=ended.ends_at)
    rung = {
        pk: [(one.at, one.by_id, one.is_talk) for one in made if one.is_own]
        for pk, made in tries.items()
    }
    facts = contact_facts_of(customers, recent_tries=rung_at(tries))
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
            own, others = rung.get(row.customer_id, ()), linked.get(row.customer_id, ())
            if _household_was_rung(row.owner_id, own, (rung.get(o, ()) for o in others), ended):
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


def _customers(ids: Collection[int]) -> list[Customer]:
    sql = f"SELECT {columns_of(Customer)} FROM customers_customer WHERE id = ANY(%s)"
    return instances(Customer, _rows(sql, [list(ids)]))


def _rows(sql: str, asked: list[Any]) -> list[tuple[Any, ...]]:
    return read(sql, asked)
