"""What comes back after weeks finds the store as it is by then."""

from datetime import date, timedelta

import pytest

from accountability.invariants import verify
from customers.actions import correct_stop, merge_customers, record_stop, unmerge_customers
from customers.models import ContactStop, CustomerMerge
from dealerfollow.stores.actions import end_membership
from dealerfollow.stores.models import Membership
from dealerfollow.testing.sales import deliver, noon
from deliveries.actions import unwind_delivery
from followups.models import FollowUp, Plan

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)
LATER = NOW + timedelta(days=20)


@pytest.fixture
def call(cast):
    """Sam's post-sale call."""
    deliver(cast.north, THURSDAY - timedelta(days=2), salesperson=cast.sam)
    return FollowUp.objects.select_related("customer", "delivery").get()


def broken():
    found = verify(now=LATER)
    return {name: found[name] for name in ("I5", "I7", "I8") if found[name]}


def stop(cast, call):
    told = {"scope": "everything", "channel": "all", "words": "No more"}
    record_stop(call.customer, **told, by=cast.sam, now=NOW)


def take_the_stop_back(cast, call):
    found = ContactStop.objects.get(customer=call.customer, value="")
    correct_stop(found, words="Somebody else", by=cast.maya, now=LATER)
    call.refresh_from_db()


def test_edge_64_after_a_stop_logged_by_mistake_what_a_leaver_owned_is_the_managers(cast, call):
    stop(cast, call)
    member = Membership.objects.get(user=cast.sam, store=cast.north)
    end_membership(member, by=cast.grace, now=NOW + timedelta(days=3))
    take_the_stop_back(cast, call)
    assert (call.state, call.owner) == ("open", cast.maya)
    assert broken() == {}


def test_edge_38_a_sale_unwound_meanwhile_is_not_owed_when_its_stop_was_a_mistake(cast, call):
    stop(cast, call)
    unwind_delivery(cast.north, call.delivery, THURSDAY, by=None, now=NOW + timedelta(days=3))
    take_the_stop_back(cast, call)
    assert (call.state, call.state_reason, call.closed_at) == ("stopped", "unwound", NOW)
    assert broken() == {}


def test_edge_38_a_sale_unwound_while_merged_is_not_followed_up_after_the_unmerge(cast, call):
    newer = deliver(cast.north, THURSDAY, salesperson=cast.sam)
    told = {"by": cast.maya, "now": NOW}
    merge_customers(call.customer, newer.customer, words="Same", **told)
    older = Plan.objects.get(delivery=call.delivery, anchor_kind="ownership")
    assert older.ended_reason == "merged"
    unwind_delivery(cast.north, call.delivery, THURSDAY, by=None, now=NOW + timedelta(days=3))
    merge = CustomerMerge.objects.get()
    unmerge_customers(merge, words="Two", by=cast.maya, now=LATER)
    older.refresh_from_db()
    assert older.ended_on is not None
    assert broken() == {}


@pytest.mark.parametrize("is_third_undone", [True, False])
def test_edge_66_who_was_merged_twice_has_their_own_plan_back_when_parted(
    cast, call, is_third_undone
):
    told = {"by": cast.maya, "now": NOW}
    second = deliver(cast.north, THURSDAY - timedelta(days=1), salesperson=cast.sam)
    third = deliver(cast.north, THURSDAY, salesperson=cast.sam)
    first = merge_customers(call.customer, second.customer, words="Same", **told)
    unwind_delivery(cast.north, second, THURSDAY, by=None, now=NOW + timedelta(days=1))
    merge_customers(second.customer, third.customer, words="Same", **told)
    if is_third_undone:
        unwind_delivery(cast.north, third, THURSDAY, by=None, now=NOW + timedelta(days=2))

    unmerge_customers(first, words="Two", by=cast.maya, now=LATER)

    plan = Plan.objects.get(delivery=call.delivery, anchor_kind="ownership")
    assert (plan.customer_id, plan.merged_from, plan.ended_on) == (call.customer_id, None, None)
    assert [row for row in verify(now=LATER)["I2"] if row["what"] == "not enrolled"] == []
