"""Two people on one customer: the second sees who logged what, when; nothing is overwritten."""

from datetime import date, timedelta

import pytest

from dealerfollow.testing.calls import Caller, calls_at, form_of
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.models import Attempt, FollowUp

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)


@pytest.fixture
def row(cast):
    maria = buyer(first_name="Maria", last_name="Delgado")
    delivery = deliver(cast.north, THURSDAY - timedelta(days=2), salesperson=cast.sam, buyer=maria)
    return FollowUp.objects.get(delivery=delivery)


@pytest.fixture
def sam(cast, sign_in, monkeypatch) -> Caller:
    return calls_at(NOW, sign_in(cast.sam), monkeypatch)


@pytest.fixture
def maya(cast, sign_in, monkeypatch) -> Caller:
    return calls_at(NOW, sign_in(cast.maya), monkeypatch)


def both_open_it_and_maya_saves_first(sam, maya, row, **hers):
    his = {**sam.form(row), "outcome": "voicemail", "note": "Key is at parts, ask for me."}
    assert maya.log(row, **hers).status_code == 302
    return sam.send(row, his), his


def test_the_second_gets_409_with_both_side_by_side(sam, maya, row):
    response, _ = both_open_it_and_maya_saves_first(sam, maya, row, outcome="spoke")
    assert response.status_code == 409
    conflict = response.context["conflict"]
    assert conflict["title"] == "Maya logged this call first"
    assert conflict["theirs"]["title"] == "Spoke"
    assert conflict["theirs"]["when_title"] == "On record, 12:00 PM"
    assert conflict["mine"]["title"] == "Left voicemail"
    assert "Key is at parts, ask for me." in response.content.decode()
    row.refresh_from_db()
    assert (row.state, row.tries, row.closed_by.by.name) == ("done", 1, "Maya Torres")
    assert Attempt.objects.count() == 1


def test_kept_as_a_second_try_it_changes_nothing_of_theirs(sam, maya, row):
    response, _ = both_open_it_and_maya_saves_first(sam, maya, row, outcome="spoke")
    again = form_of(response, f"/calls/{row.pk}/log/")
    kept = sam.send(row, {**again, "decision": "keep"})
    assert kept.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.tries, row.closed_by.by.name) == ("done", 1, "Maya Torres")
    second = Attempt.objects.latest("id")
    assert (second.by.name, second.outcome, second.note) == (
        "Sam Rivera",
        "voicemail",
        "Key is at parts, ask for me.",
    )


def test_a_no_answer_meanwhile_is_shown_too_and_his_may_answer_what_is_open(sam, maya, row):
    response, _ = both_open_it_and_maya_saves_first(sam, maya, row, outcome="no_answer")
    assert response.status_code == 409
    assert response.context["conflict"]["ways"][0]["label"] == "Log mine too"
    again = form_of(response, f"/calls/{row.pk}/log/")
    assert sam.send(row, {**again, "decision": "keep"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.tries) == ("open", 2)


def test_edge_47_a_card_that_ended_otherwise_says_why(sam, row):
    his = {**sam.form(row), "outcome": "spoke"}
    FollowUp.objects.update(state="stopped", state_reason="unwound", closed_at=NOW)
    response = sam.send(row, his)
    assert response.status_code == 409
    assert response.context["conflict"]["theirs"]["title"] == "The sale was unwound."
    assert not Attempt.objects.exists()


def test_a_card_that_nothing_is_open_on_says_who_closed_it(sam, maya, row):
    maya.log(row, outcome="spoke")
    page = sam.open(row)
    assert page.status_code == 200
    assert page.context["empty"]["title"] == "Maria is done"
    assert "Maya Torres" in page.context["empty"]["words"]


def test_who_pressed_call_just_now_is_on_the_card(sam, maya, row):
    maya.client.post(f"/calls/{row.pk}/tap/", {"number": "+12125550142"})
    presence = sam.open(row).context["card"].presence
    assert presence.title == "Maya Torres is on this card"
    assert maya.open(row).context["card"].presence is None


def test_one_person_in_two_tabs_reads_that_they_logged_it_themselves(sam, row):
    first = {**sam.form(row), "outcome": "voicemail"}
    assert sam.log(row, outcome="spoke").status_code == 302
    response = sam.send(row, first)
    assert response.status_code == 409
    conflict = response.context["conflict"]
    assert conflict["title"] == ("You logged this at 12:00 PM, in another tab or on another device")
    said = response.content.decode()
    assert "theirs" not in said and "Sam’s" not in said and "Sam logged" not in said
    kept = sam.send(row, {**form_of(response, f"/calls/{row.pk}/log/"), "decision": "keep"})
    assert kept.status_code == 302
    assert Attempt.objects.count() == 2
