"""What the desks were asked and have not answered yet."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from deliveries.models import AskedFact


def open_asked_facts(
    scope: Any, store_ids: Collection[int], *, department: str = ""
) -> QuerySet[AskedFact]:
    """Not answered, in the stores in scope, of one department ("" for all); the oldest first.

    With customer, car, store and who asked: one query however many there are.
    """
    rows = AskedFact.objects.filter(
        group_id=scope.group_id, store_id__in=store_ids, answered_at=None
    )
    if department:
        rows = rows.filter(department=department)
    return rows.select_related("customer", "delivery__vehicle", "store", "asked_by").order_by(
        "asked_at", "id"
    )
