"""Reasons from what was said: a call back, an answer of a desk, the last talk's loose end."""

from __future__ import annotations

from collections.abc import Iterable

from followups.rules.brief.facts import Facts
from followups.rules.brief.reason import Evidence, Reason

VOICEMAILS_TO_MIND = 2


def call_back(facts: Facts) -> Iterable[Reason]:
    """They asked for this call."""
    last = facts.last_attempt
    if last is not None and last.outcome == "call_back":
        params = {"note": last.note}
        evidence = Evidence("last_attempt", {"made_on": last.made_on})
        yield Reason("asked_to_call_back", params, evidence, "phone", 98, True, last.made_on)


def answers(facts: Facts) -> Iterable[Reason]:
    """ "Service says: ..." — what a desk answered, until it was talked about."""
    for answer in facts.answers:
        params = {"department": answer.department, "text": answer.text}
        evidence = Evidence("desk_answer", {"by": answer.by, "on": answer.on})
        yield Reason("desk_says", params, evidence, "message", 78, True, answer.on)


def loose_end(facts: Facts) -> Iterable[Reason]:
    """What the last talk left off at; a call back says it itself."""
    last, talk = facts.last_attempt, facts.last_talk
    if talk is None or not talk.note or (last is not None and last.outcome == "call_back"):
        return
    evidence = Evidence("last_attempt", {"made_on": talk.made_on})
    yield Reason("loose_end", {"note": talk.note}, evidence, "history", 36, True, talk.made_on)


def hints(facts: Facts) -> Iterable[Reason]:
    """What to mind rather than why to call: another voicemail needs a new reason (seed 004)."""
    if facts.voicemails >= VOICEMAILS_TO_MIND:
        last = facts.last_attempt
        evidence = Evidence("last_attempt", {"made_on": last.made_on if last else None})
        yield Reason("voicemails_unanswered", {"count": facts.voicemails}, evidence, "message", 20)
    if facts.preferred_channel:
        params = {"channel": facts.preferred_channel}
        yield Reason("prefers_channel", params, Evidence("customer_said"), "message", 15)
