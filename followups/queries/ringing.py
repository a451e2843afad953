"""May this customer's phone ring now? Asked by the card and again when Call is pressed.

What the law and their wishes say is `may_contact`'s; what the household has had today and this week
is ours (decision 6).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from customers.rules.contactability import Answer, ContactFacts, No, Purpose, may_contact
from followups.queries.card_reads import PastAttempt, attempts_lately, past_attempts
from followups.queries.household_rings import (
    HouseRing,
    past_tries,
    rings_around,
    rings_around_each,
)
from followups.rules.budget import SPAN, budget_opens_at
from followups.rules.household import RINGING
from followups.rules.outcomes import SERVICE_KINDS

HushCode = Literal["household_rung", "reached_today", "budget_used_up"]


@dataclass(frozen=True)
class Hush:
    """Why nobody makes this household's phone ring now, though the law would let them: somebody
    else was rung today, somebody else reached them today, three tries in a week went unanswered.

    `by` rang or reached `name` at `at`; `opens_at` is known for the tries of a week.
    """

    code: HushCode
    by: str = ""
    name: str = ""
    at: datetime | None = None
    opens_at: datetime | None = None


@dataclass(frozen=True)
class Ringing:
    """What had happened around a customer, and what that says about ringing them now."""

    attempts: list[PastAttempt]
    purpose: Purpose
    hush: Hush | None

    def answer(self, facts: ContactFacts, now: datetime) -> Answer:
        """The law's answer, else the household's."""
        answer = may_contact(facts, "phone", self.purpose, now)
        if not answer.is_allowed or self.hush is None:
            return answer
        return No(self.hush.code, next_at=self.hush.opens_at)


def purpose_of(kinds: Collection[str]) -> Purpose:
    """A card about nothing but promises may ring where others may not: they are owed."""
    return "promise" if all(kind in SERVICE_KINDS for kind in kinds) else "relationship"


def ringing_of(
    customer_id: int, purpose: Purpose, *, by_id: int, today: date, now: datetime
) -> Ringing:
    """What `by_id` meets who would ring the customer at `now`, the store's `today`. 2 queries."""
    attempts = past_attempts(customer_id)
    around = rings_around(customer_id, now=now)
    hush = None if purpose == "promise" else _hush(attempts, around, by_id, today, now)
    return Ringing(attempts, purpose, hush)


def ringings_of(
    purposes: Mapping[int, Purpose], *, by_id: int, today: date, now: datetime
) -> dict[int, Ringing]:
    """The same per customer id, for a list: the attempts are those of the last seven days, which
    is as far as the answer looks. 2 queries whatever their number."""
    attempts = attempts_lately(purposes, since=now - SPAN)
    around = rings_around_each(purposes, now=now)
    found = {}
    for pk, purpose in purposes.items():
        is_owed = purpose == "promise"
        hush = None if is_owed else _hush(attempts[pk], around[pk], by_id, today, now)
        found[pk] = Ringing(attempts[pk], purpose, hush)
    return found


def _hush(
    attempts: Sequence[PastAttempt],
    around: Sequence[HouseRing],
    by_id: int,
    today: date,
    now: datetime,
) -> Hush | None:
    ring = next((r for r in around if r.is_ring and r.made_on == today), None)
    if ring is not None:
        return Hush("household_rung", ring.by_name, ring.name, ring.at)
    talk = next((a for a in attempts if _is_anothers_talk(a, by_id, today)), None)
    if talk is not None:
        return Hush("reached_today", talk.by_name, at=talk.at)
    opens_at = budget_opens_at(past_tries(attempts, around), now=now)
    return Hush("budget_used_up", opens_at=opens_at) if opens_at else None


def _is_anothers_talk(attempt: PastAttempt, by_id: int, today: date) -> bool:
    is_ring = attempt.direction == "out" and attempt.channel in RINGING
    return attempt.is_talk and is_ring and attempt.made_on == today and attempt.by_id != by_id
