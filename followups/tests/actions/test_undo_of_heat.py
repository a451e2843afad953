"""Undo of a log that somebody upset is in: exact, or refused once others have worked with it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from customers.actions import link_household, note_fact
from customers.models import Customer, HouseholdLink, PersonalFact
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.actions import LogDetails, UndoRefused, log_attempt, undo_attempt
from followups.actions.effects import state_of
from followups.actions.heat import acknowledge, add_step, open_heat, resolve
from followups.actions.log_attempt.details import Named, Upset
from followups.actions.reviews import link_review, record_review
from followups.models import AttemptUndo, FollowUp, HeatCase, HeatStep, Notice, Plan

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)
SOON = NOW + timedelta(minutes=1)


@pytest.fixture
def row(cast):
    """Sam's post-sale call."""
    deliver(cast.north, THURSDAY - timedelta(days=2), salesperson=cast.sam)
    return FollowUp.objects.select_related("store", "customer").get()


def said(row, by, **told):
    told = {"outcome": "spoke", "reason": "The hood", "reason_codes": ("post_sale",), **told}
    ids = (row.pk,)
    log = LogDetails(key=uuid4(), shown=ids, ticked=ids, seen=10**9, **told)
    return log_attempt(row, log, by=by, now=NOW)


def upset(row, by, severity="uneasy"):
    return said(
        row, by, upset=Upset(severity=severity, cause="vehicle", words="The hood has a run")
    )


def refused(attempt, by):
    with pytest.raises(UndoRefused) as caught:
        undo_attempt(attempt, by=by, now=SOON)
    assert not AttemptUndo.objects.exists()
    return caught.value.code


def state_now():
    tables = (FollowUp, Plan, Notice, HeatCase, Customer)
    return [state_of(row) for table in tables for row in table.objects.order_by("pk")]


@pytest.mark.parametrize("who", ["bea", "sam"])
def test_a_case_in_which_somebody_has_done_something_is_not_taken_back(cast, row, who):
    attempt = upset(row, cast.sam)
    by = getattr(cast, who)
    add_step(HeatCase.objects.get(), "Loaner is out", by=by, now=SOON)
    assert refused(attempt, cast.sam) == "changed_since"
    assert HeatStep.objects.filter(words="Loaner is out").exists()


def test_a_case_to_which_a_review_was_linked_is_not_taken_back(cast, row):
    attempt = upset(row, cast.sam)
    told = {"site": "Google", "state": "posted", "on": THURSDAY, "now": SOON}
    review = record_review(cast.north, row.customer, **told)
    link_review(review, HeatCase.objects.get(), now=SOON)
    assert refused(attempt, cast.sam) == "changed_since"
    review.refresh_from_db()
    assert review.heat_case_id


def test_a_case_that_nobody_touched_goes_with_its_call(cast, row):
    before = state_now()
    undo_attempt(upset(row, cast.sam), by=cast.sam, now=SOON)
    assert state_now() == before
    assert not HeatStep.objects.exists()


@pytest.mark.parametrize("what", ["fact", "link", "heat"])
def test_somebody_named_of_whom_others_wrote_something_down_stays(cast, row, what):
    named = Named(state="given", name="Ana Ruiz", phone="+12125550177")
    attempt = said(row, cast.sam, is_pleased=True, named=named)
    ana = Customer.objects.get(first_name="Ana")
    if what == "fact":
        note_fact(ana, "Plays the cello", by=cast.bea, now=SOON)
    elif what == "link":
        other = deliver(cast.north, THURSDAY, salesperson=cast.bea, buyer=buyer()).customer
        link_household(ana, other, "spouse", today=THURSDAY)
    else:
        told = {"severity": "upset", "cause": "money", "words": "Fees", "by": cast.bea}
        open_heat(cast.north, ana, now=SOON, **told)
    before = [model.objects.count() for model in (PersonalFact, HouseholdLink, HeatCase)]
    assert refused(attempt, cast.sam) == "changed_since"
    assert [m.objects.count() for m in (PersonalFact, HouseholdLink, HeatCase)] == before


@pytest.mark.parametrize("severity", ["uneasy", "upset", "severe"])
@pytest.mark.parametrize("outcome", ["spoke", "call_back"])
@pytest.mark.parametrize("is_resolved", [False, True])
def test_more_upset_on_the_call_about_a_case_is_saved_once_and_undone_to_the_letter(
    cast, row, severity, outcome, is_resolved
):
    told = {"severity": "upset", "cause": "vehicle", "words": "The hood", "by": cast.sam}
    case = open_heat(cast.north, row.customer, now=NOW - timedelta(hours=1), **told)
    if is_resolved:
        resolve(case, "Painted", by=cast.sam, now=NOW - timedelta(minutes=30))
    owed = FollowUp.objects.open().select_related("store").get(plan__heat_case=case)
    before = state_now()
    more = {"outcome": outcome}
    if outcome == "call_back":
        more |= {"call_back_on": THURSDAY + timedelta(days=1)}
    attempt = said(
        owed, cast.sam, upset=Upset(severity=severity, cause="vehicle", words="Again"), **more
    )
    assert HeatCase.objects.get().state == "open"
    assert FollowUp.objects.open().filter(plan__heat_case=case).count() == 1
    undo_attempt(attempt, by=cast.sam, now=SOON)
    assert state_now() == before


@pytest.mark.parametrize("what", ["seen", "failed", "sent"])
def test_a_mail_is_said_to_have_left_only_when_it_has(cast, row, what):
    attempt = upset(row, cast.sam, severity="severe")
    if what == "seen":
        acknowledge(HeatCase.objects.get(), by=cast.maya, now=SOON)
    elif what == "failed":
        Notice.objects.filter(kind="heat").update(tries=1, problem="The mailbox is full")
    else:
        Notice.objects.filter(kind="heat").update(sent_at=SOON)
    assert refused(attempt, cast.sam) == ("notice_left" if what == "sent" else "changed_since")
