"""What `may_contact` needs to know, gathered for many customers in a fixed number of queries."""

from collections.abc import Collection, Mapping, Sequence
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

    A stop binds everybody in the group who has its number or address (decision 7), on the channels
    of that number or address; the person who asked is bound on the channels they named.
    `recent_tries` are the aware moments of calls and texts of the last 24 hours.
    """
    ids = [c.pk for c in customers]
    phones = _rows(CustomerPhone, ids, "customer_id", "number", "wrong_at", "rank")
    emails = _rows(CustomerEmail, ids, "customer_id", "address", "bounced_at", "rank")
    consents = _rows(Consent, ids, "customer_id", "channel", "state")
    values = {str(p["number"]) for p in phones} | {e["address"] for e in emails}
    stops = list(
        ContactStop.objects.filter(group_id__in={c.group_id for c in customers}, lifted_at=None)
        .filter(Q(customer_id__in=ids) | Q(value__in=values))
        .values("customer_id", "value", "scope", "channel")
    )
    found = {}
    for customer in customers:
        mine = [p for p in phones if p["customer_id"] == customer.pk]
        mails = [e for e in emails if e["customer_id"] == customer.pk]
        found[customer.pk] = _facts(
            customer,
            mine,
            mails,
            stops,
            consent={c["channel"]: c["state"] for c in consents if c["customer_id"] == customer.pk},
            recent_tries=(recent_tries or {}).get(customer.pk, ()),
        )
    return found


def contact_facts_of_new(
    customer: Customer, numbers: Collection[str], addresses: Collection[str]
) -> ContactFacts:
    """ContactFacts of a customer just made with these numbers and addresses, in one query.

    Nobody can have asked them anything yet; a stop on one of their numbers binds them all the same.
    """
    values = {*numbers, *addresses}
    stops = (
        ContactStop.objects.filter(group_id=customer.group_id, lifted_at=None, value__in=values)
        if values
        else None
    )
    return _facts(
        customer,
        [{"number": number, "wrong_at": None} for number in numbers],
        [{"address": address, "bounced_at": None} for address in addresses],
        [] if stops is None else list(stops.values("customer_id", "value", "scope", "channel")),
        consent={},
        recent_tries=(),
    )


def _facts(
    customer: Customer,
    phones: list[dict[str, Any]],
    emails: list[dict[str, Any]],
    stops: Sequence[Mapping[str, Any]],
    *,
    consent: Mapping[str, str],
    recent_tries: tuple[datetime, ...],
) -> ContactFacts:
    reachable, wrong = _reachable(customer, phones, emails)
    own_values = {str(p["number"]) for p in phones} | {e["address"] for e in emails}
    first = next((str(p["number"]) for p in phones if not p["wrong_at"]), "")
    states, zones = _where(customer, first)
    return ContactFacts(
        reachable=reachable,
        wrong=wrong,
        stops=tuple(
            bound
            for s in stops
            if (s["customer_id"] == customer.pk and not s["value"]) or s["value"] in own_values
            for bound in _bound(s)
        ),
        consent=consent,
        relationship_until=customer.relationship_until,
        states=states,
        zones=zones,
        preferred=_preferred(customer),
        recent_tries=recent_tries,
    )


def _bound(stop: Mapping[str, Any]) -> list[Stop]:
    """What one row stops: a number its calls and texts, an address its e-mail, a person all."""
    channel, value = stop["channel"], stop["value"]
    if channel != "all" or not value:
        return [Stop(stop["scope"], channel)]
    if "@" in value:
        return [Stop(stop["scope"], "email")]
    return [Stop(stop["scope"], "phone"), Stop(stop["scope"], "text")]


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
