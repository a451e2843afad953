"""Earlier tries at follow-ups that reached nobody: where the ladder stands."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from dealerfollow.lib.workdays import WorkCalendar
from dealerfollow.stores.models import Store
from dealerfollow.tenancy.prepared import read
from followups.models import FollowUp
from followups.queries.facts_of_plans import survey_days_at
from followups.rules.outcomes import ONE_DAY_KINDS, Ticked
from followups.rules.tries import Try, part_of_day

TRIES = """
SELECT e.follow_up_id, a.at, a.made_on, a.outcome
  FROM followups_attempteffect e JOIN followups_attempt a ON a.id = e.attempt_id
 WHERE e.follow_up_id = ANY(%s) AND e.after ? 'tries' AND a.is_try AND NOT a.is_talk
   AND a.outcome <> 'wrong_number'  -- nobody of theirs could have answered: no rung of the ladder
   AND NOT EXISTS (SELECT 1 FROM followups_attemptundo u WHERE u.attempt_id = a.id)
 ORDER BY a.at, e.id
"""


def tries_at(follow_up_ids: Collection[int], store: Store) -> dict[int, tuple[Try, ...]]:
    """Tries that count and reached nobody, oldest first, per follow-up id. One query."""
    found: dict[int, tuple[Try, ...]] = {}
    for follow_up_id, at, made_on, outcome in read(TRIES, [list(follow_up_ids)]):
        part = part_of_day(at.astimezone(store.zone))
        one = Try(made_on, part, is_voicemail=outcome == "voicemail")
        found[follow_up_id] = (*found.get(follow_up_id, ()), one)
    return found


def deadline_of(row: FollowUp, store: Store, calendar: WorkCalendar) -> date | None:
    """The last open day before the maker's survey opens, for a new car's post-sale call."""
    delivered_on = row.delivery.delivered_on if row.delivery else None
    if row.kind != "post_sale" or delivered_on is None:
        return None
    days = survey_days_at(store, row.condition, row.delivery)
    return None if days is None else calendar.previous_open(delivered_on + timedelta(days=days - 1))


def ticked(
    row: FollowUp,
    tries: tuple[Try, ...],
    store: Store,
    calendar: WorkCalendar,
    *,
    needs_its_owner: bool,
) -> Ticked:
    """The follow-up as the rule of outcomes asks for it."""
    channel: Any = row.channel
    return Ticked(
        follow_up_id=row.pk,
        kind=row.kind,
        channel=channel,
        tries=tries,
        deadline_on=deadline_of(row, store, calendar),
        only_on=max(row.first_due_on, row.due_on) if row.kind in ONE_DAY_KINDS else None,
        needs_its_owner=needs_its_owner,
    )
