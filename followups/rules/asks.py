"""What a log offers to ask: the survey, a public review, a name.

A review is asked of everyone by the cadence, never by mood (FTC 16 CFR 465): an open heat case may
delay the ask, never remove it. A name is asked after praise only (seed 004, line 53), and where a
sales contact is lawful.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from customers.rules.contactability import ContactFacts, No, may_contact
from dealerfollow.lib.workdays import WorkCalendar

ReviewRow = Literal["", "ask", "waits"]
REVIEW_KINDS = frozenset({"post_sale", "satisfaction"})
"""The steps of the cadence that ask for a review, of new cars and used alike."""
THANKS_AFTER = 2
"""Open days after the name was given: soon enough to be about it (seed 002, line 37)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskFacts:
    """What the rows of a log depend on. `has_been_heated`: a heat case of theirs since the latest
    car, open or over; `waits_for_heat`: one that is not confirmed (rules/heat.delays_review);
    `was_review_asked`: on whatever day, for this car."""

    kinds: frozenset[str]
    has_sites: bool
    waits_for_heat: bool = False
    has_been_heated: bool = False
    was_review_asked: bool = False


def review_row(facts: AskFacts) -> ReviewRow:
    """ "ask" on the steps that ask everybody; "waits" until a heat case is confirmed. What waited
    is asked on whichever contact comes next. Nothing that was said on the contact changes it."""
    if not facts.has_sites:
        return ""
    is_step = not REVIEW_KINDS.isdisjoint(facts.kinds)
    has_waited = facts.has_been_heated and not facts.was_review_asked
    if not is_step and not has_waited:
        return ""
    return "waits" if facts.waits_for_heat else "ask"


def is_review_due(reviewed_on: date | None, delivered_on: date | None) -> bool:
    """Is a review of this sale still to be asked for? `reviewed_on`: when one was last asked for or
    posted."""
    return delivered_on is not None and (reviewed_on is None or reviewed_on < delivered_on)


def may_give_a_name(facts: ContactFacts, now: datetime) -> bool:
    """May they be asked for a name while they are talked with: would a sales call to them be
    refused for nothing that lasts? That no number of theirs is right says nothing of that."""
    if "phone" not in facts.reachable:  # no number, so none that the registry could name
        facts = replace(facts, registry="clear", scrubbed_on=None)
    facts = replace(facts, reachable=facts.reachable | {"phone"}, wrong=facts.wrong - {"phone"})
    answer = may_contact(facts, "phone", "sales", now)
    return is_sales_lawful([answer.reason] if isinstance(answer, No) else [])


def is_sales_lawful(refusals: Collection[str]) -> bool:
    """May somebody be asked for a name whom a sales contact would be refused for these reasons?
    Hours and tries pass and do not matter on the phone; a stop, a withdrawn consent or the registry
    do."""
    return LASTING.isdisjoint(refusals)


def thanks_on(given_on: date, calendar: WorkCalendar) -> date:
    """When they are thanked for a name. Raises NeverOpenError for a store that never opens."""
    return calendar.open_days_on(given_on, THANKS_AFTER)


LASTING = frozenset(
    {
        "deceased",
        "stopped_everything",
        "stopped_sales",
        "consent_withdrawn",
        "on_registry",
        "registry_not_checked",
    }
)
