"""Days that cannot be: each is said next to its field, and none is a crash."""

from datetime import timedelta
from uuid import uuid4

import pytest

from dealerfollow.testing.calls import calls_at
from dealerfollow.testing.sales import deliver
from followups.actions.heat import open_heat
from followups.models import Attempt, FollowUp, HeatCase
from followups.tests.one_log import FRIDAY, MARIA, NOW, THURSDAY, TUESDAY, problems

FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"
BEFORE_ALL, AFTER_ALL = "Check the year: 1.", "Check the year: 9999."
PASSED = "That day has passed."
TOO_LATE = "Within 30 days: they should not wait longer for a word."
CLOSED = "The store is closed that day. Pick an open one."


@pytest.fixture
def row(cast):
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=MARIA)
    return FollowUp.objects.get(delivery=delivery)


@pytest.fixture
def sam(cast, sign_in, monkeypatch, row):
    return calls_at(NOW, sign_in(cast.sam), monkeypatch)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2026-03-04", PASSED),
        (FIRST_DAY, BEFORE_ALL),
        (LAST_DAY, AFTER_ALL),
        (str(THURSDAY + timedelta(days=31)), TOO_LATE),
        ("2026-03-08", CLOSED),
    ],
)
@pytest.mark.parametrize("is_known", [False, True])
def test_line_11_a_day_that_cannot_be_kept_is_not_promised_on_a_call(
    cast, sam, row, on, words, is_known
):
    if is_known:
        told = {"severity": "upset", "cause": "money", "words": "Fees", "by": cast.sam}
        open_heat(cast.north, row.customer, now=NOW, **told)
    said = {"is_upset": "on", "heat_cause": "papers", "heat_next_on": on}
    refused = sam.log(row, outcome="spoke", **said)
    assert problems(refused) == {"heat_next_on": [words]}
    assert HeatCase.objects.count() == is_known


def test_line_11_a_day_that_can_be_kept_is(sam, row):
    said = {"is_upset": "on", "heat_cause": "papers", "heat_next_on": str(FRIDAY)}
    assert sam.log(row, outcome="spoke", **said).status_code == 302
    assert HeatCase.objects.get().next_update_on == FRIDAY


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("9999-12-31T23:59", "This lies in the future."),
        ("0001-01-01T00:00", "A call can be entered until two working days after it."),
        ("2024-03-05T10:00", "A call can be entered until two working days after it."),
    ],
)
def test_edge_30_a_time_mistyped_by_centuries_is_said_beside_it(sam, row, at, words):
    refused = sam.log(row, outcome="no_answer", made_at=at)
    assert problems(refused) == {"made_at": [words]}
    assert not Attempt.objects.exists()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (LAST_DAY, AFTER_ALL),
        ("2026-03-06", "This lies in the future."),
        (FIRST_DAY, BEFORE_ALL),
        ("2024-03-05", "A call can be entered until two working days after it."),
    ],
)
def test_the_day_of_a_paper_list_mistyped_is_said_beside_it(sam, row, day, words):
    key = str(uuid4())
    line = {"who": "Maria Delgado", "at": "10:05", "outcome": "no_answer"}
    data = {"day": day, "row": [key], **{f"{key}-{name}": value for name, value in line.items()}}
    refused = sam.client.post("/calls/afterwards/", data)
    assert refused.status_code == 422
    assert refused.context["day_form"].errors == {"day": [words]}
    assert words in refused.content.decode()
    assert not Attempt.objects.exists()


@pytest.mark.parametrize(
    ("on", "words"), [("2026-03-04", PASSED), (FIRST_DAY, BEFORE_ALL), (LAST_DAY, AFTER_ALL)]
)
@pytest.mark.parametrize(
    ("field", "outcome", "more"),
    [
        ("call_back_on", "other", {"more_outcome": "call_back"}),
        ("promise_by", "spoke", {"promise_item": "An adapter"}),
    ],
)
def test_a_call_back_or_a_promise_is_for_a_day_that_can_come(
    sam, row, field, outcome, more, on, words
):
    refused = sam.log(row, outcome=outcome, **{field: on}, **more)
    assert words in problems(refused)[field]
    assert not Attempt.objects.exists()
