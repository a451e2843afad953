"""Follow-ups that change hands together: an event for each row, one notice for who had them."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet

from dealerfollow.stores.models import Store, User
from followups.actions.heirs_day import give_a_day
from followups.models import FollowUp, FollowUpEvent, Notice

Owners = Mapping[int | None, User]  # by plan; None for whatever has no line of its own


def hand_on(
    rows: QuerySet[FollowUp], owners: Owners, reason: str, *, by: User | None, now: datetime
) -> int:
    """Gives each row to its owner, with a full working day to make it (edge case 73), and tells who
    had it, once for all of theirs.

    Attempts and misses stay with the name they were counted for. Returns the rows that moved.
    """
    told: dict[tuple[int, int], list[FollowUp]] = {}
    new_of: dict[int, User] = {}
    for row in rows.select_related("owner", "customer", "store").order_by("pk"):
        new = owners.get(row.plan_id) or owners.get(None)
        if new is None or new.pk == row.owner_id:
            continue
        new_of[row.pk] = new
        told.setdefault((row.owner_id, new.pk), []).append(row)
    moved = [row for group in told.values() for row in group]
    FollowUpEvent.objects.bulk_create(
        handed(row, new_of[row.pk], reason, by=by, now=now) for row in moved
    )
    notices = [_notice(group, new_of[group[0].pk], reason, now) for group in told.values()]
    given: dict[tuple[Store, User], list[int]] = {}
    for row in moved:
        given.setdefault((row.store, new_of[row.pk]), []).append(row.pk)
    for (store, new), ids in given.items():
        theirs = FollowUp.objects.filter(pk__in=ids)
        give_a_day(theirs, store, new, now=now)
        theirs.update(owner=new)
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(moved)


def handed(
    row: FollowUp, new: User, reason: str, *, by: User | None = None, now: datetime
) -> FollowUpEvent:
    """The record that a follow-up (its owner at hand) goes to somebody else; not yet saved."""
    return FollowUpEvent(
        group_id=row.group_id,
        follow_up=row,
        kind="reassigned",
        was=row.owner.name[:120],
        was_owner_id=row.owner_id,
        became=new.name[:120],
        reason=reason,
        at=now,
        by=by,
    )


def tell_rows(
    rows: QuerySet[FollowUp],
    kind: str,
    became: str,
    reason: str,
    *,
    by: User | None,
    now: datetime,
) -> None:
    """One event per row; `was` is the customer that it was for."""
    found = rows.values_list("pk", "group_id", "customer_id")
    FollowUpEvent.objects.bulk_create(
        FollowUpEvent(
            group_id=group_id,
            follow_up_id=pk,
            kind=kind,
            was=str(customer_id),
            became=became,
            reason=reason,
            at=now,
            by=by,
        )
        for pk, group_id, customer_id in found
    )


def _notice(rows: list[FollowUp], new: User, kind: str, now: datetime) -> Notice:
    first = rows[0]
    return Notice(
        group_id=first.group_id,
        store=first.store,
        dedupe_key=f"{kind}:{first.customer_id}:{first.owner_id}:{now:%Y%m%d%H%M%S%f}",
        kind=kind,
        to_id=first.owner_id,
        facts={
            "customer": first.customer.name,
            "count": len(rows),
            "now_with": new.name,
            "day": first.store.day_of(now).isoformat(),
        },
        send_after=now,
    )
