"""May we contact them? The rule's answer in words, channel by channel, with who asked and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.models import (
    CHANNELS,
    Consent,
    ContactStop,
    Customer,
    CustomerEmail,
    CustomerPhone,
)
from customers.rules.contactability import CHANNELS as ASKED
from customers.rules.contactability import Answer, ContactFacts, No, Yes, may_contact
from dealerfollow.web.days import clock_words, day_words, weekday_words

CHANNEL_NAMES: dict[str, Any] = dict(CHANNELS)
LASTING: dict[str, Any] = {
    "deceased": gettext_lazy("deceased, nobody contacts them"),
    "no_number": gettext_lazy("no number on file"),
    "no_email": gettext_lazy("no address on file"),
    "no_address": gettext_lazy("no postal address on file"),
    "wrong_number": gettext_lazy("every number on file is wrong"),
    "wrong_email": gettext_lazy("every address on file bounced"),
    "wrong_address": gettext_lazy("the address on file is wrong"),
    "consent_needed": gettext_lazy("ask them first"),
    "on_registry": gettext_lazy("on the do-not-call registry"),
    "registry_not_checked": gettext_lazy("no purchase in 18 months, registry not checked"),
    "no_common_hour": gettext_lazy("their hours and the lawful ones never meet"),
}
ASKED_TO_STOP = frozenset({"stopped_everything", "stopped_sales", "consent_withdrawn"})


@dataclass(frozen=True)
class ContactLine:
    """One channel: an icon, the answer in words, and why not ("" when it is open now)."""

    channel: str
    icon: str
    words: str
    reason: str = ""

    @property
    def is_allowed(self) -> bool:
        """Whether they may be contacted this way this minute."""
        return not self.reason

    @property
    def is_stopped(self) -> bool:
        """Whether they asked for it."""
        return self.reason in ASKED_TO_STOP


def answers_in_words(
    customer: Customer, facts: ContactFacts, *, now: datetime, zone: ZoneInfo
) -> tuple[ContactLine, ...]:
    """One line per channel, for a relationship contact at `now`; days in the store's `zone`.

    2 queries: stops and consents, for who said what when.
    """
    stops = _stops_of(customer)
    mine = Q(customer=customer) | Q(customer__merged_into=customer)
    consents = Consent.objects.filter(mine).order_by("said_at", "id")
    said = {c.channel: c for c in consents if facts.consent.get(c.channel) == c.state}
    return tuple(_line(channel, facts, stops, said.get(channel), now, zone) for channel in ASKED)


def _stops_of(customer: Customer) -> list[ContactStop]:
    """Stops of the person and of their numbers and addresses, whoever asked; the newest first."""
    mine = Q(customer=customer) | Q(customer__merged_into=customer)
    numbers = CustomerPhone.objects.filter(mine, wrong_at=None).values("number")
    addresses = CustomerEmail.objects.filter(mine).values("address")
    bound = Q(mine, value="") | Q(value__in=numbers) | Q(value__in=addresses)
    return list(
        ContactStop.objects.filter(bound, group_id=customer.group_id, lifted_at=None)
        .select_related("recorded_by", "customer")
        .order_by("-asked_at", "-id")
    )


def _line(
    channel: str,
    facts: ContactFacts,
    stops: Sequence[ContactStop],
    consent: Consent | None,
    now: datetime,
    zone: ZoneInfo,
) -> ContactLine:
    answer: Answer = may_contact(facts, channel, "relationship", now)  # type: ignore[arg-type]
    name = str(CHANNEL_NAMES[channel])
    today = now.astimezone(zone).date()
    if isinstance(answer, Yes):
        words = name
        if answer.until:
            until = clock_words(answer.until.astimezone(ZoneInfo(facts.zones[0])))
            words = _("%(channel)s, until %(time)s their time") % {"channel": name, "time": until}
        if consent and consent.state == Consent.State.GIVEN:
            day = day_words(consent.said_at.astimezone(zone).date(), today)
            words = _("%(words)s, agreed %(day)s") % {"words": words, "day": day}
        return ContactLine(channel, "check", words)
    if answer.reason in ("stopped_everything", "stopped_sales"):
        words = _stopped(name, channel, stops, zone, now)
        return ContactLine(channel, "ban", words, answer.reason)
    if answer.reason == "consent_withdrawn" and consent:
        day = day_words(consent.said_at.astimezone(zone).date(), today)
        words = _("%(channel)s: took their consent back, %(day)s") % {"channel": name, "day": day}
        return ContactLine(channel, "ban", words, answer.reason)
    if answer.reason in LASTING:
        words = _("%(channel)s: %(why)s") % {"channel": name, "why": LASTING[answer.reason]}
        return ContactLine(channel, "x", words, answer.reason)
    return ContactLine(channel, "clock", _later(name, answer, facts, now), answer.reason)


def _stopped(
    name: str, channel: str, stops: Sequence[ContactStop], zone: ZoneInfo, now: datetime
) -> str:
    stop = next((s for s in stops if s.channel in ("all", channel)), None)
    if stop is None:
        return _("%(channel)s: asked us to stop") % {"channel": name}
    asked = {
        "channel": name,
        "day": day_words(stop.asked_at.astimezone(zone).date(), now.astimezone(zone).date()),
    }
    if stop.scope == ContactStop.Scope.SALES:
        words = _("%(channel)s: no sales contact, asked %(day)s; what we owe may be told") % asked
    else:
        words = _("%(channel)s: asked us to stop, %(day)s") % asked
    return f"{words}. “{stop.words}”" if stop.words else words


def _later(name: str, answer: No, facts: ContactFacts, now: datetime) -> str:
    when = _opens_at(answer, facts, now)
    if not when:
        return _("%(channel)s: not now") % {"channel": name}
    if answer.reason == "tries_used_up":
        return _("%(channel)s: tried enough today, opens %(when)s their time") % {
            "channel": name,
            "when": when,
        }
    return _("%(channel)s opens %(when)s their time") % {"channel": name, "when": when}


def short_answer(answer: Answer, facts: ContactFacts, now: datetime) -> str:
    """Why they may not be rung this minute, in a few words, "" when they may; for a line that has
    no room for who asked when."""
    if isinstance(answer, Yes):
        return ""
    if answer.reason in ("stopped_everything", "stopped_sales", "consent_withdrawn"):
        sales = answer.reason == "stopped_sales"
        return _("no sales calls") if sales else _("asked us to stop")
    if answer.reason in LASTING:
        return str(LASTING[answer.reason])
    when = _opens_at(answer, facts, now)
    return _("opens %(when)s their time") % {"when": when} if when else _("not now")


def _opens_at(answer: No, facts: ContactFacts, now: datetime) -> str:
    """ "8:00 AM", "Mon, 8:00 AM": when they may be rung again, in their time; "" when it is not
    known."""
    if answer.next_at is None:
        return ""
    there = ZoneInfo(facts.zones[0])
    opens, today = answer.next_at.astimezone(there), now.astimezone(there).date()
    when = clock_words(opens)
    if opens.date() == today:
        return when
    return f"{weekday_words(opens.date(), today)}, {when}"
