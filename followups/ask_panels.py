"""What heat cases and asks add to a customer's page: cases, surveys, reviews, referrals."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from customers.models import Customer
from customers.panels import Drawn, Panel, register
from customers.queries import of_person
from dealerfollow.web.days import day_words
from deliveries.models import Delivery
from followups.models import CsiSurvey, Referral, ReviewAsk
from followups.queries.asks import (
    cases_of_person,
    referrals_of_person,
    reviews_of_person,
    surveys_of_person,
)
from followups.words.heat import due_chip, severity_chip

MOST = 10
Lines = list[dict[str, Any]]


def heat(scope: Any, customer: Customer, now: datetime) -> Drawn | None:
    """Their heat cases, those that are not over first, and the button that opens one. One query."""
    cases = cases_of_person(customer, scope.stores_with("customers.see"))
    can_open = scope.has("calls.work") and customer.died_on is None
    new_url = reverse("followups:heat-new", args=[customer.pk]) if can_open else ""
    is_read = scope.has("calls.work") or scope.has("accountability.see")
    lines = [
        {
            "url": reverse("followups:heat-case", args=[case.pk]) if is_read else "",
            "title": str(case.get_cause_display()),
            "owner": case.owner.name,
            "chips": [severity_chip(case), due_chip(case, case.store.day_of(now))],
        }
        for case in cases
    ]
    if not lines and not new_url:
        return None
    return Drawn("followups/heat/_customer.html", {"cases": lines, "new_url": new_url})


def surveys(scope: Any, customer: Customer, now: datetime) -> Drawn | None:
    """Where the maker's survey of each new car stands; nothing for used cars, nor at a store that
    sells no new ones. Two queries."""
    today = now.astimezone(customer.store.zone).date()
    stores = scope.stores_with("customers.see")
    sales = Delivery.objects.filter(
        of_person(customer),
        Q(store__in=stores, store__sells_new=True, condition="new", unwound_on=None),
        delivered_on__isnull=False,
    )
    asked = list(sales.select_related("vehicle").order_by("-delivered_on", "-id")[:MOST])
    if not asked:
        return None
    known = {one.delivery_id: one for one in surveys_of_person(customer, stores)}
    can_edit = set(scope.stores_with("calls.work"))
    lines = [
        {
            "url": reverse("followups:survey", args=[sale.pk]) if sale.store_id in can_edit else "",
            "title": sale.vehicle.name or _("New car"),
            "words": _survey(known.get(sale.pk), today),
            "quote": known[sale.pk].verbatim if sale.pk in known else "",
        }
        for sale in asked
    ]
    context = {
        "title": _("Maker’s survey"),
        "lines": lines,
        "new_url": lines[0]["url"],
        "new_words": _("What came back"),
        "icon": "clipboard-list",
    }
    return Drawn("followups/_customer_asks.html", context)


def _survey(known: CsiSurvey | None, today: date) -> str:
    if known is None:
        return str(CsiSurvey.State.EXPECTED.label)
    parts = [str(known.get_state_display())]
    if known.score is not None:
        parts.append(_("score %(score)d") % {"score": known.score})
    if known.answered_on:
        parts.append(day_words(known.answered_on, today))
    elif known.discussed_on:
        parts.append(_("talked about %(day)s") % {"day": day_words(known.discussed_on, today)})
    return " · ".join(parts)


def reviews(scope: Any, customer: Customer, now: datetime) -> Drawn | None:
    """Reviews that were asked for, posted or declined. One query."""
    today = now.astimezone(customer.store.zone).date()
    found = reviews_of_person(customer, scope.stores_with("customers.see"))
    can_record = scope.has("calls.work") and customer.died_on is None
    new_url = reverse("followups:review", args=[customer.pk]) if can_record else ""
    if not found and not new_url:
        return None
    lines = [
        {"url": "", "title": one.site, "words": _review(one, today), "quote": one.quote}
        for one in found
    ]
    context = {
        "title": _("Reviews"),
        "lines": lines,
        "new_url": new_url,
        "new_words": _("A review came in"),
        "icon": "star",
    }
    return Drawn("followups/_customer_asks.html", context)


def _review(one: ReviewAsk, today: date) -> str:
    parts = [str(one.get_state_display())]
    if one.stars:
        parts.append(_("%(n)d of 5 stars") % {"n": one.stars})
    on = one.posted_on or one.asked_on
    if on:
        parts.append(day_words(on, today))
    if one.names:
        parts.append(_("names %(name)s") % {"name": one.names.name})
    elif one.asked_by:
        parts.append(_("asked by %(name)s") % {"name": one.asked_by.name})
    return " · ".join(parts)


def referrals(scope: Any, customer: Customer, now: datetime) -> Drawn | None:
    """Whom they named, whether that became a prospect, and whether they were thanked. One query."""
    today = now.astimezone(customer.store.zone).date()
    found = referrals_of_person(customer, scope.stores_with("customers.see"))
    if not found:
        return None
    lines: Lines = []
    for one in found:
        url = ""
        if one.prospect:
            url = reverse("customers:customer", args=[one.prospect.customer_id])
        title = one.name or str(one.get_state_display())
        lines.append({"url": url, "title": title, "words": _referral(one, today), "quote": ""})
    context = {"title": _("Referrals"), "lines": lines, "new_url": ""}
    return Drawn("followups/_customer_asks.html", context)


def _referral(one: Referral, today: date) -> str:
    parts = [day_words(one.at.date(), today), one.by.name]
    if one.state == Referral.State.GIVEN:
        if one.prospect:
            bought = one.prospect.ended_reason == "bought"
            parts.append(_("bought") if bought else _("a prospect"))
        thanked = one.thanked_on
        if thanked:
            parts.append(_("thanked %(day)s") % {"day": day_words(thanked, today)})
        else:
            parts.append(_("a thank-you is owed"))
    if one.words:
        parts.append(one.words)
    return " · ".join(parts)


register(Panel("heat", "right", 5, heat))
register(Panel("surveys", "right", 20, surveys))
register(Panel("reviews", "right", 30, reviews))
register(Panel("referrals", "right", 40, referrals))
