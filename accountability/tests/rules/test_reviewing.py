"""Looking at a miss afterwards."""

import pytest

from accountability.models import MissVoid
from accountability.rules.reviewing import (
    MAX_WORDS,
    VOID_REASONS,
    is_self,
    problems_with_correction,
    problems_with_review,
    problems_with_void,
    reviewer,
    shown_to,
)

OWNER, MANAGER, GRACE, OTTO = 1, 2, 3, 4


@pytest.mark.parametrize(
    ("by", "admins", "label", "to"),
    [
        pytest.param(MANAGER, {GRACE}, False, (), id="edge-85-somebody-elses"),
        pytest.param(OWNER, {GRACE, OTTO}, True, (GRACE, OTTO), id="edge-85-self"),
        pytest.param(OWNER, {OWNER, GRACE}, True, (GRACE,), id="edge-85-an-admin-themselves"),
        pytest.param(OWNER, set(), True, (), id="edge-85-nobody-else-the-label-stays"),
    ],
)
def test_a_decision_about_oneself_is_labelled_and_shown(by, admins, label, to):
    assert (is_self(OWNER, by), shown_to(OWNER, by, admins)) == (label, to)


@pytest.mark.parametrize(
    ("managers", "expected"),
    [((MANAGER, GRACE), MANAGER), ((OWNER, GRACE), GRACE), ((OWNER,), None), ((), None)],
    ids=["the-first", "not-themselves", "nobody-else", "nobody"],
)
def test_edge_85_a_miss_is_reviewed_by_the_first_manager_for_whom_it_is_not_counted(
    managers, expected
):
    assert reviewer(managers, OWNER) == expected


def test_a_review_says_what_follows():
    assert problems_with_review("  ") == {"next_step": "next_step_required"}
    assert problems_with_review("x" * (MAX_WORDS + 1)) == {"next_step": "too_long"}
    assert problems_with_review("Talked with Sam") == {}


@pytest.mark.parametrize(
    ("reason", "words", "problems"),
    [
        pytest.param("absence", "", {}, id="edge-26-absence-entered-late"),
        pytest.param("offline", "", {}, id="edge-30-offline"),
        pytest.param("other", " ", {"words": "words_required"}, id="another-in-words"),
        pytest.param("other", "Fire alarm", {}, id="another"),
        pytest.param("because", "x", {"reason": "reason_required"}, id="unknown"),
    ],
)
def test_voiding_has_a_reason(reason, words, problems):
    assert problems_with_void(reason, words) == problems


def test_every_reason_has_words_on_screen():
    assert tuple(MissVoid.Reason.values) == VOID_REASONS


def test_a_log_is_corrected_in_words():
    assert problems_with_correction("") == {"words": "words_required"}
    assert problems_with_correction("I tapped the wrong row") == {}
