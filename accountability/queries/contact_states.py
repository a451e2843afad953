"""What stood between an owner and each customer on a day, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from django.db import connection

from accountability.queries.ended_day import EndedDay
from accountability.rules.missed import ContactState
from accountability.rules.reach import contact_state
from customers.models import Customer
from customers.queries import contact_facts_of
from customers.queries.household import household_of
from customers.rules.contactability import Channel, Purpose
from dealerfollow.tenancy.plain_rows import columns_of, instances
from followups.models import FollowUp
from followups.rules.outcomes import SERVICE_KINDS

RINGING = ("phone", "text")
_DAY = timedelta(hours=24)
# The law counts tries at a person's number, whoever of the group made them and whomever of the
# house they were for (edge case 18): the second half are others' tries on the same number.
TRIES = """
SELECT a.customer_id, a.at, a.by_id, a.is_talk, true, a.id FROM followups_attempt a
 WHERE a.customer_id = ANY(%(ids)s) AND a.at > %(since)s AND a.at <= %(until)s AND a.is_try
   AND a.channel = ANY(%(ringing)s)
   AND NOT EXISTS (SELECT 1 FROM followups_attemptundo u WHERE u.attempt_id = a.id)
UNION ALL
SELECT DISTINCT p.customer_id, a.at, a.by_id, a.is_talk, false, a.id
  FROM customers_customerphone p
  JOIN customers_customerphone q ON q.number = p.number AND q.customer_id <> p.customer_id
  JOIN followups_attempt a ON a.customer_id = q.customer_id AND a.number = p.number
 WHERE p.customer_id = ANY(%(ids)s) AND p.wrong_at IS NULL
   AND a.at > %(since)s AND a.at <= %(until)s AND a.is_try AND a.channel = ANY(%(ringing)s)
   AND NOT EXISTS (SELECT 1 FROM followups_attemptundo u WHERE u.attempt_id = a.id)
 ORDER BY 6
"""


def contact_states(rows: Sequence[FollowUp], ended: EndedDay) -> dict[int, ContactState]:
    """Follow-up id -> whether its customer could be contacted that day, in 4 queries."""
    customers = _customers({row.customer_id for row in rows})
    linked = household_of([c.pk for c in customers])
    everybody = {c.pk for c in customers} | {other for ids in linked.values() for other in ids}
    rung: dict[int, list[tuple[datetime, int, bool]]] = defaultdict(list)
    at_number: dict[int, tuple[datetime, ...]] = {}
    asked = {
        "ids": list(everybody),
        "since": ended.starts_at - _DAY,
        "until": ended.ends_at,
        "ringing": list(RINGING),
    }
    for customer_id, at, by_id, is_talk, is_own, _pk in _rows(TRIES, asked):
        at_number[customer_id] = (*at_number.get(customer_id, ()), at)
        if is_own:
            rung[customer_id].append((at, by_id, is_talk))
    facts = contact_facts_of(customers, recent_tries=at_number)
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


def _customers(ids: Collection[int]) -> list[Customer]:
    sql = f"SELECT {columns_of(Customer)} FROM customers_customer WHERE id = ANY(%s)"
    return instances(Customer, _rows(sql, [list(ids)]))


def _rows(sql: str, asked: list[Any] | dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        return cursor.fetchall()
