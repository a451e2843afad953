"""Calls and texts at somebody's numbers: one question for the card, the press of Call, the sweep.

The law counts tries at a person's number, whoever of the group made them and whomever they were
for (edge case 18): a number that two strangers share rings once for both.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dealerfollow.tenancy.prepared import read
from followups.rules.household import RINGING

DAY = timedelta(hours=24)
# The rows merged into somebody are the same person. The second half: others' tries on a number of
# theirs. UNION: a number that is on file twice counts a try once.
TRIES = """
WITH person(root, id) AS (
  SELECT id, id FROM customers_customer WHERE id = ANY(%(ids)s)
   UNION ALL
  SELECT merged_into_id, id FROM customers_customer WHERE merged_into_id = ANY(%(ids)s)
), made AS (
  SELECT p.root, a.id, true AS is_own FROM person p JOIN followups_attempt a ON a.customer_id = p.id
   WHERE a.at > %(since)s AND a.at <= %(until)s
   UNION
  SELECT p.root, a.id, false
    FROM person p
    JOIN customers_customerphone n ON n.customer_id = p.id AND n.wrong_at IS NULL
    JOIN followups_attempt a ON a.number = n.number AND a.number <> ''
   WHERE a.at > %(since)s AND a.at <= %(until)s
     AND NOT EXISTS (SELECT 1 FROM person s WHERE s.root = p.root AND s.id = a.customer_id)
)
SELECT m.root, a.at, a.by_id, a.is_talk, a.direction = 'out', m.is_own
  FROM made m JOIN followups_attempt a ON a.id = m.id
 WHERE a.is_try AND a.channel = ANY(%(ringing)s)
   AND NOT EXISTS (SELECT 1 FROM followups_attemptundo u WHERE u.attempt_id = a.id)
 ORDER BY a.at, a.id
"""


@dataclass(frozen=True, slots=True)
class NumberTry:
    """A call or text that counts. `is_own`: made for this person, not for somebody who shares the
    number; not `is_out` when they contacted us."""

    at: datetime
    by_id: int
    is_talk: bool
    is_out: bool
    is_own: bool


def number_tries(
    customer_ids: Collection[int], *, since: datetime, until: datetime
) -> dict[int, list[NumberTry]]:
    """Customer id -> tries after `since` until `until`, oldest first. One query."""
    found: dict[int, list[NumberTry]] = defaultdict(list)
    asked: dict[str, Any] = {
        "ids": list(customer_ids),
        "since": since,
        "until": until,
        "ringing": list(RINGING),
    }
    for customer_id, *values in read(TRIES, asked):
        found[customer_id].append(NumberTry(*values))
    return found


def rung_at(tries: dict[int, list[NumberTry]]) -> dict[int, tuple[datetime, ...]]:
    """Customer id -> the moments at which we made one of their numbers ring."""
    return {pk: tuple(one.at for one in made if one.is_out) for pk, made in tries.items()}


def rung_lately(customer_ids: Collection[int], *, now: datetime) -> dict[int, tuple[datetime, ...]]:
    """Customer id -> when their numbers rang in the last 24 hours. One query."""
    return rung_at(number_tries(customer_ids, since=now - DAY, until=now))
