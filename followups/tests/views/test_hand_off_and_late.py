"""The button "I'd rather not make this one", and a call entered with its time."""

from datetime import date, timedelta

import pytest

from dealerfollow.testing.calls import Caller, calls_at, form_of
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.models import Attempt, FollowUp, HandOff

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)


@pytest.fixture
def sam(cast, sign_in, monkeypatch) -> Caller:
    return calls_at(NOW, sign_in(cast.sam), monkeypatch)


def test_edge_79_the_card_offers_it_and_the_manager_has_it(sam, row, cast):
    url = f"/calls/{row.pk}/hand-off/"
    values = form_of(sam.open(row), url)
    response = sam.client.post(url, {**values, "words": "He is my cousin"}, follow=True)
    assert "Maya Torres takes it" in response.content.decode()
    made = HandOff.objects.get()
    assert (made.by, made.to, made.words) == (cast.sam, cast.maya, "He is my cousin")
    row.refresh_from_db()
    assert row.owner == cast.maya


def test_edge_79_what_is_not_theirs_is_refused_in_words(sam, row, cast, sign_in):
    response = sign_in(cast.bea).post(f"/calls/{row.pk}/hand-off/", follow=True)
    assert "It is not on your list." in response.content.decode()
    assert not HandOff.objects.exists()


def test_edge_30_a_call_is_entered_with_the_stores_time_at_which_it_was_made(sam, row):
    sam.log(row, outcome="no_answer", made_at="2026-03-05T10:30")
    attempt = Attempt.objects.get()
    assert (attempt.at, attempt.logged_at) == (NOW - timedelta(minutes=90), NOW)
    assert attempt.proof == "claimed"


def test_edge_68_the_co_buyer_is_offered_and_the_talk_makes_the_call(sam, cast):
    bought_on = THURSDAY - timedelta(days=2)
    delivery = deliver(cast.north, bought_on, salesperson=cast.sam, co_buyer=buyer())
    call = FollowUp.objects.get(delivery=delivery)
    assert "Who answered" in sam.open(call).content.decode()
    sam.log(call, outcome="spoke", answered_by=str(delivery.co_buyer_id))
    call.refresh_from_db()
    assert (call.state, Attempt.objects.get().answered_by) == ("done", delivery.co_buyer)


def test_edge_68_without_a_co_buyer_nobody_else_is_offered(sam, row, cast):
    assert "Who answered" not in sam.open(row).content.decode()
    stranger = deliver(cast.north, THURSDAY, salesperson=cast.sam).customer
    response = sam.log(row, outcome="spoke", answered_by=str(stranger.pk))
    assert response.status_code == 422


def test_edge_30_a_time_to_come_is_refused_next_to_its_field(sam, row):
    response = sam.log(row, outcome="no_answer", made_at="2026-03-05T23:30")
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["made_at"]


def test_after_a_hand_off_the_next_card_says_who_has_it_and_by_when(sam, row, cast):
    bought_on = THURSDAY - timedelta(days=2)
    other = deliver(cast.north, bought_on, salesperson=cast.sam, buyer=buyer(first_name="Kenji"))
    following = FollowUp.objects.get(delivery=other)
    url = f"/calls/{row.pk}/hand-off/"
    page = sam.client.post(url, form_of(sam.open(row), url), headers={"HX-Request": "true"})
    assert page.context["card"].follow_up == following
    assert page["HX-Push-Url"] == f"/calls/{following.pk}/"
    saved = page.context["saved"]
    assert saved.strong.endswith(": Maya Torres takes it.")
    assert saved.words == "By today, 9:00 PM. It is not counted as missed."
    assert saved.undo_url == ""  # the manager has been told
