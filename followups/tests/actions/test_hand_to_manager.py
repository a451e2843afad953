"""A leaver's customers are never nobody's."""

from datetime import date

from dealerfollow.stores.actions import end_membership, hire
from dealerfollow.stores.models import Membership
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.sales import days, deliver, noon
from followups.actions import hand_to_manager, plan_follow_ups
from followups.models import FollowUp, FollowUpEvent, Plan

TUESDAY = date(2026, 3, 3)
NOW = noon(TUESDAY + days(3))


def leave(user, store):
    member = Membership.objects.get(user=user, store=store, ended_at=None, role="salesperson")
    end_membership(member, by=None, now=NOW)


def owners(delivery):
    return set(FollowUp.objects.filter(delivery=delivery).values_list("owner", flat=True))


def test_open_follow_ups_and_plans_go_to_the_manager_and_are_recorded(cast):
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam)
    leave(cast.sam, cast.north)
    assert owners(delivery) == {cast.maya.pk}
    assert not Plan.objects.filter(owner=cast.sam, ended_on=None).exists()
    event = FollowUpEvent.objects.get(follow_up__delivery=delivery)
    assert (event.kind, event.was, event.became, event.reason) == (
        "reassigned",
        "Sam Rivera",
        "Maya Torres",
        "left_the_store",
    )


def test_what_is_planned_later_is_the_managers(cast):
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam)
    leave(cast.sam, cast.north)
    plan_follow_ups(cast.north, today=TUESDAY + days(4), now=noon(TUESDAY + days(4)))
    assert FollowUp.objects.filter(delivery=delivery).count() == 2
    assert owners(delivery) == {cast.maya.pk}


def test_what_is_closed_and_what_was_counted_keeps_its_name(cast):
    done = deliver(cast.north, TUESDAY, salesperson=cast.sam)
    FollowUp.objects.filter(delivery=done).update(state="done", closed_at=NOW)
    missed = deliver(cast.north, TUESDAY, salesperson=cast.sam)
    FollowUp.objects.filter(delivery=missed).update(
        missed_on=TUESDAY + days(2), counted_for=cast.sam
    )
    leave(cast.sam, cast.north)
    assert owners(done) == {cast.sam.pk}
    row = FollowUp.objects.get(delivery=missed)
    assert (row.owner, row.counted_for) == (cast.maya, cast.sam)


def test_colleagues_and_other_stores_are_left_alone(cast):
    hire(cast.sam, Role.SALESPERSON, group=cast.group, store=cast.south)
    theirs = deliver(cast.north, TUESDAY, salesperson=cast.bea)
    elsewhere = deliver(cast.south, TUESDAY, salesperson=cast.sam)
    leave(cast.sam, cast.north)
    assert owners(theirs) == {cast.bea.pk}
    assert owners(elsewhere) == {cast.sam.pk}


def test_who_still_makes_calls_here_in_another_role_keeps_them(cast):
    hire(cast.sam, Role.BDC_REP, group=cast.group, store=cast.north)
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam)
    leave(cast.sam, cast.north)
    assert owners(delivery) == {cast.sam.pk}


def test_handing_over_twice_changes_nothing(cast):
    deliver(cast.north, TUESDAY, salesperson=cast.sam)
    leave(cast.sam, cast.north)
    assert hand_to_manager(cast.north, cast.sam, by=None, now=NOW) == 0
    assert FollowUpEvent.objects.count() == 1


def test_a_later_sale_of_the_leaver_is_the_managers_too(cast):
    leave(cast.sam, cast.north)
    delivery = deliver(cast.north, TUESDAY + days(5), salesperson=cast.sam)
    assert owners(delivery) == {cast.maya.pk}


def test_edge_73_the_heirs_clock_is_the_end_of_the_next_working_day(cast):
    due = deliver(cast.north, TUESDAY + days(1), salesperson=cast.sam)
    later = deliver(cast.north, TUESDAY + days(3), salesperson=cast.sam)
    leave(cast.sam, cast.north)
    row, other = (FollowUp.objects.get(delivery=d, kind="post_sale") for d in (due, later))
    assert (row.first_due_on, row.clock_on) == (TUESDAY + days(3), TUESDAY + days(4))
    assert (other.first_due_on, other.clock_on) == (TUESDAY + days(6), None)
