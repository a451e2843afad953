"""What follow-ups add to a customer's page: the open card, and the timeline."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from customers.models import Customer
from customers.panels import Drawn, Panel, register
from followups.models import FollowUp
from followups.queries.card_reads import past_attempts
from followups.queries.contact_page import shared_words
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


def log_button(scope: Any, customer: Customer, now: datetime) -> Drawn | None:
    """The button to log any contact, for who works calls in a store that knows them."""
    if not scope.has("calls.work"):
        return None
    return Drawn("followups/_customer_log.html", {"pk": customer.pk})


def shared(scope: Any, customer: Customer, now: datetime) -> Drawn | None:
    """Who else spoke to them today, or pressed Call a moment ago; nothing for who only looks."""
    if not scope.has("calls.work") or scope.user is None:
        return None
    attempts = past_attempts(customer.pk)
    banners = shared_words(customer, attempts, scope.user, customer.store.zone, now=now)
    return Drawn("followups/_customer_shared.html", {"banners": banners}) if banners else None


def timeline(scope: Any, customer: Customer, now: datetime) -> Drawn:
    """Open and coming follow-ups, then everything that happened, the newest first."""
    found = timeline_of(scope, customer, scope.stores_with("customers.see"), now=now)
    return Drawn("followups/_customer_timeline.html", {"timeline": found})


register(Panel("open_card", "head", 10, open_card))
register(Panel("log_contact", "head", 5, log_button))
register(Panel("shared", "top", 10, shared))
register(Panel("timeline", "middle", 10, timeline))
