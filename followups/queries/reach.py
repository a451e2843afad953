"""How the customer may be reached this minute: the call button, and what stands in its place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import phonenumbers
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.models import ContactStop, Customer
from customers.queries import contact_facts_of, facts_on_number
from customers.queries.household import parted_from
from customers.rules.contactability import (
    CHANNELS,
    Answer,
    Channel,
    ContactFacts,
    No,
    Purpose,
    may_contact,
)
from dealerfollow.stores.models import Store
from deliveries.models import Delivery
from followups.queries.card_banners import Quiet
from followups.queries.card_reads import Way, ways_of
from followups.queries.number_tries import rung_lately
from followups.words.days import clock, day, minutes, short_day
from followups.words.reasons import CHANNEL_NAMES

HOURS = ("outside_hours", "state_day_closed", "outside_preferred_hours")
STOPPED = ("stopped_everything", "stopped_sales", "consent_withdrawn")


@dataclass(frozen=True)
class Call:
    """The button: open now with `href`, or closed with when it opens."""

    href: str
    number: str
    words: str
    label: str
    closed: str = ""
    closed_sub: str = ""


@dataclass(frozen=True)
class OtherNumber:
    """A second number, or the co-buyer's: a full contact."""

    href: str
    number: str
    label: str


@dataclass(frozen=True)
class Line:
    """An icon and words."""

    icon: str
    words: str


@dataclass(frozen=True)
class Blocked:
    """Why there is no button, and what still reaches them."""

    title: str
    words: str
    still: tuple[Line, ...]


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
    is_number_missing: bool  # none on file is right: finding one is the next act (edge case 62)


def national(number: str) -> str:
    """ "(480) 555-0142" for an American number, else the international form."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(
        parsed, style.NATIONAL if parsed.country_code == 1 else style.INTERNATIONAL
    )


def co_buyers_of(customer: Customer, deliveries: Iterable[Delivery]) -> tuple[Customer, ...]:
    """Who bought these cars with the customer, each once; their `co_buyer` is at hand. Nobody who
    died or has parted from them (edge cases 69, 70). One query, none without any."""
    named = {d.co_buyer.pk: d.co_buyer for d in deliveries if d.co_buyer}
    living = [one for pk, one in named.items() if pk != customer.pk and one.died_on is None]
    parted = parted_from(customer.pk, [one.pk for one in living])
    return tuple(one for one in living if one.pk not in parted)


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
        call=_call(customer, own, phone, zone, store, now, quiet),
        numbers=tuple(own),
        other_numbers=() if quiet else _others(people, own, phones, facts, purpose, now),
        text_href=f"sms:{own[0]}" if own and answers["text"].is_allowed and not quiet else "",
        mail_href=f"mailto:{mail.value}" if mail and answers["email"].is_allowed else "",
        blocked=_blocked(customer, phones, answers),
        hint=_hint(customer, phone),
        there=_("%(time)s there") % {"time": clock(now.astimezone(zone))},
        zone=zone,
        is_outside_hours=isinstance(phone, No) and phone.reason in HOURS,
        stopped_channels=stopped,
        has_another_number=len(own) > 1,
        can_write=bool(customer.ways & 6),
        is_number_missing=isinstance(phone, No) and phone.reason in ("no_number", "wrong_number"),
    )


def _call(
    customer: Customer,
    own: list[str],
    answer: Answer,
    zone: ZoneInfo,
    store: Store,
    now: datetime,
    quiet: Quiet,
) -> Call | None:
    if not own:
        return None
    label = _("Call %(name)s") % {"name": customer.short_name}
    if answer.is_allowed and quiet:
        return Call("", own[0], national(own[0]), label, quiet.closed, quiet.sub)
    if answer.is_allowed:
        return Call(f"tel:{own[0]}", own[0], national(own[0]), label)
    assert isinstance(answer, No)
    if answer.next_at is None:
        return None
    opens, here = answer.next_at.astimezone(zone), answer.next_at.astimezone(store.zone)
    is_today = opens.date() == now.astimezone(zone).date()
    when = clock(opens) if is_today else f"{day(opens.date())}, {clock(opens)}"
    closed = _("Opens %(when)s their time") % {"when": when}
    if answer.reason == "tries_used_up":
        closed = _("%(n)s tries in 24 hours: opens %(when)s") % {
            "n": answer.params["tries"],
            "when": when,
        }
    sub = _("%(time)s here") % {"time": clock(here)}
    wait = int((answer.next_at - now).total_seconds() // 60) + 1
    if wait < 12 * 60:
        sub = _("%(time)s here, in %(wait)s") % {"time": clock(here), "wait": minutes(wait)}
    return Call("", own[0], national(own[0]), label, closed, sub)


def _others(
    people: Sequence[Customer],
    own: list[str],
    phones: list[Way],
    facts: dict[int, ContactFacts],
    purpose: Purpose,
    now: datetime,
) -> tuple[OtherNumber, ...]:
    """Further numbers that may be rung this minute, each by its own clock; never one twice."""
    by_id = {person.pk: person for person in people}
    found: dict[str, OtherNumber] = {}
    for phone in phones:
        number, person = phone.value, by_id[phone.customer_id]
        if not phone.is_good or number in own[:1] or number in found:
            continue
        there = facts_on_number(facts[person.pk], person, number)
        if not may_contact(there, "phone", purpose, now).is_allowed:
            continue
        label = f"{person.short_name} …{number[-4:]}"
        found[number] = OtherNumber(f"tel:{number}", number, label)
    return tuple(found.values())


def _hint(customer: Customer, answer: Answer) -> str:
    """One line under the buttons: hours they asked for, or why there is no number to press."""
    if isinstance(answer, No) and answer.reason in _HINTS:
        return str(_HINTS[answer.reason]())
    parts = _doubt(answer)
    if customer.preferred_channel not in ("", "phone"):
        channel = CHANNEL_NAMES[customer.preferred_channel]
        parts.append(_("Prefers: %(channel)s.") % {"channel": channel})
    if customer.reach_from and customer.reach_until:
        parts.append(
            _("Reach them %(start)s to %(end)s.")
            % {"start": clock(customer.reach_from), "end": clock(customer.reach_until)}
        )
    if customer.language == "es":
        parts.append(_("Speaks Spanish."))
    return " ".join(parts)


def _doubt(answer: Answer) -> list[str]:
    """Why the hours are narrower than those of one place (edge cases 14 to 16)."""
    doubt = answer.params.get("doubt") if isinstance(answer, No) else None
    return [str(_DOUBTS[str(doubt)])] if doubt else []


_DOUBTS: dict[str, Any] = {
    "unknown": gettext_lazy("No address and no area code: it must be day in all fifty states."),
    "split_zip": gettext_lazy("Two time zones meet at their address: both must be open."),
    "split_area": gettext_lazy("Their area code lies in two time zones: both must be open."),
    "two_places": gettext_lazy("Address and area code are far apart: both must be open."),
}

_HINTS: dict[str, Any] = {
    "no_number": lambda: _("No number on file. Look into the deal jacket, or write."),
    "wrong_number": lambda: _(
        "Every number on file is wrong. Look into the deal jacket, or write."
    ),
    "no_common_hour": lambda: _(
        "Their hours and the lawful ones never meet. Write, and ask for other hours."
    ),
    "on_registry": lambda: _("On the do-not-call registry, and the last purchase is too long ago."),
    "registry_not_checked": lambda: _(
        "No purchase in 18 months and the registry is not checked: write instead of calling."
    ),
    "deceased": lambda: _("Deceased. Nobody contacts them."),
}


def _blocked(
    customer: Customer, phones: list[Way], answers: dict[Channel, Answer]
) -> Blocked | None:
    """What a request to stop leaves; None when the phone is not stopped."""
    phone = answers["phone"]
    if not isinstance(phone, No) or phone.reason not in STOPPED:
        return None
    values = [p.value for p in phones if p.customer_id == customer.pk]
    stop = (
        ContactStop.objects.filter(lifted_at=None)
        .filter(Q(customer=customer) | Q(value__in=values))
        .select_related("recorded_by")
        .order_by("-asked_at")
        .first()
    )
    open_channels = [c for c in CHANNELS if answers[c].is_allowed]
    title = _("No calls or texts") if open_channels else _("No contact at all")
    if open_channels == ["letter"]:
        title = _("By letter only")
    still = [Line("check", str(CHANNEL_NAMES[c])) for c in open_channels]
    still.append(Line("check", _("They can contact us: log it with “They contacted us”")))
    closed = [str(CHANNEL_NAMES[c]) for c in CHANNELS if c not in open_channels]
    if closed:
        still.append(Line("x", ", ".join(closed)))
    return Blocked(title, _stop_words(customer, stop), tuple(still))


def _stop_words(customer: Customer, stop: ContactStop | None) -> str:
    holds = _("It holds for every store of the group.")
    if stop is None:
        return f"{_('They withdrew their consent.')} {holds}"
    on = short_day(stop.asked_at.date())
    name = customer.short_name
    if stop.recorded_by is None:
        said = _("%(name)s asked us on %(day)s") % {"name": name, "day": on}
    else:
        said = _("%(name)s asked us on %(day)s, with %(by)s") % {
            "name": name,
            "day": on,
            "by": stop.recorded_by.name,
        }
    return f"{said}: “{stop.words}”. {holds}" if stop.words else f"{said}. {holds}"
