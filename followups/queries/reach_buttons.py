"""What is pressed to ring somebody: the call button, open or closed, and further numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from customers.models import Customer
from customers.queries import facts_on_number
from customers.rules.contactability import Answer, ContactFacts, No, Purpose, may_contact
from dealerfollow.stores.models import Store
from followups.queries.card_banners import Quiet
from followups.queries.card_reads import Way
from followups.words.days import clock, day, minutes
from followups.words.numbers import national


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


def call_of(
    customer: Customer,
    own: list[str],
    answer: Answer,
    zone: ZoneInfo,
    store: Store,
    now: datetime,
    quiet: Quiet,
) -> Call | None:
    """The button for their first number; None without one, or when no time opens it."""
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


def other_numbers_of(
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
