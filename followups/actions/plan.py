"""Planning: every plan whose next row is due gets that row, exactly once, in one statement.

The answer table: the pure rule is asked once per distinct case (store, cadence, step, anchor day,
and what the customer allows), its answers become arrays, and all plans' rows are written by one
statement on their unique key. One statement, because two under READ COMMITTED could advance a plan
enrolled in between without its row.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from psycopg2.extras import Json

from customers.models import RegistryScrub
from customers.rules.contactability import SCRUB_DAYS
from customers.rules.ways import channel_for
from dealerfollow.lib.workdays import WorkCalendar
from dealerfollow.stores.models import Store
from dealerfollow.stores.queries import calendar_of, fallback_owner_of
from followups.actions.notes import notes_json
from followups.actions.registry import respect_registry
from followups.actions.smooth import smooth_load
from followups.queries.cadences import cadence_of
from followups.queries.facts_of_plans import survey_days_at
from followups.rules.business_day import working_on
from followups.rules.cadence import Touchpoint
from followups.rules.due_days import Note, may_leave_on
from followups.rules.in_silence import HowMade, in_silence
from followups.rules.lawful_days import BARRING, barred_note, days_for, is_barred, lawful_calendar
from followups.rules.outcomes import SERVICE_KINDS
from followups.rules.touchpoints import LEAD_DAYS, Step, step_after, step_at

log = logging.getLogger(__name__)
MAX_PASSES = 40  # after an outage of years a plan has many rows to catch up with

# May a listed number be rung: a relationship that lasts, or a fresh file that names none of their
# numbers (edge cases 57, 58). The file is asked only where one was loaded.
RELATED = """
(coalesce(c.relationship_until >= %(due)s, false)
 OR (%(is_scrubbed)s AND c.ways & 3 > 0 AND NOT EXISTS (
  SELECT 1 FROM customers_customer m
    JOIN customers_customerphone n ON n.customer_id = m.id AND n.wrong_at IS NULL
    LEFT JOIN customers_registryscrub r ON r.group_id = n.group_id
     AND r.area_code = substr(n.number, 3, 3) AND n.number LIKE '+1%%'
    LEFT JOIN customers_registrynumber l ON l.group_id = n.group_id AND l.number = n.number
   WHERE (m.id = c.id OR m.merged_into_id = c.id)
     AND (l.id IS NOT NULL OR r.scrubbed_on IS NULL OR r.scrubbed_on < %(fresh)s))))
"""

CASES = f"""
SELECT coalesce(p.cadence_id, 0), p.anchor_kind, p.anchor_on, p.condition, p.next_touchpoint,
       p.next_occurrence, c.ways, c.preferred_channel,
       {RELATED},
       CASE WHEN c.state = ANY(%(barring)s) THEN c.state ELSE '' END, c.died_on IS NOT NULL
  FROM followups_plan p JOIN customers_customer c ON c.id = p.customer_id
 WHERE p.store_id = %(store)s AND p.next_on <= %(today)s
 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
"""

MAKE = f"""
WITH answer AS MATERIALIZED (
  SELECT * FROM unnest(
    %(cadence)s::bigint[], %(anchor_kind)s::text[], %(anchor_on)s::date[], %(condition)s::text[],
    %(touchpoint)s::text[], %(occurrence)s::int[], %(ways)s::int[], %(preferred)s::text[],
    %(related)s::bool[], %(lives_in)s::text[], %(has_died)s::bool[], %(due_on)s::date[],
    %(note)s::jsonb[], %(clock_on)s::date[], %(kind)s::text[], %(wanted)s::text[],
    %(channel)s::text[], %(tier)s::int[], %(state)s::text[], %(reason)s::text[],
    %(manager)s::bigint[], %(next_touchpoint)s::text[], %(next_occurrence)s::int[],
    %(next_on)s::date[]
  ) AS a(cadence_id, anchor_kind, anchor_on, condition, touchpoint, occurrence, ways, preferred,
         related, lives_in, has_died, due_on, note, clock_on, kind, wanted, channel, tier, state,
         reason, manager_id, next_touchpoint, next_occurrence, next_on)
), claimed AS MATERIALIZED (
  -- The customer is locked too: a stop recorded meanwhile waits for these rows and then ends them,
  -- or is seen here. Otherwise an open follow-up could slip past a stop.
  SELECT p.id, p.group_id, p.store_id, p.customer_id, p.delivery_id, p.owner_id, p.anchor_kind,
         p.anchor_on, p.condition, coalesce(p.cadence_id, 0) AS cadence_id, p.next_touchpoint,
         p.next_occurrence, c.ways, c.preferred_channel,
         {RELATED} AS related,
         CASE WHEN c.state = ANY(%(barring)s) THEN c.state ELSE '' END AS lives_in,
         c.died_on IS NOT NULL AS has_died
    FROM followups_plan p JOIN customers_customer c ON c.id = p.customer_id
   WHERE p.store_id = %(store)s AND p.next_on <= %(today)s
     FOR NO KEY UPDATE OF p SKIP LOCKED
     FOR SHARE OF c SKIP LOCKED
), matched AS MATERIALIZED (
  SELECT p.id, p.group_id, p.store_id, p.customer_id, p.delivery_id, p.owner_id, p.condition,
         a.touchpoint, a.occurrence, a.due_on, a.note, a.clock_on, a.kind, a.wanted, a.channel,
         a.tier, a.state, a.reason, a.manager_id, a.next_touchpoint, a.next_occurrence, a.next_on
    FROM claimed p
    JOIN answer a ON a.cadence_id = p.cadence_id AND a.anchor_kind = p.anchor_kind
     AND a.anchor_on = p.anchor_on AND a.condition = p.condition
     AND a.touchpoint = p.next_touchpoint AND a.occurrence = p.next_occurrence
     AND a.ways = p.ways AND a.preferred = p.preferred_channel AND a.related = p.related
     AND a.lives_in = p.lives_in AND a.has_died = p.has_died
), made AS (
  INSERT INTO followups_followup (group_id, store_id, plan_id, touchpoint, occurrence, kind,
         channel, tier, condition, customer_id, delivery_id, owner_id, first_due_on, due_on,
         clock_on, planning_note, state, state_reason, closed_at, created_at)
  SELECT group_id, store_id, id, touchpoint, occurrence, kind, channel, tier, condition,
         customer_id, delivery_id, coalesce(manager_id, owner_id), due_on, due_on, clock_on, note,
         state, CASE WHEN state = 'stopped' THEN reason ELSE '' END,
         CASE WHEN state = 'stopped' THEN %(now)s::timestamptz END, %(now)s
    FROM matched ORDER BY id  -- the same run gives the same ids, whatever the planner chose
  ON CONFLICT (plan_id, touchpoint, occurrence) DO NOTHING
  RETURNING id, group_id, plan_id, channel, owner_id
), told AS (
  -- What is the manager's because nobody else may tell it says so, as settle_channels has it say.
  INSERT INTO followups_followupevent (group_id, follow_up_id, kind, was, was_owner_id, became,
         reason, at)
  SELECT f.group_id, f.id, e.kind, e.was, e.whose, e.became, m.reason, %(now)s
    FROM made f JOIN matched m ON m.id = f.plan_id AND m.manager_id IS NOT NULL
    JOIN stores_user w ON w.id = m.owner_id JOIN stores_user b ON b.id = f.owner_id
   CROSS JOIN LATERAL (
       VALUES ('channel_changed', m.wanted, NULL::bigint, f.channel),
              ('reassigned', left(w.name, 120), m.owner_id, left(b.name, 120))
         ) AS e(kind, was, whose, became)
   WHERE e.was <> e.became
), moved AS (
  UPDATE followups_plan p
     SET next_touchpoint = m.next_touchpoint, next_occurrence = m.next_occurrence,
         next_on = m.next_on,
         ended_on = CASE WHEN m.next_on IS NULL THEN %(today)s::date END,
         ended_reason = CASE WHEN m.next_on IS NULL THEN 'walked_through' ELSE '' END
    FROM matched m WHERE p.id = m.id
)
SELECT (SELECT count(*) FROM matched), (SELECT count(*) FROM made)
"""

COLUMNS = tuple(
    "cadence anchor_kind anchor_on condition touchpoint occurrence ways preferred related lives_in "
    "has_died due_on note clock_on kind wanted channel tier state reason manager next_touchpoint "
    "next_occurrence next_on".split()
)


@dataclass(frozen=True)
class Case:
    """What an answer depends on: many plans share one."""

    cadence: int
    anchor_kind: str
    anchor_on: date
    condition: str
    touchpoint: str
    occurrence: int
    ways: int
    preferred: str
    related: bool
    lives_in: str  # the state, where it bars whole days to calls
    has_died: bool


def plan_follow_ups(store: Store, *, today: date, now: datetime) -> int:
    """Makes the rows of all plans of the store that are due by `today` (the store's own date).

    Returns how many rows were made. Idempotent: running it again, or twice at once, makes nothing
    more. Needs the group's scope. Each pass is one statement; inside an open transaction they
    commit together, and a crash undoes rows and pointers alike.
    """
    calendar: WorkCalendar | None = None
    first_on = max(today, working_on(now.astimezone(store.zone), store.day_ends_at))
    total = 0
    fresh = today + timedelta(days=LEAD_DAYS - SCRUB_DAYS)
    is_scrubbed = RegistryScrub.objects.filter(scrubbed_on__gte=fresh).exists()
    for _ in range(MAX_PASSES):
        with transaction.atomic(), connection.cursor() as cursor:
            due: dict[str, Any] = {
                "store": store.pk,
                "today": today,
                "due": today + timedelta(days=LEAD_DAYS),
                "fresh": fresh,
                "is_scrubbed": is_scrubbed,
                "now": now,
                "barring": list(BARRING),
            }
            cursor.execute(CASES, due)
            cases = [Case(*row) for row in cursor.fetchall()]
            if not cases:
                break
            calendar = calendar or calendar_of(store, today=today)
            answers = _answers(cases, store, calendar, first_on)
            arrays = {name: [a[name] for a in answers] for name in COLUMNS}
            cursor.execute(MAKE, {**due, **arrays})
            moved, made = cursor.fetchone()
        total += made
        if not moved:  # what is left is being planned by somebody else just now, or has no answer
            break
    return total


def plan_and_smooth(store: Store, *, today: date, now: datetime) -> int:
    """plan_follow_ups, then calls that the registry bars by now are written, then what a day has
    beyond the cap slides (see smooth_load).

    All in one transaction: rows that were made are never left unsmoothed by a crash.
    """
    with transaction.atomic():
        made = plan_follow_ups(store, today=today, now=now)
        respect_registry(store, today=today, now=now)
        if made:
            smooth_load(store, calendar_of(store, today=today), today=today, now=now)
    return made


def _answers(
    cases: list[Case], store: Store, calendar: WorkCalendar, first_on: date
) -> list[dict[str, Any]]:
    """The answers to these cases. One without an answer stops no other plan of the store.

    Such a plan keeps its place and is named by verify_invariants (I2) until somebody mends it.
    """
    answers = []
    for case in cases:
        try:
            answers.append(_answer(case, store, calendar, first_on))
        except (LookupError, ValueError):  # a touchpoint that its cadence lost, a store never open
            log.exception("no answer for %s in store %s", case, store.pk)
    has_managers = any(answer["is_managers"] for answer in answers)
    manager_id = fallback_owner_of(store).pk if has_managers else None
    for answer in answers:
        answer["manager"] = manager_id if answer["is_managers"] else None
    return answers


def _answer(case: Case, store: Store, calendar: WorkCalendar, first_on: date) -> dict[str, Any]:
    """The rule's answer to one case: the row to make, and where the plan's pointer goes.

    `first_on` is the first day on which it can still be made.
    """
    cadence = cadence_of(case.cadence or None, case.anchor_kind)
    circumstances: dict[str, Any] = {"condition": case.condition, "calendar": calendar}
    circumstances["survey_opens_days"] = survey_days_at(store, case.condition, None)
    pointer = (case.touchpoint, case.occurrence)
    step = step_at(cadence, case.anchor_on, *pointer, **circumstances)
    following = step_after(cadence, case.anchor_on, after=pointer, **circumstances)
    made = _how_made(case, step.touchpoint)
    channel, due_on, notes = made.channel, step.due_on, list(step.note)
    if is_barred(calendar, case.lives_in, due_on, channel):  # the pointer walks on unchanged
        calendar = circumstances["calendar"] = lawful_calendar(calendar, case.lives_in, due_on)
        notes.append(barred_note(due_on))
        due_on = step_at(cadence, case.anchor_on, *pointer, **circumstances).due_on
    clock_on = may_leave_on(step.touchpoint, channel, step.nominal_on, due_on)
    if clock_on is not None:
        notes.append(Note("may_leave_on_the_day", (clock_on,)))
    if due_on < first_on:  # planned late, after an outage: owed now, not overdue from birth
        due_on = days_for(calendar, case.lives_in, channel, first_on).next_open(first_on)
        notes.append(Note("planned_late"))
    planned: dict[str, Any] = {
        "due_on": due_on,
        "note": Json(notes_json(notes)),
        "clock_on": clock_on if clock_on and clock_on > due_on else None,
        "kind": step.touchpoint.kind,
        "wanted": step.touchpoint.channel,
        "channel": channel or step.touchpoint.channel,
        "tier": step.touchpoint.tier,
        "state": "open" if channel else "stopped",
        "reason": made.reason,
        "is_managers": made.is_managers,
    }
    return {**vars(case), **planned, **_pointer(following)}


def _pointer(following: Step | None) -> dict[str, Any]:
    """Where the plan goes on; nowhere after its last step."""
    return {
        "next_touchpoint": following.touchpoint.code if following else "",
        "next_occurrence": following.occurrence if following else 0,
        "next_on": following.make_on if following else None,
    }


def _how_made(case: Case, touchpoint: Touchpoint) -> HowMade:
    """On which channel, if on any; and whether it is the manager's and not the plan's owner's."""
    channel = channel_for(
        touchpoint.channel,
        ways=case.ways,
        preferred=case.preferred,
        is_preferred_taken=touchpoint.is_in_preferred_channel,
        is_related=case.related,
        is_owed=touchpoint.kind in SERVICE_KINDS,
    )
    if channel is None:
        return in_silence(touchpoint.kind, touchpoint.channel, has_died=case.has_died)
    return HowMade(channel)
