"""What making two entries one would leave, before anybody does it: what comes from whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from customers.models import Consent, ContactStop, Customer, HouseholdLink
from customers.queries.children import sees_children
from customers.queries.family import child_of, item_of, parted_on_of
from customers.queries.likeness import DEGREES, likeness_words
from customers.queries.matching import keys_of_people
from customers.queries.merged import latest_deliveries
from customers.queries.on_file import on_file
from customers.queries.says import CHANNEL_NAMES
from customers.queries.visible import visible_to
from customers.rules.household import is_shown
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


@dataclass(frozen=True)
class _Side:
    """One of the two persons with every entry that was merged into them, as the reader sees them.

    `others` are those whom the reader may see, by the id of each of their entries.
    """

    customer: Customer
    rows: tuple[Any, ...]
    states: dict[str, str]
    has_children: bool
    parted_on: date | None
    store_ids: frozenset[int]
    others: dict[int, str]

    def each(self, name: str) -> Iterable[Any]:
        """What hangs on any entry of theirs, on the one that goes on first."""
        return (one for row in self.rows for one in getattr(row, name).all())


def merge_preview(scope: Any, one: Customer, other: Customer, *, today: date) -> MergePreview:
    """Nothing is changed. Over all entries of the two persons, with what this reader sees on their
    pages: cars of their stores, people whom they may see, children with that right, and what waits
    since a parting not (edge case 69). 14 queries, whatever the two have."""
    stays_id = survivor(one.pk, other.pk, latest_deliveries([one.pk, other.pk]))
    both = (one, other) if stays_id == one.pk else (other, one)
    stays, goes = _sides(scope, [customer.pk for customer in both])
    keys = keys_of_people([stays_id, goes.customer.pk])
    how = likeness(
        keys[stays_id],
        keys[goes.customer.pk],
        never_match=line_numbers(stays.customer.store.phone),
    )
    return MergePreview(
        stays=stays.customer,
        goes=goes.customer,
        degree=str(DEGREES[how.degree]),
        words=likeness_words(how),
        rows=tuple(_rows(stays, goes, today)),
    )


def _sides(scope: Any, ids: Sequence[int]) -> list[_Side]:
    rows = Customer.objects.select_related("store").prefetch_related(*AROUND)
    entries = list(rows.filter(Q(pk__in=ids) | Q(merged_into__in=ids)).order_by("pk"))
    store_ids = frozenset(scope.stores_with("customers.see"))
    linked = {link.other for entry in entries for link in entry.links.all()}
    seen = visible_to(scope, store_ids).filter(pk__in={o.merged_into_id or o.pk for o in linked})
    names = {customer.pk: customer.name for customer in seen}
    others = {o.pk: names.get(o.merged_into_id or o.pk, "") for o in linked}
    consents, parted = on_file(ids), parted_on_of(ids)
    sides = []
    for pk in ids:
        mine = sorted(
            (e for e in entries if pk in (e.pk, e.merged_into_id)), key=lambda e: e.pk != pk
        )
        sides.append(
            _Side(
                customer=mine[0],
                rows=tuple(mine),
                states=consents[pk].consents,
                has_children=sees_children(scope, mine[0]),
                parted_on=parted.get(pk),
                store_ids=store_ids,
                others={key: name for key, name in others.items() if name},
            )
        )
    return sides


def _rows(stays: _Side, goes: _Side, today: date) -> Iterable[Compared]:
    sides, pair = (stays, goes), (stays.customer, goes.customer)
    yield _kept(_("Name"), *(c.name for c in pair))
    yield _both(_("Numbers"), *([national(p) for p in s.each("phones")] for s in sides))
    yield _both(_("E-mail"), *([e.address for e in s.each("emails")] for s in sides))
    yield _kept(_("Address"), *(postal_words(c) for c in pair))
    yield _kept(_("Language"), *(str(c.get_language_display()) for c in pair))
    yield _kept(_("Prefers"), *(_wish(c) for c in pair))
    yield _kept(_("Birthday"), *(_birthday(c) for c in pair))
    yield _both(_("Asked us to stop"), *(_stops(s) for s in sides))
    yield _consents(stays, goes)
    yield _both(_("Cars"), *(_cars(s, today) for s in sides))
    yield _both(_("Noted about them"), *(_facts(s) for s in sides))
    yield _both(_("Belong to them"), *(_family(s, sides) for s in sides))


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
    """With its year, whichever it is."""
    return day_words(customer.born_on, date.min) if customer.born_on else ""


def _cars(side: _Side, today: date) -> list[str]:
    """Each with its day: two of one model are two cars."""
    sales = [d for d in side.each("deliveries") if d.store_id in side.store_ids]
    return [f"{d.vehicle.name} ({day_words(d.sold_on, today)})" for d in sales]


def _stops(side: _Side) -> list[str]:
    running = [s for s in side.each("stops") if s.lifted_at is None and not s.value]
    return [_stop(stop) for stop in running]


def _stop(stop: ContactStop) -> str:
    return f"{stop.get_scope_display()} ({str(stop.get_channel_display()).lower()})"


def _consents(stays: _Side, goes: _Side) -> Compared:
    """By channel; of two words the stricter one holds (edge case 65)."""
    told = [stays.states, goes.states]
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


def _facts(side: _Side) -> list[str]:
    zone = side.customer.store.zone
    holding = [f for f in side.each("facts") if not f.over]
    shown = [f for f in holding if is_shown(item_of(f, zone), side.parted_on)]
    return [f.text for f in shown if side.has_children or f.about != "child"]


def _family(side: _Side, both: Iterable[_Side]) -> list[str]:
    """Those of a running link, save the two themselves."""
    themselves = {row.pk for each in both for row in each.rows}
    shown = [link for link in side.each("links") if link.ended_on is None and _may_show(link, side)]
    known = side.others.keys() - themselves
    return [side.others[link.other_id] for link in shown if link.other_id in known]


def _may_show(link: HouseholdLink, side: _Side) -> bool:
    if link.kind != HouseholdLink.Kind.CHILD:
        return True
    return side.has_children and is_shown(child_of(link), side.parted_on)
