"""What is wrong with what was answered: the survey and the heat case, case by case."""

from datetime import date, timedelta

import pytest

from followups.rules.answer_problems import SurveyAnswer, heat_problems, survey_problems
from followups.tests.rules.calendars import STORE

TODAY = date(2026, 3, 5)
SOLD = TODAY - timedelta(days=9)
ANSWERED = {"state": "answered", "score": 840, "answered_on": TODAY}


def told(**more):
    plain = {"delivered_on": SOLD, "is_answered": False, "score": None, "answered_on": None}
    return SurveyAnswer(**{**plain, "state": "sent", **more})


@pytest.mark.parametrize(
    ("more", "problems"),
    [
        ({}, {}),
        (ANSWERED, {}),
        ({**ANSWERED, "score": 0}, {}),
        ({"state": "not_answered"}, {}),
        ({**ANSWERED, "score": None}, {"survey_score": "score_required"}),
        ({**ANSWERED, "answered_on": None}, {"survey_answered_on": "answered_on_required"}),
        (
            {**ANSWERED, "answered_on": TODAY + timedelta(days=1)},
            {"survey_answered_on": "answered_in_the_future"},
        ),
        (
            {**ANSWERED, "answered_on": SOLD - timedelta(days=1)},
            {"survey_answered_on": "answered_too_far"},
        ),
        ({"delivered_on": None}, {"survey_state": "no_survey"}),
        ({**ANSWERED, "is_answered": True}, {"survey_state": "survey_answered"}),
    ],
)
def test_line_9_what_is_said_of_the_survey(more, problems):
    assert survey_problems(told(**more), TODAY) == problems


@pytest.mark.parametrize(
    ("is_settled", "is_upset", "again_on", "problems"),
    [
        (True, False, None, {}),
        (False, True, None, {}),
        (True, True, None, {"heat_settled": "settled_and_upset"}),
        (False, False, TODAY, {}),
        (False, True, TODAY + timedelta(days=1), {}),
        (False, False, TODAY - timedelta(days=1), {"heat_again_on": "update_in_the_past"}),
        (False, False, TODAY + timedelta(days=31), {"heat_again_on": "update_too_late"}),
        (False, False, date(2026, 3, 8), {"heat_again_on": "update_on_closed_day"}),
    ],
)
def test_line_11_what_is_said_of_a_heat_case(is_settled, is_upset, again_on, problems):
    found = heat_problems(
        is_settled=is_settled,
        is_upset=is_upset,
        is_conversation=True,
        again_on=again_on,
        today=TODAY,
        calendar=STORE,
    )
    assert found == problems


@pytest.mark.parametrize(
    ("is_settled", "problems"),
    [(True, {"heat_settled": "settled_without_a_talk"}), (False, {})],
)
def test_line_11_they_say_themselves_that_it_is_settled(is_settled, problems):
    told = {"is_settled": is_settled, "is_upset": False, "is_conversation": False}
    assert heat_problems(**told, again_on=None, today=TODAY, calendar=STORE) == problems
