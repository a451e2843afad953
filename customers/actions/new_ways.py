"""New numbers and addresses of a customer, written together."""

from collections.abc import Iterable

from customers.models import Customer, CustomerEmail, CustomerPhone
from dealerfollow.tenancy.plain_writes import Writes


def save_ways(
    customer: Customer,
    phones: Iterable[tuple[str, str]],
    addresses: Iterable[str],
    ranks: tuple[int, int] = (0, 0),
) -> None:
    """Adds these numbers and addresses from these ranks on, in one round trip."""
    writes = Writes()
    writes.insert(_phones(customer, phones, ranks[0]))
    writes.insert(_emails(customer, addresses, ranks[1]))
    writes.run()


def _phones(
    customer: Customer, phones: Iterable[tuple[str, str]], rank: int
) -> list[CustomerPhone]:
    """A row per (number, kind) pair, each number once, from this rank on."""
    kinds = CustomerPhone.Kind
    return [
        CustomerPhone(
            group_id=customer.group_id,
            customer=customer,
            number=number,
            kind=kind if kind in kinds.values else kinds.MOBILE,
            rank=rank + n,
        )
        for n, (number, kind) in enumerate(dict(phones).items())
    ]


def _emails(customer: Customer, addresses: Iterable[str], rank: int) -> list[CustomerEmail]:
    return [
        CustomerEmail(group_id=customer.group_id, customer=customer, address=address, rank=rank + n)
        for n, address in enumerate(addresses)
    ]
