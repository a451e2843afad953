"""The small reads of a card, in plain SQL: the ORM would cost more than the database.

Each is one statement; row-level security binds them as it binds every other.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

PRESENCE = timedelta(minutes=15)
HISTORY = 20

# Of the customer and the rows merged into them, with what an un-merge gave back (edge case 67).
ATTEMPTS = """
WITH person(id) AS (
  SELECT id FROM customers_customer WHERE id = %s
   UNION ALL
  SELECT id FROM customers_customer WHERE merged_into_id = %s
)
SELECT a.id, a.at, a.made_on, a.outcome, a.note, a.is_try, a.is_talk, a.channel, a.direction,
       u.name, a.by_id, a.reason, a.is_pleased
  FROM followups_attempt a JOIN stores_user u ON u.id = a.by_id
 WHERE a.id IN (
       SELECT t.id FROM person JOIN followups_attempt t ON t.customer_id = person.id
        WHERE NOT EXISTS (SELECT 1 FROM followups_attemptbelonging b
                           WHERE b.attempt_id = t.id AND b.customer_id <> t.customer_id)
        UNION
       SELECT b.attempt_id FROM person JOIN followups_attemptbelonging b
           ON b.customer_id = person.id)
   AND NOT EXISTS (SELECT 1 FROM followups_attemptundo x WHERE x.attempt_id = a.id)
 ORDER BY a.at DESC, a.id DESC LIMIT %s
"""
TAP = """
SELECT u.name, t.at FROM followups_calltap t JOIN stores_user u ON u.id = t.by_id
 WHERE t.customer_id = %s AND t.at > %s AND t.by_id <> %s ORDER BY t.at DESC LIMIT 1
"""
NEXT_PLAN = """
SELECT p.next_on, p.next_touchpoint, u.name
  FROM followups_plan p JOIN stores_user u ON u.id = p.owner_id
 WHERE p.customer_id = %s AND p.ended_on IS NULL AND p.next_on IS NOT NULL
 ORDER BY p.next_on LIMIT 1
"""
# The rows merged into somebody are the same person: their own first, then what those knew.
WAYS = """
WITH entry(id, person) AS (
  SELECT id, id FROM customers_customer WHERE id = ANY(%s)
   UNION
  SELECT id, merged_into_id FROM customers_customer WHERE merged_into_id = ANY(%s)
)
SELECT e.person, 'phone', p.number, p.wrong_at IS NULL, e.id <> e.person, p.rank, p.id
  FROM entry e JOIN customers_customerphone p ON p.customer_id = e.id
UNION ALL
SELECT e.person, 'email', m.address, m.bounced_at IS NULL, e.id <> e.person, m.rank, m.id
  FROM entry e JOIN customers_customeremail m ON m.customer_id = e.id
 ORDER BY 5, 6, 7
"""


@dataclass(frozen=True, slots=True)
class PastAttempt:
    """A contact of the past, as the card tells it."""

    pk: int
    at: datetime
    made_on: date
    outcome: str
    note: str
    is_try: bool
    is_talk: bool
    channel: str
    direction: str
    by_name: str
    by_id: int
    reason: str
    is_pleased: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """A number (E.164) or address on file; not `is_good` when it is known to be wrong."""

    customer_id: int
    kind: str
    value: str
    is_good: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """What a plan makes next: the day it is made, its touchpoint, whose it will be."""

    make_on: date
    touchpoint: str
    owner_name: str


def past_attempts(customer_id: int) -> list[PastAttempt]:
    """The last 20 that were not undone, newest first."""
    return [PastAttempt(*row) for row in _rows(ATTEMPTS, [customer_id, customer_id, HISTORY])]


def pressed_call(customer_id: int, *, not_by: int, now: datetime) -> tuple[str, datetime] | None:
    """Who else pressed Call for this customer in the last quarter of an hour, and when."""
    rows = _rows(TAP, [customer_id, now - PRESENCE, not_by])
    return rows[0] if rows else None  # type: ignore[return-value]


def planned_next(customer_id: int) -> Planned | None:
    """What is made next for the customer by any running plan."""
    rows = _rows(NEXT_PLAN, [customer_id])
    return Planned(*rows[0]) if rows else None


def ways_of(customer_ids: Collection[int]) -> list[Way]:
    """Numbers and addresses of these people and of the rows merged into them, the first to use
    first; each once, as the row that goes on has it."""
    ids = list(customer_ids)
    found: dict[tuple[int, str, str], Way] = {}
    for person, kind, value, is_good, *_rank in _rows(WAYS, [ids, ids]):
        found.setdefault((person, kind, value), Way(person, kind, value, is_good))
    return list(found.values())


def _rows(sql: str, asked: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        return cursor.fetchall()
