"""One person, one customer: found by the matching rule or made, and filled in."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from customers.actions.ways import refresh_ways
from customers.models import (
    Customer,
    CustomerEmail,
    CustomerPhone,
    HouseholdLink,
    PersonalFact,
)
from customers.queries.matching import keys_of, known_like
from customers.rules.details import PersonDetails
from customers.rules.matching import find_match
from dealerfollow.stores.models import Store, User

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


@dataclass(frozen=True)
class Upserted:
    """The customer, and whether a row was made or any fact is new."""

    customer: Customer
    is_new: bool
    is_changed: bool


@transaction.atomic
def upsert_customer(
    store: Store,
    details: PersonDetails,
    *,
    now: datetime,
    never_match: frozenset[str] = frozenset(),
    known: Customer | None = None,
) -> Upserted:
    """Finds or makes the customer that `details` describe, and adds what is new.

    Automatic matches are those of decision 9 only. An empty value never wipes a known one; a
    number or address is added, never taken away. `known` skips the search: a person was picked.
    Idempotent.
    """
    customer = known or _find(store, details, never_match)
    is_new = customer is None
    if customer is None:
        kind = Customer.Kind.BUSINESS if details.company else Customer.Kind.PERSON
        customer = Customer(group_id=store.group_id, store=store, kind=kind)
    is_changed = _fill(customer, details, is_new=is_new)
    if is_changed or is_new:
        customer.save()
    if _add_ways(customer, details) or is_new:
        refresh_ways([customer.pk], now=now)
        customer.refresh_from_db(fields=["ways"])
        is_changed = True
    return Upserted(customer, is_new, is_changed)


def _find(store: Store, details: PersonDetails, never_match: frozenset[str]) -> Customer | None:
    known = known_like(details, store)
    by_id = {c.pk: c for c, _ in known}
    match = find_match(
        keys_of(details, str(store.pk)),
        [(c.pk, keys) for c, keys in known],
        never_match=never_match | store_numbers(store),
    )
    return by_id[match.found] if match.found is not None else None


def store_numbers(store: Store) -> frozenset[str]:
    """The store's own line never tells who somebody is (decision 9)."""
    digits = "".join(c for c in store.phone if c.isdigit())
    return frozenset({f"+1{digits[-10:]}"} if len(digits) >= 10 else ())


def _fill(customer: Customer, details: PersonDetails, *, is_new: bool) -> bool:
    is_changed = False
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
            is_changed = True
    return is_changed


def _add_ways(customer: Customer, details: PersonDetails) -> bool:
    """Adds numbers and addresses that are not on file, after those that are."""
    is_changed = False
    known = {str(p.number) for p in customer.phones.all()}
    rank = len(known)
    for number, kind in details.phones:
        if number not in known:
            allowed = kind if kind in CustomerPhone.Kind.values else CustomerPhone.Kind.MOBILE
            CustomerPhone.objects.create(
                group_id=customer.group_id,
                customer=customer,
                number=number,
                kind=allowed,
                rank=rank,
            )
            known.add(number)
            rank, is_changed = rank + 1, True
    mails = {e.address for e in customer.emails.all()}
    for address in details.emails:
        if address.lower() not in mails:
            CustomerEmail.objects.create(
                group_id=customer.group_id,
                customer=customer,
                address=address.lower(),
                rank=len(mails),
            )
            mails.add(address.lower())
            is_changed = True
    return is_changed


def link_household(one: Customer, other: Customer, kind: str, *, today: date) -> None:
    """Links two customers both ways. Idempotent; a link to oneself is nothing."""
    if one.pk == other.pk:
        return
    for first, second in ((one, other), (other, one)):
        HouseholdLink.objects.get_or_create(
            group_id=one.group_id,
            customer=first,
            other=second,
            kind=kind,
            ended_on=None,
            defaults={"started_on": today},
        )


def note_fact(customer: Customer, text: str, *, by: User | None, now: datetime) -> PersonalFact:
    """Keeps something worth asking about next time; the same words are kept once."""
    text = " ".join(text.split())[:200]
    found = PersonalFact.objects.filter(customer=customer, text__iexact=text).first()
    return found or PersonalFact.objects.create(
        group_id=customer.group_id, customer=customer, text=text, noted_at=now, noted_by=by
    )
