"""Changes of a sale, each kept with what stood there before."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from dealerfollow.stores.models import User
from deliveries.models import Delivery, DeliveryChange


def save_changes(
    delivery: Delivery, news: dict[str, Any], source: str, by: User | None, now: datetime
) -> None:
    """Saves the new values and keeps the old ones on record."""
    DeliveryChange.objects.bulk_create(
        DeliveryChange(
            group_id=delivery.group_id,
            delivery=delivery,
            field=field,
            was=str(getattr(delivery, field) or "")[:120],
            became=str(value or "")[:120],
            source=source,
            at=now,
            by=by,
        )
        for field, value in news.items()
    )
    for field, value in news.items():
        setattr(delivery, field, value)
    delivery.save(update_fields=list(news))


def free_number(delivery: Delivery, source: str, by: User | None, now: datetime) -> None:
    """An unwound sale gives its deal number to the sale made instead (edge case 40). On record: a
    file that tells the old contract once more is recognized by it."""
    save_changes(delivery, {"deal_number": ""}, source, by, now)


def cleared_days(delivery: Delivery) -> QuerySet[DeliveryChange]:
    """The records of days of delivery that were taken away."""
    return DeliveryChange.objects.filter(delivery=delivery, field="delivered_on", became="")
