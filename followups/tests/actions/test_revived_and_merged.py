"""A sale undone before its buyer was merged stands again: it is who goes on's (edges 39 and 65)."""

from datetime import date, timedelta

import pytest

from customers.actions import merge_customers, record_death, record_stop, unmerge_customers
from customers.actions.died import correct_death
from dealerfollow.stores.actions import create_user, end_membership, hire
from dealerfollow.stores.models import Membership
from dealerfollow.stores.queries import calendar_of
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.sales import buyer, deliver, noon
from deliveries.actions import (
    answer_clearing,
    ask_to_clear,
    correct_delivered_on,
    owe,
    revive_delivery,
    unwind_delivery,
)
from followups.actions import plan_follow_ups
from followups.actions.promises import promise_call
from followups.models import FollowUp, Plan
from followups.tests.life import broken

TUESDAY, THURSDAY = date(2026, 3, 3), date(2026, 3, 5)
NOW = noon(THURSDAY)
HOUR = timedelta(hours=1)


@pytest.fixture
def bob(cast):
    user = create_user("bob@copperline.example", "Bob Boone")
    hire(user, Role.SALESPERSON, group=cast.group, store=cast.north)
    return user


@pytest.fixture
def sams(cast):
    return deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=buyer())


@pytest.fixture
def bobs(cast, bob):
    """Another row of the same person."""
    return deliver(cast.north, TUESDAY + timedelta(days=1), salesperson=bob, buyer=buyer())


def undone_then_merged(cast, sams, bobs):
    unwind_delivery(cast.north, sams, THURSDAY, by=None, now=NOW)
    return merge_customers(sams.customer, bobs.customer, words="Same", by=cast.maya, now=NOW + HOUR)


def revive(cast, sale, now=NOW + 2 * HOUR):
    sale.refresh_from_db()
    revive_delivery(cast.north, sale, by=cast.maya, now=now, source="file")


def post_sale(sale):
    return FollowUp.objects.get(delivery=sale, kind="post_sale")


def whose(sale):
    """The customers of the sale's running plans."""
    plans = Plan.objects.filter(delivery=sale, ended_on=None)
    return set(plans.values_list("customer", flat=True))


def test_edge_65_a_sale_revived_after_a_merge_is_open_at_who_goes_on(cast, sams, bobs):
    undone_then_merged(cast, sams, bobs)
    revive(cast, sams)
    row = post_sale(sams)
    assert (row.state, row.customer_id) == ("open", bobs.customer_id)
    assert whose(sams) == {bobs.customer_id}
    running = Plan.objects.filter(anchor_kind="ownership", ended_on=None)
    assert [plan.delivery_id for plan in running] == [bobs.pk]  # of the newer car, once
    assert broken(cast, NOW + 2 * HOUR) == {}


def test_edge_65_a_sale_revived_after_a_merge_rings_nobody_who_asked_for_silence(cast, sams, bobs):
    told = {"scope": "everything", "channel": "all", "words": "Stop", "by": cast.sam}
    record_stop(bobs.customer, **told, now=NOW)
    undone_then_merged(cast, sams, bobs)
    revive(cast, sams)
    row = post_sale(sams)
    assert (row.state, row.state_reason) == ("stopped", "asked_to_stop")
    assert not FollowUp.objects.open().exists()


@pytest.mark.parametrize("newer", ["the revived one", "the other one"])
def test_edge_67_each_has_the_check_ins_of_their_own_car_when_parted(cast, sams, bob, newer):
    """Check-ins are per person: while they were one, those of the newer car ran."""
    day = TUESDAY + timedelta(days=1 if newer == "the other one" else -1)
    bobs = deliver(cast.north, day, salesperson=bob, buyer=buyer())
    merge = undone_then_merged(cast, sams, bobs)
    revive(cast, sams)
    running = Plan.objects.filter(anchor_kind="ownership", ended_on=None)
    assert running.get().delivery == (bobs if newer == "the other one" else sams)
    unmerge_customers(merge, words="Cousins", by=cast.maya, now=NOW + 3 * HOUR)
    assert set(running.values_list("delivery", "customer")) == {
        (sams.pk, sams.customer_id),
        (bobs.pk, bobs.customer_id),
    }
    assert broken(cast, NOW + 3 * HOUR) == {}


def test_edge_67_what_was_revived_while_they_were_one_goes_back_with_its_sale(cast, sams, bobs):
    merge = undone_then_merged(cast, sams, bobs)
    revive(cast, sams)
    unmerge_customers(merge, words="Cousins", by=cast.maya, now=NOW + 3 * HOUR)
    row = post_sale(sams)
    assert (row.state, row.customer_id) == ("open", sams.customer_id)
    assert whose(sams) == {sams.customer_id}
    assert broken(cast, NOW + 3 * HOUR) == {}


def test_edge_37_a_day_that_comes_after_a_merge_opens_the_calls_of_who_goes_on(cast, sams, bobs):
    wish = ask_to_clear(sams, "Waits for a part", by=cast.sam, now=NOW)
    answer_clearing(wish, is_approved=True, by=cast.maya, now=NOW)
    assert post_sale(sams).state == "stopped"
    merge_customers(sams.customer, bobs.customer, words="Same", by=cast.maya, now=NOW + HOUR)
    sams.refresh_from_db()
    correct_delivered_on(cast.north, sams, TUESDAY, by=cast.maya, now=NOW + 2 * HOUR)
    row = post_sale(sams)
    assert (row.state, row.customer_id) == ("open", bobs.customer_id)


def test_edge_39_a_manager_who_had_only_the_promise_is_no_heir_of_the_calls(cast, sams):
    """Zoe had the promise and left no heir's calls: the manager has them, as for any leaver."""
    zoe = create_user("zoe@copperline.example", "Zoe Zane")
    hire(zoe, Role.SALES_MANAGER, group=cast.group, store=cast.north)
    facts = {"department": "parts", "promised_on": THURSDAY, "by": cast.sam, "today": TUESDAY}
    key = owe(cast.north, sams.customer, "Second key", delivery=sams, **facts)
    days = {"calendar": calendar_of(cast.north, today=TUESDAY), "today": TUESDAY, "now": NOW}
    promise_call(key, condition="new", owner=zoe, **days)
    assert Plan.objects.filter(owner=zoe).update(ended_on=None, ended_reason="") == 1
    unwind_delivery(cast.north, sams, THURSDAY, by=None, now=NOW)
    assert Plan.objects.get(owner=zoe).ended_reason == "unwound"
    end_membership(Membership.objects.get(user=cast.sam), by=cast.maya, now=NOW)
    revive(cast, sams)
    assert post_sale(sams).owner == cast.maya


def test_edge_39_what_a_corrected_death_found_without_a_car_comes_back_with_the_car(cast):
    """Bea introduces herself; the sale was undone while its buyer was taken for dead."""
    ana = buyer(born_on=date(1980, 3, 12))
    sale = deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=ana)
    sam = Membership.objects.get(user=cast.sam)
    end_membership(sam, by=cast.maya, now=noon(TUESDAY), heirs=[cast.bea])
    for day in (TUESDAY, TUESDAY + timedelta(days=1)):
        plan_follow_ups(cast.north, today=day, now=noon(day))
    introductions = FollowUp.objects.filter(plan__anchor_kind="orphan")
    assert introductions.filter(state="open").exists()
    record_death(sale.customer, by=cast.maya, now=NOW)
    unwind_delivery(cast.north, sale, THURSDAY, by=None, now=NOW + HOUR)
    correct_death(sale.customer, words="Her mother", by=cast.maya, now=NOW + 2 * HOUR)
    assert not FollowUp.objects.open().exists()  # no car, so nobody is greeted or introduced
    revive(cast, sale, now=NOW + 3 * HOUR)
    back = introductions.filter(state="open")
    assert set(back.values_list("owner__name", flat=True)) == {cast.bea.name}
    assert (post_sale(sale).state, post_sale(sale).owner) == ("open", cast.bea)
    assert set(Plan.objects.filter(ended_on=None).values_list("anchor_kind", flat=True)) >= {
        "orphan",
        "birthday",
    }
    assert broken(cast, NOW + 3 * HOUR) == {}
