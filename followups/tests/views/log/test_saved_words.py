"""The banner after a save says what came of it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dealerfollow.testing.calls import Caller, calls_at
from dealerfollow.testing.sales import deliver
from deliveries.models import Delivery
from followups.models import Attempt, FollowUp
from followups.tests.one_log import ANA, NOW, THURSDAY, TUESDAY, reopen, second_key


@pytest.fixture
def bea(cast, sign_in, monkeypatch) -> Caller:
    return calls_at(NOW, sign_in(cast.bea), monkeypatch)


def words(caller, row, **answers):
    saved = caller.log(row, **{"outcome": "spoke", **answers})
    assert saved.status_code == 302
    return caller.client.get(saved.url).context["saved"].words


def other(outcome, **more):
    return {"outcome": "other", "more_outcome": outcome, **more}


def test_a_talk_says_what_comes_next_where_it_is_known(sam, row):
    assert words(sam, row) == "Done. Next: Satisfaction, Tue, Mar 10."


def test_line_7_a_bdc_talk_is_kept_apart_and_no_next_try(bea, row):
    assert words(bea, row) == "Kept as your BDC call. Sam’s own call stays due."


def test_line_7_so_is_her_no_answer(bea, row):
    assert words(bea, row, outcome="no_answer") == (
        "Kept as your BDC call. Sam’s own call stays due."
    )


def test_where_the_store_lets_her_call_satisfy_it_is_done(cast, bea, row):
    type(cast.north).objects.filter(pk=cast.north.pk).update(does_bdc_satisfy=True)
    assert words(bea, row).startswith("Done.")


def test_a_heat_case_and_a_promise_are_named(sam, row):
    said = words(
        sam,
        row,
        is_upset="on",
        heat_cause="vehicle",
        heat_next_on="2026-03-09",
        promise_item="cargo net",
        promise_by="2026-03-10",
        promise_department="parts",
    )
    assert said == (
        "Done. Heat case opened; they hear again by Mon, Mar 9. We owe: cargo net, by Tue, Mar 10."
    )


def test_a_name_that_was_given_is_named(sam, row):
    assert words(sam, row, **ANA) == "Done. Name kept: Ana Ruiz."


def test_a_call_back_the_same_day_says_the_hour(sam, row):
    told = {"call_back_on": "2026-03-05", "call_back_at": "16:30"}
    assert words(sam, row, **other("call_back", **told)) == "Back on your list today, 4:30 PM"


def test_a_call_back_to_the_bdc_is_back_on_the_list_of_whose_call_it_is(bea, row):
    told = {"call_back_on": "2026-03-09", "call_back_at": "16:30"}
    assert words(bea, row, **other("call_back", **told)) == (
        "Back on Sam’s list Mon, Mar 9, 4:30 PM"
    )


def test_a_call_back_that_made_a_follow_up_of_its_own_says_so_too(sam, row):
    FollowUp.objects.update(due_on=date(2026, 6, 1), first_due_on=date(2026, 6, 1))
    address = f"/customers/{row.customer_id}/contact/"
    form = sam.client.get(address).context["form"]
    told = {"call_back_on": "2026-03-05", "call_back_at": "16:30"}
    values = {name: form[name].value() for name in ("key", "shown", "seen")}
    ended = {"way": "they_called", "outcome_they_called": "call_back"}
    saved = sam.client.post(address, {**values, **ended, **told})
    assert saved.status_code == 302, saved.context["form"].errors
    said = sam.client.get(saved.url).context["saved"].words
    assert said == "Back on your list today: Call back at 4:30 PM"


def test_a_stop_says_how_far_it_holds(sam, row):
    assert words(sam, row, **other("asked_to_stop_everything")) == (
        "It holds for every store of the group from this second on."
    )


def test_edge_59_a_stop_says_what_becomes_of_what_we_owe(cast, sam, row):
    second_key(cast, Delivery.objects.get(), THURSDAY)
    FollowUp.objects.filter(pk=row.pk).update(kind="promise")
    assert words(sam, row, **other("asked_to_stop_everything")) == (
        "It holds for every store of the group from this second on. "
        "What we owe them is told by letter."
    )


def test_a_death_says_that_nobody_contacts_them(sam, row):
    assert words(sam, row, **other("died")) == (
        "Nobody contacts them any more, at any store of the group."
    )


def test_a_text_without_an_answer_says_the_next_try(sam, row):
    assert words(sam, row, outcome="texted") == "Next try tomorrow"


def test_the_banner_costs_the_same_however_much_the_log_changed(cast, sam, row):
    count = []
    for cars in (1, 6):
        for _car in range(cars):
            deliver(cast.north, TUESDAY, salesperson=cast.sam)
        FollowUp.objects.filter(store=cast.north).update(customer=row.customer)
        reopen(row)
        sam.log(row, is_upset="on", heat_cause="vehicle", outcome="spoke")
        pk = Attempt.objects.latest("pk").pk
        address = f"/customers/{row.customer_id}/contact/?saved={pk}"
        with CaptureQueriesContext(connection) as found:
            assert sam.client.get(address).context["saved"]
        count.append(len(found))
    assert count[0] == count[1]
