"""What follow-ups add to a customer's page: the open card, and the timeline."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from customers.models import Customer
from customers.panels import Drawn, Panel, register
from followups.models import FollowUp
from followups.queries.timeline import timeline_of


def open_card(scope: Any, customer: Customer, now: datetime) -> Drawn | None:
    """The button to the card, when a follow-up is open in a store where the reader works calls."""
    first = (
        FollowUp.objects.open()
        .filter(
            group_id=scope.group_id,
            customer=customer,
            store__in=scope.stores_with("calls.work"),
        )
        .order_by("due_on", "tier", "id")
        .first()
    )
    if first is None:
        return None
    url = reverse("followups:card", args=[first.pk])
    return Drawn("followups/_customer_head.html", {"card_url": url})


def timeline(scope: Any, customer: Customer, now: datetime) -> Drawn:
    """Open and coming follow-ups, then everything that happened, the newest first."""
    found = timeline_of(scope, customer, scope.stores_with("customers.see"), now=now)
    return Drawn("followups/_customer_timeline.html", {"timeline": found})


register(Panel("open_card", "head", 10, open_card))
register(Panel("timeline", "middle", 10, timeline))
