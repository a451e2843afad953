"""A day declared closed: what was due on it is due on another."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from dealerfollow.stores.models import Store
from followups.models import FollowUp, FollowUpEvent, Plan
from followups.queries.cadences import cadence_of
from followups.queries.facts_of_plans import circumstances_of
from followups.rules.cadence import UnknownTouchpointError
from followups.rules.touchpoints import step_at


def redate_for_calendar(store_id: int, *, now: datetime) -> int:
    """Open follow-ups due on a day that is closed now move to the next open day, those with a
    deadline to the one before where that is still to come (decision 5).

    Nothing is pulled earlier when a closed day is revoked (edge case 7); what was missed stays
    missed. Each moved day is recorded. Returns rows moved. Idempotent.
    """
    store = Store.objects.get(pk=store_id)
    today = store.day_of(now)
    around = {c: circumstances_of(store, c, today=today) for c in ("new", "used", "")}
    calendar = around[""]["calendar"]
    due = FollowUp.objects.open().filter(store=store, due_on__gte=today, missed_on=None)
    days = due.order_by("due_on").values_list("due_on", flat=True).distinct()
    closed = [day for day in days if not calendar.is_open(day)]
    locked = due.filter(due_on__in=closed).select_for_update(no_key=True, of=("self",))
    rows = list(locked.select_related("plan").order_by("pk"))
    events = []
    for row in rows:
        due_on = _day_before(row, around, today) or calendar.next_open(row.due_on)
        is_first = row.first_due_on == row.due_on
        events.append(_event(row, due_on, is_first=is_first, now=now))
        row.due_on = due_on
        row.first_due_on = due_on if is_first else row.first_due_on
    FollowUpEvent.objects.bulk_create(events)
    FollowUp.objects.bulk_update(rows, ["due_on", "first_due_on"], batch_size=1000)
    return len(rows)


def _day_before(row: FollowUp, around: Mapping[str, dict[str, Any]], today: date) -> date | None:
    """The earlier day of an untried row with a deadline; None when there is none from today on."""
    plan, calendar = row.plan, around[""]["calendar"]
    if row.tries:
        return None
    if plan.anchor_kind == Plan.AnchorKind.PROMISE:
        earlier = calendar.previous_open(row.due_on)
        return earlier if earlier >= today else None
    cadence = cadence_of(plan.cadence_id, plan.anchor_kind)
    facts = around.get(plan.condition, around[""])
    try:
        step = step_at(cadence, plan.anchor_on, row.touchpoint, row.occurrence, **facts)
    except (UnknownTouchpointError, ValueError):
        return None
    has_moved_back = any(note.code.startswith("moved_earlier") for note in step.note)
    return step.due_on if has_moved_back and today <= step.due_on < row.due_on else None


def _event(row: FollowUp, due_on: date, *, is_first: bool, now: datetime) -> FollowUpEvent:
    return FollowUpEvent(
        group_id=row.group_id,
        follow_up=row,
        kind="first_due_moved" if is_first else "moved",
        was=row.due_on.isoformat(),
        became=due_on.isoformat(),
        reason="closed_day",
        at=now,
    )
