"""What `may_contact` needs to know, gathered for many customers in a fixed number of queries."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from customers.models import Customer
from customers.queries.on_file import OnFile, StopOnFile, on_file, on_file_of_new
from customers.rules.contactability import ContactFacts, Registry, Stop
from customers.rules.zones import Whereabouts, whereabouts
from dealerfollow.lib.windows import TimeWindow


def contact_facts_of(
    customers: Collection[Customer],
    *,
    recent_tries: Mapping[int, tuple[datetime, ...]] | None = None,
) -> dict[int, ContactFacts]:
    """ContactFacts per customer id, in one query whatever their number.

    A stop binds everybody in the group who has its number or address (decision 7), on the channels
    of that number or address; the person who asked is bound on the channels they named.
    `recent_tries` are the aware moments of calls and texts of the last 24 hours.
    """
    found = on_file([c.pk for c in customers])
    return {
        c.pk: facts_of(c, found[c.pk], recent_tries=(recent_tries or {}).get(c.pk, ()))
        for c in customers
    }


def contact_facts_of_new(
    customer: Customer, numbers: Collection[str], addresses: Collection[str]
) -> ContactFacts:
    """ContactFacts of a customer just made with these numbers and addresses, in one query.

    Nobody can have asked them anything yet; a stop on one of their numbers binds them all the same.
    """
    return facts_of(customer, on_file_of_new(customer.group_id, numbers, addresses))


def facts_of(
    customer: Customer, known: OnFile, *, recent_tries: tuple[datetime, ...] = ()
) -> ContactFacts:
    """ContactFacts from what is on file; asks nobody."""
    reachable, wrong = _reachable(customer, known)
    where = _where(customer, next(iter(known.right_numbers()), ""))
    registry, scrubbed_on = _registry(known)
    return ContactFacts(
        reachable=reachable,
        wrong=wrong,
        stops=stops_of(known),
        consent=known.consents,
        registry=registry,
        scrubbed_on=scrubbed_on,
        relationship_until=customer.relationship_until,
        states=where.states,
        zones=where.zones,
        doubt=where.doubt,
        preferred=_preferred(customer),
        recent_tries=recent_tries,
        is_deceased=known.is_deceased,
    )


def facts_on_number(facts: ContactFacts, customer: Customer, number: str) -> ContactFacts:
    """The facts for ringing this number of theirs: where it may be counts with their address, not
    where their first number may be (edge case 14)."""
    where = _where(customer, number)
    return replace(facts, states=where.states, zones=where.zones, doubt=where.doubt)


def stops_of(known: OnFile) -> tuple[Stop, ...]:
    """What is stopped: by a number its calls and texts, by an address its e-mail, else all."""
    return tuple(bound for stop in known.stops for bound in _bound(stop))


def _bound(stop: StopOnFile) -> list[Stop]:
    scope: Any = stop.scope
    channel: Any = stop.channel
    if channel != "all" or not stop.value:
        return [Stop(scope, channel)]
    if "@" in stop.value:
        return [Stop(scope, "email")]
    return [Stop(scope, "phone"), Stop(scope, "text")]


def _reachable(customer: Customer, known: OnFile) -> tuple[frozenset[str], frozenset[str]]:
    reachable, wrong = {"in_person"}, set()
    if known.phones:
        reachable |= {"phone", "text"}
        if all(phone.is_wrong for phone in known.phones):
            wrong |= {"phone", "text"}
    if known.emails:
        reachable.add("email")
        if all(email.is_wrong for email in known.emails):
            wrong.add("email")
    if customer.address and (customer.city or customer.postal_code):
        reachable.add("letter")
    return frozenset(reachable), frozenset(wrong)


def _where(customer: Customer, number: str) -> Whereabouts:
    return whereabouts(state=customer.state, zip_code=customer.postal_code, phone=number)


def _registry(known: OnFile) -> tuple[Registry, date | None]:
    """What the registry says of all their numbers together: the strictest, by the oldest file."""
    found = list(known.registry.values())
    days = [one.scrubbed_on for one in found if one.scrubbed_on is not None]
    if any(one.is_listed for one in found):
        return "listed", min(days, default=None)
    if not found or len(days) < len(found):
        return "not_checked", None
    return "clear", min(days)


def _preferred(customer: Customer) -> tuple[TimeWindow, ...]:
    if customer.reach_from and customer.reach_until and customer.reach_from < customer.reach_until:
        return (TimeWindow(customer.reach_from, customer.reach_until),)
    return ()
