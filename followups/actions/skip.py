"""The next card instead of this one: it stays due, and that it was skipped is kept."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dealerfollow.stores.models import User
from dealerfollow.tenancy.plain_writes import insert
from followups.models import FollowUp, FollowUpEvent


@transaction.atomic
def skip(follow_up_ids: Sequence[int], *, by: User, now: datetime) -> int:
    """Keeps that this person went past these follow-ups of one card; no state changes.

    Once a person and follow-up in an hour, so that leafing back and forth counts once. Returns how
    many were kept.
    """
    rows = FollowUp.objects.open().filter(pk__in=follow_up_ids)
    rows = rows.select_for_update(no_key=True).order_by("pk")
    since = now.replace(minute=0, second=0, microsecond=0)
    known = FollowUpEvent.objects.filter(
        follow_up__in=follow_up_ids, kind="skipped", by=by, at__gte=since
    ).values_list("follow_up_id", flat=True)
    skipped = set(known)
    events = [
        FollowUpEvent(
            group_id=row.group_id,
            follow_up=row,
            kind="skipped",
            was=row.due_on.isoformat(),
            became=row.due_on.isoformat(),
            at=now,
            by=by,
        )
        for row in rows
        if row.pk not in skipped
    ]
    insert(*events)
    return len(events)
