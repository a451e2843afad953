"""A customer's page: everything this app knows about them, ready to be drawn."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from customers.models import Customer, CustomerEmail, CustomerPhone, PersonalFact
from customers.queries.contact import contact_facts_of
from customers.queries.family import facts_of
from customers.queries.likeness import Alike, alike
from customers.queries.merged import of_person
from customers.queries.picks import children_to_confirm
from customers.queries.relatives import Relative, relatives_of
from customers.queries.requests import Request, requests_of
from customers.queries.says import CHANNEL_NAMES, ContactLine, answers_in_words
from customers.queries.visible import visible_to
from customers.rules.ways import PASSING
from customers.rung import rung_lately
from customers.words import hours_words, national, postal_words
from dealerfollow.web.days import day_words

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
class Fact:
    """Something worth asking about, and who noted it when."""

    pk: int
    text: str
    topic: str
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
    requests: tuple[Request, ...]  # all they ever asked us to stop, also what was taken back
    alike: tuple[Alike, ...]  # perhaps the same person

    @property
    def stopped(self) -> str:
        """ "everything" or "sales" when they asked for it and no channel is left, else ""."""
        reasons = {line.reason for line in self.lines}
        if not any(line.is_stopped for line in self.lines) or reasons & PASSING or "" in reasons:
            return ""
        return "sales" if "stopped_sales" in reasons else "everything"


def story_of(
    scope: Any, customer: Customer, *, now: datetime, parted_on: date | None, has_children: bool
) -> Story:
    """The story of one customer (with `store` at hand), as this scope sees it; 25 queries at most,
    whatever the history. `parted_on` and `has_children`: see customers.timeline.Asking."""
    zone = customer.store.zone
    today = now.astimezone(zone).date()
    tries = rung_lately([customer.pk], now)
    facts = contact_facts_of([customer], recent_tries=tries)[customer.pk]
    lines = answers_in_words(customer, facts, now=now, zone=zone)
    allowed = {line.channel for line in lines if line.is_allowed}
    can_edit = _may(scope, customer, "customers.edit")
    relatives = relatives_of(
        scope, customer, now=now, parted_on=parted_on, has_children=has_children
    )
    shown, hidden = facts_of(customer, parted_on=parted_on, has_children=has_children)
    children = children_to_confirm(scope, customer, parted_on=parted_on, has_children=has_children)
    return Story(
        customer=customer,
        numbers=tuple(_number(p, is_open="phone" in allowed) for p in _phones(customer)),
        addresses=tuple(_address(e, is_open="email" in allowed) for e in _emails(customer)),
        postal=postal_words(customer),
        lines=lines,
        wishes=_wishes(customer),
        household=relatives,
        facts=tuple(
            _fact(fact, day_words(fact.noted_at.astimezone(zone).date(), today))
            for fact in shown[:MOST_FACTS]
        ),
        born_on=day_words(customer.born_on, today) if customer.born_on else "",
        can_edit=can_edit,
        can_correct_death=bool(customer.died_on) and _may(scope, customer, "customers.correct"),
        is_merged=customer.merged.exists(),
        has_hidden_facts=bool(hidden),
        has_hidden_children=bool(children),
        requests=requests_of(customer, today=today),
        alike=tuple(alike(scope, customer)) if can_edit else (),
    )


def _may(scope: Any, customer: Customer, right: str) -> bool:
    """Whether the reader holds the right in a store that knows this customer."""
    editing = scope.stores_with(right)
    if customer.store_id in editing or not editing:
        return bool(editing)
    return visible_to(scope, editing).filter(pk=customer.pk).exists()


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
    """Preferred channel and hours, each in words."""
    found = [_("Prefers: %(channel)s") % {"channel": CHANNEL_NAMES[customer.preferred_channel]}]
    if hours := hours_words(customer):
        found.append(_("Reach them %(hours)s") % {"hours": hours})
    return tuple(found)


def _fact(fact: PersonalFact, day: str) -> Fact:
    source = f"{day}, {fact.noted_by.name}" if fact.noted_by else day
    topic = str(fact.get_topic_display()) if fact.topic else ""
    return Fact(fact.pk, fact.text, topic, source)
