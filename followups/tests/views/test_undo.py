"""Undo restores every state row exactly; what happened stays on record."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from dealerfollow.testing.calls import Caller, calls_at, stand_at
from dealerfollow.testing.sales import buyer, deliver, noon
from deliveries.actions import owe
from deliveries.models import WeOwe, WeOweChange
from followups.models import Attempt, AttemptUndo, FollowUp, FollowUpEvent

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)
STATE_TABLES = (
    "customers_customer",
    "customers_customerphone",
    "customers_customeremail",
    "customers_consent",
    "customers_contactstop",
    "customers_personalfact",
    "deliveries_delivery",
    "deliveries_weowe",
    "followups_plan",
    "followups_followup",
)
SHARED = (("+12125550142", "mobile"), ("+12125550143", "home"))

LOGS: dict[str, dict[str, Any]] = {
    "no_answer": {"outcome": "no_answer"},
    "voicemail": {"outcome": "voicemail", "note": "Key is at parts"},
    "texted": {"outcome": "texted"},
    "wrong_number": {"outcome": "wrong_number", "number": "+12125550142"},
    "someone_else": {"outcome": "other", "more_outcome": "someone_else"},
    "met": {"outcome": "other", "more_outcome": "met"},
    "emailed": {"outcome": "other", "more_outcome": "emailed"},
    "call_back": {
        "outcome": "other",
        "more_outcome": "call_back",
        "call_back_on": "2026-03-10",
        "call_back_at": "16:30",
    },
    "spoke": {"outcome": "spoke"},
    "spoke_and_all_of_it": {
        "outcome": "spoke",
        "told_news": "changed",
        "promise_item": "An adapter",
        "promise_by": "2026-03-10",
        "promise_department": "parts",
        "fact": "Plays the cello",
        "note": "Loves it",
        "is_csi_discussed": "on",
    },
    "they_called": {"outcome": "spoke", "is_inbound": "on"},
}


def all_state() -> dict[str, list[str]]:
    """Every row of every state table, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in STATE_TABLES:
            cursor.execute(f"SELECT t::text FROM {table} t ORDER BY t.id")
            found[table] = [row[0] for row in cursor.fetchall()]
    return found


@pytest.fixture
def row(cast):
    delivery = deliver(
        cast.north, THURSDAY - timedelta(days=2), salesperson=cast.sam, buyer=buyer(phones=SHARED)
    )
    deliver(  # a neighbor with the same number: a wrong number binds both
        cast.north,
        THURSDAY - timedelta(days=2),
        salesperson=cast.sam,
        buyer=buyer(phones=SHARED[:1], emails=(), address=""),
    )
    owe(
        cast.north,
        delivery.customer,
        "Second key",
        department="parts",
        promised_on=date(2026, 3, 9),
        by=None,
        today=THURSDAY,
        delivery=delivery,
    )
    return FollowUp.objects.get(delivery=delivery)


@pytest.fixture
def sam(cast, sign_in, monkeypatch) -> Caller:
    return calls_at(NOW, sign_in(cast.sam), monkeypatch)


@pytest.mark.parametrize("name", LOGS)
def test_undo_leaves_every_state_row_as_it_was(sam, row, name):
    owed = WeOwe.objects.get()
    answers = dict(LOGS[name])
    if answers.get("told_news") == "changed":
        answers |= {f"told_{owed.pk}": "2026-03-12"}
    before = all_state()
    saved = sam.log(row, **answers)
    assert saved.status_code == 302
    assert all_state() != before
    attempt = Attempt.objects.get()
    undone = sam.client.post(f"/calls/attempts/{attempt.pk}/undo/")
    assert undone.status_code == 302
    assert all_state() == before
    assert Attempt.objects.get() == attempt  # append-only: it happened
    assert AttemptUndo.objects.get().by == attempt.by


def test_undo_is_on_the_page_that_save_leads_to_and_shows_the_card_again(sam, row):
    saved = sam.log(row, outcome="spoke")
    undone = sam.undo_last(sam.client.get(saved.url))
    page = sam.client.get(undone.url)
    assert undone.url.startswith(f"/calls/{row.pk}/?undone=")
    assert page.context["saved"].strong == "Undone."
    assert page.context["card"].follow_up == row


def test_undo_adds_a_compensating_event(sam, row):
    sam.log(row, outcome="spoke")
    sam.client.post(f"/calls/attempts/{Attempt.objects.get().pk}/undo/")
    events = FollowUpEvent.objects.order_by("id").values_list("kind", "was", "became", "reason")
    assert list(events) == [
        ("closed", "open", "done", "spoke"),
        ("reopened", "done", "open", "undo"),
    ]


def test_undoing_twice_is_one_undo(sam, row):
    sam.log(row, outcome="no_answer")
    address = f"/calls/attempts/{Attempt.objects.get().pk}/undo/"
    assert [sam.client.post(address).status_code for _ in range(2)] == [302, 302]
    assert AttemptUndo.objects.count() == 1


def refused(caller, attempt):
    before = all_state()
    response = caller.client.post(f"/calls/attempts/{attempt.pk}/undo/")
    assert response.status_code == 409
    assert all_state() == before
    assert not AttemptUndo.objects.exists()
    return [str(message) for message in response.context["messages"]]


def correction_link(attempt):
    """What is left when undo is refused (decision 12)."""
    url = f"/accountability/attempts/{attempt.pk}/correct/"
    return f' <a href="{url}">Correct it in words</a>'


def test_edge_64_a_stop_is_not_undone(sam, row):
    sam.log(row, outcome="other", more_outcome="asked_to_stop_everything")
    attempt = Attempt.objects.get()
    assert refused(sam, attempt) == [
        "A request to stop stays. A mistake is corrected in words by a manager."
        + correction_link(attempt)
    ]


def test_edge_80_the_next_morning_is_too_late(sam, row, monkeypatch):
    sam.log(row, outcome="no_answer")
    stand_at(datetime(2026, 3, 6, 14, tzinfo=UTC), monkeypatch)
    attempt = Attempt.objects.get()
    assert refused(sam, attempt) == [
        "The day is over and counted. A manager can correct it." + correction_link(attempt)
    ]


def test_a_later_log_on_the_same_card_stands_in_the_way(sam, row):
    sam.log(row, outcome="no_answer")
    sam.log(row, outcome="voicemail")
    first, second = Attempt.objects.order_by("id")
    assert refused(sam, first) == ["Somebody has logged something after it."]
    assert sam.client.post(f"/calls/attempts/{second.pk}/undo/").status_code == 302
    assert sam.client.post(f"/calls/attempts/{first.pk}/undo/").status_code == 302


def test_a_row_that_changed_since_is_not_undone_by_halves(sam, row):
    sam.log(row, outcome="no_answer")
    FollowUp.objects.filter(pk=row.pk).update(due_on=date(2026, 3, 20))
    assert refused(sam, Attempt.objects.get()) == [
        "It has changed since, so it cannot be undone exactly."
    ]


def test_somebody_elses_log_is_theirs_to_undo(sam, row, cast, sign_in, monkeypatch):
    sam.log(row, outcome="no_answer")
    maya = calls_at(NOW, sign_in(cast.maya), monkeypatch)
    assert refused(maya, Attempt.objects.get()) == ["Only who logged it can undo it."]


def test_otto_finds_no_log_to_undo(sam, row, cast, sign_in, monkeypatch):
    sam.log(row, outcome="no_answer")
    otto = calls_at(NOW, sign_in(cast.otto), monkeypatch)
    address = f"/calls/attempts/{Attempt.objects.get().pk}/undo/"
    assert otto.client.post(address).status_code == 404
    assert not AttemptUndo.objects.exists()


def test_edge_81_an_undone_log_keeps_the_slip_and_adds_the_way_back(cast, sam, row):
    owed = WeOwe.objects.get()
    was = owed.told_on
    values = {"outcome": "spoke", "told_news": "changed", f"told_{owed.pk}": "2026-03-12"}
    saved = sam.log(row, **values)
    sam.undo_last(sam.client.get(saved.url))
    kept = list(WeOweChange.objects.order_by("id").values_list("told_was", "told_on", "by"))
    told = date(2026, 3, 12)
    assert kept == [(was, told, cast.sam.pk), (told, was, cast.sam.pk)]
    owed.refresh_from_db()
    assert owed.told_on == was


def test_an_undone_log_that_changed_no_promise_adds_nothing(sam, row):
    saved = sam.log(row, outcome="no_answer")
    sam.undo_last(sam.client.get(saved.url))
    assert WeOweChange.objects.count() == 0
