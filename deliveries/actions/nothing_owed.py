""" "Nothing owed", signed with the customer at delivery: the due bill that says none."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from customers.actions import lock_customers
from dealerfollow.stores.models import User
from deliveries.models import Delivery, WeOwe


class StillOwed(ValueError):
    """Something is open on the deal, so nobody can have signed that nothing is owed."""

    def __init__(self, items: Sequence[str]) -> None:
        super().__init__(", ".join(items))
        self.items = tuple(items)


@transaction.atomic
def sign_nothing_owed(delivery: Delivery, *, by: User, now: datetime) -> bool:
    """Keeps that the customer signed for nothing owed; the first signature stands.

    Raises StillOwed while the store has an open we-owe on this deal. Idempotent.
    """
    lock_customers([delivery.customer_id])
    owed = WeOwe.objects.open().filter(delivery=delivery, owed_by=WeOwe.OwedBy.STORE)
    if items := list(owed.order_by("id").values_list("item", flat=True)):
        raise StillOwed(items)
    told = {"nothing_owed_at": now, "nothing_owed_by": by}
    is_first = Delivery.objects.filter(pk=delivery.pk, nothing_owed_at=None).update(**told) == 1
    delivery.refresh_from_db(fields=list(told))
    return is_first
