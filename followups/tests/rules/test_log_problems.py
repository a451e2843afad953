"""What keeps a log from being saved."""

from datetime import date, timedelta

import pytest

from followups.rules.log_problems import LogEntry, PromiseState, problems_with
from followups.tests.rules.calendars import STORE

FRIDAY = date(2026, 8, 28)
THURSDAY, SUNDAY = FRIDAY - timedelta(days=1), FRIDAY + timedelta(days=2)
PAST_DUE = PromiseState(5, THURSDAY)


def problems(outcome="spoke", *, promises=(), stopped=(), **changes):
    entry = {"made_on": FRIDAY, "reason": "plates"} | changes
    return problems_with(
        LogEntry(outcome=outcome, **entry),
        today=FRIDAY,
        calendar=STORE,
        promises=promises,
        stopped_channels=frozenset(stopped),
    )


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        pytest.param({"outcome": ""}, {"outcome": "outcome_required"}, id="no-outcome"),
        pytest.param({"outcome": "sang"}, {"outcome": "unknown_outcome"}, id="unknown-outcome"),
        pytest.param({"reason": ""}, {"reason": "reason_required"}, id="no-reason"),
        pytest.param({"reason": "  "}, {"reason": "reason_required"}, id="blank-reason"),
        pytest.param({"reason": "how's it going?"}, {"reason": "empty_reason"}, id="no-value"),
        pytest.param({"reason": "", "reason_codes": ("we_owe_ready",)}, {}, id="the-cards-reason"),
        pytest.param(
            {"reason": "The  plates", "used_reason": "the plates"},
            {"reason": "same_reason"},
            id="edge-72-the-reason-that-they-heard-already",
        ),
        pytest.param(
            {"reason": "", "reason_codes": ("we_owe_ready",), "used_reason": "the plates"},
            {},
            id="edge-72-the-card-has-another-one",
        ),
        pytest.param({"reason": "", "is_inbound": True}, {}, id="the-customer-called"),
        pytest.param({"outcome": "no_answer", "reason": ""}, {}, id="no-answer-needs-no-more"),
        pytest.param({"outcome": "voicemail", "reason": ""}, {}, id="voicemail-needs-no-more"),
        pytest.param(
            {"made_on": FRIDAY + timedelta(days=1)}, {"made_on": "made_in_the_future"}, id="future"
        ),
        pytest.param({"told": ((5, THURSDAY),)}, {"told_5": "told_in_the_past"}, id="told-past"),
        pytest.param({"promise_by": THURSDAY}, {"promise_by": "promise_in_the_past"}, id="by-past"),
        pytest.param({"promise_by": FRIDAY}, {}, id="by-today"),
        pytest.param({"told": ((5, FRIDAY),)}, {}, id="told-today"),
        pytest.param(
            {"told": ((5, FRIDAY), (6, THURSDAY)), "reason": "hi"},
            {"told_6": "told_in_the_past", "reason": "empty_reason"},
            id="every-problem-at-once",
        ),
        pytest.param(
            {"outcome": "asked_to_stop"}, {"stop_scope": "scope_required"}, id="stop-of-what"
        ),
        pytest.param(
            {"outcome": "asked_to_stop", "stop_scope": "half"},
            {"stop_scope": "scope_required"},
            id="unknown-scope",
        ),
        pytest.param({"outcome": "asked_to_stop", "stop_scope": "sales"}, {}, id="stop-of-sales"),
        pytest.param(
            {"outcome": "call_back"}, {"call_back_on": "call_back_required"}, id="call-back-when"
        ),
        pytest.param(
            {"outcome": "call_back", "call_back_on": THURSDAY},
            {"call_back_on": "call_back_in_the_past"},
            id="call-back-yesterday",
        ),
        pytest.param({"outcome": "call_back", "call_back_on": FRIDAY}, {}, id="call-back-today"),
    ],
)
def test_the_problems_of_a_log(changes, found):
    assert problems(**changes) == found


def test_edge_22_a_call_back_on_a_closed_day_needs_a_person():
    assert problems("call_back", call_back_on=SUNDAY) == {
        "call_back_on": "closed_day_needs_a_person"
    }
    assert problems("call_back", call_back_on=SUNDAY, call_back_by=7) == {}


def test_edge_61_a_text_after_stop_is_refused():
    assert problems("texted", stopped=["text"]) == {"outcome": "channel_stopped"}
    assert problems("spoke", stopped=["text"]) == {}
    assert problems("texted", stopped=["text"], is_inbound=True) == {}


@pytest.mark.parametrize(
    ("promise", "changes", "found"),
    [
        pytest.param(PAST_DUE, {}, {"is_all_good": "promise_past_due"}, id="ours-past-due"),
        pytest.param(PAST_DUE, {"settled": (5,)}, {}, id="settled-now"),
        pytest.param(PAST_DUE, {"told": ((5, SUNDAY),)}, {}, id="a-new-date-told-now"),
        pytest.param(PromiseState(5, FRIDAY), {}, {}, id="due-today"),
        pytest.param(PromiseState(5, None), {}, {}, id="no-date"),
    ],
)
def test_all_good_cannot_be_logged_over_our_past_due_promise(promise, changes, found):
    assert problems(promises=(promise,), is_all_good=True, **changes) == found


def test_edge_83_what_the_customer_owes_does_not_block_all_good():
    theirs = PromiseState(5, THURSDAY, owed_by="customer")

    assert problems(promises=(theirs,), is_all_good=True) == {}


def test_a_past_due_promise_does_not_block_an_honest_log():
    assert problems(promises=(PAST_DUE,)) == {}
