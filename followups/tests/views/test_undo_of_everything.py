"""Ten cards, ten outcomes, everything ticked; then Undo ten times: nothing is left of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from dealerfollow.testing.calls import calls_at
from dealerfollow.testing.sales import buyer, deliver, noon
from deliveries.actions import owe
from deliveries.models import DeliveryChange, WeOwe
from followups.models import Attempt, AttemptUndo, FollowUp, FollowUpEvent, HeatCase, HeatStep

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)
EVENTS = (
    "followups_attempt",
    "followups_attempteffect",
    "followups_attemptundo",
    "followups_followupevent",
    "followups_heatstep",
    "followups_calltap",
    "deliveries_deliverychange",
    "deliveries_weowechange",
)
"""What happened stays on record; every other table of the three apps is as it was."""

ALL_OF_IT: dict[str, Any] = {
    "told_news": "changed",
    "is_csi_discussed": "on",
    "survey_state": "answered",
    "survey_score": "610",
    "survey_answered_on": "2026-03-05",
    "survey_words": "A long wait",
    "is_pleased": "on",
    "is_upset": "on",
    "heat_severity": "severe",
    "heat_cause": "we_owe",
    "heat_words": "Still no key",
    "review_sites": ["Google"],
    "referral": "given",
    "referral_name": "Ana Ruiz",
    "referral_phone": "(212) 555-0177",
    "referral_kind": "relative",
    "referral_words": "A pickup",
    "opportunity": "trade",
    "promise_item": "An adapter",
    "promise_by": "2026-03-10",
    "promise_department": "parts",
    "fact": "Plays the cello",
    "fact_about": "family",
    "usage": "Tows a camper",
    "note": "Long talk",
}
MOVED = {"moved_city": "Austin", "moved_state": "TX", "moved_postal_code": "78701"}
OUTCOMES: tuple[dict[str, Any], ...] = (
    {"outcome": "spoke"},
    {"outcome": "voicemail"},
    {"outcome": "no_answer"},
    {"outcome": "texted"},
    {"outcome": "wrong_number"},
    {"more_outcome": "call_back", "call_back_on": "2026-03-10", "call_back_at": "16:30"},
    {"more_outcome": "met"},
    {"more_outcome": "moved", **MOVED, "is_car_sold": "on"},
    {
        "more_outcome": "bought_elsewhere",
        "elsewhere_reason": "figures",
        "elsewhere_words": "A Tucson",
        "is_car_gone": "on",
    },
    {"outcome": "spoke", "is_inbound": "on"},
)


def states() -> dict[str, list[str]]:
    """Every row of every table that keeps a state, as text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
            " AND table_name ~ '^(customers|deliveries|followups)_' ORDER BY 1"
        )
        tables = [name for (name,) in cursor.fetchall() if name not in EVENTS]
        found = {}
        for table in tables:
            cursor.execute(f"SELECT t::text FROM {table} t ORDER BY 1")
            found[table] = [text for (text,) in cursor.fetchall()]
    return found


@pytest.fixture
def rows(cast):
    """Ten customers of Sam's, each with a second key owed and a lease that is running."""
    cast.north.review_sites = [{"name": "Google", "url": "https://example.com/g"}]
    cast.north.survey_low_under = 800
    cast.north.save()
    made = []
    for n in range(len(OUTCOMES)):
        delivery = deliver(
            cast.north,
            THURSDAY - timedelta(days=2),
            salesperson=cast.sam,
            buyer=buyer(first_name=f"Buyer{n}", born_on=date(1980, 3, 9)),
            sale_kind="lease",
            lease_months=36,
        )
        owe(
            cast.north,
            delivery.customer,
            "Second key",
            department="parts",
            promised_on=date(2026, 3, 9),
            by=cast.sam,
            today=THURSDAY,
            delivery=delivery,
        )
        made.append(FollowUp.objects.get(delivery=delivery, kind="post_sale"))
    return made


@pytest.fixture
def sam(cast, sign_in, monkeypatch):
    return calls_at(NOW, sign_in(cast.sam), monkeypatch)


def test_ten_outcomes_with_everything_ticked_are_undone_to_the_letter(sam, rows):
    before = states()
    for row, outcome in zip(rows, OUTCOMES, strict=True):
        owed = WeOwe.objects.get(delivery=row.delivery)
        answers = {"outcome": "other", **ALL_OF_IT, **outcome, f"told_{owed.pk}": "2026-03-12"}
        saved = sam.log(row, **answers)
        assert saved.status_code == 302, saved.context["form"].errors
    assert states() != before
    logged = list(Attempt.objects.order_by("-id"))
    assert len(logged) == len(OUTCOMES)
    for attempt in logged:
        undone = sam.client.post(f"/calls/attempts/{attempt.pk}/undo/")
        assert undone.status_code == 302, (attempt.outcome, undone.content.decode()[-3000:])
    after = states()
    assert {name: rows for name, rows in after.items() if rows != before[name]} == {}
    assert list(Attempt.objects.order_by("-id")) == logged  # it happened
    assert AttemptUndo.objects.count() == len(OUTCOMES)
    assert FollowUpEvent.objects.filter(reason="undo").count() >= len(OUTCOMES)
    assert DeliveryChange.objects.filter(source="undo").exists()


def test_an_open_heat_case_that_was_raised_is_as_before_and_says_so(sam, rows):
    said = {"outcome": "spoke", "is_upset": "on", "heat_cause": "papers"}
    sam.log(rows[0], **said, heat_severity="uneasy")
    FollowUp.objects.filter(pk=rows[0].pk).update(state="open", closed_at=None, closed_by=None)
    before = states()
    sam.log(rows[0], **said, heat_severity="severe")
    assert HeatCase.objects.get().severity == "severe"
    sam.client.post(f"/calls/attempts/{Attempt.objects.latest('id').pk}/undo/")
    assert states() == before
    step = HeatStep.objects.latest("id")
    assert (step.kind, step.words) == ("undone", "")
    said = sam.client.get(f"/heat-cases/{step.case_id}/").context["story"].past
    assert [line.words for line in said if line.title == "A log was taken back"] == ["Sam Rivera."]
