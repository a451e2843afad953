"""Whose miss it is: the owner's, the cover's, an heir's or the manager's; it keeps its name."""

from datetime import date, timedelta

from accountability.actions import close_day
from accountability.models import Miss
from accountability.queries.ledger import miss_rows
from accountability.tests.sweeping import (
    FRIDAY,
    SATURDAY,
    THURSDAY,
    at,
    close,
    event,
    excuses,
    misses,
    off,
    post_sale,
    tried,
)
from dealerfollow.stores.actions import hire
from dealerfollow.stores.models import Membership
from dealerfollow.stores.queries import store_day
from dealerfollow.stores.rules.rights import Role
from followups.models import FollowUp, Notice
from followups.queries.people import staff_of


def test_edge_23_on_the_weekly_day_off_the_cover_is_counted(cast, call):
    Membership.objects.filter(user=cast.sam).update(
        weekly_hours={"4": ["09:00", "20:00"]}, cover=cast.bea
    )
    close(cast.north, THURSDAY)
    assert misses() == [("Bea Walsh", "cover_for_owner", THURSDAY)]
    call.refresh_from_db()
    assert (call.owner, call.counted_for) == (cast.sam, cast.bea)


def test_edge_24_sick_from_ten_leaves_what_was_tried_before_to_the_owner(cast, call):
    other = post_sale(cast.north, cast.sam)
    tried(call, cast.sam, at(THURSDAY, 9, 30), next_on=FRIDAY)
    Membership.objects.filter(user=cast.sam).update(cover=cast.bea)
    off(cast, cast.sam, entered_at=at(THURSDAY, 10))
    close(cast.north, THURSDAY)
    assert list(Miss.objects.values_list("follow_up", "counted_for")) == [(other.pk, cast.bea.pk)]


def test_edge_25_when_the_cover_is_off_too_it_is_the_manager(cast, call):
    Membership.objects.filter(user=cast.sam).update(cover=cast.bea)
    off(cast, cast.sam, entered_at=at(THURSDAY, 8))
    off(cast, cast.bea, entered_at=at(THURSDAY, 8))
    close(cast.north, THURSDAY)
    assert misses() == [("Maya Torres", "manager_for_owner", THURSDAY)]


def test_edge_26_an_absence_entered_after_the_day_excuses_nobody(cast, call):
    off(cast, cast.sam, entered_at=at(FRIDAY, 9))
    close_day(cast.north, THURSDAY, at(FRIDAY, 10))
    assert misses() == [("Sam Rivera", "owner", THURSDAY)]


def test_somebody_who_left_is_nobody_the_manager_is_counted(cast, call):
    Membership.objects.filter(user=cast.sam).update(ended_at=at(THURSDAY, 8))
    close(cast.north, THURSDAY)
    assert misses() == [("Maya Torres", "manager_for_owner", THURSDAY)]


def test_edge_31_over_a_sick_week_it_is_one_miss_with_age_five(cast, call):
    member = Membership.objects.get(user=cast.sam)
    Membership.objects.filter(pk=member.pk).update(cover=cast.bea)
    off(cast, cast.sam, entered_at=at(THURSDAY, 8))
    last = THURSDAY + timedelta(days=5)
    for n in range(6):
        close(cast.north, THURSDAY + timedelta(days=n))
    (row,) = miss_rows(Miss.objects.all(), now=at(last, 22))
    assert (row.wait.label, row.person) == ("5 days", "Bea Walsh")
    assert Notice.objects.filter(kind="missed").count() == 1


def test_edge_72_a_bdc_talk_moves_the_owners_own_to_the_next_day(cast, call):
    FollowUp.objects.filter(pk=call.pk).update(bdc_tried_on=THURSDAY, due_on=FRIDAY)
    close(cast.north, THURSDAY)
    close(cast.north, FRIDAY)
    assert excuses() == [("snoozed", THURSDAY)]
    assert misses() == [("Sam Rivera", "owner", FRIDAY)]


def test_edge_73_a_miss_keeps_its_name_and_an_heir_has_a_full_day(cast, call):
    other = post_sale(cast.north, cast.sam, delivered_on=date(2026, 3, 4))
    close(cast.north, THURSDAY)
    for one in (call, other):
        event(one, "reassigned", at(FRIDAY, 16), owner_id=cast.maya.pk)
    for day in (FRIDAY, SATURDAY):
        close(cast.north, day)
    call.refresh_from_db()
    assert (call.owner, call.counted_for) == (cast.maya, cast.sam)
    assert excuses() == [("heir_first_day", FRIDAY)]
    assert misses() == [
        ("Sam Rivera", "owner", THURSDAY),
        ("Maya Torres", "owner", SATURDAY),
    ]


def test_counted_for_stays_frozen_when_the_owner_changes(cast, call):
    close(cast.north, THURSDAY)
    FollowUp.objects.filter(pk=call.pk).update(owner=cast.maya)
    close(cast.north, FRIDAY)
    call.refresh_from_db()
    assert (call.owner, call.counted_for) == (cast.maya, cast.sam)
    assert misses() == [("Sam Rivera", "owner", THURSDAY)]


def test_edge_25_the_sweep_counts_for_the_manager_on_whose_list_it_stood(cast, call):
    hire(cast.noor, Role.GM, group=cast.group, store=cast.north)
    Membership.objects.filter(user=cast.sam).update(cover=cast.bea)
    for user in (cast.sam, cast.bea, cast.maya):
        off(cast, user, entered_at=at(THURSDAY, 8))
    day = store_day(cast.north, now=at(THURSDAY, 12))
    staff = staff_of(cast.north, today=THURSDAY, calendar=day.calendar)
    assert cast.sam.pk in staff.covered_by(cast.noor.pk)
    assert staff.covered_by(cast.maya.pk) == frozenset()
    close(cast.north, THURSDAY)
    assert misses() == [("Noor Haddad", "manager_for_owner", THURSDAY)]


def test_edge_26_the_day_it_is_counted_for_decides_and_not_its_due_day(cast, call):
    FollowUp.objects.filter(pk=call.pk).update(clock_on=FRIDAY)
    close(cast.north, THURSDAY)
    off(cast, cast.sam, entered_at=at(SATURDAY, 9), day=FRIDAY)
    close_day(cast.north, FRIDAY, at(SATURDAY, 10))
    (row,) = miss_rows(Miss.objects.all(), now=at(SATURDAY, 22))
    assert misses() == [("Sam Rivera", "owner", FRIDAY)]
    assert "Absence entered later" in row.why
