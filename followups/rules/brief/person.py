"""Reasons from the person: what they told us, what they do with the car, whom they sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from followups.rules.birthdays import birthday_near
from followups.rules.brief.facts import Facts
from followups.rules.brief.reason import Evidence, Reason
from followups.rules.car_uses import use_of

__all__ = ["birthday", "how_they_use_it", "personal", "thanks"]


def personal(facts: Facts) -> Iterable[Reason]:
    """Ask about the person, not the car (seed 001): the fact noted last."""
    for fact in sorted(facts.personal, key=lambda fact: fact.noted_on, reverse=True)[:1]:
        evidence = Evidence("noted", {"noted_on": fact.noted_on})
        yield Reason(
            "personal_fact", {"text": fact.text}, evidence, "user", 35, True, fact.noted_on
        )


def how_they_use_it(facts: Facts) -> Iterable[Reason]:
    """What they do with the car suggests what to talk about (line 57)."""
    if facts.how_they_use_it:
        params: Mapping[str, object] = {
            "text": facts.how_they_use_it,
            "use": use_of(facts.how_they_use_it),
            "vehicle": facts.vehicle,
        }
        evidence = Evidence("how_they_use_it")
        yield Reason("how_they_use_it", params, evidence, "car", 34, is_fact=True)


def birthday(facts: Facts) -> Iterable[Reason]:
    """Within days of it, where the day of birth is known."""
    near = birthday_near(facts.born_on, facts.today) if facts.born_on else None
    if near is not None:
        evidence = Evidence("born_on", {"born_on": facts.born_on})
        yield Reason("birthday_near", {"on": near}, evidence, "cake", 47, is_fact=True)


def thanks(facts: Facts) -> Iterable[Reason]:
    """Whoever sent somebody is thanked (line 37); that is no referral ask."""
    for name, given_on in facts.thanks:
        evidence = Evidence("gave_a_name", {"given_on": given_on})
        yield Reason("thank_for_name", {"name": name}, evidence, "gift", 74, True, given_on)
