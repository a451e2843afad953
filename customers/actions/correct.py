"""What people correct on a customer: who they are, and how they are reached."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from customers.actions.ways import tell_ways
from customers.events import birthdays_changed
from customers.models import Customer, CustomerEmail, CustomerPhone

CORRECTED = (
    "first_name",
    "last_name",
    "company",
    "suffix",
    "language",
    "preferred_channel",
    "reach_from",
    "reach_until",
    "born_on",
    "address",
    "city",
    "state",
    "postal_code",
    "how_they_use_it",
)


@transaction.atomic
def correct_customer(customer: Customer, told: Mapping[str, Any], *, now: datetime) -> list[str]:
    """Saves what `told` says of the fields in CORRECTED; returns the names of those that changed.

    An empty value wipes, since a person said so. A new address may open letters; a new birthday
    moves the greeting, and a firm has none (edge case 43). Idempotent.
    """
    changed = [n for n in CORRECTED if n in told and told[n] != getattr(customer, n)]
    for name in changed:
        setattr(customer, name, told[name])
    kind = customer.kind
    if "company" in changed:
        customer.take_kind()
        changed += ["kind"] if customer.kind != kind else []
    if changed:
        customer.save(update_fields=changed)
        tell_ways([customer.pk], now)
    if not {"born_on", "kind"}.isdisjoint(changed):
        birthdays_changed.emit(([customer.pk], now))
    return changed


@transaction.atomic
def add_phone(
    customer: Customer, number: str, *, kind: str, is_first: bool = False, now: datetime
) -> CustomerPhone:
    """Adds a number (E.164), last or first in line. One that is on file is right again."""
    phone, _ = CustomerPhone.objects.update_or_create(
        group_id=customer.group_id,
        customer=customer,
        number=number,
        defaults={"kind": kind, "wrong_at": None},
        create_defaults={"kind": kind, "rank": customer.phones.count()},
    )
    if is_first:
        _put_first(phone)
    tell_ways([customer.pk], now)
    return phone


@transaction.atomic
def correct_phone(
    phone: CustomerPhone, number: str, *, kind: str, is_first: bool = False, now: datetime
) -> CustomerPhone:
    """Corrects a number, which is taken as right again. A stop of the old number stays with it."""
    if str(phone.number) != number:
        phone.number, phone.wrong_at = number, None
    phone.kind = kind
    phone.save(update_fields=["number", "kind", "wrong_at"])
    if is_first:
        _put_first(phone)
    tell_ways([phone.customer_id], now)
    return phone


def _put_first(phone: CustomerPhone) -> None:
    """Rank 0 for this one, the others behind it in their order."""
    others = CustomerPhone.objects.filter(customer=phone.customer_id).exclude(pk=phone.pk)
    ordered = [phone, *others.order_by("rank", "id")]
    for rank, one in enumerate(ordered):
        one.rank = rank
    CustomerPhone.objects.bulk_update(ordered, ["rank"])


@transaction.atomic
def add_email(customer: Customer, address: str, *, now: datetime) -> CustomerEmail:
    """Adds an address, last in line. One that is on file is good again."""
    email, _ = CustomerEmail.objects.update_or_create(
        group_id=customer.group_id,
        customer=customer,
        address=address.lower(),
        defaults={"bounced_at": None},
        create_defaults={"rank": customer.emails.count()},
    )
    tell_ways([customer.pk], now)
    return email


@transaction.atomic
def correct_email(email: CustomerEmail, address: str, *, now: datetime) -> CustomerEmail:
    """Corrects an address, which is taken as good again. A stop of the old one stays with it."""
    email.address, email.bounced_at = address.lower(), None
    email.save(update_fields=["address", "bounced_at"])
    tell_ways([email.customer_id], now)
    return email
