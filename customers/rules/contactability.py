"""May we contact this customer, by this channel, for this purpose, now? One question, one answer.

Decision 7 of the product and the notes on law: stops, consent, the national registry with its
relationship clock, the hours where the person is, and what the person asked for.

Purposes: "promise" (something we owe: plates, a call back that was asked for), "relationship"
(post-sale call, check-in, birthday), "sales" (prospects, repurchase). "Only about my car" is a stop
of scope "sales" and leaves promises only. Hours bind phone and text, whatever the purpose; e-mail,
letter and meeting in person are free of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Literal

from customers.rules.call_windows import barred_by, tries_per_24h, window_on
from customers.rules.zones import ALL_STATES, Doubt
from dealerfollow.lib.windows import Span, TimeWindow, ZonedHours, common_spans, next_open_moment
from dealerfollow.lib.workdays import add_months

Channel = Literal["phone", "text", "email", "letter", "in_person"]
Purpose = Literal["promise", "relationship", "sales"]
CHANNELS: tuple[Channel, ...] = ("phone", "text", "email", "letter")
Registry = Literal["not_checked", "clear", "listed"]
RINGING: frozenset[str] = frozenset({"phone", "text"})

_NEEDS = {"phone": "no_number", "text": "no_number", "email": "no_email", "letter": "no_address"}
_WRONG = {"phone": "wrong_number", "text": "wrong_number", "email": "wrong_email"}
_DAY = timedelta(hours=24)
SCRUB_DAYS = 31
"""So old may the registry's file be on the day of the call (47 CFR 64.1200(c)(2)(i)(D))."""


@dataclass(frozen=True)
class Stop:
    """Scope "sales" leaves what we owe; "everything" leaves a letter about it, unless letters were
    stopped by name (edge case 59). On one channel or on all."""

    scope: Literal["sales", "everything"]
    channel: Channel | Literal["all"] = "all"

    def binds(self, channel: Channel, purpose: Purpose) -> bool:
        """True when this stop forbids the channel for the purpose."""
        if purpose != "promise":
            return self.channel in ("all", channel)
        is_letter_left = channel == "letter" and self.channel == "all"
        is_bound = self.channel in ("all", channel) and not is_letter_left
        return is_bound and self.scope == "everything"

    @property
    def is_silence(self) -> bool:
        """Whether they asked for nothing more at all."""
        return self.scope == "everything" and self.channel == "all"


@dataclass(frozen=True)
class ContactFacts:
    """All that the answer depends on, for one person and the number or address to be used.

    `reachable`: channels with a number or address on file. `wrong`: those known to be wrong.
    `states`, `zones`, `doubt`: as zones.whereabouts gives them, the likeliest zone first.
    `scrubbed_on`: the day of the registry's file that says so, None for one of today. `preferred`:
    hours that the customer asked for, in that zone. `recent_tries`: aware moments of calls and
    texts by anybody of the group. `relationship_until`: last day (inclusive) of the relationship,
    see relationship_until().
    """

    reachable: frozenset[str] = frozenset()
    wrong: frozenset[str] = frozenset()
    stops: tuple[Stop, ...] = ()
    consent: Mapping[str, str] = field(default_factory=dict)
    registry: Registry = "not_checked"
    scrubbed_on: date | None = None
    relationship_until: date | None = None
    states: tuple[str, ...] = ()
    zones: tuple[str, ...] = ALL_STATES
    doubt: Doubt = ""
    preferred: tuple[TimeWindow, ...] = ()
    recent_tries: tuple[datetime, ...] = ()
    is_deceased: bool = False


@dataclass(frozen=True)
class Yes:
    """Go ahead. `until` is when the open hours end (UTC), None where no hours bind."""

    until: datetime | None = None
    is_allowed: Literal[True] = True


@dataclass(frozen=True)
class No:
    """Not now, or not at all (`next_at` None). `other_channels` are allowed this minute.

    `params` say more: "doubt" is why several places count (edge cases 14 to 16), "state" which
    states bar the day, "scrubbed_on" how old the registry's file is.

    Reasons: deceased, stopped_everything, stopped_sales, no_number, no_email, no_address,
    wrong_number, wrong_email, wrong_address, consent_withdrawn, consent_needed, on_registry,
    registry_not_checked, tries_used_up, state_day_closed, outside_hours, outside_preferred_hours,
    no_common_hour.
    """

    reason: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    next_at: datetime | None = None
    other_channels: tuple[Channel, ...] = ()
    is_allowed: Literal[False] = False


Answer = Yes | No


def may_contact(facts: ContactFacts, channel: Channel, purpose: Purpose, now: datetime) -> Answer:
    """Yes, or No with its reason, the next lawful moment (UTC) and the channels open instead.

    `now` is aware; ValueError otherwise. A lasting reason is named before a passing one.
    """
    if now.tzinfo is None:
        raise ValueError("now must be an aware datetime")
    refusal = _refusal(facts, channel, purpose, now)
    if refusal is None:
        return Yes(_open_until(facts, now) if channel in RINGING else None)
    others = tuple(
        other
        for other in CHANNELS
        if other != channel and _refusal(facts, other, purpose, now) is None
    )
    return replace(refusal, other_channels=others)


def call_span(facts: ContactFacts, now: datetime) -> Span | None:
    """From when to when a phone may ring on the day of `now`: the hours open now, else the next
    ones of that day; None where there are none. Asks nothing but hours."""
    hours = (*_legal_hours(facts), *_wished_hours(facts))
    days = [one.local_date(now) for one in hours]
    spans = common_spans(min(days), max(days), *hours)
    return next((span for span in spans if now < span[1]), None)


def relationship_until(
    *, bought_on: date | None, serviced_on: date | None, inquired_on: date | None
) -> date | None:
    """The last day on which a listed number may be rung: purchase or service visit + 18 months,
    inquiry + 3 months (16 CFR 310.2(q)). Lease payments do not count. None without any."""
    days = [add_months(day, 18) for day in (bought_on, serviced_on) if day]
    days += [add_months(inquired_on, 3)] if inquired_on else []
    return max(days, default=None)


def _refusal(facts: ContactFacts, channel: Channel, purpose: Purpose, now: datetime) -> No | None:
    lasting = _lasting_reason(facts, channel, purpose, now)
    if lasting:
        is_old = lasting == "registry_not_checked" and facts.scrubbed_on is not None
        return No(lasting, {"scrubbed_on": f"{facts.scrubbed_on}"} if is_old else {})
    return _passing_refusal(facts, now) if channel in RINGING else None


def _lasting_reason(facts: ContactFacts, channel: Channel, purpose: Purpose, now: datetime) -> str:
    if facts.is_deceased:
        return "deceased"
    bound = [stop.scope for stop in facts.stops if stop.binds(channel, purpose)]
    if bound:
        return "stopped_everything" if "everything" in bound else "stopped_sales"
    if channel in _NEEDS and channel not in facts.reachable:
        return _NEEDS[channel]
    if channel in facts.wrong:
        return _WRONG.get(channel, "wrong_address")
    consent = facts.consent.get(channel, "unknown")
    if consent == "withdrawn":
        return "consent_withdrawn"
    if channel == "text" and purpose == "sales" and consent != "given":
        return "consent_needed"
    return _registry_reason(facts, now) if channel in RINGING and purpose != "promise" else ""


def _registry_reason(facts: ContactFacts, now: datetime) -> str:
    """Edge cases 57 and 58. The latest local date of all candidate zones decides.

    A file too old says nothing of who has registered since; who was on it stays on it.
    """
    today = max(ZonedHours(zone, _never).local_date(now) for zone in _zones(facts))
    is_old = facts.scrubbed_on is not None and (today - facts.scrubbed_on).days > SCRUB_DAYS
    is_related = facts.relationship_until is not None and today <= facts.relationship_until
    if (facts.registry == "clear" and not is_old) or is_related:
        return ""
    return "on_registry" if facts.registry == "listed" else "registry_not_checked"


def _passing_refusal(facts: ContactFacts, now: datetime) -> No | None:
    legal, wished = _legal_hours(facts), _wished_hours(facts)
    limit = tries_per_24h(facts.states)
    counted = sorted(t for t in facts.recent_tries if now - _DAY < t <= now)
    if limit is not None and len(counted) >= limit:
        free_at = counted[-limit] + _DAY
        params = {"limit": limit, "tries": len(counted)}
        return No("tries_used_up", params, next_open_moment(free_at, *legal, *wished))
    next_at = next_open_moment(now, *legal, *wished)
    if next_at == now:
        return None
    if next_at is None:
        return No("no_common_hour")
    closed = next((hours for hours in legal if not hours.is_open(now)), None)
    if closed is None:
        return No("outside_preferred_hours", {"zone": _zones(facts)[0]}, next_at)
    closed_on = closed.local_date(now)
    is_day_closed = not closed.on(closed_on)
    params_of_zone: dict[str, str | int] = {"zone": closed.zone}
    if facts.doubt:
        params_of_zone["doubt"] = facts.doubt
    if is_day_closed:
        barring = barred_by(closed_on, facts.states) or facts.states
        params_of_zone["state"] = ", ".join(barring)
    return No("state_day_closed" if is_day_closed else "outside_hours", params_of_zone, next_at)


def _open_until(facts: ContactFacts, now: datetime) -> datetime | None:
    ends = [
        end
        for hours in (*_legal_hours(facts), *_wished_hours(facts))
        for start, end in hours.spans(hours.local_date(now))
        if start <= now < end
    ]
    return min(ends, default=None)


def _zones(facts: ContactFacts) -> tuple[str, ...]:
    return facts.zones or ALL_STATES


def _legal_hours(facts: ContactFacts) -> list[ZonedHours]:
    def on(day: date) -> tuple[TimeWindow, ...]:
        window = window_on(day, facts.states)
        return (window,) if window else ()

    return [ZonedHours(zone, on) for zone in _zones(facts)]


def _wished_hours(facts: ContactFacts) -> list[ZonedHours]:
    if not facts.preferred:
        return []
    return [ZonedHours(_zones(facts)[0], lambda day: facts.preferred)]


def _never(day: date) -> tuple[TimeWindow, ...]:
    return ()
