"""Known customers who may be the person described: candidates for the matching rule."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from django.db import connection
from django.db.models import Prefetch, Q

from customers.models import Customer, CustomerPhone
from customers.rules.details import PersonDetails
from customers.rules.matching import PersonKeys
from dealerfollow.stores.models import Store

# One index look-up each: an OR over three tables would read all of them.
LIKE = """
SELECT customer_id AS id FROM customers_customerphone
 WHERE group_id = %(group)s AND number = ANY(%(numbers)s)
 UNION
SELECT customer_id FROM customers_customeremail
 WHERE group_id = %(group)s AND address = ANY(%(addresses)s)
 UNION
SELECT id FROM customers_customer
 WHERE store_id = %(store)s AND dms_number = %(source)s AND dms_number <> ''
 ORDER BY id LIMIT 50
"""


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
    ids = _ids(details, store)
    if not ids:
        return []
    found = Customer.objects.filter(pk__in=ids).prefetch_related("phones", "emails").order_by("id")
    return [(customer, keys_of_customer(customer)) for customer in found]


def keys_of_customer(customer: Customer) -> PersonKeys:
    """What this customer can be known by; their numbers and addresses are at hand."""
    source = (str(customer.store_id), customer.dms_number)
    return PersonKeys(
        first=customer.first_name,
        last=customer.last_name or customer.company,
        is_business=bool(customer.company),
        suffix=customer.suffix,
        source_ids=frozenset({source} if customer.dms_number else ()),
        emails=frozenset(e.address for e in customer.emails.all()),
        phones=frozenset(str(p.number) for p in customer.phones.all()),
    )


def keys_of_people(ids: Collection[int]) -> dict[int, PersonKeys]:
    """By these ids: what they can be known by, by their own name, and by the numbers and addresses
    of every entry that was merged into them. A wrong number is nobody's. 3 queries."""
    theirs = Q(pk__in=ids) | Q(merged_into__in=ids)
    right = Prefetch("phones", CustomerPhone.objects.filter(wrong_at=None))
    rows = Customer.objects.filter(theirs).prefetch_related(right, "emails")
    known = {row: keys_of_customer(row) for row in rows}
    return {
        row.pk: _together(keys, [known[one] for one in known if one.merged_into_id == row.pk])
        for row, keys in known.items()
        if row.pk in ids
    }


def _together(own: PersonKeys, others: Sequence[PersonKeys]) -> PersonKeys:
    """Their own, and what the others carry besides."""
    return replace(
        own,
        source_ids=own.source_ids.union(*(one.source_ids for one in others)),
        emails=own.emails.union(*(one.emails for one in others)),
        phones=own.phones.union(*(one.phones for one in others)),
    )


def _ids(details: PersonDetails, store: Store) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            LIKE,
            {
                "group": store.group_id,
                "store": store.pk,
                "numbers": [number for number, _ in details.phones],
                "addresses": [address.lower() for address in details.emails],
                "source": details.source_id,
            },
        )
        return [pk for (pk,) in cursor.fetchall()]
