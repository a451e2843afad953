"""Something about a customer that the managers of their stores must hear of at once."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from customers.models import Customer
from dealerfollow.stores.models import Store, User
from dealerfollow.stores.queries import manager_ids_of
from followups.models import Notice


def tell_managers_of(
    people: QuerySet[Customer],
    kind: str,
    *,
    key: str,
    words: str,
    by: User | None,
    now: datetime,
    **facts: Any,
) -> None:
    """One notice to every manager of the stores that know these customers; once for each `key`."""
    found = list(people.order_by("pk"))
    names = [customer.name for customer in found]
    stores = Store.objects.filter(pk__in={customer.store_id for customer in found})
    told = {"names": names, "words": words, "by": by.name if by else "", **facts}
    notices = [
        Notice(
            group_id=store.group_id,
            store=store,
            dedupe_key=f"{kind}:{key}:{user_id}",
            kind=kind,
            to_id=user_id,
            facts={**told, "day": store.day_of(now).isoformat()},
            send_after=now,
        )
        for store in stores.order_by("pk")
        for user_id in manager_ids_of(store)
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
