"""Who would make whose phone ring today in a whole group, and whom we have rung already."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dealerfollow.tenancy.prepared import read
from followups.rules.budget import SPAN, PastTry
from followups.rules.household import RINGING

# Each store by its own date, and only until its day has ended: then it was swept.
DUE = """
SELECT f.id, f.customer_id, f.store_id, f.owner_id, f.kind, f.channel, f.tier, f.first_due_on,
       f.due_on, f.clock_on, f.due_at IS NOT NULL, f.tries, f.missed_on IS NOT NULL,
       c.ways & CASE f.channel WHEN 'phone' THEN 1 ELSE 2 END > 0, c.state,
       EXISTS (SELECT 1 FROM followups_followupevent e
                WHERE e.follow_up_id = f.id AND e.kind = 'deferred' AND e.reason = 'household'
                  AND NOT EXISTS (SELECT 1 FROM followups_attempteffect x
                                    JOIN followups_attempt a ON a.id = x.attempt_id
                                   WHERE x.follow_up_id = f.id AND a.at > e.at))
  FROM followups_followup f JOIN stores_store s ON s.id = f.store_id
  JOIN customers_customer c ON c.id = f.customer_id
 WHERE f.state = 'open' AND f.channel = ANY(%(ringing)s)
   AND f.due_on <= (%(now)s AT TIME ZONE s.time_zone)::date
   AND (%(now)s AT TIME ZONE s.time_zone)::time <= s.day_ends_at
 ORDER BY f.id
"""
TRIES = """
SELECT a.customer_id, a.store_id, a.by_id, a.at, a.is_talk, a.direction = 'in',
       a.made_on = (%(now)s AT TIME ZONE s.time_zone)::date
  FROM followups_attempt a JOIN stores_store s ON s.id = a.store_id
 WHERE a.customer_id = ANY(%(people)s) AND a.at > %(since)s AND a.at <= %(now)s
   AND a.channel = ANY(%(ringing)s)
   AND NOT EXISTS (SELECT 1 FROM followups_attemptundo x WHERE x.attempt_id = a.id)
 ORDER BY a.at, a.id
"""


@dataclass(frozen=True, slots=True)
class DueRing:
    """A follow-up due today that makes a phone ring; days of its store's calendar.

    `can_ring`: a number is on file and may be used. `has_waited` for the ring of somebody else in
    the house, and nobody has tried it since. `lives_in`: the customer's state.
    """

    pk: int
    customer_id: int
    store_id: int
    owner_id: int
    kind: str
    channel: str
    tier: int
    first_due_on: date
    due_on: date
    clock_on: date | None
    is_promised_time: bool
    tries: int
    is_missed: bool
    can_ring: bool
    lives_in: str
    has_waited: bool


@dataclass(frozen=True, slots=True)
class RecentTry:
    """A call or text of the last seven days; `is_today` by the date of the store that made it."""

    customer_id: int
    store_id: int
    by_id: int
    at: datetime
    is_talk: bool
    is_inbound: bool
    is_today: bool

    def as_past_try(self) -> PastTry:
        """What the rule of the contact budget reads of it."""
        return PastTry(self.at, self.is_talk, True, self.is_inbound)


def due_rings(now: datetime) -> list[DueRing]:
    """Everything in the group in scope that would ring today. One query."""
    return [DueRing(*row) for row in read(DUE, {"ringing": list(RINGING), "now": now})]


def recent_tries(people: Collection[int], now: datetime) -> list[RecentTry]:
    """Calls and texts with these customers in the last seven days, oldest first. One query."""
    asked: dict[str, Any] = {
        "people": list(people),
        "now": now,
        "since": now - SPAN,
        "ringing": list(RINGING),
    }
    return [RecentTry(*row) for row in read(TRIES, asked)]
