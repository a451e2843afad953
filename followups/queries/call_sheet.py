"""Today's list on paper: what the call needs, for every card, in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from customers.models import Customer
from customers.queries import contact_facts_of
from dealerfollow.stores.models import Store, User
from dealerfollow.stores.queries import StoreDay
from deliveries.rules.we_owe import counted_day
from followups.queries.bdc_list import EVERYTHING, Lens, is_asked
from followups.queries.card_reads import Way, ways_of
from followups.queries.facts import facts_for, sale_of
from followups.queries.known import Known, OpenWeOwe
from followups.queries.number_tries import rung_lately
from followups.queries.ringing import purpose_of, ringings_of
from followups.queries.sheet_ways import SheetWays, ways_on_paper
from followups.queries.today import Gathered, gathered
from followups.rules.brief import compose_brief
from followups.rules.call_list import Card
from followups.rules.outcomes import WRITTEN_ON_PAPER
from followups.words.days import ago, short_day
from followups.words.labels import kind_name
from followups.words.reasons import title_of

MOST_REASONS = 2


@dataclass(frozen=True, slots=True)
class SheetCard:
    """One customer on the sheet; every string is ready. `ways.number` is empty where none may be
    rung: then `ways.number_words` says why."""

    follow_up_id: int
    customer_id: int
    store: Store
    name: str
    marks: tuple[str, ...]  # missed, for whom, which language
    what: str
    car: str
    delivered: str
    reasons: tuple[str, ...]
    codes: tuple[str, ...]  # of the reasons of value, for the log that is typed from the sheet
    owes: tuple[str, ...]
    ways: SheetWays
    follow_ups: tuple[int, ...]


def call_sheet(
    day_: StoreDay, user: User, *, may_cover: bool, lens: Lens = EVERYTHING
) -> tuple[SheetCard, ...]:
    """The person's list of today in its order, the BDC's as `lens` narrows it on screen; whatever
    its length 9 queries."""
    found = gathered(day_, user, may_cover=may_cover)
    cards = found.arranged.cards
    if may_cover and found.reader.staff.is_bdc(user.pk):
        cards = tuple(card for card in cards if is_asked(card, lens))
    ids = [card.lead.customer_id for card in cards]
    people = Customer.objects.in_bulk(ids)
    rung = rung_lately(ids, now=day_.now)
    facts = contact_facts_of(people.values(), recent_tries=rung)
    known_ways: dict[int, list[Way]] = {pk: [] for pk in ids}
    for way in ways_of(ids):
        known_ways[way.customer_id].append(way)
    purposes = {card.lead.customer_id: purpose_of(_kinds(card)) for card in cards}
    ringings = ringings_of(purposes, by_id=user.pk, today=day_.today, now=day_.now)
    drawn = []
    for card in cards:
        pk = card.lead.customer_id
        channel = found.by_id[card.lead.follow_up_id]["channel"]
        ways = ways_on_paper(
            people[pk],
            known_ways[pk],
            facts[pk],
            ringings[pk],
            day_,
            is_due_in_writing=channel in WRITTEN_ON_PAPER,
        )
        drawn.append(_card(card, found, people[pk], ways, user, day_))
    return tuple(drawn)


def _kinds(card: Card) -> tuple[str, ...]:
    return tuple(dict.fromkeys(due.kind for due in card.rows))


def _card(
    card: Card,
    found: Gathered,
    customer: Customer,
    ways: SheetWays,
    user: User,
    day_: StoreDay,
) -> SheetCard:
    pk = customer.pk
    row, known = found.by_id[card.lead.follow_up_id], found.known[pk]
    reasons, codes = _reasons(card, found, known, day_)
    delivered_on = row["delivered_on"]
    return SheetCard(
        follow_up_id=card.lead.follow_up_id,
        customer_id=pk,
        store=day_.store,
        name=customer.name,
        marks=_marks(card, found, customer, user),
        what=", ".join(kind_name(kind) for kind in _kinds(card)),
        car=_car(row),
        delivered=_("delivered %(ago)s") % {"ago": ago(delivered_on, day_.today)}
        if delivered_on
        else "",
        reasons=reasons,
        codes=codes,
        owes=tuple(_owe(owed) for owed in known.owes if owed.owed_by == "store"),
        ways=ways,
        follow_ups=tuple(due.follow_up_id for due in card.rows),
    )


def _marks(card: Card, found: Gathered, customer: Customer, user: User) -> tuple[str, ...]:
    """What the card says with its chips: missed, counted for somebody else, Spanish."""
    missed = [due.missed_on for due in card.rows if due.missed_on]
    marks = [_("Missed %(day)s") % {"day": short_day(min(missed))}] if missed else []
    if card.lead.owner_id != user.pk:
        name = found.reader.staff.names.get(card.lead.owner_id, "")
        marks += [_("For %(name)s") % {"name": name}] if name else []
    if customer.language == "es":
        marks.append(_("Speaks Spanish"))
    return tuple(marks)


def _reasons(
    card: Card, found: Gathered, known: Known, day_: StoreDay
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The first two in words, and the codes of those that are worth their time (as the card)."""
    rows = [found.by_id[due.follow_up_id] for due in card.rows]
    kinds, notes = [r["kind"] for r in rows], [r["planning_note"] for r in rows]
    brief = [
        reason
        for reason in compose_brief(facts_for(sale_of(rows), kinds, notes, known, day_))
        if reason.code not in ("no_fact_on_file", "prefers_channel")
    ]
    codes = (reason.code for reason in brief if reason.is_of_value)
    words = (title_of(reason, day_.today) for reason in brief[:MOST_REASONS])
    return tuple(words), tuple(codes)


def _car(row: Mapping[str, Any]) -> str:
    car = " ".join(str(part) for part in (row["year"], row["make"], row["model"]) if part)
    return _("%(car)s, used") % {"car": car} if car and row["condition"] == "used" else car


def _owe(owed: OpenWeOwe) -> str:
    if owed.status == "ready":
        return _("%(item)s: ready") % {"item": owed.item}
    on = counted_day(owed.told_on, owed.promised_on)
    if on is None:
        return _("%(item)s: no date yet") % {"item": owed.item}
    return f"{owed.item}: {short_day(on)}"
