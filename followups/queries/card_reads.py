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

COLUMNS = """a.id, a.at, a.made_on, a.outcome, a.note, a.is_try, a.is_talk, a.channel, a.direction,
       u.name, a.by_id, a.reason, a.is_pleased"""
# Of the customer and the rows merged into them, with what an un-merge gave back (edge case 67).
ATTEMPTS = f"""
WITH person(id) AS (
  SELECT id FROM customers_customer WHERE id = %s
   UNION ALL
  SELECT id FROM customers_customer WHERE merged_into_id = %s
)
SELECT {COLUMNS}, count(*) FILTER (WHERE a.is_talk) OVER ()
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
# The same of many people, since a moment.
LATELY = f"""
WITH entry(id, person) AS (
  SELECT id, id FROM customers_customer WHERE id = ANY(%(ids)s)
   UNION
  SELECT id, merged_into_id FROM customers_customer WHERE merged_into_id = ANY(%(ids)s)
), theirs(person, attempt_id) AS (
  SELECT e.person, t.id FROM entry e
    JOIN followups_attempt t ON t.customer_id = e.id AND t.at > %(since)s
   WHERE NOT EXISTS (SELECT 1 FROM followups_attemptbelonging b
                      WHERE b.attempt_id = t.id AND b.customer_id <> t.customer_id)
   UNION
  SELECT e.person, b.attempt_id FROM entry e
    JOIN followups_attemptbelonging b ON b.customer_id = e.id
)
SELECT theirs.person, {COLUMNS}
  FROM theirs JOIN followups_attempt a ON a.id = theirs.attempt_id AND a.at > %(since)s
  JOIN stores_user u ON u.id = a.by_id
 WHERE NOT EXISTS (SELECT 1 FROM followups_attemptundo x WHERE x.attempt_id = a.id)
 ORDER BY a.at DESC, a.id DESC
"""
TAPS = """
SELECT DISTINCT ON (t.customer_id) t.customer_id, u.name, t.at
  FROM followups_calltap t JOIN stores_user u ON u.id = t.by_id
 WHERE t.customer_id = ANY(%s) AND t.at > %s AND t.by_id <> %s
 ORDER BY t.customer_id, t.at DESC
"""
NEXT_PLAN = """
SELECT p.next_on, p.next_touchpoint, u.name, p.cadence_id, p.anchor_kind, c.ways
  FROM followups_plan p JOIN stores_user u ON u.id = p.owner_id
  JOIN customers_customer c ON c.id = p.customer_id
 WHERE p.customer_id = %s AND p.ended_on IS NULL AND p.next_on IS NOT NULL
 ORDER BY p.next_on LIMIT 60
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
    talks: int = 0  # of all their contacts, also of those before the last 20


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
    cadence_id: int | None
    anchor_kind: str
    ways: int  # the customer's


def past_attempts(customer_id: int) -> list[PastAttempt]:
    """The last 20 that were not undone, newest first."""
    return [PastAttempt(*row) for row in _rows(ATTEMPTS, [customer_id, customer_id, HISTORY])]


def attempts_lately(
    customer_ids: Collection[int], *, since: datetime
) -> dict[int, list[PastAttempt]]:
    """Those since a moment that were not undone, per customer id, newest first. One query."""
    found: dict[int, list[PastAttempt]] = {pk: [] for pk in customer_ids}
    for person, *row in _rows(LATELY, {"ids": list(found), "since": since}):
        found[person].append(PastAttempt(*row))
    return found


def pressed_calls(
    customer_ids: Collection[int], *, not_by: int, now: datetime
) -> dict[int, tuple[str, datetime]]:
    """Customer id -> who else pressed Call for them in the last quarter of an hour, and when."""
    rows = _rows(TAPS, [list(customer_ids), now - PRESENCE, not_by])
    return {customer_id: (name, at) for customer_id, name, at in rows}


def pressed_call(customer_id: int, *, not_by: int, now: datetime) -> tuple[str, datetime] | None:
    """The same of one customer."""
    return pressed_calls([customer_id], not_by=not_by, now=now).get(customer_id)


def planned_for(customer_id: int) -> list[Planned]:
    """What running plans make next for the customer, the first first."""
    return [Planned(*row) for row in _rows(NEXT_PLAN, [customer_id])]


def ways_of(customer_ids: Collection[int]) -> list[Way]:
    """Numbers and addresses of these people and of the rows merged into them, the first to use
    first; each once, as the row that goes on has it."""
    ids = list(customer_ids)
    found: dict[tuple[int, str, str], Way] = {}
    for person, kind, value, is_good, *_rank in _rows(WAYS, [ids, ids]):
        found.setdefault((person, kind, value), Way(person, kind, value, is_good))
    return list(found.values())


def _rows(sql: str, asked: list[Any] | dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        return cursor.fetchall()
