"""Known customers who may be the person described: candidates for the matching rule."""

from django.db import connection

from customers.models import Customer, CustomerEmail, CustomerPhone
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
    found = list(Customer.objects.filter(pk__in=ids).order_by("id"))
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
