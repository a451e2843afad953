"""How a customer on the printed list may be reached, in words that are true all day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from customers.models import Customer
from customers.rules.contactability import ContactFacts, No, call_span, may_contact
from customers.words import postal_words
from dealerfollow.stores.models import Store
from dealerfollow.stores.queries import StoreDay
from dealerfollow.web.days import clock_words
from followups.queries.card_banners import quiet_for
from followups.queries.card_reads import Way
from followups.queries.reach_blocked import STOPPED
from followups.queries.ringing import Ringing
from followups.rules.outcomes import ON_PAPER, WRITTEN_ON_PAPER
from followups.words.days import clock, day
from followups.words.labels import outcome_name
from followups.words.numbers import national


@dataclass(frozen=True, slots=True)
class SheetWays:
    """The number with when it may be rung, or why not; where to write; what can be ticked."""

    number: str
    number_words: str
    addresses: tuple[str, ...]  # for an e-mail or a letter, where it is to be written
    boxes: tuple[str, ...]
    is_reached: bool  # by somebody else today: no call to make


def ways_on_paper(
    customer: Customer,
    ways: Sequence[Way],
    facts: ContactFacts,
    ringing: Ringing,
    day_: StoreDay,
    *,
    is_due_in_writing: bool,
) -> SheetWays:
    """As the card answers; no query."""
    phone = next((way.value for way in ways if way.kind == "phone" and way.is_good), "")
    number, words = _number(facts, ringing, phone, day_)
    hush = ringing.hush.code if ringing.hush else ""
    written: dict[str, str] = {}
    if (is_due_in_writing or not number) and hush != "household_rung":
        written = _written(customer, ways, facts, ringing, day_)
    codes = (*(ON_PAPER if number else ()), *written)
    return SheetWays(
        number,
        words,
        tuple(written.values()),
        tuple(outcome_name(code) for code in codes),
        is_reached=not number and hush == "reached_today",
    )


def _written(
    customer: Customer, ways: Sequence[Way], facts: ContactFacts, ringing: Ringing, day_: StoreDay
) -> dict[str, str]:
    """The outcome of writing -> the address for it, as far as they may be written to."""
    mail = next((way.value for way in ways if way.kind == "email" and way.is_good), "")
    addresses = {"email": mail, "letter": postal_words(customer)}
    return {
        outcome: addresses[channel]
        for channel, outcome in WRITTEN_ON_PAPER.items()
        if addresses[channel] and may_contact(facts, channel, ringing.purpose, day_.now).is_allowed
    }


def _number(facts: ContactFacts, ringing: Ringing, number: str, day_: StoreDay) -> tuple[str, str]:
    answer = ringing.answer(facts, day_.now)
    if not isinstance(answer, No):
        return national(number), _hours(facts, day_)
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


def _hours(facts: ContactFacts, day_: StoreDay) -> str:
    """ "call 8 AM to 9 PM their time": paper is read hours after it was printed."""
    span = call_span(facts, day_.now)
    if span is None:
        return ""
    zone = ZoneInfo(facts.zones[0])
    start, end = (moment.astimezone(zone) for moment in span)
    said = {"start": clock_words(start), "end": clock_words(end)}
    if start.utcoffset() == day_.now.astimezone(day_.store.zone).utcoffset():
        return _("call %(start)s to %(end)s") % said
    return _("call %(start)s to %(end)s their time") % said


def _opens(at: datetime, zone: ZoneInfo, store: Store, now: datetime) -> str:
    here = at.astimezone(store.zone)
    when = clock(here) if here.date() == now.astimezone(store.zone).date() else _day_and_time(here)
    there = at.astimezone(zone)
    if there.utcoffset() == here.utcoffset():
        return _("from %(when)s on") % {"when": when}
    return _("from %(when)s on, %(there)s their time") % {"when": when, "there": clock(there)}


def _day_and_time(at: datetime) -> str:
    return f"{day(at.date())}, {clock(at)}"
