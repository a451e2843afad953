"""How the customer may be reached this minute: the call button, and what stands in its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
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
from dealerfollow.stores.models import Store
from followups.queries.card_banners import Quiet
from followups.queries.card_reads import ways_of
from followups.queries.number_tries import rung_lately
from followups.queries.reach_blocked import Blocked, blocked_of
from followups.queries.reach_buttons import Call, OtherNumber, call_of, other_numbers_of
from followups.queries.reach_hint import hint_of
from followups.rules.asks import may_give_a_name
from followups.words.days import clock

HOURS = ("outside_hours", "state_day_closed", "outside_preferred_hours")


@dataclass(frozen=True)
class Reach:
    """All of it for one card."""

    call: Call | None
    numbers: tuple[str, ...]  # theirs that are not known to be wrong, the first to use first
    other_numbers: tuple[OtherNumber, ...]
    text_href: str
    mail_href: str
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


def reach_of(
    customer: Customer,
    co_buyers: Sequence[Customer],
    *,
    store: Store,
    purpose: Purpose,
    now: datetime,
    quiet: Quiet,
) -> Reach:
    """How the customer and the co-buyers may be reached at `now`, in 3 queries (4 when stopped).

    `quiet` is the household's own reason not to ring now, where the law would let us.
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
    return Reach(
        call=call_of(customer, own, phone, zone, store, now, quiet),
        numbers=tuple(own),
        other_numbers=() if quiet else other_numbers_of(people, own, phones, facts, purpose, now),
        text_href=f"sms:{own[0]}" if own and answers["text"].is_allowed and not quiet else "",
        mail_href=f"mailto:{mail.value}" if mail and answers["email"].is_allowed else "",
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
