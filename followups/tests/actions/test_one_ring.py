"""One ring a day in a household, and one card for two owners: recorded, told, on time."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from customers.actions import link_household, mark_number_wrong
from customers.models import Customer
from dealerfollow.stores.models import Store
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.actions.log_attempt import LogDetails, log_attempt
from followups.actions.one_ring import keep_one_ring
from followups.models import FollowUp, FollowUpEvent, Notice
from followups.tasks import keep_all_to_one_ring, message_of

THURSDAY = date(2026, 3, 5)
FRIDAY = THURSDAY + timedelta(days=1)
NOW = noon(THURSDAY)


def sell(store, seller, days_ago=2, **told):
    who = told.pop("buyer", None) or buyer(**told)
    sold_on = THURSDAY - timedelta(days=days_ago)
    return FollowUp.objects.get(
        delivery=deliver(store, sold_on, salesperson=seller, buyer=who), kind="post_sale"
    )


@pytest.fixture
def his(cast):
    """Bill's, at North by Sam, due today."""
    return sell(cast.north, cast.sam, first_name="Bill", last_name="Stokes")


@pytest.fixture
def hers(cast, his):
    """Joanne's, at South by Noor, due since yesterday: they live together."""
    row = sell(cast.south, cast.noor, days_ago=3, first_name="Joanne", last_name="Stokes")
    link_household(his.customer, row.customer, "spouse", today=THURSDAY)
    return row


def days(row):
    row.refresh_from_db()
    return row.first_due_on, row.due_on, row.clock_on


def log(row, by, outcome="no_answer", now=NOW, seen=0):
    details = LogDetails(
        key=uuid4(), shown=(row.pk,), ticked=(row.pk,), seen=seen, outcome=outcome, reason="Plates"
    )
    return log_attempt(row, details, by=by, now=now)


def test_edge_71_the_older_rings_and_the_other_is_due_the_next_open_day(cast, his, hers):
    assert keep_one_ring(now=NOW) == 1
    assert days(hers) == (THURSDAY - timedelta(days=1), THURSDAY - timedelta(days=1), None)
    assert days(his) == (THURSDAY, FRIDAY, FRIDAY)
    event = FollowUpEvent.objects.get(follow_up=his)
    assert (event.kind, event.was, event.became, event.reason) == (
        "deferred",
        "2026-03-05",
        "2026-03-06",
        "household",
    )


def test_edge_71_the_other_is_told_once_and_twice_changes_nothing(cast, his, hers):
    keep_one_ring(now=NOW)
    assert keep_one_ring(now=NOW) == 0
    notice = Notice.objects.get()
    assert (notice.to, notice.facts["customer"]) == (cast.sam, "Bill Stokes")
    mail = message_of(notice)
    assert mail.subject == "Bill Stokes waits until Fri, Mar 6"
    assert "Yours is due Friday, March 6 and is on time until then." in mail.body


def test_edge_71_after_one_was_called_the_other_waits_whatever_its_tier(cast, his, hers):
    log(his, cast.sam)
    FollowUp.objects.filter(pk=his.pk).update(due_on=THURSDAY)
    keep_one_ring(now=NOW + timedelta(minutes=1))
    assert days(his)[1] == THURSDAY
    assert days(hers)[1] == FRIDAY


def test_edge_71_what_was_late_already_stays_late(cast, his, hers):
    FollowUp.objects.filter(pk=his.pk).update(tier=2)
    FollowUp.objects.filter(pk=hers.pk).update(first_due_on=date(2026, 3, 4), tier=2)
    FollowUp.objects.filter(pk=his.pk).update(
        first_due_on=date(2026, 3, 3), due_on=date(2026, 3, 3)
    )
    keep_one_ring(now=NOW)
    assert days(hers) == (date(2026, 3, 4), FRIDAY, None)


def test_edge_71_a_promise_rings_all_the_same(cast, his, hers):
    FollowUp.objects.filter(pk=his.pk).update(kind="promise")
    assert keep_one_ring(now=NOW) == 0


def test_edge_71_after_a_parting_each_has_their_own_ring(cast, his, hers):
    his.customer.links.update(ended_on=THURSDAY)
    hers.customer.links.update(ended_on=THURSDAY)
    assert keep_one_ring(now=NOW) == 0


def test_edge_66_two_owners_become_one_card_at_who_sold_last(cast, sign_in):
    person = buyer(first_name="Maria", last_name="Delgado")
    older = sell(cast.north, cast.maya, days_ago=3, buyer=person)
    newer = sell(cast.north, cast.sam, days_ago=2, buyer=person)
    assert older.customer == newer.customer
    assert keep_one_ring(now=NOW) == 1
    older.refresh_from_db()
    assert (older.owner, older.first_due_on, older.clock_on) == (
        cast.sam,
        THURSDAY - timedelta(days=1),
        FRIDAY,
    )
    event = FollowUpEvent.objects.get(follow_up=older)
    assert (event.kind, event.was, event.became, event.reason) == (
        "reassigned",
        "Maya Torres",
        "Sam Rivera",
        "one_card",
    )
    notice = Notice.objects.get()
    assert (notice.to, message_of(notice).subject) == (
        cast.maya,
        "Maria Delgado is called by Sam Rivera",
    )


def test_edge_66_a_miss_stays_with_its_owner_and_only_its_ring_waits(cast):
    person = buyer(first_name="Maria", last_name="Delgado")
    older = sell(cast.north, cast.maya, days_ago=3, buyer=person)
    sell(cast.north, cast.sam, days_ago=2, buyer=person)
    FollowUp.objects.filter(pk=older.pk).update(missed_on=THURSDAY - timedelta(days=1))
    keep_one_ring(now=NOW)
    older.refresh_from_db()
    assert older.owner == cast.maya


def test_edge_71_who_waited_yesterday_rings_today_and_nobody_starves(cast, his, hers):
    waited = FollowUpEvent.objects.filter(kind="deferred")
    for n in (0, 1, 3, 4, 5):  # nobody rings either: the store is closed on Sunday
        keep_one_ring(now=noon(THURSDAY + timedelta(days=n)))
    assert list(waited.filter(follow_up=his).values_list("was", "became")) == [
        (THURSDAY.isoformat(), FRIDAY.isoformat())
    ]
    assert waited.filter(follow_up=hers).count() == 1
    assert days(his) == (THURSDAY, FRIDAY, FRIDAY)
    assert Notice.objects.count() == 2


def test_edge_71_nobody_waits_for_a_number_that_is_wrong(cast, his):
    wife = sell(cast.south, cast.noor, 3, last_name="Stokes", emails=(), address="", city="")
    link_household(his.customer, wife.customer, "spouse", today=THURSDAY)
    mark_number_wrong(wife.customer, str(wife.customer.phones.get().number), now=NOW)
    assert days(wife)[0] < days(his)[0]
    assert keep_one_ring(now=NOW) == 0


def test_edge_17_who_waits_in_alabama_is_not_due_on_a_sunday(cast, his, hers):
    every_day = {str(n): ["09:00", "20:00"] for n in range(7)}
    Store.objects.update(weekly_hours=every_day)
    Customer.objects.filter(pk=his.customer_id).update(state="AL")
    saturday = FRIDAY + timedelta(days=1)
    FollowUp.objects.update(first_due_on=saturday, due_on=saturday)
    FollowUp.objects.filter(pk=hers.pk).update(first_due_on=FRIDAY)
    keep_one_ring(now=noon(saturday))
    assert days(his)[1] == saturday + timedelta(days=2)


def test_three_unanswered_tries_in_the_household_wait_for_the_week_to_pass(cast, his, hers):
    seen = 0
    for hours in (30, 29, 28):
        seen = log(hers, cast.noor, now=NOW - timedelta(hours=hours), seen=seen).pk
    FollowUp.objects.filter(pk=hers.pk).update(due_on=FRIDAY, state="open", closed_at=None)
    keep_one_ring(now=NOW)
    assert days(his) == (THURSDAY, date(2026, 3, 11), date(2026, 3, 11))
    assert FollowUpEvent.objects.get(follow_up=his).reason == "budget"


def test_every_group_is_settled_and_a_group_without_calls_is_not_asked(cast, his, hers):
    assert keep_all_to_one_ring(now=NOW) == 1
    assert keep_all_to_one_ring(now=NOW) == 0


def test_the_number_of_statements_does_not_grow_with_the_households(
    cast, his, hers, django_assert_max_num_queries
):
    for _ in range(5):
        one = sell(cast.north, cast.sam)
        other = sell(cast.south, cast.noor)
        link_household(one.customer, other.customer, "spouse", today=THURSDAY)
    with django_assert_max_num_queries(11):
        assert keep_one_ring(now=NOW) == 6
