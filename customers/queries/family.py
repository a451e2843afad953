"""Personal facts that a card may show, after a parting too (edge case 69)."""

from collections.abc import Collection
from datetime import date

from django.db.models import Max

from customers.models import Customer, HouseholdLink, PersonalFact
from customers.queries.merged import of_person
from customers.rules.household import FamilyItem, shown_facts


def parted_on_of(customer_ids: Collection[int]) -> dict[int, date]:
    """The day of the last parting from a spouse, of those who have parted. One query."""
    links = HouseholdLink.objects.filter(
        customer__in=customer_ids, kind=HouseholdLink.Kind.SPOUSE, ended_on__isnull=False
    )
    return dict(links.values_list("customer").annotate(last=Max("ended_on")))


def shown_facts_of(customer: Customer, *, most: int | None = None) -> list[PersonalFact]:
    """The person's facts that may be mentioned, the newest first, at most `most`. 2 queries."""
    facts = {
        fact.pk: fact
        for fact in PersonalFact.objects.filter(of_person(customer))
        .select_related("noted_by")
        .order_by("-noted_at", "-id")
    }
    items = [item_of(fact) for fact in facts.values()]
    shown = shown_facts(items, parted_on_of([customer.pk]).get(customer.pk))
    return [facts[pk] for pk in shown][:most]


def item_of(fact: PersonalFact) -> FamilyItem:
    """The fact as the rule asks for it."""
    return FamilyItem(
        key=fact.pk,
        about=fact.about,  # type: ignore[arg-type]
        known_on=fact.noted_at.date(),
        confirmed_on=fact.confirmed_on,
    )
