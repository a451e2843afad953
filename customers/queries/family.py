"""Personal facts that a card may show, after a parting too (edge case 69)."""

from collections.abc import Collection
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.db.models.functions import Greatest

from customers.models import Customer, HouseholdLink, PersonalFact
from customers.queries.merged import of_person
from customers.rules.household import FamilyItem, is_shown


def parted_on_of(customer_ids: Collection[int]) -> dict[int, date]:
    """The day of the last parting from a spouse, of those who have parted, also where it was told
    of a row that was merged into them since. Until we knew of it, what was noted may be of the
    time before: the later of the two days counts. One query."""
    theirs = Q(customer__in=customer_ids) | Q(customer__merged_into__in=customer_ids)
    links = HouseholdLink.objects.filter(
        theirs, kind=HouseholdLink.Kind.SPOUSE, ended_on__isnull=False
    )
    found: dict[int, date] = {}
    known_on = Greatest("ended_on", "end_known_on")  # the database leaves out what is not told
    told = links.annotate(known_on=known_on).order_by("known_on")
    for row, into, on in told.values_list("customer", "customer__merged_into", "known_on"):
        found |= {pk: on for pk in customer_ids if pk in (row, into) and on}
    return found


def parted_ids(customer: Customer) -> frozenset[int]:
    """Ids of those who belonged to the person and do no longer, and of who goes on for them: a link
    has ended, and none is running. One query."""
    links = HouseholdLink.objects.filter(of_person(customer))
    told = list(links.values_list("other", "other__merged_into", "ended_on"))
    running = {into or pk for pk, into, ended_on in told if ended_on is None}
    over = [(pk, into or pk) for pk, into, _ in told if (into or pk) not in running]
    return frozenset(pk for pair in over for pk in pair)


def facts_of(
    customer: Customer, *, parted_on: date | None, has_children: bool = False
) -> tuple[list[PersonalFact], list[PersonalFact]]:
    """The person's facts that may be mentioned, and those that wait since a parting, the newest
    first; those about a child only with `has_children`, since they need a right of their own. One
    query."""
    holding = PersonalFact.objects.filter(of_person(customer), over=PersonalFact.Over.NOT)
    if not has_children:
        holding = holding.exclude(about=PersonalFact.About.CHILD)
    facts = list(holding.select_related("noted_by").order_by("-noted_at", "-id"))
    zone = customer.store.zone
    shown = [fact for fact in facts if is_shown(item_of(fact, zone), parted_on)]
    return shown, [fact for fact in facts if fact not in shown]


def item_of(fact: PersonalFact, zone: ZoneInfo) -> FamilyItem:
    """The fact as the rule asks for it; its day is the store's."""
    return FamilyItem(
        key=fact.pk,
        about=fact.about,  # type: ignore[arg-type]
        known_on=fact.noted_at.astimezone(zone).date(),
        confirmed_on=fact.confirmed_on,
    )


def child_of(link: HouseholdLink) -> FamilyItem:
    """The link to a child as the rule asks for it."""
    return FamilyItem(link.pk, "family", link.started_on, link.confirmed_on)
