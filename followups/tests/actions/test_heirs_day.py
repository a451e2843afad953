"""Who takes a call over has a full working day that the customer's state leaves open (edge 17)."""

from datetime import date

import pytest

from accountability.models import Excuse, Miss
from accountability.tests.sweeping import at, close
from customers.actions import merge_customers, record_stop
from dealerfollow.stores.actions import create_user, end_membership, hire
from dealerfollow.stores.models import Membership
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.sales import buyer, days, deliver, noon
from followups.actions.one_ring import keep_one_ring
from followups.models import FollowUp

FRIDAY = date(2026, 3, 6)
SATURDAY, SUNDAY, MONDAY, TUESDAY = (FRIDAY + days(n) for n in range(1, 5))
ALABAMA = {"state": "AL", "postal_code": "36104"}


@pytest.fixture(autouse=True)
def open_on_sundays(cast):
    cast.north.weekly_hours = {str(n): ["09:00", "20:00"] for n in range(7)}
    cast.north.save()


def new_person(cast, name):
    user = create_user(f"{name.lower()}@copperline.example", f"{name} Boone")
    hire(user, Role.SALESPERSON, group=cast.group, store=cast.north)
    return user


def due_on_saturday(cast, seller=None, **told):
    """A post-sale call that is due on Saturday."""
    sold = deliver(cast.north, SATURDAY - days(2), salesperson=seller or cast.sam, **told)
    row = FollowUp.objects.get(delivery=sold, kind="post_sale")
    assert row.first_due_on == SATURDAY
    return row


def clock_of(row):
    row.refresh_from_db()
    return row.clock_on


def leave(cast, *heirs):
    """Sam leaves on Saturday."""
    sam = Membership.objects.get(user=cast.sam)
    end_membership(sam, by=cast.maya, now=noon(SATURDAY), heirs=list(heirs))


def test_edge_17_an_heir_has_a_full_working_day_on_which_the_call_is_allowed(cast):
    bob = new_person(cast, "Bob")
    here, alabama = due_on_saturday(cast), due_on_saturday(cast, buyer=buyer(**ALABAMA))
    leave(cast, bob)
    assert (clock_of(here), clock_of(alabama)) == (SUNDAY, MONDAY)
    for day in (SATURDAY, SUNDAY):
        close(cast.north, day)
    assert {miss.follow_up for miss in Miss.objects.all()} == {here}
    assert not Excuse.objects.filter(follow_up=alabama).exists()
    close(cast.north, MONDAY)
    assert Miss.objects.get(follow_up=alabama).counted_for == bob


def test_edge_17_the_heirs_own_day_off_is_none_of_those_days(cast):
    bob = new_person(cast, "Bob")
    hours = {str(n): ["09:00", "20:00"] for n in range(1, 7)}  # never on Mondays
    Membership.objects.filter(user=bob).update(weekly_hours=hours)
    alabama = due_on_saturday(cast, buyer=buyer(**ALABAMA))
    leave(cast, bob)
    assert clock_of(alabama) == TUESDAY


def test_edge_17_what_is_written_has_the_stores_next_day(cast):
    by_mail, called = (due_on_saturday(cast, buyer=buyer(**ALABAMA)) for _ in range(2))
    FollowUp.objects.filter(pk=by_mail.pk).update(channel="email")
    leave(cast)
    assert (clock_of(by_mail), clock_of(called)) == (SUNDAY, MONDAY)


def test_edge_17_so_has_the_manager_who_writes_to_somebody_who_asked_for_silence(cast):
    row = due_on_saturday(cast, buyer=buyer(**ALABAMA))
    FollowUp.objects.filter(pk=row.pk).update(kind="plates")
    stop = {"scope": "everything", "channel": "all", "words": "No", "by": None}
    record_stop(row.customer, **stop, now=noon(SATURDAY))
    assert (clock_of(row), row.channel, row.owner) == (SUNDAY, "letter", cast.maya)


def test_edge_17_who_inherits_by_a_merge_is_not_given_the_sunday(cast):
    bob = new_person(cast, "Bob")
    row = due_on_saturday(cast, buyer=buyer(**ALABAMA))
    newer = deliver(cast.north, FRIDAY, salesperson=bob, buyer=buyer(**ALABAMA))
    told = {"words": "Same", "by": cast.maya, "now": noon(SATURDAY)}
    merge_customers(row.customer, newer.customer, **told)
    assert (clock_of(row), row.owner) == (MONDAY, bob)


def test_edge_17_who_gets_it_to_have_one_card_is_not_given_the_sunday(cast):
    bob = new_person(cast, "Bob")
    person = buyer(**ALABAMA)
    mine = due_on_saturday(cast, buyer=person)
    theirs = due_on_saturday(cast, bob, buyer=person)
    assert mine.customer == theirs.customer
    keep_one_ring(now=at(SATURDAY, 11))
    assert (clock_of(mine), mine.owner) == (MONDAY, bob)


def test_edge_17_a_store_open_at_weekends_only_gives_the_next_saturday(cast):
    cast.north.weekly_hours = {"5": ["09:00", "20:00"], "6": ["09:00", "20:00"]}
    cast.north.save()
    row = due_on_saturday(cast, buyer=buyer(**ALABAMA))
    leave(cast)
    assert clock_of(row) == SATURDAY + days(7)
