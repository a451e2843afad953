"""What follow-ups add to a customer's page: the call, the open card, and why today."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from customers.models import Customer
from customers.panels import Drawn, Panel, register
from customers.rung import register_rung
from followups.queries.card_reads import past_attempts
from followups.queries.contact_page import shared_words
from followups.queries.customer_today import call_now, open_rows_seen, why_today
from followups.queries.number_tries import rung_lately


def open_card(scope: Any, customer: Customer, now: datetime) -> Drawn | None:
    """The button that rings them and the way to the card, when a follow-up is open in a store where
    the reader works calls. The press is evidence, as on the card."""
    rows = open_rows_seen(scope, customer)
    if not rows:
        return None
    context = {
        "card_url": reverse("followups:card", args=[rows[0].pk]),
        "tap_url": reverse("followups:tap", args=[rows[0].pk]),
        "call": call_now(scope, customer, rows, now),
    }
    return Drawn("followups/_customer_head.html", context)


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


def why(scope: Any, customer: Customer, now: datetime) -> Drawn | None:
    """What is due first and the reasons that make it worth their time."""
    rows = open_rows_seen(scope, customer)
    if not rows or scope.user is None:
        return None
    return Drawn(
        "followups/_customer_why.html", {"why": why_today(customer, rows, scope.user, now)}
    )


register(Panel("open_card", "head", 10, open_card))
register(Panel("log_contact", "head", 5, log_button))
register(Panel("shared", "top", 10, shared))
register(Panel("why", "middle", 5, why))
register_rung(lambda ids, now: rung_lately(ids, now=now))
