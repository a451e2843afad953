"""Follow-ups that change hands: a salesperson found for a sale, later leavers and moves."""

from collections.abc import Sequence
from datetime import datetime

from deliveries.models import Delivery
from followups.actions.enrol import owner_of
from followups.models import FollowUp, FollowUpEvent, Plan


def own_matched(delivery_ids: Sequence[int], *, now: datetime) -> int:
    """Gives plans and open follow-ups of these deliveries to their salesperson.

    A miss that was already written stays with the name it was counted for. Returns the number of
    follow-ups that moved. Idempotent.
    """
    moved = 0
    for delivery in Delivery.objects.filter(pk__in=delivery_ids).select_related(
        "store", "salesperson"
    ):
        owner = owner_of(delivery)
        Plan.objects.filter(delivery=delivery, ended_on=None).update(owner=owner)
        Plan.objects.filter(
            customer=delivery.customer_id, anchor_kind="birthday", ended_on=None
        ).update(owner=owner)
        rows = FollowUp.objects.open().filter(delivery=delivery).exclude(owner=owner)
        for row in rows.select_related("owner"):
            FollowUpEvent.objects.create(
                group_id=row.group_id,
                follow_up=row,
                kind="reassigned",
                was=row.owner.name[:120],
                became=owner.name[:120],
                reason="salesperson_matched",
                at=now,
            )
        moved += rows.update(owner=owner)
    return moved
