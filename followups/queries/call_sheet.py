"""Today's list on paper: what the call needs, for every card, in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from customers.models import Customer
from customers.queries import contact_facts_of
from customers.rules.contactability import ContactFacts, No
from dealerfollow.stores.models import Store, User
from dealerfollow.stores.queries import StoreDay
from followups.queries.bdc_list import EVERYTHING, Lens, is_asked
from followups.queries.card_banners import quiet_for
from followups.queries.card_reads import ways_of
from followups.queries.facts import facts_for, sale_of
from followups.queries.known import Known, OpenWeOwe
from followups.queries.number_tries import rung_lately
from followups.queries.reach_blocked import STOPPED
from followups.queries.ringing import Ringing, purpose_of, ringings_of
from followups.queries.today import Gathered, gathered
from followups.rules.brief import compose_brief
from followups.rules.call_list import Card
from followups.words.days import ago, clock, day, short_day
from followups.words.labels import kind_name
from followups.words.numbers import national
from followups.words.reasons import title_of

MOST_REASONS = 2


@dataclass(frozen=True, slots=True)
class SheetCard:
    """One customer on the sheet; every string is ready. `number` is empty where none may be rung:
    then `number_words` says why, or from when on."""

    follow_up_id: int
    customer_id: int
    store: Store
    name: str
    what: str
    car: str
    delivered: str
    reasons: tuple[str, ...]
    codes: tuple[str, ...]  # of the reasons of value, for the log that is typed from the sheet
    owes: tuple[str, ...]
    number: str
    number_words: str
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
    numbers: dict[int, str] = {}
    for way in ways_of(ids):
        if way.kind == "phone" and way.is_good:
            numbers.setdefault(way.customer_id, way.value)
    purposes = {card.lead.customer_id: purpose_of(_kinds(card)) for card in cards}
    ringings = ringings_of(purposes, by_id=user.pk, today=day_.today, now=day_.now)
    lines = {pk: _number(facts[pk], ringings[pk], numbers.get(pk, ""), day_) for pk in purposes}
    return tuple(_card(card, found, people, lines, day_) for card in cards)


def _kinds(card: Card) -> tuple[str, ...]:
    return tuple(dict.fromkeys(due.kind for due in card.rows))


def _card(
    card: Card,
    found: Gathered,
    people: Mapping[int, Customer],
    lines: Mapping[int, tuple[str, str]],
    day_: StoreDay,
) -> SheetCard:
    pk = card.lead.customer_id
    row, known = found.by_id[card.lead.follow_up_id], found.known[pk]
    reasons, codes = _reasons(card, found, known, day_)
    number, words = lines[pk]
    delivered_on = row["delivered_on"]
    return SheetCard(
        follow_up_id=card.lead.follow_up_id,
        customer_id=pk,
        store=day_.store,
        name=people[pk].name,
        what=", ".join(kind_name(kind) for kind in _kinds(card)),
        car=_car(row),
        delivered=_("delivered %(ago)s") % {"ago": ago(delivered_on, day_.today)}
        if delivered_on
        else "",
        reasons=reasons,
        codes=codes,
        owes=tuple(_owe(owed) for owed in known.owes if owed.owed_by == "store"),
        number=number,
        number_words=words,
        follow_ups=tuple(due.follow_up_id for due in card.rows),
    )


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
    if owed.promised_on is None:
        return _("%(item)s: no date yet") % {"item": owed.item}
    return f"{owed.item}: {short_day(owed.promised_on)}"


def _number(facts: ContactFacts, ringing: Ringing, number: str, day_: StoreDay) -> tuple[str, str]:
    """The number with when it may be rung; without one, why not. As the card answers."""
    answer = ringing.answer(facts, day_.now)
    if not isinstance(answer, No):
        return national(number), _("may be called now")
    if answer.reason in STOPPED or answer.reason == "deceased":
        return "", _("Do not call")
    if answer.reason in ("no_number", "wrong_number"):
        return "", _("No number on file")
    if ringing.hush is not None and answer.reason == ringing.hush.code:
        quiet = quiet_for(ringing.hush, day_)
        return "", f"{quiet.closed}. {quiet.sub}"
    if answer.next_at is None:
        return "", _("No call allowed: write instead")
    return national(number), _opens(answer.next_at, ZoneInfo(facts.zones[0]), day_.store, day_.now)


def _opens(at: datetime, zone: ZoneInfo, store: Store, now: datetime) -> str:
    here = at.astimezone(store.zone)
    when = clock(here) if here.date() == now.astimezone(store.zone).date() else _day_and_time(here)
    there = at.astimezone(zone)
    if there.utcoffset() == here.utcoffset():
        return _("from %(when)s on") % {"when": when}
    return _("from %(when)s on, %(there)s their time") % {"when": when, "there": clock(there)}


def _day_and_time(at: datetime) -> str:
    return f"{day(at.date())}, {clock(at)}"
