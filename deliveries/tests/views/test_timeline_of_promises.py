"""The timeline of a customer: what we owe them, and what a desk was asked."""

from datetime import date

import pytest

from customers.tests.stories import HOUR, NOW, TUESDAY, shown, titles
from dealerfollow.testing.calls import stand_at
from dealerfollow.testing.sales import buyer, deliver
from deliveries.actions import owe, settle_we_owe
from deliveries.models import AskedFact
from deliveries.tests.desks import say_word


@pytest.fixture
def ana(cast):
    told = buyer(first_name="Ana", last_name="Reyes")
    return deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=told).customer


@pytest.fixture
def sam(cast, sign_in, monkeypatch):
    stand_at(NOW + 8 * HOUR, monkeypatch)
    return sign_in(cast.sam)


def test_a_we_owe_is_told_from_promise_to_settling(cast, ana, sam):
    key = owe(
        cast.north,
        ana,
        "Second key",
        department="parts",
        promised_on=date(2026, 3, 9),
        by=cast.sam,
        today=TUESDAY,
    )
    later = {"promised_on": date(2026, 3, 12), "by": cast.maya, "is_ready": False}
    say_word(key, word="Back order", now=NOW + HOUR, **later)
    settle_we_owe(key, by=cast.sam, now=NOW + 2 * HOUR)
    found = shown(sam, ana, kind="we-owes")
    assert [line[0] for line in found] == [
        "Second key: settled",
        "Second key: date moved",
        "Promised: Second key",
    ]
    assert "From Mar 9 to Mar 12." in found[1][1]
    assert "“Back order”" in found[1][1]
    assert found[2][2] == "Parts"


def test_the_desks_question_and_answer_are_in_the_timeline(cast, ana, sam):
    AskedFact.objects.create(
        group=cast.group,
        store=cast.north,
        customer=ana,
        department="title",
        question="Are the plates in?",
        asked_by=cast.sam,
        asked_at=NOW,
        answer="Friday",
        answered_by=cast.maya,
        answered_at=NOW + HOUR,
    )
    assert titles(sam, ana, kind="we-owes") == [
        "Answered: Are the plates in?",
        "Asked: Are the plates in?",
    ]
