"""Stops that need a person to look: a stranger's, and one that nobody asked for."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from customers.actions.refused import CorrectionRefused
from customers.actions.stop import mark_number_wrong
from customers.actions.ways import lock_customers, refresh_ways, tell_ways
from customers.events import StopCorrected, stop_corrected
from customers.models import ContactStop, Customer, CustomerEmail, CustomerPhone
from dealerfollow.stores.models import User


@transaction.atomic
def block_number(
    customer: Customer, number: str, *, words: str, by: User | None, now: datetime
) -> list[int]:
    """A stranger who has the customer's old number now asked us to stop (edge case 63).

    The number is blocked in the whole group and marked wrong for everybody who has it; the customer
    and the others are not stopped: they are flagged, and a number has to be found. Returns the ids
    of all who have it. Idempotent.
    """
    holders = CustomerPhone.objects.filter(group_id=customer.group_id, number=number)
    ids = sorted({customer.pk, *holders.values_list("customer_id", flat=True)})
    lock_customers(ids)
    blocked = ContactStop.objects.filter(
        group_id=customer.group_id, customer=None, value=number, lifted_at=None
    )
    if not blocked.exists():
        ContactStop.objects.create(
            group_id=customer.group_id,
            scope=ContactStop.Scope.EVERYTHING,
            channel="all",
            value=number,
            words=words[:200],
            asked_at=now,
            recorded_by=by,
        )
    mark_number_wrong(customer, number, now=now)
    tell_ways(ids, now)
    return ids


@transaction.atomic
def correct_stop(stop: ContactStop, *, words: str, by: User, now: datetime) -> list[ContactStop]:
    """Takes back a request that nobody made, in words; the manager is told (edge case 64).

    The whole request goes: the person's row and those of their numbers, told in the same moment.
    Nothing is deleted, the ledger keeps what was recorded and why it was wrong. Returns the rows
    corrected, none when it had been already. Raises CorrectionRefused without words.
    """
    words = " ".join(words.split())[:200]
    if not words:
        raise CorrectionRefused("words_required")
    request = ContactStop.objects.filter(
        group_id=stop.group_id,
        customer=stop.customer_id,
        scope=stop.scope,
        channel=stop.channel,
        asked_at=stop.asked_at,
    )
    if stop.customer_id is None:
        request = request.filter(pk=stop.pk)
    bound = _bound_by(stop, list(request.values_list("value", flat=True)))
    lock_customers(bound)
    corrected = list(request.filter(lifted_at=None).order_by("pk"))
    if not corrected:
        return []
    ids = [row.pk for row in corrected]
    ContactStop.objects.filter(pk__in=ids).update(lifted_at=now, lifted_words=words, lifted_by=by)
    if stop.customer_id is None:  # the stranger was none: the number is theirs after all
        wrong = CustomerPhone.objects.filter(group_id=stop.group_id, number=stop.value)
        wrong.filter(wrong_at=stop.asked_at).update(wrong_at=None)
    refresh_ways(bound, now=now)
    stop_corrected.emit(StopCorrected(ids[0], stop.asked_at, tuple(bound), words, by, now))
    return list(ContactStop.objects.filter(pk__in=ids).order_by("pk"))


def _bound_by(stop: ContactStop, values: list[str]) -> list[int]:
    """Ids of everybody whom the request bound: who asked, and who has a number or address of it."""
    named = [value for value in values if value]
    group = {"group_id": stop.group_id}
    phones = CustomerPhone.objects.filter(**group, number__in=named).values("customer")
    emails = CustomerEmail.objects.filter(**group, address__in=named).values("customer")
    people = Q(pk=stop.customer_id) | Q(pk__in=phones) | Q(pk__in=emails)
    found = Customer.objects.filter(people).values_list("pk", "merged_into")
    return sorted({pk for pair in found for pk in pair if pk})
