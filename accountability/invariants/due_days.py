"""I9: `first_due_on` changes only with a recorded calendar, delivery or death correction."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from accountability.invariants.rows import Breach, rows_of
from dealerfollow.lib.workdays import WorkCalendar
from followups.queries.by_rule import RowCase, StoreRule, store_rules
from followups.rules.lawful_days import barring_on, days_ahead

BATCH = 5_000
PATIENCE = timedelta(days=2)

# The last recorded move says where it is now; each move has a reason, and a corrected delivery has
# its own record. What is about the person comes back at the very moment in which their sale stood
# again, or their death was taken back (edge cases 39, 70).
FIELDS = "('delivered_on', 'lease_ends_on', 'tag_expires_on', 'condition', 'unwound_on')"
RECORDED = f"""
WITH last AS (
  SELECT DISTINCT ON (e.follow_up_id) e.follow_up_id, e.became, e.reason
    FROM followups_followupevent e WHERE e.kind = 'first_due_moved'
   ORDER BY e.follow_up_id, e.at DESC, e.id DESC
)
SELECT 'moved after its last record' AS what, f.id AS follow_up, f.first_due_on, last.became
  FROM last JOIN followups_followup f ON f.id = last.follow_up_id
 WHERE f.first_due_on::text <> last.became
UNION ALL
SELECT 'moved for no recorded cause', f.id, f.first_due_on, e.became
  FROM followups_followupevent e JOIN followups_followup f ON f.id = e.follow_up_id
 WHERE e.kind = 'first_due_moved' AND NOT (e.reason IN ('closed_day', 'over_cap') OR (
   e.reason = 'delivery_corrected' AND EXISTS (
     SELECT FROM deliveries_deliverychange c
      WHERE c.delivery_id = f.delivery_id
        AND c.field IN {FIELDS}))
   OR EXISTS (
     SELECT FROM followups_followupevent o
      WHERE o.follow_up_id = f.id AND o.kind = 'reopened' AND o.at = e.at AND (
       o.reason = 'contracted_again' AND EXISTS (
         SELECT FROM deliveries_deliverychange c
          WHERE c.group_id = f.group_id AND c.field = 'unwound_on' AND c.at = e.at)
       OR o.reason = 'death_corrected' AND EXISTS (
         SELECT FROM customers_deathcorrection d
          WHERE d.group_id = f.group_id AND d.at = e.at))))
"""

# Rows without a record, whose anchor was never corrected.
ROWS = """
  FROM followups_followup f
  JOIN followups_plan p ON p.id = f.plan_id
  JOIN stores_store s ON s.id = f.store_id
"""
UNRECORDED = f"""
 WHERE NOT EXISTS (SELECT FROM followups_followupevent e
                    WHERE e.follow_up_id = f.id AND e.kind = 'first_due_moved')
   AND NOT EXISTS (SELECT FROM deliveries_deliverychange c
                    WHERE c.delivery_id = p.delivery_id
                      AND c.field IN {FIELDS})
"""
CASES = f"""
SELECT DISTINCT f.store_id, coalesce(p.cadence_id, 0) AS cadence, p.anchor_kind, p.anchor_on,
       p.condition, f.touchpoint, f.occurrence {ROWS} {UNRECORDED} ORDER BY f.store_id
"""

# Two days of patience: weekly hours may have changed since, and have no history yet. A row made
# late, or on the evening of its own day, is due on the first open day after it was made. A call
# that is written since was planned for days on which one may call.
LATER = f"""
SELECT 'later than the rule says' AS what, f.id AS follow_up, f.first_due_on, c.due_on AS by_rule,
       f.store_id AS store, b.state, coalesce((SELECT e.was FROM followups_followupevent e
         WHERE e.follow_up_id = f.id AND e.kind = 'channel_changed' ORDER BY e.at, e.id LIMIT 1),
       f.channel) AS channel, l.last_on, (
         SELECT array_agg(d::date) FROM jsonb_array_elements(f.planning_note) n
          CROSS JOIN jsonb_array_elements_text(n->'days') d
          WHERE n->>'code' = 'moved_for_state_day') AS noted
{ROWS}
  JOIN customers_customer b ON b.id = f.customer_id
  JOIN unnest(%(store_id)s::bigint[], %(cadence)s::bigint[], %(anchor_kind)s::text[],
              %(anchor_on)s::date[], %(condition)s::text[], %(touchpoint)s::text[],
              %(occurrence)s::int[], %(due_on)s::date[])
    AS c(store_id, cadence, anchor_kind, anchor_on, condition, touchpoint, occurrence, due_on)
    ON c.store_id = f.store_id AND c.cadence = coalesce(p.cadence_id, 0)
   AND c.anchor_kind = p.anchor_kind AND c.anchor_on = p.anchor_on AND c.condition = p.condition
   AND c.touchpoint = f.touchpoint AND c.occurrence = f.occurrence
  CROSS JOIN LATERAL (
    SELECT CASE WHEN c.due_on > (f.created_at AT TIME ZONE s.time_zone)::date THEN c.due_on + 2
                ELSE (f.created_at AT TIME ZONE s.time_zone)::date + 6 END AS last_on) l
{UNRECORDED}
   AND f.first_due_on > l.last_on
"""


def first_due_days_moved_silently(now: datetime) -> list[Breach]:
    """I9: by the records of moves, and by the rule asked once per case where there is none."""
    found = rows_of(RECORDED)
    cases = rows_of(CASES)
    rules = store_rules((row["store_id"] for row in cases), now=now)
    answers: list[tuple[Any, ...]] = []
    for row in cases:
        store_id, *rest = row.values()
        try:
            due_on = rules[store_id].due_on(RowCase(*rest))
        except (LookupError, ValueError):
            continue  # I2 names it
        if due_on:
            answers.append((store_id, *rest, due_on))
    names = ("store_id", *RowCase.__dataclass_fields__, "due_on")
    for start in range(0, len(answers), BATCH):
        part = zip(*answers[start : start + BATCH], strict=True)
        later = rows_of(LATER, dict(zip(names, map(list, part), strict=True)))
        found += [row for row in later if not _is_the_states(row, rules)]
    return found


def _is_the_states(row: Breach, rules: Mapping[int, StoreRule]) -> bool:
    """Whether days on which the customer's state allows no call account for it (edge case 17): the
    state in which they live, or one that bars the day that the row's own note names; they may have
    moved since, or be one person with somebody who lives elsewhere.

    Takes what only this question needs out of the row.
    """
    store_id, state, channel, last_on, noted = (
        row.pop(name) for name in ("store", "state", "channel", "last_on", "noted")
    )
    calendar = rules[store_id].former_calendar
    then = {one for day in noted or () for one in barring_on(calendar, day)}
    return any(_accounts(row, calendar, one, channel, last_on) for one in {state, *then})


def _accounts(row: Breach, calendar: WorkCalendar, state: str, channel: str, last_on: date) -> bool:
    """Whether the days of that state do, with the closed days that may follow on them."""
    day = row["by_rule"]
    lawful = days_ahead(calendar, state, channel, day)
    between = (day + timedelta(days=n) for n in range((row["first_due_on"] - day).days))
    barred = sum(calendar.is_open(one) and not lawful.is_open(one) for one in between)
    allowed = last_on + timedelta(days=barred)
    if not lawful.is_open(day):
        allowed = max(allowed, lawful.next_open(day) + PATIENCE)
    return barred > 0 and row["first_due_on"] <= allowed
