"""Which channels a follow-up may be planned on: one small number per customer, and the choice.

What changes from minute to minute (hours, tries in a day) is asked when the card is shown; what
lasts (no number, a stop, a withdrawn consent) is kept as bits, so that planning thirty thousand
follow-ups asks nobody.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from customers.rules.contactability import CHANNELS, ContactFacts, may_contact

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


def ways_of(facts: ContactFacts, *, now: datetime) -> int:
    """The bits of the channels that are open for a relationship contact, or STOPPED.

    The national registry is left out: it depends on the day (see channel_for, is_related).
    """
    facts = replace(facts, registry="clear")
    bits, reasons = 0, set()
    for channel in CHANNELS:
        answer = may_contact(facts, channel, "relationship", now)
        if answer.is_allowed or answer.reason in PASSING:
            bits |= BITS[channel]
        else:
            reasons.add(answer.reason)
    if not bits and reasons & {"stopped_everything", "stopped_sales", "deceased"}:
        return STOPPED
    return bits


def channel_for(
    wanted: str, *, ways: int, preferred: str, is_preferred_taken: bool, is_related: bool
) -> str | None:
    """The channel of a new follow-up; None when the customer asked not to be contacted at all.

    The customer's preferred channel where the touchpoint allows it, else the wanted one, else
    e-mail, letter, phone in that order (decision 7: a refused phone follow-up becomes e-mail or
    letter). A customer without any number or address keeps the wanted channel: the follow-up then
    means "find a number", and is not dropped.
    """
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
