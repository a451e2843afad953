"""Skip leaves it due and is kept; a snooze is taken back exactly, with both facts kept."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from dealerfollow.testing.calls import Caller, calls_at, stand_at
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.models import FollowUp, FollowUpEvent

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)


@pytest.fixture
def sam(cast, sign_in, monkeypatch) -> Caller:
    return calls_at(NOW, sign_in(cast.sam), monkeypatch)


def state(row):
    return FollowUp.objects.filter(pk=row.pk).values().get()


def events(row):
    return list(FollowUpEvent.objects.filter(follow_up=row).values_list("kind", flat=True))


def put_off(caller, row, until="hour"):
    values = {"until": until, "reason": "with_customer"}
    return caller.client.post(f"/calls/{row.pk}/snooze/", values)


def test_a_skipped_card_stays_due_and_the_next_one_comes(cast, sam, row):
    two_days_ago = THURSDAY - timedelta(days=2)
    other = deliver(cast.north, two_days_ago, salesperson=cast.sam, buyer=buyer(first_name="Kenji"))
    before = state(row)
    response = sam.client.post(f"/calls/{row.pk}/skip/")
    assert response["Location"] == f"/calls/{FollowUp.objects.get(delivery=other).pk}/"
    assert (state(row), events(row)) == (before, ["skipped"])
    assert FollowUpEvent.objects.get().by == cast.sam


def test_leafing_past_a_card_again_and_again_counts_once_an_hour(sam, row, monkeypatch):
    sam.client.post(f"/calls/{row.pk}/skip/")
    sam.client.post(f"/calls/{row.pk}/skip/")
    assert events(row) == ["skipped"]
    stand_at(NOW + timedelta(minutes=61), monkeypatch)
    sam.client.post(f"/calls/{row.pk}/skip/")
    assert events(row) == ["skipped", "skipped"]


def test_a_card_that_somebody_logged_meanwhile_cannot_be_skipped(sam, row):
    FollowUp.objects.update(state="done", closed_at=timezone.now(), state_reason="spoke")
    assert sam.client.post(f"/calls/{row.pk}/skip/").status_code == 409
    assert events(row) == []


@pytest.mark.parametrize("until", ["hour", "tomorrow"])
def test_a_snooze_is_taken_back_exactly_and_both_facts_stay(sam, row, until):
    before = state(row)
    put_off(sam, row, until)
    assert state(row) != before
    sam.client.post(f"/calls/{row.pk}/skip/")  # somebody went past it meanwhile
    response = sam.client.post(f"/calls/{row.pk}/bring-back/")
    assert response["Location"] == f"/calls/{row.pk}/"
    assert (state(row), events(row)) == (before, ["snoozed", "skipped", "brought_back"])


def test_twice_is_once(sam, row):
    put_off(sam, row)
    for _ in range(2):
        assert sam.client.post(f"/calls/{row.pk}/bring-back/").status_code == 302
    assert events(row) == ["snoozed", "brought_back"]


def test_the_banner_of_a_snooze_offers_undo(sam, row):
    values = {"until": "hour", "reason": "with_customer"}
    response = sam.client.post(f"/calls/{row.pk}/snooze/", values, headers={"HX-Request": "true"})
    assert f'action="/calls/{row.pk}/bring-back/"' in response.content.decode()


def test_nothing_comes_back_after_the_day_is_over(sam, row, monkeypatch):
    put_off(sam, row, "tomorrow")
    before = state(row)
    stand_at(NOW + timedelta(days=1), monkeypatch)
    response = sam.client.post(f"/calls/{row.pk}/bring-back/")
    assert (response.status_code, state(row)) == (409, before)
    assert "The day is over and counted" in response.content.decode()


def test_nothing_comes_back_that_was_logged_since_or_put_off_by_another(
    cast, sam, row, sign_in, monkeypatch
):
    put_off(sam, row)
    maya = calls_at(NOW, sign_in(cast.maya), monkeypatch)
    assert maya.client.post(f"/calls/{row.pk}/bring-back/").status_code == 409
    sam.log(row, outcome="no_answer")
    assert sam.client.post(f"/calls/{row.pk}/bring-back/").status_code == 409
    assert "brought_back" not in events(row)
