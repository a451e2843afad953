"""Follow-ups that may have been missed on a day, and what logs after its end changed on them.

Plain SQL: every store asks every evening, and the ORM would cost more than the database.
"""

import json
from collections.abc import Collection
from datetime import date
from typing import Any

from accountability.queries.ended_day import EndedDay
from dealerfollow.tenancy.plain_rows import columns_of, instances
from dealerfollow.tenancy.prepared import read
from followups.models import FollowUp

MOST_DAYS_LATER = 60

# Open and due, or not tried in time; closed only after the day's end; or moved past it since.
MAY_BE_OPEN = """
f.state = 'open' AND (f.due_on <= %(day)s OR (f.first_due_on <= %(day)s AND
         (f.first_tried_on IS NULL OR f.first_tried_on >= %(day)s)))"""
CLOSED_LATER = f"""
f.state <> 'open' AND f.closed_at > %(ends_at)s
        AND f.first_due_on BETWEEN %(day)s - {MOST_DAYS_LATER} AND %(day)s
        AND (f.first_tried_on IS NULL OR f.first_tried_on >= %(day)s OR f.due_on <= %(day)s)"""
MOVED_LATER = """
a.made_on >= %(day)s AND a.at > %(ends_at)s AND e.before ->> 'due_on' <= %(day)s::text"""
CANDIDATES = f"""
SELECT {{columns}} FROM followups_followup f
 WHERE f.store_id = %(store)s AND f.missed_on IS NULL
   AND (({MAY_BE_OPEN}) OR ({CLOSED_LATER}) OR f.id IN (
       SELECT e.follow_up_id FROM followups_attempt a
         JOIN followups_attempteffect e ON e.attempt_id = a.id
        WHERE a.store_id = %(store)s AND {MOVED_LATER}
          AND NOT EXISTS (SELECT 1 FROM followups_attemptundo u WHERE u.attempt_id = a.id)))
"""
ONLY = " AND id = ANY(%(only)s)"
ORDERED = " ORDER BY id"
LOCKED = " FOR UPDATE OF f"
# Nothing of what a log after the day's end changed had happened yet for that day.
LOGGED_SINCE = """
SELECT e.follow_up_id, e.before FROM followups_attempt a
  JOIN followups_attempteffect e ON e.attempt_id = a.id
 WHERE a.store_id = %(store)s AND a.made_on >= %(day)s AND a.at > %(ends_at)s
   AND e.follow_up_id = ANY(%(ids)s)
   AND NOT EXISTS (SELECT 1 FROM followups_attemptundo u WHERE u.attempt_id = a.id)
 ORDER BY a.at DESC, e.id DESC
"""
TRIED = """
SELECT e.follow_up_id, bool_and(a.at > %(ends_at)s) FROM followups_attempt a
  JOIN followups_attempteffect e ON e.attempt_id = a.id
 WHERE a.store_id = %(store)s AND a.made_on = %(day)s AND a.is_try
   AND e.follow_up_id = ANY(%(ids)s)
   AND NOT EXISTS (SELECT 1 FROM followups_attemptundo u WHERE u.attempt_id = a.id)
 GROUP BY e.follow_up_id
"""


def candidates(
    ended: EndedDay, *, is_locked: bool, only: Collection[int] | None = None
) -> list[FollowUp]:
    """What may have been missed on that day, by id; of the ids `only`, if told.

    Locking waits for a log that is being saved: what it was logged on time is then seen (edge 29).
    """
    asked = _asked(ended)
    sql = CANDIDATES.replace("{columns}", columns_of(FollowUp))
    if only is not None:
        sql, asked["only"] = sql + ONLY, list(only)
    sql += ORDERED + (LOCKED if is_locked else "")
    return instances(FollowUp, _rows(sql, asked))


def as_it_was(ids: Collection[int], ended: EndedDay) -> dict[int, dict[str, Any]]:
    """Follow-up id -> the values that later logs changed, as they stood when the day ended."""
    found: dict[int, dict[str, Any]] = {}
    for follow_up_id, before in _rows(LOGGED_SINCE, {**_asked(ended), "ids": list(ids)}):
        # The earliest is written last.
        found.setdefault(follow_up_id, {}).update(json.loads(before) if before else {})
    return found


def tried_after_the_end(tried_on: dict[int, date | None], ended: EndedDay) -> set[int]:
    """Of follow-ups with their first try's day: those whose tries of that date all came after the
    day's end. They count tomorrow."""
    ids = [pk for pk, day in tried_on.items() if day == ended.day]
    if not ids:
        return set()
    rows = _rows(TRIED, {**_asked(ended), "ids": ids})
    return {follow_up_id for follow_up_id, is_late in rows if is_late}


def _asked(ended: EndedDay) -> dict[str, Any]:
    return {"store": ended.store.pk, "day": ended.day, "ends_at": ended.ends_at}


def _rows(sql: str, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
    return read(sql, asked)
