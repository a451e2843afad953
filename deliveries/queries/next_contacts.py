"""Which follow-up comes next for these deliveries: read over the reverse keys, since this floor
does not know the one above it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from deliveries.models import Delivery


@dataclass(frozen=True)
class NextContact:
    """The earliest open follow-up of a delivery: of which kind, when, and who makes it."""

    kind: str
    due_on: date
    owner_name: str


def next_contacts(deliveries: Iterable[Delivery]) -> dict[int, NextContact]:
    """By delivery id, one query; a delivery without an open follow-up is left out."""
    rows = Delivery.objects.filter(
        pk__in=[delivery.pk for delivery in deliveries], follow_ups__state="open"
    )
    found: dict[int, NextContact] = {}
    fields = ("pk", "follow_ups__kind", "follow_ups__due_on", "follow_ups__owner__name")
    for pk, kind, due_on, name in rows.order_by("follow_ups__due_on", "follow_ups__id").values_list(
        *fields
    ):
        found.setdefault(pk, NextContact(kind, due_on, name))
    return found
