"""What `may_contact` needs to know, gathered for many customers in a fixed number of queries."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from customers.models import Consent, ContactStop, Customer, CustomerEmail, CustomerPhone
from customers.rules.contactability import ContactFacts, Stop
from customers.rules.zones import whereabouts
from dealerfollow.lib.windows import TimeWindow


def contact_facts_of(
    customers: Collection[Customer],
    *,
    recent_tries: Mapping[int, tuple[datetime, ...]] | None = None,
) -> dict[int, ContactFacts]:
    """ContactFacts per customer id, in 4 queries whatever their number.

    A stop binds everybody in the group who has its number or address (decision 7).
    `recent_tries` are the aware moments of calls and texts of the last 24 hours.
    """
    ids = [c.pk for c in customers]
    phones = _rows(CustomerPhone, ids, "customer_id", "number", "wrong_at", "rank")
    emails = _rows(CustomerEmail, ids, "customer_id", "address", "bounced_at", "rank")
    consents = _rows(Consent, ids, "customer_id", "channel", "state")
    values = {str(p["number"]) for p in phones} | {e["address"] for e in emails}
    stops = list(
        ContactStop.objects.filter(lifted_at=None)
        .filter(Q(customer_id__in=ids) | Q(value__in=values))
        .values("customer_id", "value", "scope", "channel")
    )
    found = {}
    for customer in customers:
        mine = [p for p in phones if p["customer_id"] == customer.pk]
        mails = [e for e in emails if e["customer_id"] == customer.pk]
        reachable, wrong = _reachable(customer, mine, mails)
        own_values = {str(p["number"]) for p in mine} | {e["address"] for e in mails}
        first = next((str(p["number"]) for p in mine if not p["wrong_at"]), "")
        states, zones = _where(customer, first)
        found[customer.pk] = ContactFacts(
            reachable=reachable,
            wrong=wrong,
            stops=tuple(
                Stop(s["scope"], s["channel"])  # type: ignore[arg-type]
                for s in stops
                if (s["customer_id"] == customer.pk and not s["value"]) or s["value"] in own_values
            ),
            consent={c["channel"]: c["state"] for c in consents if c["customer_id"] == customer.pk},
            relationship_until=customer.relationship_until,
            states=states,
            zones=zones,
            preferred=_preferred(customer),
            recent_tries=(recent_tries or {}).get(customer.pk, ()),
        )
    return found


def _rows(model: Any, ids: list[int], *fields: str) -> list[dict[str, Any]]:
    rows = model.objects.filter(customer_id__in=ids)
    return list((rows.order_by("rank", "id") if "rank" in fields else rows).values(*fields))


def _reachable(
    customer: Customer, phones: list[dict[str, Any]], emails: list[dict[str, Any]]
) -> tuple[frozenset[str], frozenset[str]]:
    reachable, wrong = {"in_person"}, set()
    if phones:
        reachable |= {"phone", "text"}
        if all(p["wrong_at"] for p in phones):
            wrong |= {"phone", "text"}
    if emails:
        reachable.add("email")
        if all(e["bounced_at"] for e in emails):
            wrong.add("email")
    if customer.address and (customer.city or customer.postal_code):
        reachable.add("letter")
    return frozenset(reachable), frozenset(wrong)


def _where(customer: Customer, number: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    where = whereabouts(state=customer.state, zip_code=customer.postal_code, phone=number)
    return where.states, where.zones


def _preferred(customer: Customer) -> tuple[TimeWindow, ...]:
    if customer.reach_from and customer.reach_until and customer.reach_from < customer.reach_until:
        return (TimeWindow(customer.reach_from, customer.reach_until),)
    return ()
