"""Invariants that one SQL statement can state."""

from datetime import datetime
from typing import Any

from django.db import connection

from accountability.rules.missed import SAID_ONCE
from deliveries.rules.we_owe import SURVIVES_UNWIND

Breach = dict[str, Any]


def rows_of(sql: str, parameters: dict[str, Any] | None = None) -> list[Breach]:
    """The rows of a statement as dictionaries."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or {})
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


# A delivery of before the store's start owes none (decision 1), unless it was enrolled with one.
I1 = """
SELECT d.id AS delivery, d.store_id AS store, count(f.id) AS post_sale_rows,
       min(f.id) AS follow_up, min(f.state) AS state
  FROM deliveries_delivery d
  JOIN stores_store s ON s.id = d.store_id
  LEFT JOIN followups_followup f ON f.delivery_id = d.id AND f.kind = 'post_sale'
 WHERE d.delivered_on IS NOT NULL AND d.unwound_on IS NULL
   AND (d.delivered_on >= s.follow_up_starts_on OR NOT d.is_before_start)
 GROUP BY d.id
HAVING count(f.id) <> 1
    OR bool_or(f.state <> 'open' AND f.state_reason = '' AND f.closed_by_id IS NULL)
"""

# The sweep judges whatever existed and was open when it ran: what was opened again next was closed.
# A try undone after it is judged by the next one.
I3 = """
SELECT f.id AS follow_up, f.store_id AS store, f.first_due_on, r.day AS swept_day
  FROM followups_followup f
  JOIN LATERAL (
    SELECT r.day, r.ran_at FROM accountability_sweeprun r
     WHERE r.store_id = f.store_id AND r.day >= greatest(f.first_due_on, f.clock_on)
       AND r.ran_at >= f.created_at
       AND (f.first_tried_on IS NULL OR f.first_tried_on > r.day)
       AND (f.closed_at IS NULL OR f.closed_at > r.ran_at)
       AND coalesce((SELECT e.kind FROM followups_followupevent e
                      WHERE e.follow_up_id = f.id AND e.kind IN ('closed', 'stopped', 'reopened')
                        AND e.at > r.ran_at
                      ORDER BY e.at, e.id LIMIT 1), '') <> 'reopened'
     ORDER BY r.day DESC LIMIT 1
  ) r ON true
 WHERE NOT EXISTS (SELECT FROM accountability_miss m WHERE m.follow_up_id = f.id)
   AND NOT EXISTS (
    SELECT FROM accountability_excuse e WHERE e.follow_up_id = f.id
       AND (e.day = r.day OR (e.reason = ANY(%(said_once)s)
                           AND e.day BETWEEN f.first_due_on AND r.day)))
   AND NOT EXISTS (
    SELECT FROM followups_attemptundo u
      JOIN followups_attempteffect x ON x.attempt_id = u.attempt_id
     WHERE x.follow_up_id = f.id AND u.at > r.ran_at)
"""

# The morning report of a day is the notice that a miss owes; it says how many there were.
I4 = """
WITH missed AS (
  SELECT m.store_id, m.day, count(*) AS misses FROM accountability_miss m
   WHERE NOT EXISTS (  -- a log corrected later (edge case 80): of that the correction tells
    SELECT FROM accountability_attemptcorrection c
      JOIN followups_attempteffect x ON x.attempt_id = c.attempt_id
     WHERE x.follow_up_id = m.follow_up_id AND m.created_at = c.at)
   GROUP BY 1, 2
), told AS (
  SELECT n.store_id, (d->>'day')::date AS day, n.to_id, count(*) AS notices,
         min((d->>'missed')::int) AS told
    FROM followups_notice n, jsonb_array_elements(n.facts->'days') d
   WHERE n.kind = 'missed' GROUP BY 1, 2, 3
)
SELECT m.store_id AS store, m.day, m.misses, t.to_id AS told_to, coalesce(t.notices, 0) AS notices,
       t.told
  FROM missed m LEFT JOIN told t ON t.store_id = m.store_id AND t.day = m.day
 WHERE coalesce(t.notices, 0) <> 1 OR t.told <> m.misses
"""

# Whoever takes care of an upset customer was told, or has seen it.
UNTOLD = """
SELECT 'heat case nobody was told of' AS what, h.id AS heat_case, h.store_id AS store
  FROM followups_heatcase h
 WHERE h.state = 'open' AND h.acknowledged_at IS NULL
   AND NOT EXISTS (SELECT FROM followups_notice n
                    WHERE n.kind = 'heat' AND n.facts->'case' = to_jsonb(h.id))
"""

# Nobody is called about a sale that was undone, and no running plan is without a next row, unless
# its delivery has no day just now. Money and a trade-in are owed though the sale was undone (edge
# case 38). An open heat case has its one call, and one that is over has none.
I7 = """
SELECT 'open follow-up of an unwound delivery' AS what, f.id AS follow_up, NULL::bigint AS plan
  FROM followups_followup f JOIN deliveries_delivery d ON d.id = f.delivery_id
  JOIN followups_plan p ON p.id = f.plan_id LEFT JOIN deliveries_weowe w ON w.id = p.we_owe_id
 WHERE f.state = 'open' AND d.unwound_on IS NOT NULL
   AND NOT (coalesce(w.kind, 'item') = ANY(%(survives)s))
UNION ALL
SELECT 'running plan of an unwound delivery', NULL, p.id
  FROM followups_plan p JOIN deliveries_delivery d ON d.id = p.delivery_id
 WHERE p.ended_on IS NULL AND d.unwound_on IS NOT NULL
UNION ALL
SELECT 'running plan without a next row', NULL, p.id
  FROM followups_plan p WHERE p.ended_on IS NULL AND p.next_on IS NULL AND p.paused_on IS NULL
UNION ALL
SELECT 'open heat case without one open follow-up', min(f.id), p.id
  FROM followups_heatcase h
  LEFT JOIN followups_plan p ON p.heat_case_id = h.id
  LEFT JOIN followups_followup f ON f.plan_id = p.id AND f.state = 'open'
 WHERE h.state = 'open' GROUP BY h.id, p.id HAVING count(f.id) <> 1
UNION ALL
SELECT 'open follow-up of a heat case that is over', f.id, p.id
  FROM followups_heatcase h JOIN followups_plan p ON p.heat_case_id = h.id
  JOIN followups_followup f ON f.plan_id = p.id
 WHERE h.state = 'confirmed' AND f.state = 'open'
"""

# What nobody else owns is owned by a manager, so that "on the manager's list" is ownership too.
I8 = """
SELECT f.id AS follow_up, f.store_id AS store, f.owner_id AS owner
  FROM followups_followup f
 WHERE f.state = 'open' AND NOT EXISTS (
    SELECT FROM stores_membership m JOIN stores_user u ON u.id = m.user_id
     WHERE m.user_id = f.owner_id AND u.is_active AND m.ended_at IS NULL
       AND m.group_id = f.group_id AND (m.store_id = f.store_id OR m.store_id IS NULL))
"""


def deliveries_without_one_post_sale_follow_up(now: datetime) -> list[Breach]:
    """I1: none or several, or one that is closed without a reason."""
    return rows_of(I1)


def days_that_left_no_trace(now: datetime) -> list[Breach]:
    """I3: past the first due day in a swept store, and neither tried nor missed nor excused."""
    return rows_of(I3, {"said_once": list(SAID_ONCE)})


def misses_without_their_notice(now: datetime) -> list[Breach]:
    """I4: no report of the day, two for one manager, or one that says another number; a heat case
    that nobody was told of."""
    return rows_of(I4) + rows_of(UNTOLD)


def over_and_still_running(now: datetime) -> list[Breach]:
    """I7: see the statement. Of prospects it asks nothing."""
    return rows_of(I7, {"survives": list(SURVIVES_UNWIND)})


def owners_who_cannot_sign_in(now: datetime) -> list[Breach]:
    """I8: open, and its owner is switched off or works there no more."""
    return rows_of(I8)
