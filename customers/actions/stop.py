"""Requests not to be contacted, consent, and numbers that turned out to be somebody else's."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from customers.actions.ways import tell_ways
from customers.models import Consent, ContactStop, Customer, CustomerEmail, CustomerPhone
from dealerfollow.stores.models import User


@transaction.atomic
def record_stop(
    customer: Customer,
    *,
    scope: str,
    channel: str,
    words: str,
    by: User | None,
    now: datetime,
) -> list[ContactStop]:
    """Stops contact at once, group-wide, for the person and for each of their numbers or addresses.

    `scope` is "sales" or "everything", `channel` one channel or "all". Everybody with the same
    number is bound by it (decision 7), and open follow-ups move or end in this transaction.
    Returns the rows made. Idempotent: the same request is kept once, in its first words.
    """
    values = [""]
    rows = Q(customer=customer) | Q(customer__merged_into=customer)
    if channel in ("all", "phone", "text"):
        phones = CustomerPhone.objects.filter(rows, wrong_at=None)
        values += [str(number) for number in phones.values_list("number", flat=True)]
    if channel in ("all", "email"):
        mails = CustomerEmail.objects.filter(rows)
        values += list(mails.values_list("address", flat=True))
    mine = ContactStop.objects.filter(
        customer=customer, scope=scope, channel=channel, lifted_at=None
    )
    known = set(mine.values_list("value", flat=True))
    stops = ContactStop.objects.bulk_create(
        ContactStop(
            group_id=customer.group_id,
            customer=customer,
            scope=scope,
            channel=channel,
            value=value,
            words=words[:200],
            asked_at=now,
            recorded_by=by,
        )
        for value in values
        if value not in known
    )
    numbers = [value for value in values if value and "@" not in value]
    addresses = [value for value in values if "@" in value]
    group = {"group_id": customer.group_id}
    shared = CustomerPhone.objects.filter(**group, number__in=numbers)
    mailed = CustomerEmail.objects.filter(**group, address__in=addresses)
    ids = {customer.pk, *shared.values_list("customer_id", flat=True)}
    tell_ways({*ids, *mailed.values_list("customer_id", flat=True)}, now)
    return stops


@transaction.atomic
def record_consent(
    customer: Customer, *, channel: str, state: str, source: str, now: datetime
) -> Consent:
    """What the customer said about one channel; the latest word counts. Idempotent."""
    consent, _ = Consent.objects.update_or_create(
        group_id=customer.group_id,
        customer=customer,
        channel=channel,
        defaults={"state": state, "source": source[:120], "said_at": now},
    )
    tell_ways({customer.pk}, now)
    return consent


@transaction.atomic
def mark_number_wrong(customer: Customer, number: str, *, now: datetime) -> bool:
    """Somebody else answered. Binds everybody with that number; True when it was news."""
    phones = CustomerPhone.objects.filter(group_id=customer.group_id, number=number, wrong_at=None)
    ids = set(phones.values_list("customer_id", flat=True))
    phones.update(wrong_at=now)
    tell_ways(ids, now)
    return bool(ids)
