"""When a customer stops a channel: open follow-ups move to an allowed one, or end as stopped."""

from collections.abc import Collection
from datetime import date, datetime

from customers.models import Customer
from customers.rules.ways import BITS, channel_for
from followups.actions.heirs_day import give_a_day
from followups.actions.promises import told_by
from followups.models import FollowUp, FollowUpEvent
from followups.rules.outcomes import SERVICE_KINDS


def settle_channels(customer_ids: Collection[int], *, now: datetime) -> int:
    """Puts open follow-ups of these customers on a channel that is allowed. Idempotent.

    No channel left because they asked: state stopped, "asked_to_stop". No channel left because
    nothing is on file: it stays, and means "find a number". What we owe to who asked for silence is
    told by letter, by the manager (edge case 59). Returns rows changed.
    """
    rows = FollowUp.objects.open().filter(customer__in=customer_ids)
    rows = rows.select_related("customer", "store", "owner")
    changed = 0
    for row in rows:
        if row.kind in SERVICE_KINDS:
            changed += _settle_owed(row, now)
            continue
        changed += _settle(row, row.customer, row.store.day_of(now), now)
    return changed


def _settle_owed(row: FollowUp, now: datetime) -> int:
    """A letter from the manager in the place of a call that may not be made."""
    store = row.store
    channel, owner = told_by(row.customer, store, row.owner)
    if channel != "letter" or (row.channel == channel and row.owner_id == owner.pk):
        return 0
    was = {"channel_changed": (row.channel, channel), "reassigned": (row.owner.name, owner.name)}
    FollowUpEvent.objects.bulk_create(
        FollowUpEvent(
            group_id=row.group_id,
            follow_up=row,
            kind=kind,
            was=before[:120],
            was_owner_id=row.owner_id if kind == "reassigned" else None,
            became=after[:120],
            reason="not_contactable",
            at=now,
        )
        for kind, (before, after) in was.items()
        if before != after
    )
    FollowUp.objects.filter(pk=row.pk).update(channel=channel, owner=owner, due_at=None)
    give_a_day(FollowUp.objects.filter(pk=row.pk), store, owner, now=now)
    return 1


def _settle(row: FollowUp, customer: Customer, today: date, now: datetime) -> int:
    if BITS.get(row.channel, 0) & customer.ways:
        return 0
    is_related = bool(customer.relationship_until and customer.relationship_until >= today)
    channel = channel_for(
        row.channel,
        ways=customer.ways,
        preferred=customer.preferred_channel,
        is_preferred_taken=False,
        is_related=is_related,
    )
    if channel == row.channel:
        return 0
    FollowUpEvent.objects.create(
        group_id=row.group_id,
        follow_up=row,
        kind="channel_changed" if channel else "stopped",
        was=row.channel,
        became=channel or "",
        reason="not_contactable",
        at=now,
    )
    if channel is None:
        row.state, row.closed_at = FollowUp.State.STOPPED, now
        row.state_reason = "died" if customer.died_on else "asked_to_stop"
        row.save(update_fields=["state", "state_reason", "closed_at"])
    else:
        row.channel = channel
        row.save(update_fields=["channel"])
    return 1
