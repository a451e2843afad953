"""Who belongs to whom: linked, parted, and what the customer has said still holds."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from customers.actions.upsert import store_numbers, upsert_customer
from customers.actions.ways import lock_customers
from customers.models import Customer, HouseholdLink, PersonalFact
from customers.queries.matching import keys_of, known_like
from customers.queries.merged import of_person, rows_of_person
from customers.rules.details import PersonDetails
from customers.rules.matching import find_match, fold_name
from dealerfollow.stores.models import Store


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
    """Ends every link between the two, both ways and on every entry of theirs, on `ended_on`,
    `today` when nobody said when (edge case 69).

    From then on neither card shows facts about the other one or the children until the customer
    confirms them. The links stay on record. Returns how many ended. Idempotent.
    """
    lock_customers([one.pk, other.pk])
    mine, theirs = rows_of_person(one.pk), rows_of_person(other.pk)
    ended = 0
    for first, second in ((mine, theirs), (theirs, mine)):
        links = HouseholdLink.objects.filter(customer__in=first, other__in=second, ended_on=None)
        ended += links.update(ended_on=ended_on or today, end_known_on=today)
    return ended


@transaction.atomic
def add_relative(
    customer: Customer,
    person: PersonDetails,
    kind: str,
    *,
    store: Store,
    among: QuerySet[Customer],
    now: datetime,
) -> tuple[Customer, bool]:
    """Makes somebody of the family, or a friend, a customer of the store, a full contact with a
    page of their own, and links the two. Returns them, the customer themself when it is them, and
    whether their page is new.

    Who is on file `among` these, by the matching rule and the same first name, is linked as they
    stand: a family shares an address, and nobody is renamed. Who is linked under that name already
    is the same. Idempotent, also at the same moment.
    """
    lock_customers([customer.pk])
    found = _linked_as(customer, person) or _on_file(store, person, among)
    is_new = found is None
    if found is None:
        found = upsert_customer(store, person, now=now, is_surely_new=True).customer
    link_household(customer, found, kind, today=store.day_of(now))
    return found, is_new


def _linked_as(customer: Customer, person: PersonDetails) -> Customer | None:
    """Who is linked to the customer under this very name, whatever else was told of them."""
    links = HouseholdLink.objects.filter(of_person(customer), ended_on=None)
    name = fold_name(f"{person.first_name} {person.last_name}")
    for link in links.select_related("other__merged_into").order_by("id"):
        if fold_name(f"{link.other.first_name} {link.other.last_name}") == name:
            return link.other.merged_into or link.other
    return None


def _on_file(store: Store, person: PersonDetails, among: QuerySet[Customer]) -> Customer | None:
    first = fold_name(person.first_name)
    known = [
        (one.merged_into_id or one.pk, keys)
        for one, keys in known_like(person, store)
        if fold_name(one.first_name) == first
    ]
    keys = keys_of(person, str(store.pk))
    match = find_match(keys, known, never_match=store_numbers(store))
    return among.filter(pk=match.found).first() if match.found else None


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
