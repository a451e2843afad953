"""One customer, one card: but what was given to somebody on purpose stays with them."""

from datetime import date, timedelta

import pytest

from accountability.models import Miss
from accountability.tests.sweeping import at, close
from customers.actions import merge_customers, record_stop, unmerge_customers
from dealerfollow.stores.actions import create_user, end_membership, hire
from dealerfollow.stores.models import Membership, User
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.calls import Caller, stand_at
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.actions.hand_off import hand_off
from followups.actions.one_ring import keep_one_ring
from followups.actions.owner_changes import hand_on
from followups.models import FollowUp, FollowUpEvent, HandOff, Notice, Plan
from followups.queries.card_owners import given_on_purpose

TUESDAY, THURSDAY, SUNDAY = date(2026, 3, 3), date(2026, 3, 5), date(2026, 3, 8)
FRIDAY, SATURDAY = THURSDAY + timedelta(days=1), THURSDAY + timedelta(days=2)
ANA = {"first_name": "Ana", "last_name": "Ruiz", "phones": (("+12125550888", "mobile"),)}


def sell(cast, seller, day, **told):
    sale = deliver(cast.north, day, salesperson=seller, buyer=buyer(**ANA), **told)
    return FollowUp.objects.get(delivery=sale, kind="post_sale")


def owner_of(row):
    row.refresh_from_db()
    return row.owner


def new_person(cast, name):
    user = create_user(f"{name.lower()}@copperline.example", f"{name} Boone")
    hire(user, Role.SALESPERSON, group=cast.group, store=cast.north)
    return user


@pytest.fixture
def two_cars(cast):
    """Ana bought two cars from Sam; the first one's call is due on Thursday."""
    first = sell(cast, cast.sam, TUESDAY)
    second = sell(cast, cast.sam, TUESDAY + timedelta(days=1))
    assert first.customer == second.customer
    return first, second


@pytest.fixture
def handed(cast, two_cars, sign_in, monkeypatch):
    """Sam handed the first one to Maya, and she was not answered."""
    hand_off(two_cars[0], by=cast.sam, now=noon(THURSDAY))
    stand_at(at(THURSDAY, 14), monkeypatch)
    Caller(sign_in(cast.maya)).log(two_cars[0], outcome="no_answer")
    return two_cars[0]


def test_edge_79_what_was_handed_to_a_manager_does_not_come_back_by_itself(cast, handed):
    for hour in (9, 15):
        keep_one_ring(now=at(FRIDAY, hour))
    assert owner_of(handed) == cast.maya
    assert not FollowUpEvent.objects.filter(follow_up=handed, reason="one_card").exists()
    for day in (THURSDAY, FRIDAY, SATURDAY):
        close(cast.north, day)
    assert not Miss.objects.filter(follow_up=handed, counted_for=cast.sam).exists()


def test_edge_79_what_came_back_can_be_handed_off_again(cast, handed, sign_in, monkeypatch):
    FollowUp.objects.filter(pk=handed.pk).update(owner=cast.sam)
    stand_at(at(FRIDAY, 10), monkeypatch)
    sam = Caller(sign_in(cast.sam))
    for _ in range(2):  # the second press is the same hand-off
        sam.client.post(f"/calls/{handed.pk}/hand-off/", {"words": "cousin"})
        assert owner_of(handed) == cast.maya
    assert HandOff.objects.filter(follow_up=handed, by=cast.sam).count() == 2


def test_edge_22_who_was_named_for_sunday_without_an_hour_has_it_on_sunday(
    cast, two_cars, sign_in, monkeypatch
):
    stand_at(noon(THURSDAY), monkeypatch)
    first, second = two_cars
    log = {"outcome": "other", "more_outcome": "call_back", "call_back_on": str(SUNDAY)}
    named = {"call_back_by": str(cast.bea.pk), "follow_ups": [str(first.pk)]}
    Caller(sign_in(cast.sam)).log(first, **log, **named)
    keep_one_ring(now=at(SUNDAY, 9))
    assert (owner_of(first), owner_of(second)) == (cast.bea, cast.sam)


def test_edge_44_a_house_deal_stays_the_managers_beside_a_retail_deal(cast):
    house = sell(cast, cast.sam, TUESDAY, sale_kind="house")
    retail = sell(cast, cast.sam, TUESDAY)
    keep_one_ring(now=at(THURSDAY, 9))
    assert (owner_of(house), owner_of(retail)) == (cast.maya, cast.sam)


def test_edge_74_the_heir_of_the_latest_delivery_has_the_card(cast):
    tom, bob = new_person(cast, "Tom"), new_person(cast, "Bob")
    older, newer = sell(cast, tom, date(2026, 2, 24)), sell(cast, cast.sam, TUESDAY)
    sam = Membership.objects.get(user=cast.sam)
    end_membership(sam, by=cast.maya, now=noon(date(2026, 3, 4)), heirs=[bob])
    assert (owner_of(older), owner_of(newer)) == (tom, bob)
    keep_one_ring(now=at(THURSDAY, 9))
    assert (owner_of(older), owner_of(newer)) == (bob, bob)


@pytest.fixture
def newer(cast):
    """Another row of Ana's, which Bob sold a car to the day after."""
    bob = new_person(cast, "Bob")
    anna = buyer(first_name="Anna", last_name="Ruiz")
    sale = deliver(cast.north, TUESDAY + timedelta(days=1), salesperson=bob, buyer=anna)
    return FollowUp.objects.get(delivery=sale, kind="post_sale")


def merge(cast, row, newer, now):
    told = {"words": "Same", "by": cast.maya, "now": now}
    return merge_customers(row.customer, newer.customer, **told)


def merged_away(row):
    return FollowUpEvent.objects.filter(
        follow_up=row, kind="reassigned", reason="customers_merged"
    ).exists()


def test_edge_66_a_merge_leaves_what_was_handed_to_a_manager_with_the_manager(
    cast, two_cars, newer
):
    handed, other = two_cars
    hand_off(handed, by=cast.sam, now=noon(THURSDAY))
    merged = merge(cast, handed, newer, noon(THURSDAY) + timedelta(hours=1))
    assert (owner_of(handed), owner_of(other)) == (cast.maya, newer.owner)
    assert not merged_away(handed)
    assert not Notice.objects.filter(kind="customers_merged", to=cast.maya).exists()
    unmerge_customers(merged, words="Cousins", by=cast.maya, now=at(FRIDAY, 10))
    assert (owner_of(handed), owner_of(other)) == (cast.maya, cast.sam)


def test_edge_66_what_went_on_since_it_was_handed_to_a_manager_goes_along_in_a_merge(
    cast, two_cars, newer
):
    hand_off(two_cars[0], by=cast.sam, now=noon(THURSDAY))
    FollowUp.objects.filter(pk=two_cars[0].pk).update(owner=cast.sam)
    merge(cast, two_cars[0], newer, noon(FRIDAY))
    assert owner_of(two_cars[0]) == newer.owner


def named(cast, row, user, *, was):
    """As the log of a call back leaves it for which somebody was named."""
    event = {"group_id": row.group_id, "follow_up": row, "at": noon(THURSDAY)}
    event |= {"kind": "reassigned", "was": was.name, "was_owner": was, "became": user.name}
    FollowUpEvent.objects.create(**event, reason="call_back_by")
    FollowUp.objects.filter(pk=row.pk).update(owner=user)


def test_edge_22_who_has_the_name_of_who_was_named_was_not_named(cast, two_cars):
    """Two people called Alex: the first was named for a call back, then it went to the second."""
    row = two_cars[0]
    alex, other = new_person(cast, "Alex"), create_user("a2@copperline.example", "Alex Boone")
    hire(other, Role.SALESPERSON, group=cast.group, store=cast.north)
    named(cast, row, alex, was=cast.sam)
    assert given_on_purpose([row.pk]) == {row.pk}
    alexs = FollowUp.objects.filter(pk=row.pk)
    hand_on(alexs, {None: other}, "customers_merged", by=None, now=noon(FRIDAY))
    assert owner_of(row) == other
    assert given_on_purpose([row.pk]) == set()


def test_edge_22_who_was_named_is_still_named_under_a_new_name(cast, two_cars):
    named(cast, two_cars[0], cast.bea, was=cast.sam)
    User.objects.filter(pk=cast.bea.pk).update(name="Bea Newname")
    assert given_on_purpose([two_cars[0].pk]) == {two_cars[0].pk}


@pytest.mark.parametrize("owner, is_given", [("bea", True), ("sam", False)])
def test_edge_22_an_event_that_kept_only_the_name_counts_by_the_name(
    cast, two_cars, owner, is_given
):
    """As what happened before events kept whose it was."""
    row = two_cars[0]
    event = {"group_id": row.group_id, "follow_up": row, "at": noon(THURSDAY)}
    event |= {"kind": "reassigned", "was": cast.sam.name, "became": cast.bea.name}
    FollowUpEvent.objects.create(**event, reason="call_back_by")
    FollowUp.objects.filter(pk=row.pk).update(owner=getattr(cast, owner))
    assert (row.pk in given_on_purpose([row.pk])) is is_given


def test_edge_66_a_merge_leaves_a_house_deal_and_what_comes_of_it_with_the_manager(cast, newer):
    house = sell(cast, cast.sam, TUESDAY, sale_kind="house")
    merge(cast, house, newer, noon(THURSDAY))
    assert owner_of(house) == cast.maya
    running = Plan.objects.filter(ended_on=None, anchor_kind="delivery")
    assert {(p.delivery_id, p.owner) for p in running} == {
        (house.delivery_id, cast.maya),
        (newer.delivery_id, newer.owner),
    }


def test_edge_59_a_merge_leaves_the_letter_of_what_we_owe_with_the_manager(cast, newer):
    row = sell(cast, cast.sam, TUESDAY)
    FollowUp.objects.filter(pk=row.pk).update(kind="plates")
    stop = {"scope": "everything", "channel": "all", "words": "No", "by": None}
    record_stop(row.customer, **stop, now=noon(THURSDAY))
    assert owner_of(row) == cast.maya
    merge(cast, row, newer, noon(THURSDAY) + timedelta(hours=1))
    assert (owner_of(row), row.channel) == (cast.maya, "letter")
    assert not merged_away(row)
