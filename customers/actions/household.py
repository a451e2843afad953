"""Who belongs to whom: linked, parted, and what the customer has said still holds."""

from datetime import date, datetime

from django.db import transaction

from customers.actions.upsert import upsert_customer
from customers.actions.ways import lock_customers
from customers.models import Customer, HouseholdLink, PersonalFact
from customers.rules.details import PersonDetails


def link_household(one: Customer, other: Customer, kind: str, *, today: date) -> None:
    """Links two customers both ways: `other` is the `kind` of `one`. A link to oneself is nothing.

    The way back has the same name, save that a child's parent is a relative. Idempotent.
    """
    if one.pk == other.pk:
        return
    back = HouseholdLink.Kind.RELATIVE if kind == HouseholdLink.Kind.CHILD else kind
    HouseholdLink.objects.bulk_create(
        (
            HouseholdLink(
                group_id=one.group_id, customer=first, other=second, kind=named, started_on=today
            )
            for first, second, named in ((one, other, kind), (other, one, back))
        ),
        ignore_conflicts=True,  # the key says that a running link exists once
    )


@transaction.atomic
def end_link(one: Customer, other: Customer, *, today: date, ended_on: date | None = None) -> int:
    """Ends every link between the two, both ways, on `ended_on`, `today` when nobody said when
    (edge case 69).

    From then on neither card shows facts about the other one or the children until the customer
    confirms them. The links stay on record. Returns how many ended. Idempotent.
    """
    lock_customers([one.pk, other.pk])
    ended = 0
    for first, second in ((one, other), (other, one)):
        links = HouseholdLink.objects.filter(customer=first, other=second, ended_on=None)
        ended += links.update(ended_on=ended_on or today, end_known_on=today)
    return ended


@transaction.atomic
def add_relative(
    customer: Customer, person: PersonDetails, kind: str, *, now: datetime
) -> Customer:
    """Makes somebody of the family, or a friend, a customer of the same store, a full contact with
    a page of their own, and links the two. Who is on file already, by the matching rule, is linked
    and not made twice. Returns them; the customer themself when it is them."""
    found = upsert_customer(customer.store, person, now=now).customer
    link_household(customer, found, kind, today=customer.store.day_of(now))
    return found


@transaction.atomic
def confirm_fact(fact: PersonalFact, *, about: str, today: date) -> PersonalFact:
    """The customer said that it still holds, and about whom it is. Idempotent.

    Raises ValueError for an `about` that there is not.
    """
    if about not in PersonalFact.About.values:
        raise ValueError(f"about {about!r}")
    fact.about, fact.confirmed_on = about, today
    fact.save(update_fields=["about", "confirmed_on"])
    return fact


@transaction.atomic
def confirm_link(link: HouseholdLink, *, today: date) -> HouseholdLink:
    """The customer said that the child is still to be asked about. Idempotent."""
    link.confirmed_on = today
    link.save(update_fields=["confirmed_on"])
    return link
