"""Putting off needs a reason, three times at most, and stays late against the first due day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dealerfollow.testing.calls import Caller, calls_at, stand_at
from dealerfollow.testing.sales import noon
from followups.models import FollowUpEvent

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)


@pytest.fixture
def sam(cast, sign_in, monkeypatch) -> Caller:
    return calls_at(NOW, sign_in(cast.sam), monkeypatch)


def put_off(caller, row, until="hour", reason="with_customer", **more):
    values = {"until": until, "reason": reason, **more}
    return caller.client.post(f"/calls/{row.pk}/snooze/", values)


def test_an_hour_takes_it_off_the_list_and_brings_it_back(sam, row, monkeypatch):
    assert put_off(sam, row).status_code == 302
    assert sam.client.get("/calls/").context["day"]["left"] == 0
    assert sam.client.get("/calls/").context["more_words"] == "1 snoozed"
    stand_at(NOW + timedelta(minutes=61), monkeypatch)
    assert sam.client.get("/calls/").context["day"]["left"] == 1
    row.refresh_from_db()
    assert (row.due_on, row.first_due_on, row.snoozes) == (THURSDAY, THURSDAY, 1)


def test_tomorrow_moves_the_due_day_and_never_the_first(sam, row, monkeypatch):
    put_off(sam, row, until="tomorrow")
    row.refresh_from_db()
    assert (row.due_on, row.first_due_on) == (THURSDAY + timedelta(days=1), THURSDAY)
    assert row.snoozed_until == datetime(2026, 3, 6, 14, tzinfo=UTC)  # opening, 9:00 in New York
    event = FollowUpEvent.objects.get()
    assert (event.kind, event.reason, event.was) == ("snoozed", "with_customer", "2026-03-05")
    stand_at(datetime(2026, 3, 6, 15, tzinfo=UTC), monkeypatch)
    (group,) = sam.client.get("/calls/").context["groups"]
    assert (group.label, group.rows[0].when) == ("Overdue", "overdue 1 day")


def test_without_a_reason_nothing_is_put_off(sam, row):
    response = put_off(sam, row, reason="")
    assert response.status_code == 422
    assert response.context["snooze"]["form"].errors == {"reason": ["Say why."]}
    assert not FollowUpEvent.objects.exists()


def test_another_reason_is_kept_in_words(sam, row):
    assert put_off(sam, row, reason="other").status_code == 422
    assert put_off(sam, row, reason="other", reason_words="Fire drill").status_code == 302
    assert FollowUpEvent.objects.get().reason == "Fire drill"


def test_the_fourth_time_is_refused_and_the_button_is_gone(sam, row):
    for _ in range(3):
        assert put_off(sam, row).status_code == 302
    assert put_off(sam, row).status_code == 422
    row.refresh_from_db()
    assert row.snoozes == 3
    assert sam.open(row).context["snooze"] is None


@pytest.mark.parametrize("day", ["2026-03-08", "2026-03-05", "2026-04-30", "soon", ""])
def test_a_picked_day_is_an_open_one_within_two_weeks(sam, row, day):
    assert put_off(sam, row, until="pick", until_on=day).status_code == 422
    row.refresh_from_db()
    assert row.snoozes == 0


def test_monday_can_be_picked(sam, row):
    assert put_off(sam, row, until="pick", until_on="2026-03-09").status_code == 302
    row.refresh_from_db()
    assert row.due_on == date(2026, 3, 9)


def test_only_the_owner_puts_a_call_off(row, cast, sign_in, monkeypatch):
    bea = calls_at(NOW, sign_in(cast.bea), monkeypatch)
    assert put_off(bea, row).status_code == 409
    row.refresh_from_db()
    assert row.snoozes == 0


def test_a_log_wakes_it(sam, row):
    put_off(sam, row)
    sam.log(row, outcome="no_answer")
    row.refresh_from_db()
    assert (row.snoozed_until, row.due_on) == (None, THURSDAY + timedelta(days=1))
