"""A row on a day that is closed now: the earlier day it goes to, or the deadline it cannot keep."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from followups.actions.notes import notes_json
from followups.models import FollowUp, Plan
from followups.queries.cadences import cadence_of
from followups.rules.cadence import DEFAULT_CADENCES, UnknownTouchpointError
from followups.rules.touchpoints import Step, step_at

_MUST_PRECEDE = frozenset({"moved_earlier_for_deadline", "moved_earlier_for_survey"})
_NO_DAY_LEFT = "survey_opens_first"
DAY_CODES = _MUST_PRECEDE | {_NO_DAY_LEFT, "moved_earlier_for_birthday"}
"""Notes that say why a row is due before its day, or cannot be."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The open day before, if there is one; the last day that still makes sense, if one is; and
    the notes that are true of it now."""

    due_on: date | None
    deadline_on: date | None = None
    notes: tuple[dict[str, Any], ...] = ()


def earlier_of(row: FollowUp, around: Mapping[str, dict[str, Any]]) -> Earlier | None:
    """Of an untried row that must not move on; None for all others. Needs the row's plan.

    `around` has the circumstances by condition. A post-sale call that comes before the survey now
    keeps that deadline although no open day is left before it (edge cases 2 and 6).
    """
    plan = row.plan
    if row.tries:
        return None
    if plan.anchor_kind in (Plan.AnchorKind.PROMISE, Plan.AnchorKind.HEAT):
        return Earlier(around[""]["calendar"].previous_open(row.due_on))
    facts = around.get(plan.condition, around[""])
    step = _step_of(row, facts)
    found = [n for n in step.note if n.code in DAY_CODES] if step else []
    if step is None or not found:
        return None
    notes = tuple(notes_json(found))
    if found[0].code != _NO_DAY_LEFT:
        is_last = found[0].code in _MUST_PRECEDE
        return Earlier(step.due_on, step.due_on if is_last else None, notes)
    survey_on = plan.anchor_on + timedelta(days=facts["survey_opens_days"])
    last_on = survey_on - timedelta(days=1) if row.due_on < survey_on else None
    return Earlier(None, last_on, notes)


def _step_of(row: FollowUp, facts: dict[str, Any]) -> Step | None:
    if row.plan.anchor_kind not in DEFAULT_CADENCES:
        return None  # a thank-you is owed once, by no cadence
    cadence = cadence_of(row.plan.cadence_id, row.plan.anchor_kind)
    try:
        return step_at(cadence, row.plan.anchor_on, row.touchpoint, row.occurrence, **facts)
    except (UnknownTouchpointError, ValueError):
        return None


def say_now(row: FollowUp, notes: tuple[dict[str, Any], ...]) -> None:
    """Puts what is true of the row's day now in the place of what was; not yet saved."""
    kept = [note for note in row.planning_note if note.get("code") not in DAY_CODES]
    row.planning_note = [*kept, *notes]
