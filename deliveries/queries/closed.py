"""Promises that are closed: who closed them and when, and how they stood before."""

from collections.abc import Sequence

from django.db.models import QuerySet

from customers.queries import rows_of_person
from deliveries.models import WeOwe, WeOweChange
from deliveries.rules.desk_words import CLOSED
from deliveries.rules.opening_again import may_open_again


def may_be_opened(row: WeOwe) -> bool:
    """May it be owed again? One query where the sale was not read with it."""
    return may_open_again(
        row.status,
        kind=row.kind,  # type: ignore[arg-type]
        is_sale_undone=row.delivery is not None and row.delivery.unwound_on is not None,
        is_used_up=row.uses is not None and row.used >= row.uses,
    )


def open_like(row: WeOwe) -> QuerySet[WeOwe]:
    """The same item, owed by the same side on the same sale and still open, also where it is owed
    to a row merged into theirs. One query before its own."""
    same = WeOwe.objects.open().filter(
        store_id=row.store_id, delivery=row.delivery_id, item=row.item, owed_by=row.owed_by
    )
    return same.filter(customer__in=rows_of_person(row.customer_id)).order_by("pk")


def is_owed_anew(row: WeOwe) -> bool:
    """Was the same promised once more since, so that it would be owed twice? Two queries."""
    return open_like(row).exists()


def stood_before(row: WeOwe) -> str:
    """ "ready" or "open": its state before it was closed. One query."""
    closings = row.changes.filter(status__in=CLOSED).exclude(status_was__in=CLOSED)
    last = closings.order_by("-at", "-id").first()
    return WeOwe.Status.READY if last and last.status_was == "ready" else WeOwe.Status.OPEN


def closing_of(row: WeOwe, changes: Sequence[WeOweChange]) -> WeOweChange | None:
    """Of its changes, the newest first, the one that closed it: no query."""
    return next((one for one in changes if one.status == row.status != one.status_was), None)
