"""I2: every (plan, touchpoint, occurrence) due has exactly one follow-up."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from accountability.invariants.rows import Breach, rows_of
from followups.queries.by_rule import LEAD_DAYS, PlanCase, StoreRule, store_rules

BATCH = 5_000

TWICE = """
SELECT 'made twice' AS what, plan_id AS plan, touchpoint, occurrence
  FROM followups_followup GROUP BY plan_id, touchpoint, occurrence HAVING count(*) > 1
"""

# The planner runs every minute; a plan that was due before today was passed over.
OVERDUE = """
SELECT 'due and not planned' AS what, p.id AS plan, p.next_touchpoint AS touchpoint,
       p.next_occurrence AS occurrence
  FROM followups_plan p JOIN stores_store s ON s.id = p.store_id
 WHERE greatest(p.next_on, (p.created_at AT TIME ZONE s.time_zone)::date)
       < (%(now)s AT TIME ZONE s.time_zone)::date AND p.next_on IS NOT NULL
"""

# Without a plan nothing is ever due: a living owner must have a running one, of this car or of
# another, of whichever row of the person; one that ended by itself belongs to a store without such
# rows.
NOT_ENROLLED = """
SELECT 'not enrolled' AS what, d.id AS delivery, d.customer_id AS customer
  FROM deliveries_delivery d
  JOIN customers_customer c ON c.id = d.customer_id
  LEFT JOIN customers_customer person ON person.id = c.merged_into_id
 WHERE d.delivered_on IS NOT NULL AND d.unwound_on IS NULL
   AND coalesce(person.died_on, c.died_on) IS NULL
   AND NOT EXISTS (SELECT FROM followups_plan p WHERE p.anchor_kind = 'ownership'
       AND p.customer_id IN (c.id, person.id)
       AND (p.ended_on IS NULL OR p.ended_reason = 'walked_through'))
"""

# Only a delivery whose day was taken away may wait (edge case 37).
PAUSED = """
SELECT 'paused for no reason' AS what, p.id AS plan, p.next_touchpoint AS touchpoint,
       p.next_occurrence AS occurrence
  FROM followups_plan p LEFT JOIN deliveries_delivery d ON d.id = p.delivery_id
 WHERE p.paused_on IS NOT NULL AND p.ended_on IS NULL
   AND (d.id IS NULL OR d.delivered_on IS NOT NULL)
"""

CASES = """
SELECT DISTINCT store_id, coalesce(cadence_id, 0) AS cadence, anchor_kind, anchor_on, condition,
       starts_on, next_touchpoint, next_occurrence, ended_on
  FROM followups_plan ORDER BY store_id
"""

SAME_CASE = """
    ON p.store_id = c.store_id AND coalesce(p.cadence_id, 0) = c.cadence
   AND p.anchor_kind = c.anchor_kind AND p.anchor_on = c.anchor_on AND p.condition = c.condition
   AND p.starts_on = c.starts_on AND p.next_touchpoint = c.touchpoint
   AND p.next_occurrence = c.occurrence AND p.ended_on IS NOT DISTINCT FROM c.ended_on
"""

ARRAYS = """
  unnest(%(store_id)s::bigint[], %(cadence)s::bigint[], %(anchor_kind)s::text[],
         %(anchor_on)s::date[], %(condition)s::text[], %(starts_on)s::date[],
         %(touchpoint)s::text[], %(occurrence)s::int[], %(ended_on)s::date[],
"""
NAMES = """
  AS c(store_id, cadence, anchor_kind, anchor_on, condition, starts_on, touchpoint, occurrence,
       ended_on,
"""

LOST = f"""
SELECT 'passed over' AS what, p.id AS plan, c.owed AS touchpoint, c.owed_occurrence AS occurrence
  FROM {ARRAYS} %(owed)s::text[], %(owed_occurrence)s::int[]) {NAMES} owed, owed_occurrence)
  JOIN followups_plan p {SAME_CASE}
  LEFT JOIN followups_followup f ON f.plan_id = p.id AND f.touchpoint = c.owed
   AND f.occurrence = c.owed_occurrence
 WHERE f.id IS NULL
"""

PUT_OFF = f"""
SELECT 'put off' AS what, p.id AS plan, p.next_touchpoint AS touchpoint,
       p.next_occurrence AS occurrence
  FROM {ARRAYS} %(latest_on)s::date[]) {NAMES} latest_on)
  JOIN followups_plan p {SAME_CASE}
 WHERE p.next_on > c.latest_on
"""


def rows_that_planning_lost(now: datetime) -> list[Breach]:
    """I2: made twice; due and not planned; passed over by its plan's pointer; put off; paused
    though its delivery has a day; or a delivery whose customer has no plan at all. What was due is
    asked of the rule itself."""
    found = rows_of(TWICE) + rows_of(OVERDUE, {"now": now}) + rows_of(NOT_ENROLLED)
    found += rows_of(PAUSED)
    owed: list[tuple[Any, ...]] = []
    latest: list[tuple[Any, ...]] = []
    for rule, case in _cases(now):
        key = (rule.store.pk, *_values(case))
        try:
            owed += [(*key, *pointer) for pointer in rule.rows_owed(case)]
            make_on = rule.make_on(case)
        except (LookupError, ValueError) as problem:
            found.append({"what": "the rule has no answer", "case": case, "problem": str(problem)})
            continue
        if make_on and case.ended_on is None:
            # A closed day declared or revoked since may have moved it within the lead.
            latest.append((*key, make_on + timedelta(days=LEAD_DAYS)))
    return (
        found + _asked(LOST, owed, "owed", "owed_occurrence") + _asked(PUT_OFF, latest, "latest_on")
    )


def _cases(now: datetime) -> Iterator[tuple[StoreRule, PlanCase]]:
    rows = [tuple(row.values()) for row in rows_of(CASES)]
    rules = store_rules((row[0] for row in rows), now=now)
    return ((rules[store_id], PlanCase(*rest)) for store_id, *rest in rows)


def _values(case: PlanCase) -> tuple[Any, ...]:
    return tuple(getattr(case, name) for name in PlanCase.__dataclass_fields__)


def _asked(sql: str, rows: list[tuple[Any, ...]], *names: str) -> list[Breach]:
    """Runs the statement over the rows as arrays, some thousands at a time."""
    columns = ("store_id", *PlanCase.__dataclass_fields__, *names)
    found: list[Breach] = []
    for start in range(0, len(rows), BATCH):
        part = zip(*rows[start : start + BATCH], strict=True)
        found += rows_of(sql, dict(zip(columns, map(list, part), strict=True)))
    return found
