"""Reasons from how the customer is: a heat case, the maker's survey, a review to ask for."""

from __future__ import annotations

from collections.abc import Iterable

from followups.rules.brief.facts import Facts
from followups.rules.brief.reason import Evidence, Reason
from followups.rules.surveys import is_low

SURVEY_SOON_DAYS = 7
ANSWER_NEWS_DAYS = 60
"""What a survey said is talked about while it is fresh."""


def heat(facts: Facts) -> Iterable[Reason]:
    """An upset customer hears first about that, before anything else that is on file."""
    case = facts.heat
    if case is None:
        return
    params = {"cause": case.cause, "state": case.state, "update_on": case.next_update_on}
    evidence = Evidence("heat_case", {"opened_on": case.opened_on, "owner": case.owner})
    is_due = case.next_update_on is not None and case.next_update_on <= facts.today
    weight = 101 if is_due else 96
    yield Reason("heat_open", params, evidence, "alert-circle", weight, True, case.opened_on)


def survey_opens(facts: Facts) -> Iterable[Reason]:
    """The maker surveys buyers of new cars only; neutral, and said once (line 9)."""
    opens_on = facts.csi_opens_on
    if facts.condition != "new" or opens_on is None or facts.csi_discussed:
        return
    days = (opens_on - facts.today).days
    if 0 <= days <= SURVEY_SOON_DAYS:
        params = {"opens_on": opens_on, "days": days}
        evidence = Evidence("makers_survey", {"delivered_on": facts.delivered_on})
        yield Reason("survey_opens_soon", params, evidence, "license", 60, is_fact=True)


def survey_is_out(facts: Facts) -> Iterable[Reason]:
    """It is with the customer; whether it came is asked, never how it is answered."""
    survey = facts.survey
    if facts.condition != "new" or survey is None or survey.state != "sent":
        return
    evidence = Evidence("makers_survey", {"delivered_on": facts.delivered_on})
    yield Reason("survey_is_out", {}, evidence, "license", 58, is_fact=True)


def survey_answered(facts: Facts) -> Iterable[Reason]:
    """A score under what the store calls low, while it is fresh: what would they change? The score
    itself is not said: nobody is to talk about one."""
    survey = facts.survey
    if facts.condition != "new" or survey is None or survey.state != "answered":
        return
    if survey.answered_on is None or not is_low(survey.score, facts.low_under):
        return
    if 0 <= (facts.today - survey.answered_on).days <= ANSWER_NEWS_DAYS:
        evidence = Evidence("survey_answer", {"answered_on": survey.answered_on})
        yield Reason("survey_low", {}, evidence, "license", 87, True, survey.answered_on)


def review(facts: Facts) -> Iterable[Reason]:
    """Asked of everybody by the cadence, never by mood; an open heat case delays it only.

    No news for the customer, so it is no fact. Source: 16 CFR 465.
    """
    if "satisfaction" in facts.kinds and facts.is_review_due and facts.heat is None:
        evidence = Evidence("asked_of_everybody")
        yield Reason("review_not_asked", {}, evidence, "star", 43)
