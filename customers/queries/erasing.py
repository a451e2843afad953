"""What erasing a customer would do, before anybody does it (edge case 84)."""

from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac

from customers.models import (
    Consent,
    ContactStop,
    Customer,
    CustomerEmail,
    CustomerPhone,
    PersonalFact,
)
from customers.queries.merged import of_person, rows_of_person
from customers.rules.erasing import Erasable, OpenPromise, Preview, preview_of


def hash_key(group_id: int) -> bytes:
    """The group's own key for hashes that outlive a person; it needs the server's secret."""
    return salted_hmac("customers.erasing", str(group_id), secret=settings.SECRET_KEY).digest()


def erasure_preview(customer: Customer) -> Preview:
    """What stands in the way, what goes, and the hashes that keep the stops; nothing is changed.

    Promises are named by their relation only: this app does not import deliveries.
    """
    person: Any = Customer.objects.filter(pk__in=rows_of_person(customer.pk))
    owed = person.filter(we_owes__status__in=["open", "ready"]).values_list(
        "we_owes", "we_owes__item", "we_owes__promised_on", "we_owes__owed_by"
    )
    promises = tuple(
        OpenPromise(pk, item, promised_on, owed_by == "store")
        for pk, item, promised_on, owed_by in owed.order_by("we_owes")
    )
    mine = of_person(customer)
    stops = ContactStop.objects.filter(mine, lifted_at=None).exclude(value="")
    counts = (
        ("phone", CustomerPhone.objects.filter(mine).count()),
        ("email", CustomerEmail.objects.filter(mine).count()),
        ("consent", Consent.objects.filter(mine).count()),
        ("fact", PersonalFact.objects.filter(mine).count()),
    )
    holds = person.exclude(legal_hold="").values_list("legal_hold", flat=True)
    return preview_of(
        Erasable(
            hold=next(iter(holds), ""),
            promises=promises,
            stopped_values=tuple(stops.values_list("value", flat=True)),
            counts=counts,
        ),
        key=hash_key(customer.group_id),
    )
