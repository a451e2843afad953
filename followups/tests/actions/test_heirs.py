"""A leaver's customers go to heirs; somebody who moves leaves them or takes them along."""

from collections import Counter
from datetime import date

import pytest

from accountability.invariants import verify
from accountability.models import Miss
from accountability.tests.sweeping import close
from customers.models import HouseholdLink
from dealerfollow.stores.actions import end_membership, hire, move_person
from dealerfollow.stores.models import Membership
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.calls import calls_at
from dealerfollow.testing.sales import days, deliver, noon
from followups.actions import hand_to_heirs, plan_follow_ups
from followups.models import FollowUp, FollowUpEvent, Plan

TUESDAY = date(2026, 3, 3)
THURSDAY = TUESDAY + days(2)
FRIDAY = TUESDAY + days(3)
LONG_AGO = date(2025, 6, 1)


def sams_role(cast):
    return Membership.objects.get(user=cast.sam, store=cast.north, ended_at=None)


def old_owners(cast, n):
    """Customers of years past, with nothing due for weeks."""
    cast.north.follow_up_starts_on = date(2026, 1, 1)
    cast.north.save()
    return [
        deliver(cast.north, LONG_AGO, salesperson=cast.sam, now=noon(TUESDAY)) for _ in range(n)
    ]


def leave(cast, *heirs):
    end_membership(sams_role(cast), by=cast.maya, now=noon(TUESDAY), heirs=heirs)


def introductions():
    return FollowUp.objects.filter(kind="introduction", touchpoint="introduction")


def plan_from(cast, day, through=0):
    for n in range(through + 1):
        plan_follow_ups(cast.north, today=day + days(n), now=noon(day + days(n)))


def test_edge_74_each_household_gets_one_introduction_under_the_heirs_caps(cast):
    cast.north.cards_a_day = 5
    one, other, *_ = old_owners(cast, 13)
    HouseholdLink.objects.create(
        group=cast.group,
        customer=one.customer,
        other=other.customer,
        kind="spouse",
        started_on=LONG_AGO,
    )
    hire(cast.noor, Role.SALESPERSON, group=cast.group, store=cast.north)

    leave(cast, cast.noor, cast.bea)
    plan_from(cast, TUESDAY)

    assert introductions().count() == 12
    assert Counter(introductions().values_list("owner__name", flat=True)) == {
        "Noor Haddad": 6,
        "Bea Walsh": 6,
    }
    loads = Counter(introductions().values_list("owner", "due_on"))
    assert max(loads.values()) == 5
    assert min(introductions().values_list("due_on", flat=True)) == TUESDAY + days(1)
    owners = Plan.objects.filter(customer__in=[one.customer_id, other.customer_id], ended_on=None)
    assert owners.values("owner").distinct().count() == 1
    assert not Plan.objects.filter(owner=cast.sam, ended_on=None).exists()
    found = verify(now=noon(TUESDAY))
    assert {name: found[name] for name in ("I1", "I2", "I9") if found[name]} == {}


def test_edge_74_day_three_and_day_thirty_follow(cast):
    old_owners(cast, 1)
    leave(cast, cast.bea)
    plan_from(cast, TUESDAY, through=32)
    rows = FollowUp.objects.filter(kind="introduction").order_by("due_on")
    assert list(rows.values_list("due_on", flat=True)) == [
        date(2026, 3, 4),
        date(2026, 3, 7),
        date(2026, 4, 3),
    ]
    assert Plan.objects.get(anchor_kind="orphan").ended_reason == "walked_through"


def test_edge_74_it_is_merged_with_what_is_due(cast):
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam)
    leave(cast, cast.bea)
    plan_from(cast, TUESDAY)
    post_sale = FollowUp.objects.get(delivery=delivery, kind="post_sale")
    assert (post_sale.owner, introductions().get().due_on) == (cast.bea, post_sale.due_on)


def test_edge_74_the_card_says_what_an_introduction_is(cast, sign_in, monkeypatch):
    old_owners(cast, 1)
    leave(cast, cast.bea)
    plan_from(cast, TUESDAY)
    row = introductions().get()
    bea = calls_at(noon(row.due_on), sign_in(cast.bea), monkeypatch)
    page = bea.client.get(f"/calls/{row.pk}/")
    assert page.status_code == 200
    assert "Introduction" in page.content.decode()
    assert "you take over from their salesperson" in page.content.decode()


def test_edge_74_handing_over_twice_changes_nothing(cast):
    old_owners(cast, 3)
    deliver(cast.north, TUESDAY, salesperson=cast.sam)
    leave(cast, cast.bea)
    before = FollowUpEvent.objects.count()
    assert hand_to_heirs(cast.north, cast.sam, [cast.bea], by=None, now=noon(TUESDAY)) == 0
    assert FollowUpEvent.objects.count() == before
    assert Plan.objects.filter(anchor_kind="orphan").count() == 4


def test_edge_74_an_heir_makes_calls_at_the_store(cast):
    with pytest.raises(ValueError, match="heir"):
        leave(cast, cast.noor)


def test_edge_74_the_manager_chooses_and_the_leaver_is_out_at_once(cast, sign_in):
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam)
    sam, role = sign_in(cast.sam), sams_role(cast)
    page = sign_in(cast.maya).post(
        f"/settings/people/{role.pk}/end/", {"heirs": [str(cast.bea.pk)]}
    )
    assert page.status_code == 302
    assert sam.get("/calls/").status_code in (302, 403, 404)
    assert set(FollowUp.objects.filter(delivery=delivery).values_list("owner", flat=True)) == {
        cast.bea.pk
    }


def test_edge_75_who_moves_leaves_the_owners_as_orphans_and_keeps_past_credit(cast, sign_in):
    missed = FollowUp.objects.get(delivery=deliver(cast.north, TUESDAY, salesperson=cast.sam))
    close(cast.north, THURSDAY)

    move_person(sams_role(cast), cast.south, by=cast.grace, now=noon(FRIDAY))

    missed.refresh_from_db()
    assert (missed.owner, missed.counted_for, missed.store) == (cast.maya, cast.sam, cast.north)
    assert Miss.objects.get().counted_for == cast.sam
    client = sign_in(cast.sam)
    assert client.get(f"/calls/{missed.pk}/").status_code == 404
    assert "Copperline South" in client.get("/calls/").content.decode()
    assert not Membership.objects.filter(user=cast.sam, store=cast.north, ended_at=None).exists()


def test_edge_75_in_a_group_that_says_so_the_owners_move_along(cast):
    cast.group.owners_move_along = True
    cast.group.save()
    row = FollowUp.objects.get(delivery=deliver(cast.north, TUESDAY, salesperson=cast.sam))

    move_person(sams_role(cast), cast.south, by=cast.grace, now=noon(TUESDAY))

    row.refresh_from_db()
    assert (row.owner, row.store) == (cast.sam, cast.south)
    assert set(Plan.objects.filter(ended_on=None).values_list("store", "owner")) == {
        (cast.south.pk, cast.sam.pk)
    }
    event = FollowUpEvent.objects.get(follow_up=row)
    assert (event.kind, event.reason) == ("store_changed", "owner_moved")
    with pytest.raises(ValueError, match="another store"):
        there = Membership.objects.get(user=cast.sam, store=cast.south, ended_at=None)
        move_person(there, cast.south, by=None, now=noon(TUESDAY))
