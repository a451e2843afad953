"""How the customer may be reached this minute: the call button, and what stands in its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from customers.models import Customer
from customers.queries import contact_facts_of
from customers.rules.contactability import (
    CHANNELS,
    Answer,
    Channel,
    No,
    Purpose,
    may_contact,
)
from customers.words import postal_words
from dealerfollow.stores.models import Store
from followups.queries.card_banners import Quiet
from followups.queries.card_reads import ways_of
from followups.queries.number_tries import rung_lately
from followups.queries.reach_blocked import Blocked, blocked_of
from followups.queries.reach_buttons import Call, OtherNumber, call_of, other_numbers_of
from followups.queries.reach_hint import hint_of
from followups.rules.asks import may_give_a_name
from followups.rules.leading import leading
from followups.words.days import clock
from followups.words.numbers import national

HOURS = ("outside_hours", "state_day_closed", "outside_preferred_hours")


@dataclass(frozen=True)
class Reach:
    """All of it for one card."""

    call: Call | None
    numbers: tuple[str, ...]  # theirs that are not known to be wrong, the first to use first
    other_numbers: tuple[OtherNumber, ...]
    text_href: str
    mail_href: str
    letter_to: str  # the postal address, where a letter is the way or no call is
    leads: Channel | Literal[""]  # the way that this contact is made, "" where none is open
    blocked: Blocked | None
    hint: str
    there: str
    zone: ZoneInfo
    is_outside_hours: bool
    stopped_channels: frozenset[str]
    has_another_number: bool
    can_write: bool
    may_give_a_name: bool  # where they are asked for one while they talk; hours do not matter
    is_number_missing: bool  # none on file is right: finding one is the next act (edge case 62)

    @property
    def first_number(self) -> str:
        """The number to use first, as people say it; "" without one."""
        return national(self.numbers[0]) if self.numbers else ""


def reach_of(
    customer: Customer,
    co_buyers: Sequence[Customer],
    *,
    store: Store,
    purpose: Purpose,
    channel: str,
    now: datetime,
    quiet: Quiet,
) -> Reach:
    """How the customer and the co-buyers may be reached at `now`, in 3 queries (4 when stopped).

    `channel` is how the contact is due; `quiet` the household's own reason not to ring now, where
    the law would let us.
    """
    people = [customer, *co_buyers]
    rung = rung_lately([person.pk for person in people], now=now)
    facts = contact_facts_of(people, recent_tries=rung)
    mine = facts[customer.pk]
    answers: dict[Channel, Answer] = {c: may_contact(mine, c, purpose, now) for c in CHANNELS}
    ways = ways_of([person.pk for person in people])
    phones = [way for way in ways if way.kind == "phone"]
    own = [p.value for p in phones if p.customer_id == customer.pk and p.is_good]
    mail = next(
        (w for w in ways if w.kind == "email" and w.customer_id == customer.pk and w.is_good), None
    )
    zone = ZoneInfo(mine.zones[0])
    phone = answers["phone"]
    stopped = frozenset(c for c in CHANNELS if any(s.binds(c, purpose) for s in mine.stops))
    call = call_of(customer, own, phone, zone, store, now, quiet)
    text = f"sms:{own[0]}" if own and answers["text"].is_allowed and not quiet else ""
    mailto = f"mailto:{mail.value}" if mail and answers["email"].is_allowed else ""
    letter = postal_words(customer) if answers["letter"].is_allowed else ""
    found = {"phone": call, "text": text, "email": mailto, "letter": letter}
    leads = leading(channel, {way for way, href in found.items() if href})
    return Reach(
        call=call,
        numbers=tuple(own),
        other_numbers=() if quiet else other_numbers_of(people, own, phones, facts, purpose, now),
        text_href=text,
        mail_href=mailto,
        letter_to=letter if call is None or leads == "letter" else "",
        leads=leads,
        blocked=blocked_of(customer, phones, answers),
        hint=hint_of(customer, phone),
        there=_("%(time)s there") % {"time": clock(now.astimezone(zone))},
        zone=zone,
        is_outside_hours=isinstance(phone, No) and phone.reason in HOURS,
        stopped_channels=stopped,
        has_another_number=len(own) > 1,
        can_write=bool(customer.ways & 6),
        may_give_a_name=may_give_a_name(mine, now),
        is_number_missing=isinstance(phone, No) and phone.reason in ("no_number", "wrong_number"),
    )
