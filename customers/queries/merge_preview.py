"""What making two entries one would leave, before anybody does it: what comes from whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from customers.models import Consent, ContactStop, Customer
from customers.queries.likeness import DEGREES, likeness_words
from customers.queries.matching import keys_of_customer
from customers.queries.merged import latest_deliveries
from customers.queries.says import CHANNEL_NAMES
from customers.rules.likeness import likeness
from customers.rules.matching import line_numbers
from customers.rules.merging import STRICT, survivor
from customers.words import hours_words, national, postal_words
from dealerfollow.web.days import day_words

NOTHING = "–"
AROUND = ("phones", "emails", "consents", "stops", "facts", "links__other", "deliveries__vehicle")


@dataclass(frozen=True)
class Compared:
    """One thing of the two entries, and what the one person has of it."""

    label: str
    stays: str
    goes: str
    becomes: str


@dataclass(frozen=True)
class MergePreview:
    """The entry that goes on, the one that goes into it, and line by line what comes of it."""

    stays: Customer
    goes: Customer
    degree: str
    words: str
    rows: tuple[Compared, ...]


def merge_preview(
    one: Customer, other: Customer, *, today: date, has_children: bool
) -> MergePreview:
    """Nothing is changed; names of children only with `has_children`. 11 queries, whatever the
    two have."""
    rows = Customer.objects.select_related("store").prefetch_related(*AROUND)
    found = rows.in_bulk([one.pk, other.pk])
    stays_id = survivor(one.pk, other.pk, latest_deliveries(found))
    stays = found[stays_id]
    goes = found[other.pk if stays_id == one.pk else one.pk]
    how = likeness(
        keys_of_customer(stays),
        keys_of_customer(goes),
        never_match=line_numbers(stays.store.phone),
    )
    return MergePreview(
        stays=stays,
        goes=goes,
        degree=str(DEGREES[how.degree]),
        words=likeness_words(how),
        rows=tuple(_rows(stays, goes, today, has_children)),
    )


def _rows(stays: Customer, goes: Customer, today: date, has_children: bool) -> Iterable[Compared]:
    pair = (stays, goes)
    yield _kept(_("Name"), *(c.name for c in pair))
    yield _both(_("Numbers"), *([national(p) for p in c.phones.all()] for c in pair))
    yield _both(_("E-mail"), *([e.address for e in c.emails.all()] for c in pair))
    yield _kept(_("Address"), *(postal_words(c) for c in pair))
    yield _kept(_("Language"), *(str(c.get_language_display()) for c in pair))
    yield _kept(_("Prefers"), *(_wish(c) for c in pair))
    yield _kept(_("Birthday"), *(_birthday(c) for c in pair))
    yield _both(_("Asked us to stop"), *(_stops(c) for c in pair))
    yield _consents(stays, goes)
    yield _both(_("Cars"), *(_cars(c, today) for c in pair))
    yield _both(_("Noted about them"), *(_facts(c, has_children) for c in pair))
    yield _both(_("Belong to them"), *(_family(c, has_children) for c in pair))


def _kept(label: str, stays: str, goes: str) -> Compared:
    """What is not added up: the entry that goes on keeps its own."""
    return Compared(label, stays or NOTHING, goes or NOTHING, stays or NOTHING)


def _both(label: str, stays: list[str], goes: list[str]) -> Compared:
    """What is added up: the one person has it from both."""
    every = list(dict.fromkeys([*stays, *goes]))
    words = [", ".join(dict.fromkeys(each)) or NOTHING for each in (stays, goes, every)]
    return Compared(label, *words)


def _wish(customer: Customer) -> str:
    parts = [str(CHANNEL_NAMES[customer.preferred_channel]), hours_words(customer)]
    return ", ".join(part for part in parts if part)


def _birthday(customer: Customer) -> str:
    born_on = customer.born_on
    return day_words(born_on, born_on.replace(year=born_on.year - 1)) if born_on else ""


def _cars(customer: Customer, today: date) -> list[str]:
    """Each with its day: two of one model are two cars."""
    return [f"{d.vehicle.name} ({day_words(d.sold_on, today)})" for d in customer.deliveries.all()]


def _stops(customer: Customer) -> list[str]:
    running: Any = [s for s in customer.stops.all() if s.lifted_at is None and not s.value]
    return [_stop(stop) for stop in running]


def _stop(stop: ContactStop) -> str:
    return f"{stop.get_scope_display()} ({str(stop.get_channel_display()).lower()})"


def _consents(stays: Customer, goes: Customer) -> Compared:
    """By channel; of two words the stricter one holds (edge case 65)."""
    told = [{c.channel: c.state for c in each.consents.all()} for each in (stays, goes)]
    strictest = {
        channel: min((t.get(channel, "unknown") for t in told), key=STRICT.index)
        for channel in {**told[0], **told[1]}
    }
    words = [_said(each) for each in (*told, strictest)]
    return Compared(_("What they allow"), *words)


def _said(states: dict[str, str]) -> str:
    names = dict(Consent.State.choices)
    parts = [f"{CHANNEL_NAMES[c]}: {str(names[s]).lower()}" for c, s in sorted(states.items())]
    return ", ".join(parts) or NOTHING


def _facts(customer: Customer, has_children: bool) -> list[str]:
    holding = [f for f in customer.facts.all() if not f.over]
    return [f.text for f in holding if has_children or f.about != "child"]


def _family(customer: Customer, has_children: bool) -> list[str]:
    running = [link for link in customer.links.all() if link.ended_on is None]
    return [link.other.name for link in running if has_children or link.kind != "child"]
