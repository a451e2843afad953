"""Contacts of the last week with the others of a household: one ring a day, three a week."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from customers.queries.household import HOUSEHOLD_KINDS
from followups.queries.card_reads import PastAttempt
from followups.rules.budget import SPAN, PastTry
from followups.rules.household import RINGING

RINGS = """
WITH other(me, id) AS (
  SELECT customer_id, other_id FROM customers_householdlink
   WHERE customer_id = ANY(%(ids)s) AND ended_on IS NULL AND kind = ANY(%(kinds)s)
   UNION
  SELECT other_id, customer_id FROM customers_householdlink
   WHERE other_id = ANY(%(ids)s) AND ended_on IS NULL AND kind = ANY(%(kinds)s)
)
SELECT o.me, a.at, a.made_on, a.is_talk, a.direction, a.channel, u.name,
       coalesce(nullif(c.first_name, ''), c.company)
  FROM other o
  JOIN followups_attempt a ON a.customer_id = o.id AND a.at > %(since)s
  JOIN customers_customer c ON c.id = o.id
  JOIN stores_user u ON u.id = a.by_id
 WHERE NOT EXISTS (SELECT 1 FROM followups_attemptundo x WHERE x.attempt_id = a.id)
 ORDER BY a.at DESC
"""


@dataclass(frozen=True, slots=True)
class HouseRing:
    """A contact with somebody else of the household."""

    at: datetime
    made_on: date
    is_talk: bool
    direction: str
    channel: str
    by_name: str
    name: str

    @property
    def is_ring(self) -> bool:
        """Whether we made a phone ring."""
        return self.direction == "out" and self.channel in RINGING


def rings_around(customer_id: int, *, now: datetime) -> list[HouseRing]:
    """The last seven days with the others of the customer's household, newest first. One query."""
    return rings_around_each([customer_id], now=now)[customer_id]


def rings_around_each(
    customer_ids: Collection[int], *, now: datetime
) -> dict[int, list[HouseRing]]:
    """The same per customer id, in one query whatever their number."""
    found: dict[int, list[HouseRing]] = {pk: [] for pk in customer_ids}
    asked: dict[str, Any] = {
        "ids": list(found),
        "kinds": list(HOUSEHOLD_KINDS),
        "since": now - SPAN,
    }
    with connection.cursor() as cursor:
        cursor.execute(RINGS, asked)
        for me, *row in cursor.fetchall():
            found[me].append(HouseRing(*row))
    return found


def past_tries(own: Sequence[PastAttempt], others: Sequence[HouseRing]) -> list[PastTry]:
    """All of it as the rule of the contact budget asks for it."""
    every: list[PastAttempt | HouseRing] = [*own, *others]
    return [
        PastTry(one.at, one.is_talk, one.channel in RINGING, one.direction == "in") for one in every
    ]
