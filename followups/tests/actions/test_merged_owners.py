"""Whose follow-ups they are after two rows became one person, were parted again, or who died."""

from datetime import date, timedelta

import pytest

from accountability.models import Miss
from accountability.tests.sweeping import at, close
from customers.actions import merge_customers, record_death, record_stop, unmerge_customers
from customers.actions.died import correct_death
from customers.models import Customer
from customers.rules.ways import is_silent
from dealerfollow.stores.actions import create_user, end_membership, hire
from dealerfollow.stores.models import Membership
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.sales import buyer, deliver, noon
from deliveries.actions import owe
from deliveries.tests.desks import say_word
from followups.actions import plan_follow_ups
from followups.models import FollowUp, Plan

TUESDAY, THURSDAY = date(2026, 3, 3), date(2026, 3, 5)
FRIDAY, SATURDAY = THURSDAY + timedelta(days=1), THURSDAY + timedelta(days=2)
NOW = noon(THURSDAY)
BORN = date(1980, 3, 10)


@pytest.fixture
def bob(cast):
    user = create_user("bob@copperline.example", "Bob Boone")
    hire(user, Role.SALESPERSON, group=cast.group, store=cast.north)
    return user


@pytest.fixture
def sams(cast):
    """Sam's customer with a birthday next week; the post-sale call is due on Thursday."""
    ana = buyer(first_name="Ana", last_name="Ruiz", born_on=BORN)
    sale = deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=ana)
    plan_follow_ups(cast.north, today=THURSDAY, now=NOW)
    return sale


@pytest.fixture
def bobs(cast, bob):
    """Another row of the same person, a day newer."""
    anna = buyer(first_name="Anna", last_name="Ruiz")
    return deliver(cast.north, TUESDAY + timedelta(days=1), salesperson=bob, buyer=anna)


def merge(cast, sams, bobs, now=NOW):
    return merge_customers(sams.customer, bobs.customer, words="Same", by=cast.maya, now=now)


def part(cast, one, days=0):
    now = NOW + timedelta(days=days, hours=1)
    return unmerge_customers(one, words="Cousins", by=cast.maya, now=now)


def owners_of(sale):
    """Whose the post-sale call, the birthday and its plan are."""
    post_sale = FollowUp.objects.get(delivery=sale, kind="post_sale")
    birthday = FollowUp.objects.get(kind="birthday")
    return post_sale.owner, birthday.owner, Plan.objects.get(anchor_kind="birthday").owner


def test_edge_73_who_inherits_by_a_merge_has_one_full_working_day(cast, sams, bobs, bob):
    merge(cast, sams, bobs, now=at(THURSDAY, 20))
    row = FollowUp.objects.get(delivery=sams, kind="post_sale")
    assert (row.owner, row.first_due_on, row.clock_on) == (bob, THURSDAY, FRIDAY)
    assert close(cast.north, THURSDAY).missed == 0
    close(cast.north, FRIDAY)
    assert Miss.objects.get(follow_up=row).counted_for == bob


def test_edge_73_who_gets_it_back_has_one_full_working_day(cast, sams, bobs):
    part(cast, merge(cast, sams, bobs), days=1)
    row = FollowUp.objects.get(delivery=sams, kind="post_sale")
    assert (row.owner, row.clock_on) == (cast.sam, SATURDAY)


def test_edge_73_a_manager_who_inherits_by_a_death_has_one_full_working_day(cast, sams):
    told = {"promised_on": FRIDAY, "told_on": FRIDAY, "by": cast.sam, "today": TUESDAY}
    title = owe(cast.north, sams.customer, "Title", department="title", delivery=sams, **told)
    said = {"word": "It is here", "promised_on": THURSDAY, "is_ready": True}
    say_word(title, **said, by=cast.maya, now=noon(TUESDAY))
    promise = FollowUp.objects.get(kind="promise")
    assert (promise.owner, promise.clock_on) == (cast.sam, None)
    assert promise.first_due_on < FRIDAY
    record_death(sams.customer, by=cast.sam, now=at(THURSDAY, 20))
    promise.refresh_from_db()
    assert (promise.state, promise.owner, promise.clock_on) == ("open", cast.maya, FRIDAY)


def test_edge_66_a_birthday_goes_back_to_who_had_it(cast, sams, bobs, bob):
    assert owners_of(sams) == (cast.sam, cast.sam, cast.sam)
    merged = merge(cast, sams, bobs)
    assert owners_of(sams) == (bob, bob, bob)
    part(cast, merged)
    assert owners_of(sams) == (cast.sam, cast.sam, cast.sam)
    assert FollowUp.objects.get(delivery=bobs, kind="post_sale").owner == bob


def test_edge_66_a_birthday_not_yet_made_goes_back_too(cast, sams, bobs, bob):
    FollowUp.objects.filter(kind="birthday").delete()
    part(cast, merge(cast, sams, bobs))
    assert Plan.objects.get(anchor_kind="birthday").owner == cast.sam


def test_edge_74_what_an_heir_had_goes_back_to_the_heir(cast, sams, bobs):
    heir = create_user("tom@copperline.example", "Tom Tull")
    hire(heir, Role.SALESPERSON, group=cast.group, store=cast.north)
    end_membership(Membership.objects.get(user=cast.sam), by=cast.maya, now=NOW, heirs=[heir])
    part(cast, merge(cast, sams, bobs))
    assert owners_of(sams) == (heir, heir, heir)


def namesake(cast, one):
    """Somebody else of that name who makes calls at the store."""
    other = create_user("namesake@copperline.example", one.name)
    hire(other, Role.SALESPERSON, group=cast.group, store=cast.north)
    return other


def test_edge_66_it_goes_back_to_who_had_it_and_not_to_somebody_of_that_name(cast, sams, bobs):
    heir = create_user("tom@copperline.example", "Tom Tull")
    hire(heir, Role.SALESPERSON, group=cast.group, store=cast.north)
    end_membership(Membership.objects.get(user=cast.sam), by=cast.maya, now=NOW, heirs=[heir])
    namesake(cast, heir)
    part(cast, merge(cast, sams, bobs))
    assert owners_of(sams) == (heir, heir, heir)


def test_edge_66_somebody_of_the_name_of_who_left_gets_nothing(cast, sams, bobs):
    merged = merge(cast, sams, bobs)
    end_membership(Membership.objects.get(user=cast.sam), by=cast.maya, now=NOW)
    namesake(cast, cast.sam)
    part(cast, merged)
    assert owners_of(sams) == (cast.maya, cast.maya, cast.maya)


def test_edge_66_who_left_meanwhile_gets_nothing_back(cast, sams, bobs):
    merged = merge(cast, sams, bobs)
    end_membership(Membership.objects.get(user=cast.sam), by=cast.maya, now=NOW)
    part(cast, merged)
    assert owners_of(sams) == (cast.maya, cast.maya, cast.maya)


def test_edge_70_who_died_while_they_were_one_may_be_either_until_somebody_says_who_lives(
    cast, sams, bobs
):
    one = merge(cast, sams, bobs)
    record_death(bobs.customer, estate_contact="Her son", by=cast.maya, now=NOW)
    part(cast, one, days=1)
    rows = Customer.objects.filter(pk__in=[sams.customer_id, bobs.customer_id])
    told = {(row.died_on, row.estate_contact, is_silent(row.ways)) for row in rows}
    assert told == {(THURSDAY, "Her son", True)}
    assert not FollowUp.objects.open().exists()
    assert not Plan.objects.filter(ended_on=None).exists()
    later = NOW + timedelta(days=2)
    assert correct_death(sams.customer, words="Her mother died", by=cast.maya, now=later)
    running = Plan.objects.filter(ended_on=None).values_list("customer", "anchor_kind")
    assert set(running) == {
        (sams.customer_id, kind) for kind in ("delivery", "ownership", "birthday")
    }
    assert rows.get(pk=bobs.customer_id).died_on == THURSDAY


def test_who_had_died_before_the_rows_were_joined_is_still_the_only_one_after_parting(
    cast, sams, bobs
):
    record_death(bobs.customer, by=cast.maya, now=NOW - timedelta(days=1))
    fields = ("pk", "customer", "due_on", "owner")
    before = set(FollowUp.objects.open().values_list(*fields))
    one = merge(cast, sams, bobs)
    assert not FollowUp.objects.open().exists()
    part(cast, one)
    assert Customer.objects.get(pk=sams.customer_id).died_on is None
    assert set(FollowUp.objects.open().values_list(*fields)) == before


def test_what_the_others_stop_had_ended_comes_back_when_they_are_parted(cast, sams, bobs):
    record_stop(
        bobs.customer, scope="everything", channel="all", words="Stop", by=cast.sam, now=NOW
    )
    fields = ("pk", "customer", "due_on", "owner")
    before = set(FollowUp.objects.open().values_list(*fields))
    later = NOW + timedelta(minutes=5)
    one = merge(cast, sams, bobs, now=later)
    assert not FollowUp.objects.open().exists()
    part(cast, one)
    assert set(FollowUp.objects.open().values_list(*fields)) == before
