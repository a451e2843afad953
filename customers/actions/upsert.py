"""One person, one customer: found by the matching rule or made, and filled in."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from customers.actions.new_ways import save_ways
from customers.actions.ways import tell_ways
from customers.events import birthdays_changed
from customers.models import Customer
from customers.queries.contact import contact_facts_of_new
from customers.queries.matching import keys_of, known_like
from customers.rules.details import PersonDetails
from customers.rules.matching import find_match, line_numbers
from customers.rules.ways import ways_of
from dealerfollow.stores.models import Store
from dealerfollow.tenancy.plain_writes import insert

FILLED = (
    "first_name",
    "last_name",
    "suffix",
    "company",
    "address",
    "city",
    "state",
    "postal_code",
    "born_on",
)
ADDRESS = frozenset({"address", "city", "state", "postal_code"})  # opens letters, moves the hours


@dataclass(frozen=True)
class Upserted:
    """The customer, and whether a row was made or any fact is new."""

    customer: Customer
    is_new: bool
    is_changed: bool


@transaction.atomic(savepoint=False)
def upsert_customer(
    store: Store,
    details: PersonDetails,
    *,
    now: datetime,
    never_match: frozenset[str] = frozenset(),
    known: Customer | None = None,
    is_surely_new: bool = False,
) -> Upserted:
    """Finds or makes the customer that `details` describe, and adds what is new.

    Automatic matches are those of decision 9 only. An empty value never wipes a known one; a
    number or address is added, never taken away. `known` skips the search: a person was picked;
    so does `is_surely_new`: whoever calls has looked. Idempotent. After an error the caller's
    transaction or savepoint must be rolled back.
    """
    customer = known
    if customer is None and not is_surely_new:
        customer = find_customer(store, details, never_match)
    if customer is None:
        return Upserted(_make(store, details, now), True, True)
    changed = _fill(customer, details, is_new=False)
    if changed:
        customer.save(update_fields=changed)  # the rest may be changing just now
    if _add_ways(customer, details) or not ADDRESS.isdisjoint(changed):
        changed.append("ways")
        tell_ways([customer.pk], now)
        customer.refresh_from_db(fields=["ways"])
    if not {"born_on", "kind"}.isdisjoint(changed):
        birthdays_changed.emit(([customer.pk], now))
    return Upserted(customer, False, bool(changed))


def _make(store: Store, details: PersonDetails, now: datetime) -> Customer:
    """A new customer with numbers and addresses, in 3 statements: files bring them by thousands."""
    customer = Customer(group_id=store.group_id, store=store)
    _fill(customer, details, is_new=True)
    numbers = list(dict(details.phones))
    addresses = list(dict.fromkeys(address.lower() for address in details.emails))
    customer.ways = ways_of(contact_facts_of_new(customer, numbers, addresses), now=now)
    insert(customer)
    save_ways(customer, details.phones, addresses)
    return customer


def find_customer(
    store: Store, details: PersonDetails, never_match: frozenset[str] = frozenset()
) -> Customer | None:
    """Who the details describe by the matches of decision 9, unchanged; None when nobody does."""
    known = known_like(details, store)
    match = find_match(
        keys_of(details, str(store.pk)),
        [(c.merged_into_id or c.pk, keys) for c, keys in known],
        never_match=never_match | store_numbers(store),
    )
    if match.found is None:
        return None
    found = next((c for c, _ in known if c.pk == match.found), None)
    return found or Customer.objects.get(pk=match.found)  # known by a row merged into them


def store_numbers(store: Store) -> frozenset[str]:
    """The store's own line never tells who somebody is (decision 9)."""
    return line_numbers(store.phone)


def _fill(customer: Customer, details: PersonDetails, *, is_new: bool) -> list[str]:
    """Takes over what is told; returns the names of the fields that changed."""
    changed = []
    values = {name: getattr(details, name) for name in FILLED}
    values["dms_number"] = details.source_id
    if is_new or details.language:
        values["language"] = details.language or "en"
    if is_new or details.preferred_channel:
        values["preferred_channel"] = details.preferred_channel or "phone"
    for name, value in values.items():
        is_other_store = name == "dms_number" and customer.dms_number and not is_new
        if value and value != getattr(customer, name) and not is_other_store:
            setattr(customer, name, value)
            changed.append(name)
    was = customer.kind
    if "company" in changed:
        customer.take_kind()
    return changed if customer.kind == was else [*changed, "kind"]


def _add_ways(customer: Customer, details: PersonDetails) -> bool:
    """Adds numbers and addresses that are not on file, after those that are."""
    known = {str(n) for n in customer.phones.values_list("number", flat=True)}
    mails = set(customer.emails.values_list("address", flat=True))
    numbers = [(number, kind) for number, kind in details.phones if number not in known]
    addresses = [a for a in dict.fromkeys(e.lower() for e in details.emails) if a not in mails]
    save_ways(customer, numbers, addresses, (len(known), len(mails)))
    return bool(numbers or addresses)
