"""What comes up on a demo talk besides its outcome: somebody upset, a promise, a name, a review."""

from datetime import date, timedelta
from random import Random
from typing import Any

from dealerfollow.demo import words
from dealerfollow.lib.workdays import WorkCalendar
from followups.actions import NewPromise
from followups.actions.log_attempt.said import Named, Reviewed, Upset
from followups.models import FollowUp, Referral
from followups.queries.review_sites import sites_of
from followups.rules.heat import HEAT

UPSET, PROMISE, FACT, NAME, REVIEW = 0.02, 0.05, 0.1, 0.1, 0.25
"""How often each comes up on a talk."""


def came_up_of(rng: Random, row: FollowUp, today: date, calendar: WorkCalendar) -> dict[str, Any]:
    """Fields of LogDetails by name; none for most talks. Of a heat case only how that one stands:
    nobody who is upset is asked for a favor."""
    if row.kind == HEAT:
        return {"heat_settled": rng.random() < 0.8}
    if rng.random() < UPSET:
        severity, cause, said = rng.choice(words.UPSETS)
        return {"upset": Upset(severity=severity, cause=cause, words=said)}
    found: dict[str, Any] = {}
    if rng.random() < PROMISE:
        item, department, days = rng.choice(words.ASKED_FOR)
        by = calendar.next_open(today + timedelta(days=days))
        found["promise"] = NewPromise(item, department, by)
    if rng.random() < FACT:
        found["fact"] = rng.choice(words.FACTS)
    if row.kind == "post_sale" and rng.random() < NAME:  # later some may no longer be asked
        found["named"] = _name(rng)
    if rng.random() < REVIEW:
        found["reviewed"] = Reviewed(sites=tuple(s.name for s in sites_of(row.store)[:1]))
    return found


def _name(rng: Random) -> Named:
    first, last = rng.choice(words.FIRST), rng.choice(words.LAST)
    return Named(
        state=Referral.State.GIVEN,
        name=f"{first} {last}",
        phone=f"+1928555{rng.randint(0, 9999):04d}",
        words="Wants to hear about a used SUV",
    )
