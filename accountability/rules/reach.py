"""Could the customer have been contacted at all on that day? (product.md, decision 7)"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from accountability.rules.missed import ContactState
from customers.rules.call_windows import barred_by
from customers.rules.contactability import (
    CHANNELS,
    RINGING,
    Channel,
    ContactFacts,
    No,
    Purpose,
    may_contact,
)

_ASKED = frozenset({"deceased", "stopped_everything", "stopped_sales", "consent_withdrawn"})
_TO_FIND = frozenset(
    {"no_number", "no_email", "no_address", "wrong_number", "wrong_email", "wrong_address"}
)
_MINUTE = timedelta(minutes=1)


def contact_state(
    facts: ContactFacts, channel: Channel, purpose: Purpose, *, start: datetime, end: datetime
) -> ContactState:
    """What stood between the owner and the customer from `start` to `end` (aware).

    "stopped": they asked for silence on every channel. "not_permitted": no channel is lawful.
    "no_legal_minute": no minute of the day was (edge case 19); "state_closed" when their state bars
    the whole day, which is nobody's to mend (edge case 17). "tries_used_up": others had
    used the tries of 24 hours at the end of the day's hours (edge case 18). A number or address to
    be found is no excuse: finding it is the follow-up.
    """
    quiet = replace(facts, recent_tries=())
    answer = may_contact(quiet, channel, purpose, start)
    if isinstance(answer, No) and answer.next_at is None and answer.reason != "no_common_hour":
        return _without_channel(quiet, channel, purpose, start, answer.reason)
    if channel not in RINGING:
        return "may_contact"
    opens_at = answer.next_at if isinstance(answer, No) else start
    if opens_at is None or opens_at >= end:
        return "state_closed" if _is_barred(quiet, start, end) else "no_legal_minute"
    open_answer = may_contact(quiet, channel, purpose, opens_at)
    until = None if isinstance(open_answer, No) else open_answer.until
    last_minute = max(opens_at, min(until or end, end) - _MINUTE)
    refusal = may_contact(facts, channel, purpose, last_minute)
    is_used_up = isinstance(refusal, No) and refusal.reason == "tries_used_up"
    return "tries_used_up" if is_used_up else "may_contact"


def _is_barred(facts: ContactFacts, start: datetime, end: datetime) -> bool:
    day = (start + (end - start) / 2).date()
    return bool(barred_by(day, facts.states))


def _without_channel(
    facts: ContactFacts, channel: Channel, purpose: Purpose, at: datetime, reason: str
) -> ContactState:
    if reason in _TO_FIND:
        return "may_contact"
    others = (may_contact(facts, other, purpose, at) for other in CHANNELS if other != channel)
    for answer in others:
        if answer.is_allowed or answer.next_at is not None:
            return "may_contact"  # a refused phone follow-up is made by e-mail or letter
    return "stopped" if reason in _ASKED else "not_permitted"
