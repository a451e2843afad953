"""A thank-you for a name: owed once, by no cadence, and it lives through what other calls do."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accountability.invariants import verify
from customers.actions import correct_death, merge_customers, record_death, record_stop
from customers.models import Customer, Prospect
from dealerfollow.stores.actions import close_store_between
from dealerfollow.stores.models import Store
from dealerfollow.stores.queries import calendar_of
from dealerfollow.testing.sales import deliver, noon
from followups.actions.referrals import give_referral, owe_thanks
from followups.models import FollowUp, Plan, Referral
from followups.queries.explain import explain
from followups.tests.one_log import MARIA, NOW, THURSDAY, TUESDAY

SATURDAY = THURSDAY + timedelta(days=2)
MONDAY = THURSDAY + timedelta(days=4)


@pytest.fixture
def maria(cast):
    return deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=MARIA).customer


def given(cast, customer, name="Ana Ruiz", phone="+12125550177", now=NOW):
    referral, _ = give_referral(
        cast.north,
        customer,
        name=name,
        phone=phone,
        owner=cast.sam,
        calendar=calendar_of(cast.north, today=THURSDAY),
        by=cast.sam,
        today=THURSDAY,
        now=now,
    )
    return referral


def thanks():
    return FollowUp.objects.get(kind="thank_you")


def test_it_is_owed_once_for_each_name(cast, maria):
    referral = given(cast, maria)
    calendar = calendar_of(cast.north, today=THURSDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        owe_thanks(referral, owner=cast.sam, calendar=calendar, today=THURSDAY, now=NOW)
    row = thanks()
    assert (row.due_on, row.first_due_on, row.plan.anchor_kind) == (SATURDAY, SATURDAY, "thanks")


def test_the_same_person_named_by_two_is_one_prospect_and_both_are_thanked(cast, maria):
    kenji = deliver(cast.north, TUESDAY, salesperson=cast.sam).customer
    first, second = given(cast, maria), given(cast, kenji)
    assert first.prospect == second.prospect == Prospect.objects.get()
    assert Prospect.objects.get().referred_by == maria
    assert FollowUp.objects.filter(kind="thank_you").count() == 2


def test_who_asked_for_silence_is_not_thanked(cast, maria):
    record_stop(maria, scope="everything", channel="all", words="", by=cast.sam, now=NOW)
    assert given(cast, maria).state == Referral.State.GIVEN
    assert not Plan.objects.filter(anchor_kind="thanks").exists()


def test_on_a_day_that_is_closed_after_all_it_is_due_the_next_open_one(cast, maria):
    given(cast, maria)
    close_store_between(cast.north, SATURDAY, SATURDAY, reason="Snow", by=cast.maya, now=NOW)
    assert thanks().due_on == MONDAY


def test_entered_on_a_later_day_it_still_leaves_two_open_days(cast, maria):
    given(cast, maria, now=noon(SATURDAY))
    row = thanks()
    assert (row.due_on, row.plan.anchor_on) == (SATURDAY + timedelta(days=3), THURSDAY)


def test_edge_17_it_is_due_on_no_day_on_which_their_state_allows_no_call(cast, maria):
    Customer.objects.filter(pk=maria.pk).update(state="AL")  # no calls on Sundays
    hours = {str(day): ["09:00", "20:00"] for day in range(7)}
    Store.objects.filter(pk=cast.north.pk).update(weekly_hours=hours)
    cast.north.refresh_from_db()
    maria.refresh_from_db()
    given(cast, maria, now=noon(THURSDAY + timedelta(days=1)))
    assert thanks().due_on == MONDAY


def test_a_death_ends_it_and_its_correction_owes_it_again(cast, maria):
    given(cast, maria)
    record_death(maria, by=cast.sam, now=NOW)
    assert (thanks().state, thanks().state_reason) == ("stopped", "died")
    correct_death(maria, words="Her mother", by=cast.maya, now=noon(THURSDAY))
    assert thanks().state == "open"


def test_it_goes_on_for_who_goes_on_after_a_merge(cast, maria):
    given(cast, maria)
    goes_on = deliver(cast.north, TUESDAY + timedelta(days=1), salesperson=cast.sam).customer
    merge_customers(goes_on, maria, words="The same", by=cast.maya, now=NOW)
    assert thanks().customer == thanks().plan.customer == goes_on


def test_why_it_is_due_is_said_in_words(cast, maria):
    given(cast, maria)
    words = " ".join(str(link) for link in explain(thanks(), now=NOW))
    assert "They gave a name" in words


def test_the_promises_of_the_system_hold_with_it(cast, maria):
    before = verify(now=NOW)
    given(cast, maria)
    assert verify(now=NOW) == before
