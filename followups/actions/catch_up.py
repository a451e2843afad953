"""What is open again was not asked, while it was closed, about what happened around it."""

from collections.abc import Collection
from datetime import datetime

from dealerfollow.stores.models import User
from deliveries.models import Delivery
from followups.actions.hand_over import hand_to_manager
from followups.actions.settle_channels import settle_channels
from followups.actions.unwound import end_unwound
from followups.models import FollowUp, Plan


def catch_up(follow_up_ids: Collection[int], *, by: User | None, now: datetime) -> None:
    """Ends those of an unwound sale, gives those of somebody who left to the manager, and asks
    anew by which channel the customers may be contacted. Idempotent."""
    rows = list(
        FollowUp.objects.open()
        .filter(pk__in=follow_up_ids)
        .select_related("store", "owner", "delivery")
        .order_by("pk")
    )
    for row in rows:
        if row.delivery and row.delivery.unwound_on:
            end_unwound([row.delivery.pk], today=row.store.day_of(now), now=now)
        hand_to_manager(row.store, row.owner, by=by, now=now)
    settle_channels({row.customer_id for row in rows}, now=now)


def end_resumed_of_unwound(customer_ids: Collection[int], *, now: datetime) -> None:
    """Plans that run again although their sale was unwound meanwhile end, and an earlier car's go
    on. Idempotent."""
    running = Plan.objects.filter(
        customer__in=customer_ids, ended_on=None, delivery__unwound_on__isnull=False
    )
    sales = Delivery.objects.filter(pk__in=running.values("delivery"))
    for sale in sales.select_related("store").order_by("pk"):
        end_unwound([sale.pk], today=sale.store.day_of(now), now=now)
