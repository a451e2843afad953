"""Known customers who may be the person described: candidates for the matching rule."""

from django.db.models import Q

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

    4 queries; at most 50 customers, the oldest first.
    """
    numbers = [number for number, _ in details.phones]
    shared = Q(phones__number__in=numbers) | Q(emails__address__in=details.emails)
    if details.source_id:
        shared |= Q(store=store, dms_number=details.source_id)
    found = list(
        Customer.objects.filter(shared, group_id=store.group_id).distinct().order_by("id")[:50]
    )
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
