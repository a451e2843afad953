"""A customer's page: everything this app knows about them, ready to be drawn."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.urls import reverse
from django.utils.translation import gettext as _

from customers.models import (
    Customer,
    CustomerEmail,
    CustomerPhone,
    HouseholdLink,
    PersonalFact,
)
from customers.queries.contact import contact_facts_of
from customers.queries.family import child_of, parted_on_of, shown_facts_of
from customers.queries.merged import of_person
from customers.queries.picks import children_to_confirm, facts_to_confirm
from customers.queries.says import CHANNEL_NAMES, ContactLine, answers_in_words
from customers.queries.visible import visible_to
from customers.rules.household import is_shown
from customers.rules.ways import PASSING
from dealerfollow.web.days import clock_words, day_words

MOST_FACTS = 12
Way = TypeVar("Way", CustomerPhone, CustomerEmail)


@dataclass(frozen=True)
class Number:
    """One phone number on the page."""

    pk: int
    words: str
    kind: str
    href: str  # tel:, when they may be called now
    is_wrong: bool


@dataclass(frozen=True)
class Address:
    """One e-mail address on the page."""

    pk: int
    words: str
    href: str  # mailto:, when they may be written to
    is_bad: bool


@dataclass(frozen=True)
class Relative:
    """Somebody of the household: a contact with a page of their own."""

    initials: str
    name: str
    detail: str
    url: str


@dataclass(frozen=True)
class Fact:
    """Something worth asking about, and who noted it when."""

    text: str
    source: str


@dataclass(frozen=True)
class Story:
    """The parts of the page that are this app's own."""

    customer: Customer
    numbers: tuple[Number, ...]
    addresses: tuple[Address, ...]
    postal: str
    lines: tuple[ContactLine, ...]
    wishes: tuple[str, ...]
    household: tuple[Relative, ...]
    facts: tuple[Fact, ...]
    born_on: str
    can_edit: bool
    can_correct_death: bool
    is_merged: bool  # other entries were found to be the same person
    has_hidden_facts: bool  # noted before a parting, and not confirmed since
    has_hidden_children: bool  # the same of those linked to them

    @property
    def stopped(self) -> str:
        """ "everything" or "sales" when they asked for it and no channel is left, else ""."""
        reasons = {line.reason for line in self.lines}
        if not any(line.is_stopped for line in self.lines) or reasons & PASSING or "" in reasons:
            return ""
        return "sales" if "stopped_sales" in reasons else "everything"


def story_of(scope: Any, customer: Customer, *, now: datetime) -> Story:
    """The story of one customer (with `store` at hand), as this scope sees it; 11 queries."""
    zone = customer.store.zone
    today = now.astimezone(zone).date()
    facts = contact_facts_of([customer])[customer.pk]
    lines = answers_in_words(customer, facts, now=now, zone=zone)
    allowed = {line.channel for line in lines if line.is_allowed}
    return Story(
        customer=customer,
        numbers=tuple(_number(p, is_open="phone" in allowed) for p in _phones(customer)),
        addresses=tuple(_address(e, is_open="email" in allowed) for e in _emails(customer)),
        postal=postal_words(customer),
        lines=lines,
        wishes=_wishes(customer),
        household=_household(scope, customer),
        facts=tuple(
            Fact(f.text, _source(f, day_words(f.noted_at.astimezone(zone).date(), today)))
            for f in shown_facts_of(customer, most=MOST_FACTS)
        ),
        born_on=day_words(customer.born_on, today) if customer.born_on else "",
        can_edit=_may(scope, customer, "customers.edit"),
        can_correct_death=bool(customer.died_on) and _may(scope, customer, "customers.correct"),
        is_merged=customer.merged.exists(),
        has_hidden_facts=bool(facts_to_confirm(customer)),
        has_hidden_children=bool(children_to_confirm(scope, customer)),
    )


def _may(scope: Any, customer: Customer, right: str) -> bool:
    """Whether the reader holds the right in a store that knows this customer."""
    editing = scope.stores_with(right)
    if customer.store_id in editing or not editing:
        return bool(editing)
    return visible_to(scope, editing).filter(pk=customer.pk).exists()


def national(phone: CustomerPhone) -> str:
    """ "(480) 555-0142" for an American number, else the international form."""
    number: Any = phone.number
    return str(number.as_national if number.country_code == 1 else number.as_international)


def postal_words(customer: Customer) -> str:
    """The postal address in one line; "" without one."""
    town = " ".join(p for p in (customer.state, customer.postal_code) if p)
    return ", ".join(p for p in (customer.address, customer.city, town) if p)


def _phones(customer: Customer) -> list[CustomerPhone]:
    merged = CustomerPhone.objects.filter(of_person(customer)).order_by("rank", "id")
    return _each_once(customer, [(str(p.number), p) for p in merged])


def _emails(customer: Customer) -> list[CustomerEmail]:
    merged = CustomerEmail.objects.filter(of_person(customer)).order_by("rank", "id")
    return _each_once(customer, [(e.address, e) for e in merged])


def _each_once(customer: Customer, rows: list[tuple[str, Way]]) -> list[Way]:
    """Those of the row that goes on first; a number that a merged one has too is shown once."""
    rows.sort(key=lambda pair: pair[1].customer_id != customer.pk)
    found: dict[str, Way] = {}
    for value, way in rows:
        found.setdefault(value, way)
    return list(found.values())


def _number(phone: CustomerPhone, *, is_open: bool) -> Number:
    is_wrong = phone.wrong_at is not None
    return Number(
        phone.pk,
        national(phone),
        phone.get_kind_display(),
        f"tel:{phone.number}" if is_open and not is_wrong else "",
        is_wrong,
    )


def _address(email: CustomerEmail, *, is_open: bool) -> Address:
    is_bad = email.bounced_at is not None
    href = f"mailto:{email.address}" if is_open and not is_bad else ""
    return Address(email.pk, email.address, href, is_bad)


def _wishes(customer: Customer) -> tuple[str, ...]:
    """Language, preferred channel and hours, each in words."""
    found = [
        _("Speaks %(language)s") % {"language": customer.get_language_display()},
        _("Prefers: %(channel)s") % {"channel": CHANNEL_NAMES[customer.preferred_channel]},
    ]
    if customer.reach_from and customer.reach_until:
        hours = {
            "start": clock_words(customer.reach_from),
            "end": clock_words(customer.reach_until),
        }
        found.append(_("Reach them %(start)s to %(end)s") % hours)
    return tuple(found)


def _household(scope: Any, customer: Customer) -> tuple[Relative, ...]:
    """Those of the household whom a store of the reader knows; the others are not named."""
    links = (
        HouseholdLink.objects.filter(of_person(customer), ended_on=None)
        .exclude(other=customer)
        .exclude(other__merged_into=customer)
        .select_related("other")
        .prefetch_related("other__phones")
        .order_by("id")
    )
    kinds: dict[int, list[str]] = {}
    others: dict[int, Customer] = {}
    parted_on = parted_on_of([customer.pk]).get(customer.pk)
    for link in links:
        is_child = link.kind == HouseholdLink.Kind.CHILD
        if is_child and not is_shown(child_of(link), parted_on):
            continue
        others[link.other_id] = link.other
        kinds.setdefault(link.other_id, []).append(str(link.get_kind_display()))
    seen = set(
        visible_to(scope, scope.stores_with("customers.see"))
        .filter(pk__in=others)
        .values_list("pk", flat=True)
    )
    return tuple(_relative(o, kinds[pk]) for pk, o in others.items() if pk in seen)


def _relative(other: Customer, kinds: list[str]) -> Relative:
    detail = ", ".join(kinds)
    right = [p for p in other.phones.all() if p.wrong_at is None]
    if right:
        first = min(right, key=lambda p: (p.rank, p.pk))
        detail = f"{national(first)} · {detail}"
    initials = "".join(w[0] for w in other.name.split()[:2]).upper()
    return Relative(initials, other.name, detail, reverse("customers:customer", args=[other.pk]))


def _source(fact: PersonalFact, day: str) -> str:
    return f"{day}, {fact.noted_by.name}" if fact.noted_by else day
