"""The BDC's list, and calls that are recorded apart from the salesperson's own."""

from datetime import date, timedelta

import pytest

from dealerfollow.testing.calls import Caller, calls_at
from dealerfollow.testing.sales import noon
from followups.models import Attempt, FollowUp

THURSDAY = date(2026, 3, 5)
FRIDAY = THURSDAY + timedelta(days=1)
NOW = noon(THURSDAY)


@pytest.fixture
def bea(cast, sign_in, monkeypatch) -> Caller:
    return calls_at(NOW, sign_in(cast.bea), monkeypatch)


def groups(caller):
    context = caller.client.get("/calls/").context
    return [(group.label, group.count) for group in context["groups"]]


def state(row):
    row.refresh_from_db()
    return (row.state, row.tries, row.first_tried_on, row.bdc_tried_on, row.due_on)


def test_a_bdc_try_leaves_the_salespersons_call_due_today(bea, row, cast):
    bea.log(row, outcome="no_answer")
    assert state(row) == ("open", 0, None, THURSDAY, THURSDAY)
    attempt = Attempt.objects.get()
    assert (attempt.by, attempt.by_role) == (cast.bea, "bdc_rep")
    assert groups(bea) == []  # she has tried it today


def test_edge_72_reached_by_the_bdc_it_is_due_the_next_open_day(bea, row):
    bea.log(row, outcome="spoke")
    assert state(row) == ("open", 0, None, THURSDAY, FRIDAY)


def test_it_satisfies_the_call_where_the_store_says_so(bea, row, cast):
    cast.north.does_bdc_satisfy = True
    cast.north.save()
    bea.log(row, outcome="spoke")
    assert state(row) == ("done", 1, THURSDAY, None, THURSDAY)
    assert row.counted_for == cast.sam


def test_a_missed_call_is_hers_to_cover_and_her_try_counts(bea, row, cast):
    FollowUp.objects.update(missed_on=THURSDAY, counted_for=cast.sam, first_due_on=THURSDAY)
    bea.client.get("/calls/")
    assert groups(bea) == [("Missed, yours to cover", 1)]
    bea.log(row, outcome="spoke")
    assert state(row)[:2] == ("done", 1)
    assert row.counted_for == cast.sam


def test_the_stores_calls_of_today_are_on_her_list(bea, row):
    assert groups(bea) == [("Due at the store today", 1)]


def test_the_card_says_that_it_is_kept_apart(bea, row):
    card = bea.open(row).context["card"]
    assert card.footnote == "Recorded as a BDC call. Sam Rivera’s own call stays due."
    assert card.next_tries[0].title == "Sam’s own call stays due"


def test_a_manager_covers_what_was_missed_and_nothing_else(row, cast, sign_in, monkeypatch):
    maya = calls_at(NOW, sign_in(cast.maya), monkeypatch)
    assert groups(maya) == []
    FollowUp.objects.update(missed_on=THURSDAY)
    assert groups(maya) == [("Missed, yours to cover", 1)]


def test_a_bdc_call_undone_is_as_before(bea, row):
    before = state(row)
    bea.log(row, outcome="spoke")
    bea.client.post(f"/calls/attempts/{Attempt.objects.get().pk}/undo/")
    assert state(row) == before
