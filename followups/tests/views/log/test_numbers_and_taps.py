"""Which number was dialed: told, or known from the press of Call."""

from datetime import UTC, datetime, timedelta

import pytest

from customers.models import ContactStop, CustomerPhone
from dealerfollow.testing.calls import stand_at
from followups.models import Attempt, CallTap, FollowUpEvent
from followups.tests.one_log import NOW, problems, state, wrong_numbers


def test_a_wrong_number_binds_and_the_follow_up_stays_for_the_other_number(sam, row):
    sam.log(row, outcome="wrong_number", number="+12125550143")
    assert state(row)[0] == "open"
    assert FollowUpEvent.objects.filter(reason="other_number").count() == 1
    assert wrong_numbers() == ["+12125550143"]


WRONG = [
    pytest.param({"outcome": "wrong_number"}, id="edge-62-wrong-number"),
    pytest.param(
        {"outcome": "other", "more_outcome": "stranger_stopped"}, id="edge-63-a-stranger-stopped"
    ),
]


@pytest.mark.parametrize("told", WRONG)
def test_of_two_numbers_without_a_press_of_call_it_is_asked_which(sam, row, told):
    refused = sam.log(row, **told)
    asked = ["Which number did you call? Only that one is taken off."]
    assert problems(refused) == {"number": asked}
    assert 'id="id_number"' in refused.content.decode()
    assert wrong_numbers() == []
    assert not ContactStop.objects.exists()
    assert list(problems(sam.log(row, **told, number="+12125550199"))) == ["number"]
    assert sam.log(row, **told, number="+12125550143").status_code == 302
    assert wrong_numbers() == ["+12125550143"]
    stopped = [stop.value for stop in ContactStop.objects.all()]
    assert stopped == (["+12125550143"] if "more_outcome" in told else [])


@pytest.mark.parametrize("told", WRONG)
def test_after_a_press_of_call_nothing_is_asked(sam, row, told):
    assert 'id="id_number"' not in sam.open(row).content.decode()
    sam.client.post(f"/calls/{row.pk}/tap/", {"number": "+12125550143"})
    assert sam.log(row, **told).status_code == 302
    assert wrong_numbers() == ["+12125550143"]


@pytest.mark.parametrize("told", WRONG)
def test_with_one_number_nothing_is_asked(sam, row, told):
    CustomerPhone.objects.filter(number="+12125550143").delete()
    assert sam.log(row, **told).status_code == 302
    assert wrong_numbers() == ["+12125550142"]


def test_a_tap_on_call_makes_it_tapped_and_is_used_once(sam, row, monkeypatch):
    tapped = sam.client.post(f"/calls/{row.pk}/tap/", {"number": "+12125550143"})
    assert tapped.status_code == 204
    stand_at(NOW + timedelta(minutes=5), monkeypatch)
    sam.log(row, outcome="no_answer")
    stand_at(NOW + timedelta(minutes=9), monkeypatch)
    sam.log(row, outcome="voicemail")
    first, second = Attempt.objects.order_by("id")
    assert (first.proof, first.tapped_at, str(first.number)) == ("tapped", NOW, "+12125550143")
    assert (second.proof, second.tapped_at) == ("claimed", None)


def test_a_tap_of_more_than_an_hour_ago_proves_nothing(sam, row, monkeypatch):
    sam.client.post(f"/calls/{row.pk}/tap/", {"number": "+12125550142"})
    stand_at(NOW + timedelta(minutes=61), monkeypatch)
    sam.log(row, outcome="no_answer")
    assert Attempt.objects.get().proof == "claimed"
    assert CallTap.objects.count() == 1


def test_call_is_refused_when_their_day_has_ended_since_the_card_was_shown(sam, row, monkeypatch):
    stand_at(datetime(2026, 3, 6, 2, 5, tzinfo=UTC), monkeypatch)  # 21:05 in New York
    refused = sam.client.post(f"/calls/{row.pk}/tap/", {"number": "+12125550142"})
    assert (refused.status_code, refused.content) == (409, b"outside_hours")
