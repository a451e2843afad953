"""A card whose call is about a heat case: when they hear again, and whether it is settled."""

from datetime import date

import pytest

from dealerfollow.testing.calls import calls_at, stand_at
from dealerfollow.testing.sales import days, deliver, noon
from followups.actions.heat import open_heat, resolve
from followups.models import Attempt, FollowUp, HeatCase
from followups.tests.one_log import problems
from followups.tests.views.test_undo_of_everything import states

TUESDAY = date(2026, 3, 3)
WEDNESDAY, SUNDAY = TUESDAY + days(1), TUESDAY + days(5)
CONFIRM_ON = TUESDAY + days(2)


@pytest.fixture
def case(cast):
    sold = deliver(cast.north, TUESDAY, salesperson=cast.sam)
    told = {"severity": "upset", "cause": "vehicle", "words": "The hood has a run"}
    return open_heat(
        cast.north, sold.customer, **told, by=cast.sam, now=noon(TUESDAY), delivery=sold
    )


@pytest.fixture
def sam(cast, sign_in, monkeypatch):
    return calls_at(noon(WEDNESDAY), sign_in(cast.sam), monkeypatch)


@pytest.fixture
def resolved(cast, case, sam, monkeypatch):
    """Resolved on Tuesday; they are asked on Thursday."""
    resolve(case, "Painted", by=cast.sam, now=noon(TUESDAY))
    stand_at(noon(CONFIRM_ON), monkeypatch)
    return case


def due(case):
    return FollowUp.objects.open().get(plan__heat_case=case)


def test_line_11_the_day_on_which_they_hear_again_is_agreed_on_in_the_log(sam, case):
    before = states()
    page = sam.open(due(case)).content.decode()
    assert 'name="heat_again_on"' in page and 'name="heat_settled"' not in page
    assert sam.log(due(case), outcome="spoke", heat_again_on="2026-03-09").status_code == 302
    case.refresh_from_db()
    assert (case.state, case.next_update_on) == ("open", date(2026, 3, 9))
    assert due(case).due_on == date(2026, 3, 9)
    sam.client.post(f"/calls/attempts/{Attempt.objects.get().pk}/undo/")
    assert states() == before


def test_left_empty_the_next_day_is_the_rules(sam, case):
    sam.log(due(case), outcome="spoke")
    case.refresh_from_db()
    assert case.next_update_on == WEDNESDAY + days(2)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (TUESDAY, "That day has passed."),
        (SUNDAY, "The store is closed that day. Pick an open one."),
        (TUESDAY + days(60), "Within 30 days: they should not wait longer for a word."),
    ],
)
def test_a_day_that_cannot_be_kept_is_refused_next_to_its_field(sam, case, on, words):
    saved = sam.log(due(case), outcome="spoke", heat_again_on=on.isoformat())
    assert problems(saved) == {"heat_again_on": [words]}
    assert words in saved.content.decode()
    assert not Attempt.objects.exists()


def test_raised_on_its_own_call_there_is_one_day_asked_for_once(sam, case):
    assert 'name="heat_next_on"' not in sam.open(due(case)).content.decode()
    upset = {"is_upset": "on", "heat_severity": "severe", "heat_cause": "vehicle"}
    sam.log(due(case), outcome="spoke", heat_again_on="2026-03-09", **upset)
    case.refresh_from_db()
    assert (case.severity, case.next_update_on) == ("severe", date(2026, 3, 9))
    assert due(case).due_on == date(2026, 3, 9)


def test_line_11_a_resolved_case_is_over_when_they_say_so_in_the_log(sam, resolved):
    before = states()
    page = sam.open(due(resolved)).content.decode()
    assert 'name="heat_settled"' in page and 'name="heat_again_on"' not in page
    assert sam.log(due(resolved), outcome="spoke", heat_settled="on").status_code == 302
    resolved.refresh_from_db()
    assert (resolved.state, resolved.next_update_on) == ("confirmed", None)
    assert not FollowUp.objects.open().filter(plan__heat_case=resolved).exists()
    sam.client.post(f"/calls/attempts/{Attempt.objects.get().pk}/undo/")
    assert states() == before


def test_nobody_reached_settles_nothing(sam, resolved):
    sam.log(due(resolved), outcome="no_answer", heat_settled="on")
    resolved.refresh_from_db()
    assert resolved.state == "resolved"


def test_settled_and_upset_at_once_is_asked_about(sam, resolved):
    upset = {"is_upset": "on", "heat_severity": "upset", "heat_cause": "vehicle"}
    saved = sam.log(due(resolved), outcome="spoke", heat_settled="on", **upset)
    words = "Settled and upset at once? Take one of the two out."
    assert problems(saved) == {"heat_settled": [words]}
    assert sam.log(due(resolved), outcome="spoke", **upset).status_code == 302
    assert HeatCase.objects.get().state == "open"


def test_a_card_without_a_heat_case_asks_neither_and_takes_neither(cast, sam):
    sold = deliver(cast.north, TUESDAY, salesperson=cast.sam)
    row = FollowUp.objects.get(delivery=sold)
    page = sam.open(row).content.decode()
    assert "heat_settled" not in page and "heat_again_on" not in page
    sam.log(row, outcome="spoke", heat_settled="on", heat_again_on=SUNDAY.isoformat())
    assert Attempt.objects.get().outcome == "spoke"
