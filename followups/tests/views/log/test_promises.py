"""What was told of a promise, what they have got, and what they asked for."""

from datetime import date

import pytest

from deliveries.models import WeOwe
from followups.models import Attempt, FollowUp, Plan
from followups.tests.one_log import NOW, problems, second_key, state


def test_told_dates_are_kept_on_the_we_owe_and_on_the_attempt(sam, row, cast, delivery):
    key = second_key(cast, delivery, date(2026, 3, 9))
    sam.log(row, outcome="spoke", told_news="changed", **{f"told_{key.pk}": "2026-03-11"})
    key.refresh_from_db()
    assert (key.told_on, key.promised_on) == (date(2026, 3, 11), date(2026, 3, 9))
    assert Attempt.objects.get().told == {str(key.pk): "2026-03-11"}


def test_nothing_new_is_three_taps_and_tells_the_dates_on_the_card(sam, row, cast, delivery):
    key = second_key(cast, delivery, date(2026, 3, 9))
    assert sam.log(row, outcome="spoke", told_news="same").status_code == 302
    key.refresh_from_db()
    assert key.told_on == date(2026, 3, 9)


def test_nothing_new_is_refused_over_a_promise_that_is_past_due(sam, row, cast, delivery):
    key = second_key(cast, delivery, date(2026, 3, 4))
    refused = sam.log(row, outcome="spoke", told_news="same")
    assert list(problems(refused)) == ["told_news"]
    assert state(row)[0] == "open"
    new_date = {f"told_{key.pk}": "2026-03-10"}
    assert sam.log(row, outcome="spoke", told_news="changed", **new_date).status_code == 302


def test_a_date_that_is_over_is_never_filled_in_nor_taken(sam, row, cast, delivery):
    key = second_key(cast, delivery, date(2026, 3, 4))
    name = f"told_{key.pk}"
    assert sam.form(row)[name] == [""]
    refused = sam.log(row, outcome="spoke", told_news="changed", **{name: "2026-03-04"})
    assert problems(refused) == {name: ["That day has passed."]}
    assert state(row)[0] == "open"


def test_a_date_still_to_come_is_filled_in(sam, row, cast, delivery):
    key = second_key(cast, delivery, date(2026, 3, 9))
    assert sam.form(row)[f"told_{key.pk}"] == ["2026-03-09"]


def test_a_date_changed_asks_which(sam, row, cast, delivery):
    second_key(cast, delivery, date(2026, 3, 4))
    refused = sam.log(row, outcome="spoke", told_news="changed")
    assert problems(refused) == {"told_news": ["Which date is it now? Or say that they have it."]}


def test_what_they_got_is_settled(sam, row, cast, delivery):
    key = second_key(cast, delivery, date(2026, 3, 4))
    sam.log(row, outcome="spoke", told_news="changed", settled=[str(key.pk)])
    key.refresh_from_db()
    assert (key.status, key.settled_at) == ("done", NOW)


def test_what_they_asked_for_is_a_we_owe_with_a_call_of_its_own(sam, row):
    sam.log(
        row,
        outcome="spoke",
        promise_item="Find the 7-pin adapter",
        promise_by="2026-03-08",
        promise_department="parts",
    )
    owed = WeOwe.objects.get()
    assert (owed.item, owed.department, owed.promised_on, owed.told_on) == (
        "Find the 7-pin adapter",
        "parts",
        date(2026, 3, 8),
        date(2026, 3, 8),
    )
    call = FollowUp.objects.get(kind="promise")
    assert (call.due_on, call.owner, call.plan.anchor_kind) == (
        date(2026, 3, 7),  # a closed Sunday: the open day before
        row.owner,
        "promise",
    )
    assert Plan.objects.get(we_owe=owed) == call.plan


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"promise_item": "An adapter"}, "promise_by"),
        ({"promise_by": "2026-03-09"}, "promise_item"),
        ({"promise_item": "An adapter", "promise_by": "soon"}, "promise_by"),
    ],
)
def test_a_promise_needs_what_and_by_when(sam, row, typed, field):
    assert field in problems(sam.log(row, outcome="spoke", **typed))
