"""Known customers who may be the person described: candidates for the matching rule."""

from typing import Any

from django.db.models import QuerySet

from customers.models import Customer, CustomerEmail, CustomerPhone
from customers.rules.details import PersonDetails
from customers.rules.matching import PersonKeys
from dealerfollow.stores.models import Store


def keys_of(details: PersonDetails, source: str) -> PersonKeys:
    """What the person described can be known by; `source` is the store whose numbers they carry."""
    return PersonKeys(
        first=details.first_name,
        last=details.last_name or details.company,
        is_business=bool(details.company),
        suffix=details.suffix,
        source_ids=frozenset({(source, details.source_id)} if details.source_id else ()),
        emails=frozenset(details.emails),
        phones=frozenset(number for number, _ in details.phones),
    )


def known_like(details: PersonDetails, store: Store) -> list[tuple[Customer, PersonKeys]]:
    """Customers of the group who share a source id, number or address, with their keys.

    One query when there is none, else 3; at most 50 customers, the oldest first.
    """
    wanted = _ids(details, store)
    if wanted is None:
        return []
    rows = Customer.objects.filter(pk__in=wanted, group_id=store.group_id)
    found = list(rows.order_by("id")[:50])
    if not found:
        return []
    ids = [c.pk for c in found]
    phones: dict[int, set[str]] = {pk: set() for pk in ids}
    for pk, number in CustomerPhone.objects.filter(customer__in=ids).values_list(
        "customer_id", "number"
    ):
        phones[pk].add(str(number))
    emails: dict[int, set[str]] = {pk: set() for pk in ids}
    for pk, address in CustomerEmail.objects.filter(customer__in=ids).values_list(
        "customer_id", "address"
    ):
        emails[pk].add(address)
    return [
        (
            c,
            PersonKeys(
                first=c.first_name,
                last=c.last_name or c.company,
                is_business=bool(c.company),
                suffix=c.suffix,
                source_ids=frozenset({(str(c.store_id), c.dms_number)} if c.dms_number else ()),
                emails=frozenset(emails[c.pk]),
                phones=frozenset(phones[c.pk]),
            ),
        )
        for c in found
    ]


def _ids(details: PersonDetails, store: Store) -> QuerySet[Any] | None:
    """One index look-up each, joined by UNION: an OR over three tables would read all of them."""
    parts: list[QuerySet[Any]] = []
    if numbers := [number for number, _ in details.phones]:
        phones = CustomerPhone.objects.filter(group_id=store.group_id, number__in=numbers)
        parts.append(phones.values("customer_id"))
    if details.emails:
        addresses = [address.lower() for address in details.emails]
        mails = CustomerEmail.objects.filter(group_id=store.group_id, address__in=addresses)
        parts.append(mails.values("customer_id"))
    if details.source_id:
        same = Customer.objects.filter(store=store, dms_number=details.source_id)
        parts.append(same.values("pk"))
    return parts[0].union(*parts[1:]) if parts else None
