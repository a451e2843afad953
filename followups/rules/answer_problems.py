"""What is wrong with what was answered on a contact: the maker's survey, how a heat case stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dealerfollow.lib.workdays import WorkCalendar
from followups.rules.heat import problem_with_update
from followups.rules.surveys import problem_with_survey


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyAnswer:
    """What was said of the survey; `delivered_on` None: the maker does not ask about this sale,
    `is_answered`: the answer is on file by now."""

    state: str
    score: int | None
    answered_on: date | None
    delivered_on: date | None
    is_answered: bool


def survey_problems(told: SurveyAnswer, today: date) -> dict[str, str]:
    """Field name to problem code; empty when it can be kept. An answer on file is not written over
    in passing: it is put right where all of it stands."""
    if told.delivered_on is None:
        return {"survey_state": "no_survey"}
    if told.is_answered:
        return {"survey_state": "survey_answered"}
    field, code = problem_with_survey(
        told.state, told.score, told.answered_on, delivered_on=told.delivered_on, today=today
    )
    return {f"survey_{field}": code} if code else {}


def heat_problems(
    *,
    is_settled: bool,
    is_upset: bool,
    is_conversation: bool,
    again_on: date | None,
    today: date,
    calendar: WorkCalendar,
) -> dict[str, str]:
    """The same for a heat case: nobody is upset over what is settled, they say so themselves in a
    talk or an answer, and the day on which they hear again is one that can be kept. None leaves
    the day to the rule."""
    if is_settled and is_upset:
        return {"heat_settled": "settled_and_upset"}
    if is_settled and not is_conversation:
        return {"heat_settled": "settled_without_a_talk"}
    code = problem_with_update(again_on, today, calendar) if again_on else ""
    return {"heat_again_on": code} if code else {}
