"""Follow-ups that had ended come back under the same key: their tries are kept."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import prefetch_related_objects

from dealerfollow.lib.workdays import WorkCalendar
from followups.actions.settle_channels import settle_channels
from followups.models import FollowUp, FollowUpEvent
from followups.rules.lawful_days import days_for

CHANGED = (
    "customer",
    "first_due_on",
    "due_on",
    "state",
    "state_reason",
    "closed_at",
    "owner",
    "superseded_by",
)


def reopen(
    rows: Iterable[FollowUp],
    reason: str,
    *,
    owner_id: int,
    calendar: WorkCalendar,
    today: date,
    now: datetime,
) -> int:
    """Opens closed rows again for whoever makes the calls now; returns how many.

    Of a row that was merged meanwhile they are who goes on's (edge case 65).

    `today` is the day being worked. What fell due while it was closed is due on it, or the next
    open day, and the move is recorded (I9). A miss that was written keeps its day. Each leaves an
    event. The caller holds the customer.
    """
    rows = list(rows)
    prefetch_related_objects(rows, "customer__merged_into")
    for row in rows:
        row.customer = row.customer.merged_into or row.customer
        on = days_for(calendar, row.customer.state, row.channel, today).next_open(today)
        _event(row, "reopened", row.state, FollowUp.State.OPEN, reason, now)
        if row.first_due_on < on and row.missed_on is None and row.first_tried_on is None:
            was, became = row.first_due_on.isoformat(), on.isoformat()
            _event(row, "first_due_moved", was, became, "delivery_corrected", now)
            row.first_due_on = on
        row.due_on = max(row.due_on, on)
        row.state, row.state_reason, row.closed_at = FollowUp.State.OPEN, "", None
        row.owner_id, row.superseded_by = owner_id, None
        row.save(update_fields=CHANGED)
    # Who died or asked for silence meanwhile is still not contacted (edge cases 59 and 70).
    settle_channels({row.customer_id for row in rows}, now=now)
    return len(rows)


def _event(row: FollowUp, kind: str, was: str, became: str, reason: str, now: datetime) -> None:
    FollowUpEvent.objects.create(
        group_id=row.group_id,
        follow_up=row,
        kind=kind,
        was=was,
        became=became,
        reason=reason,
        at=now,
    )
