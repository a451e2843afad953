"""Personal facts that a card may show, after a parting too (edge case 69)."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from customers.models import Customer, HouseholdLink, PersonalFact
from customers.queries.merged import of_person
from customers.rules.household import FamilyItem, shown_facts


def parted_on_of(customer_ids: Collection[int]) -> dict[int, date]:
    """The day of the last parting from a spouse, of those who have parted, also where it was told
    of a row that was merged into them since. One query."""
    theirs = Q(customer__in=customer_ids) | Q(customer__merged_into__in=customer_ids)
    links = HouseholdLink.objects.filter(
        theirs, kind=HouseholdLink.Kind.SPOUSE, ended_on__isnull=False
    )
    found: dict[int, date] = {}
    told = links.order_by("ended_on").values_list("customer", "customer__merged_into", "ended_on")
    for row, into, ended_on in told:
        found |= {pk: ended_on for pk in customer_ids if pk in (row, into) and ended_on}
    return found


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


def child_of(link: HouseholdLink) -> FamilyItem:
    """The link to a child as the rule asks for it."""
    return FamilyItem(link.pk, "family", link.started_on, link.confirmed_on)
