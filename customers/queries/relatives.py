"""Who belongs to a customer: each a full contact, with a number, wishes and a page of their own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from customers.models import Customer, CustomerPhone, HouseholdLink, Prospect
from customers.queries.contact import contact_facts_of
from customers.queries.family import child_of
from customers.queries.merged import of_person, rows_of_person
from customers.queries.says import CHANNEL_NAMES, short_answer
from customers.queries.visible import visible_to
from customers.rules.contactability import ContactFacts, may_contact
from customers.rules.household import is_shown
from customers.rung import rung_lately
from customers.words import hours_words, national
from dealerfollow.web.days import day_words


@dataclass(frozen=True)
class Relative:
    """Somebody of the household or a friend. `href` rings them, "" while they may not be rung:
    `answer` says why. `came` is what the link has led to."""

    initials: str
    name: str
    kinds: str
    number: str
    wishes: str
    href: str
    answer: str
    came: str
    url: str


def relatives_of(
    scope: Any,
    customer: Customer,
    *,
    now: datetime,
    parted_on: date | None,
    has_children: bool,
) -> tuple[Relative, ...]:
    """Those linked whom a store of the reader knows; the others are not named, children only with
    `has_children` and, after a parting, once confirmed (edge case 69). 8 queries, whatever their
    number."""
    kinds: dict[int, list[str]] = {}
    for link in _links(customer, has_children=has_children):
        if link.kind == HouseholdLink.Kind.CHILD and not is_shown(child_of(link), parted_on):
            continue
        other = link.other.merged_into_id or link.other_id
        kinds.setdefault(other, []).append(str(link.get_kind_display()).lower())
    seen = visible_to(scope, scope.stores_with("customers.see")).filter(pk__in=kinds)
    people = {c.pk: c for c in seen}
    numbers = _numbers(people)
    facts = contact_facts_of(list(people.values()), recent_tries=rung_lately(list(people), now))
    came = _referrals(scope, customer, people, now=now)
    return tuple(
        _relative(people[pk], numbers.get(pk), kinds[pk], facts[pk], came.get(pk, ""), now)
        for pk in kinds
        if pk in people
    )


def _links(customer: Customer, *, has_children: bool) -> list[HouseholdLink]:
    links = HouseholdLink.objects.filter(of_person(customer), ended_on=None)
    if not has_children:
        links = links.exclude(kind=HouseholdLink.Kind.CHILD)
    others = links.exclude(other=customer).exclude(other__merged_into=customer)
    return list(others.select_related("other").order_by("id"))


def _numbers(people: Collection[int]) -> dict[int, CustomerPhone]:
    """The first right number of each, on the entry that goes on if it has one. One query."""
    theirs = Q(customer__in=people) | Q(customer__merged_into__in=people)
    phones = CustomerPhone.objects.filter(theirs, wrong_at=None).select_related("customer")
    found: dict[int, CustomerPhone] = {}
    for phone in sorted(phones, key=lambda p: (p.customer.merged_into_id or 0, p.rank, p.pk)):
        found.setdefault(phone.customer.merged_into_id or phone.customer_id, phone)
    return found


def _relative(
    other: Customer,
    first: CustomerPhone | None,
    kinds: Sequence[str],
    facts: ContactFacts,
    came: str,
    now: datetime,
) -> Relative:
    answer = may_contact(facts, "phone", "relationship", now)
    return Relative(
        initials="".join(w[0] for w in other.name.split()[:2]).upper(),
        name=other.name,
        kinds=", ".join(dict.fromkeys(kinds)),
        number=national(first) if first else "",
        wishes=_wishes(other),
        href=f"tel:{first.number}" if first and answer.is_allowed else "",
        answer=short_answer(answer, facts, now),
        came=came,
        url=reverse("customers:customer", args=[other.pk]),
    )


def _wishes(other: Customer) -> str:
    """ "text first, 6 PM to 9 PM": what they asked for, "" for a call at any lawful hour."""
    parts = []
    if other.preferred_channel != "phone":
        channel = str(CHANNEL_NAMES[other.preferred_channel]).lower()
        parts.append(_("%(channel)s first") % {"channel": channel})
    if hours := hours_words(other):
        parts.append(hours)
    return ", ".join(parts)


def _referrals(
    scope: Any, customer: Customer, people: Collection[int], *, now: datetime
) -> dict[int, str]:
    """What came of the link in the stores in which the reader sees customers: id of the other one
    -> who sent whom, in words (line 29). 3 queries."""
    mine, zone = rows_of_person(customer.pk), customer.store.zone
    today = now.astimezone(zone).date()
    entries = Customer.objects.filter(Q(pk__in=people) | Q(merged_into__in=people))
    theirs = {pk: into or pk for pk, into in entries.values_list("pk", "merged_into")}
    between = Q(customer__in=theirs, referred_by__in=mine)
    between |= Q(customer__in=mine, referred_by__in=theirs)
    sent = Prospect.objects.filter(between, store__in=scope.stores_with("customers.see"))
    found: dict[int, str] = {}
    for one in sent.select_related("owner").order_by("opened_at"):
        day = {"day": day_words(one.opened_at.astimezone(zone).date(), today)}
        is_theirs = one.customer_id not in mine
        title = _("Their referral, %(day)s") if is_theirs else _("Sent them to us, %(day)s")
        words = [title % day]
        if is_theirs and one.ended_at is None:
            words.append(_("with %(name)s") % {"name": one.owner.name})
        other = one.customer_id if is_theirs else one.referred_by_id
        assert other is not None
        found[theirs[other]] = ", ".join(words)
    return found


def linked_ids(customer: Customer) -> Collection[int]:
    """Ids of all who were ever linked to the person, and of who goes on for them: known to be
    somebody else. One query."""
    links = HouseholdLink.objects.filter(of_person(customer))
    told = links.values_list("other", "other__merged_into")
    return {pk for pair in told for pk in pair if pk}
