"""Which channels a follow-up may be planned on: one small number per customer, and the choice.

What changes from minute to minute (hours, tries in a day) is asked when the card is shown; what
lasts (no number, a stop, a withdrawn consent) is kept as bits, so that planning thirty thousand
follow-ups asks nobody.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from customers.rules.contactability import CHANNELS, ContactFacts, Purpose, may_contact

BITS = {"phone": 1, "text": 2, "email": 4, "letter": 8}
STOPPED = 16  # asked not to be contacted, on every channel that there is
PASSING = frozenset(
    {
        "tries_used_up",
        "state_day_closed",
        "outside_hours",
        "outside_preferred_hours",
        "no_common_hour",
    }
)
ALL_WAYS = sum(BITS.values())
PROMISED = 5
"""So far to the left stand the channels open for what we owe, where a stop of sales contact makes
them others than those of a relationship (edge case 60)."""


def ways_of(facts: ContactFacts, *, now: datetime) -> int:
    """The bits of the channels that are open for a relationship contact, or STOPPED; above them
    those for a promise, where they differ.

    The national registry is left out: it depends on the day (see channel_for, is_related). The
    letter about a promise that a stop of everything leaves (edge case 59) is the manager's, and no
    way to plan on.
    """
    facts = replace(facts, registry="clear")
    bits, promised = _bits(facts, "relationship", now), _bits(facts, "promise", now)
    if any(stop.is_silence for stop in facts.stops):
        promised = 0
    return bits | promised << PROMISED if promised not in (bits, 0) else bits


def is_silent(ways: int) -> bool:
    """Asked for nothing more at all: what we owe is told by letter, by the manager (edge 59)."""
    return bool(ways & STOPPED) and not ways >> PROMISED


def _bits(facts: ContactFacts, purpose: Purpose, now: datetime) -> int:
    bits, reasons = 0, set()
    for channel in CHANNELS:
        answer = may_contact(facts, channel, purpose, now)
        if answer.is_allowed or answer.reason in PASSING:
            bits |= BITS[channel]
        else:
            reasons.add(answer.reason)
    is_asked = bool(reasons & {"stopped_everything", "stopped_sales", "deceased"})
    if not bits and is_asked:
        return STOPPED if purpose != "promise" else 0
    return bits


def channel_for(
    wanted: str,
    *,
    ways: int,
    preferred: str,
    is_preferred_taken: bool,
    is_related: bool,
    is_owed: bool = False,
) -> str | None:
    """The channel of a new follow-up; None when the customer asked not to be contacted at all.

    The customer's preferred channel where the touchpoint allows it, else the wanted one, else
    e-mail, letter, phone in that order (decision 7: a refused phone follow-up becomes e-mail or
    letter). A customer without any number or address keeps the wanted channel: the follow-up then
    means "find a number", and is not dropped. `is_owed`: a promise, which a stop of sales contact
    leaves (edge case 60), and which needs no relationship.
    """
    if is_owed:
        ways, is_related = ways >> PROMISED or ways, True
    if ways & STOPPED:
        return None
    if not is_related:
        ways &= ~(BITS["phone"] | BITS["text"])
    first = [preferred, wanted] if is_preferred_taken else [wanted]
    if "in_person" in first:
        first = [c for c in first if c != "in_person"] or ["phone"]
    for channel in [*first, "email", "letter", "phone", "text"]:
        if ways & BITS.get(channel, 0):
            return channel
    return "letter" if not is_related else first[-1]


def bits_of(channels: Iterable[str]) -> int:
    """The bits of these channels."""
    return sum(BITS[c] for c in set(channels))
