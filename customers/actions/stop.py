"""Requests not to be contacted, consent, and numbers that turned out to be somebody else's."""

from datetime import datetime

from django.db import transaction

from customers.actions.ways import refresh_ways
from customers.events import ways_changed
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
    """
    values = [""]
    if channel in ("all", "phone", "text"):
        numbers = CustomerPhone.objects.filter(customer=customer, wrong_at=None)
        values += [str(number) for number in numbers.values_list("number", flat=True)]
    if channel in ("all", "email"):
        mails = CustomerEmail.objects.filter(customer=customer)
        values += list(mails.values_list("address", flat=True))
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
    )
    shared = CustomerPhone.objects.filter(number__in=values).values_list("customer_id", flat=True)
    mailed = CustomerEmail.objects.filter(address__in=values).values_list("customer_id", flat=True)
    _tell({customer.pk, *shared, *mailed}, now)
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
    _tell({customer.pk}, now)
    return consent


@transaction.atomic
def mark_number_wrong(customer: Customer, number: str, *, now: datetime) -> bool:
    """Somebody else answered. Binds everybody with that number; True when it was news."""
    phones = CustomerPhone.objects.filter(group_id=customer.group_id, number=number, wrong_at=None)
    ids = set(phones.values_list("customer_id", flat=True))
    phones.update(wrong_at=now)
    _tell(ids, now)
    return bool(ids)


def _tell(customer_ids: set[int], now: datetime) -> None:
    if changed := refresh_ways(customer_ids, now=now):
        ways_changed.emit((changed, now))
