"""When a customer stops a channel: open follow-ups move to an allowed one, or end as stopped."""

from collections.abc import Collection
from datetime import date, datetime

from customers.models import Customer
from customers.rules.ways import BITS, channel_for
from dealerfollow.stores.models import Store
from followups.models import FollowUp, FollowUpEvent
from followups.rules.outcomes import SERVICE_KINDS


def settle_channels(customer_ids: Collection[int], *, now: datetime) -> int:
    """Puts open follow-ups of these customers on a channel that is allowed. Idempotent.

    No channel left because they asked: state stopped, "asked_to_stop". No channel left because
    nothing is on file: it stays, and means "find a number". Returns rows changed.
    """
    rows = FollowUp.objects.open().filter(customer__in=customer_ids).select_related("customer")
    today: dict[int, date] = {}
    changed = 0
    for row in rows:
        if row.kind in SERVICE_KINDS:
            continue
        if row.store_id not in today:
            today[row.store_id] = Store.objects.get(pk=row.store_id).day_of(now)
        changed += _settle(row, row.customer, today[row.store_id], now)
    return changed


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
