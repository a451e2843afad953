"""Two rows that were one person are two again: whom the other's stop or death had silenced."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from accountability.invariants import verify
from accountability.models import Miss
from accountability.tests.sweeping import close
from customers.actions import (
    correct_death,
    merge_customers,
    record_death,
    record_stop,
    unmerge_customers,
)
from customers.models import ContactStop, Customer
from customers.rules.ways import is_silent
from dealerfollow.stores.actions import create_user, end_membership, hire
from dealerfollow.stores.models import Membership
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.actions import LogDetails, log_attempt, owner_changes, plan_follow_ups
from followups.models import FollowUp, FollowUpEvent, Notice, Plan
from followups.tasks import message_of

TUESDAY, THURSDAY = date(2026, 3, 3), date(2026, 3, 5)
FRIDAY, SATURDAY = THURSDAY + timedelta(days=1), THURSDAY + timedelta(days=2)
NOW = noon(THURSDAY)
HOUR = timedelta(hours=1)
BORN = date(1980, 3, 10)


@pytest.fixture
def bob(cast):
    user = create_user("bob@copperline.example", "Bob Boone")
    hire(user, Role.SALESPERSON, group=cast.group, store=cast.north)
    return user


@pytest.fixture
def sams(cast):
    """Sam's customer; the post-sale call is due on Thursday, the birthday is on Tuesday."""
    return deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=buyer(born_on=BORN))


@pytest.fixture
def bobs(cast, bob):
    """Another row of the same person, it is said; a day newer."""
    return deliver(cast.north, TUESDAY + timedelta(days=1), salesperson=bob, buyer=buyer())


def merge(cast, one, other, now=NOW):
    return merge_customers(one.customer, other.customer, words="Same", by=cast.maya, now=now)


def part(cast, one, now):
    return unmerge_customers(one, words="Cousins", by=cast.maya, now=now)


def stop(cast, one, now):
    told = {"scope": "everything", "channel": "all", "words": "Stop", "by": cast.sam}
    return record_stop(one.customer, **told, now=now)


def post_sale(sale):
    return FollowUp.objects.get(delivery=sale, kind="post_sale")


def day_after_day(cast, first, days):
    for n in range(days):
        day = first + timedelta(days=n)
        plan_follow_ups(cast.north, today=day, now=noon(day))


def died_on(sale):
    return Customer.objects.get(pk=sale.customer_id).died_on


def broken(now):
    return {name: rows for name, rows in verify(now=now).items() if rows and name != "I2"}


def test_what_the_others_stop_had_ended_comes_back_to_who_had_it(cast, sams, bobs):
    stop(cast, bobs, NOW - HOUR)
    one = merge(cast, sams, bobs)
    part(cast, one, NOW + HOUR)
    row = post_sale(sams)
    assert (row.state, row.customer_id, row.owner) == ("open", sams.customer_id, cast.sam)
    assert post_sale(bobs).state == "stopped"


@pytest.mark.parametrize("is_sams_too", [False, True], ids=["two-owners", "one-owner"])
def test_edge_73_what_comes_back_after_its_day_is_not_missed_the_same_evening(
    cast, sams, bobs, is_sams_too
):
    if is_sams_too:  # nothing changes hands
        bobs = deliver(cast.north, THURSDAY, salesperson=cast.sam, buyer=buyer())
    stop(cast, bobs, NOW - HOUR)
    one = merge(cast, sams, bobs)
    part(cast, one, noon(FRIDAY))
    row = post_sale(sams)
    assert (row.owner, row.first_due_on, row.due_on) == (cast.sam, THURSDAY, FRIDAY)
    close(cast.north, THURSDAY)
    close(cast.north, FRIDAY)
    assert not Miss.objects.filter(follow_up=row).exists()
    close(cast.north, SATURDAY)
    assert Miss.objects.get(follow_up=row).counted_for == cast.sam
    assert broken(noon(SATURDAY)) == {}


def test_what_was_planned_as_stopped_while_they_were_one_comes_back_to_who_had_it(cast, sams, bobs):
    stop(cast, bobs, NOW - HOUR)
    one = merge(cast, sams, bobs)
    day_after_day(cast, SATURDAY, 3)
    planned = FollowUp.objects.filter(customer=bobs.customer_id, created_at__gte=NOW)
    assert set(planned.values_list("state", flat=True)) == {"stopped"}
    assert planned.filter(plan__merged_from=sams.customer_id).exists()
    later = SATURDAY + timedelta(days=3)
    part(cast, one, noon(later))
    theirs = FollowUp.objects.filter(customer=sams.customer_id)
    assert set(theirs.values_list("state", "owner")) == {("open", cast.sam.pk)}
    assert theirs.count() > 1
    assert not FollowUp.objects.open().filter(customer=bobs.customer_id).exists()
    close(cast.north, later)
    assert not Miss.objects.exists()
    assert broken(noon(later)) == {}


def test_a_greeting_whose_day_passed_while_they_were_one_is_not_made_later(cast, sams, bobs):
    stop(cast, bobs, NOW - HOUR)
    one = merge(cast, sams, bobs)
    day_after_day(cast, SATURDAY, 3)
    greeting = FollowUp.objects.get(kind="birthday")
    part(cast, one, noon(greeting.first_due_on + timedelta(days=1)))
    greeting.refresh_from_db()
    assert (greeting.state, greeting.customer_id) == ("stopped", sams.customer_id)
    assert post_sale(sams).state == "open"


def test_a_stop_told_while_they_were_one_ends_nothing_of_the_other(cast, bobs):
    nobody = buyer(phones=(), emails=())  # no number that the stop could bind
    sams = deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=nobody)
    one = merge(cast, sams, bobs)
    stop(cast, bobs, NOW + HOUR)
    assert post_sale(sams).state == "stopped"
    part(cast, one, NOW + 2 * HOUR)
    assert (post_sale(sams).state, post_sale(sams).owner) == ("open", cast.sam)
    assert post_sale(bobs).state == "stopped"


def test_who_joined_the_two_later_and_had_asked_for_silence_silences_neither_after_parting(
    cast, sams, bobs
):
    third = deliver(cast.north, THURSDAY, salesperson=cast.sam, buyer=buyer())
    stop(cast, third, NOW)
    first = merge(cast, sams, bobs, NOW + HOUR)
    second = merge(cast, bobs, third, NOW + 2 * HOUR)
    assert post_sale(sams).state == "stopped"
    part(cast, first, NOW + 3 * HOUR)
    assert not is_silent(Customer.objects.get(pk=sams.customer_id).ways)
    assert (post_sale(sams).state, post_sale(sams).owner) == ("open", cast.sam)
    assert post_sale(bobs).state == "stopped"
    part(cast, second, NOW + 4 * HOUR)
    row = post_sale(bobs)
    assert (row.state, row.customer_id, row.owner.name) == ("open", bobs.customer_id, "Bob Boone")


def test_what_ended_before_who_went_on_was_merged_further_comes_back_too(cast, sams, bobs):
    stop(cast, sams, NOW)
    first = merge(cast, sams, bobs, NOW + HOUR)  # ends Bob's
    third = deliver(cast.north, THURSDAY, salesperson=cast.sam, buyer=buyer())
    second = merge(cast, bobs, third, NOW + 2 * HOUR)
    assert post_sale(bobs).state == "stopped"
    part(cast, first, NOW + 3 * HOUR)
    assert (post_sale(bobs).state, post_sale(bobs).customer_id) == ("open", third.customer_id)
    assert post_sale(sams).state == "stopped"
    part(cast, second, NOW + 4 * HOUR)
    assert (post_sale(bobs).state, post_sale(bobs).customer_id) == ("open", bobs.customer_id)
    assert broken(NOW + 4 * HOUR) == {}


def test_what_their_own_stop_ended_stays_ended(cast, sams, bobs):
    stop(cast, sams, NOW - HOUR)
    one = merge(cast, sams, bobs)
    assert post_sale(bobs).state == "stopped"
    part(cast, one, NOW + HOUR)
    assert (post_sale(sams).state, post_sale(bobs).state) == ("stopped", "open")


def test_what_they_ended_themselves_in_a_talk_stays_ended_though_a_channel_is_left(
    cast, sams, bobs
):
    one = merge(cast, sams, bobs)
    row = post_sale(bobs)
    details = LogDetails(
        key=uuid4(),
        shown=(row.pk,),
        ticked=(row.pk,),
        seen=0,
        outcome="asked_to_stop",
        stop_scope="everything",
        reason="Plates are in",
    )
    log_attempt(row, details, by=row.owner, now=NOW + HOUR)
    ContactStop.objects.all().delete()  # as if they had named one channel only
    part(cast, one, NOW + 2 * HOUR)
    assert not is_silent(Customer.objects.get(pk=bobs.customer_id).ways)
    assert (post_sale(bobs).state, post_sale(sams).state) == ("stopped", "open")


def test_what_the_others_death_had_planned_as_ended_comes_back(cast, sams, bobs):
    record_death(bobs.customer, by=cast.maya, now=NOW - HOUR)
    one = merge(cast, sams, bobs)
    day_after_day(cast, SATURDAY, 3)
    part(cast, one, noon(SATURDAY + timedelta(days=3)))
    theirs = FollowUp.objects.filter(customer=sams.customer_id)
    assert set(theirs.values_list("state", "owner")) == {("open", cast.sam.pk)}
    assert not FollowUp.objects.open().filter(customer=bobs.customer_id).exists()


def test_plans_that_the_others_death_ended_while_they_were_one_go_on(cast, sams, bobs):
    third = deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=buyer())
    record_death(bobs.customer, by=cast.maya, now=NOW - HOUR)
    one = merge(cast, sams, bobs)
    other = merge(cast, third, bobs, NOW + HOUR)
    part(cast, other, NOW + 2 * HOUR)  # who is dead falls silent anew, plans and all
    mine = Plan.objects.filter(delivery=sams)
    assert set(mine.values_list("ended_reason", flat=True)) == {"died"}
    part(cast, one, NOW + 3 * HOUR)
    running = mine.filter(ended_on=None, customer=sams.customer_id, owner=cast.sam)
    assert set(running.values_list("anchor_kind", flat=True)) >= {"delivery", "ownership"}
    assert post_sale(sams).state == "open"
    assert not Plan.objects.filter(customer=bobs.customer_id, ended_on=None).exists()
    assert broken(NOW + 3 * HOUR) == {}


def test_plans_go_on_also_of_who_asked_for_no_sales_calls(cast, sams, bobs):
    third = deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=buyer())
    told = {"scope": "sales", "channel": "all", "words": "No sales calls", "by": cast.sam}
    record_stop(sams.customer, **told, now=NOW - HOUR)
    record_death(bobs.customer, by=cast.maya, now=NOW - HOUR)
    one = merge(cast, sams, bobs)
    other = merge(cast, third, bobs, NOW + HOUR)
    part(cast, other, NOW + 2 * HOUR)
    part(cast, one, NOW + 3 * HOUR)
    running = Plan.objects.filter(delivery=sams, ended_on=None, customer=sams.customer_id)
    assert set(running.values_list("anchor_kind", flat=True)) >= {"delivery", "ownership"}
    assert not FollowUp.objects.open().filter(customer=sams.customer_id).exists()


def test_what_gave_way_for_months_was_owed_on_none_of_their_days(cast, sams, bobs):
    first = TUESDAY + timedelta(days=178)  # both check-ins are made, and due in some days
    day_after_day(cast, first, 1)
    one = merge(cast, sams, bobs, noon(first))
    gave_way = FollowUp.objects.get(state="superseded", kind="check_in")
    record_death(bobs.customer, by=cast.maya, now=noon(first) + HOUR)
    for n in range(21):
        close(cast.north, first + timedelta(days=n))
    now = noon(first + timedelta(days=21))
    part(cast, one, now)
    gave_way.refresh_from_db()
    assert (gave_way.state_reason, gave_way.closed_at) == ("died", now)
    assert not Miss.objects.filter(follow_up=gave_way).exists()
    assert broken(now) == {}


def test_edge_70_who_died_on_the_day_of_the_merge_but_before_it_is_the_only_one(cast, sams, bobs):
    record_death(bobs.customer, by=cast.maya, now=NOW - 2 * HOUR)
    one = merge(cast, sams, bobs)
    part(cast, one, NOW + HOUR)
    assert (died_on(sams), died_on(bobs)) == (None, THURSDAY)
    assert post_sale(sams).state == "open"
    assert not Notice.objects.filter(kind="who_lives").exists()


def test_edge_70_a_death_of_which_only_the_day_is_known_counts_as_before(cast, sams, bobs):
    record_death(bobs.customer, by=cast.maya, now=NOW - 2 * HOUR)
    Customer.objects.update(death_recorded_at=None)  # recorded before the moment was kept
    one = merge(cast, sams, bobs)
    part(cast, one, NOW + HOUR)
    assert died_on(sams) == THURSDAY


def test_edge_70_who_died_before_they_were_joined_to_the_two_is_the_only_one(cast, sams, bobs):
    third = deliver(cast.north, THURSDAY, salesperson=cast.sam, buyer=buyer())
    first = merge(cast, sams, bobs)
    record_death(third.customer, by=cast.maya, now=NOW + HOUR)
    merge(cast, bobs, third, NOW + 2 * HOUR)
    part(cast, first, NOW + 3 * HOUR)
    assert (died_on(sams), post_sale(sams).state) == (None, "open")


def test_edge_70_who_died_as_one_may_be_either_though_they_were_joined_to_a_third_since(
    cast, sams, bobs
):
    third = deliver(cast.north, THURSDAY, salesperson=cast.sam, buyer=buyer())
    first = merge(cast, sams, bobs)
    record_death(bobs.customer, by=cast.maya, now=NOW + HOUR)
    merge(cast, bobs, third, NOW + 2 * HOUR)
    part(cast, first, NOW + 3 * HOUR)
    assert died_on(sams) == THURSDAY
    assert post_sale(sams).state == "stopped"


def test_edge_70_the_managers_are_asked_once_which_of_the_two_lives(cast, sams, bobs):
    one = merge(cast, sams, bobs)
    record_death(bobs.customer, by=cast.maya, now=NOW + HOUR)
    part(cast, one, NOW + 2 * HOUR)
    part(cast, one, NOW + 3 * HOUR)
    told = Notice.objects.filter(kind="who_lives")
    assert sorted(notice.to.name for notice in told) == sorted([cast.maya.name, cast.grace.name])
    names = {Customer.objects.get(pk=sale.customer_id).name for sale in (sams, bobs)}
    body = message_of(told.first()).body
    assert all(name in body for name in names)
    assert "Cousins" in body


def test_edge_70_a_death_taken_back_leaves_no_moment_for_the_next_one(cast, sams, bobs):
    record_death(bobs.customer, by=cast.maya, now=NOW - 2 * HOUR)
    assert correct_death(bobs.customer, words="A slip", by=cast.maya, now=NOW - HOUR)
    assert Customer.objects.get(pk=bobs.customer_id).death_recorded_at is None
    one = merge(cast, sams, bobs)
    record_death(bobs.customer, by=cast.maya, now=NOW + HOUR)
    part(cast, one, NOW + 2 * HOUR)
    assert (died_on(sams), died_on(bobs)) == (THURSDAY, THURSDAY)


@pytest.fixture
def toms(cast, sams):
    """Sam has left; Tom has what was his."""
    heir = create_user("tom@copperline.example", "Tom Tull")
    hire(heir, Role.SALESPERSON, group=cast.group, store=cast.north)
    end_membership(Membership.objects.get(user=cast.sam), by=cast.maya, now=NOW, heirs=[heir])
    return heir


class NameOnly:
    """An event as it was written before migration 0007: who had it is a name alone."""

    objects = FollowUpEvent.objects

    def __new__(cls, *, was_owner_id=None, **told):
        return FollowUpEvent(**told)


@pytest.fixture
def of_old(cast, sams, bobs, toms, monkeypatch):
    """A merge made before migration 0007."""
    with monkeypatch.context() as patched:
        patched.setattr(owner_changes, "FollowUpEvent", NameOnly)
        one = merge(cast, sams, bobs)
    told = FollowUpEvent.objects.filter(was="Tom Tull", reason="customers_merged")
    assert set(told.values_list("was_owner", flat=True)) == {None}
    assert post_sale(sams).owner.name == "Bob Boone"
    return one


def test_edge_74_of_an_old_merge_it_goes_back_to_the_only_one_who_ever_had_the_name(
    cast, sams, toms, of_old
):
    part(cast, of_old, NOW + HOUR)
    assert post_sale(sams).owner == toms
    assert set(Plan.objects.filter(customer=sams.customer_id).values_list("owner", flat=True)) == {
        toms.pk
    }


@pytest.mark.parametrize("has_left", [False, True])
def test_edge_66_of_an_old_merge_a_name_that_two_have_had_tells_nobody(
    cast, sams, toms, of_old, has_left
):
    other = create_user("namesake@copperline.example", toms.name)
    hire(other, Role.SALESPERSON, group=cast.group, store=cast.north)
    if has_left:
        end_membership(Membership.objects.get(user=other), by=cast.maya, now=NOW)
    part(cast, of_old, NOW + HOUR)
    assert post_sale(sams).owner == cast.maya
