"""What an outcome does not show says nothing, and stands in nobody's way."""

from datetime import date

import pytest

from customers.models import PersonalFact
from deliveries.models import WeOwe
from followups.models import Attempt, HeatCase, Referral
from followups.tests.one_log import ANA, FRIDAY, second_key, state

TYPED = {
    **ANA,
    "reason": "Plates are in",
    "gained_words": "Where the plates are",
    "is_upset": "on",
    "heat_cause": "vehicle",
    "is_csi_discussed": "on",
    "fact": "Fishes",
    "opportunity": "trade",
}
STOPS = ("asked_to_stop_sales", "asked_to_stop_everything")


def other(code, **more):
    return {**more, "outcome": "other", "more_outcome": code}


def nothing_came_up():
    attempt = Attempt.objects.get()
    assert (attempt.gained, attempt.is_pleased, attempt.opportunity) == ([], False, "")
    assert not attempt.is_csi_discussed
    for model in (Referral, PersonalFact, HeatCase):
        assert not model._default_manager.exists()


@pytest.mark.parametrize("outcome", ["died", "stranger_stopped", "wrong_number"])
def test_with_whom_nobody_talked_nothing_came_up(cast, sam, row, delivery, outcome):
    key = second_key(cast, delivery, date(2026, 3, 4))
    told = {"told_news": "same", "promise_item": "Half a promise", "number": "+12125550142"}
    picked = other(outcome) if outcome != "wrong_number" else {"outcome": outcome}
    assert sam.log(row, **{**TYPED, **told, **picked}).status_code == 302
    nothing_came_up()
    assert WeOwe.objects.get() == key


@pytest.mark.parametrize("outcome", ["no_answer", "voicemail"])
def test_a_date_is_told_to_nobody_who_did_not_answer(cast, sam, row, delivery, outcome):
    key = second_key(cast, delivery, date(2026, 3, 9))
    told = {"told_news": "changed", f"told_{key.pk}": "2026-03-04", "promise_by": "soon"}
    assert sam.log(row, outcome=outcome, **told).status_code == 302
    key.refresh_from_db()
    assert (key.told_on, Attempt.objects.get().told) == (None, {})


@pytest.mark.parametrize("outcome", STOPS)
def test_edge_60_with_a_stop_only_what_we_owe_is_told(cast, sam, row, delivery, outcome):
    key = second_key(cast, delivery, FRIDAY)
    told = {"told_news": "changed", f"told_{key.pk}": "2026-03-11"}
    assert sam.log(row, **other(outcome, **TYPED, **told)).status_code == 302
    nothing_came_up()
    key.refresh_from_db()
    assert key.told_on == date(2026, 3, 11)
    assert state(row)[0] == "stopped"
