"""What a full list hides is excused, and what is counted was on somebody's list (decision 4)."""

import pytest

from accountability.models import Excuse, Miss
from accountability.tests.sweeping import THURSDAY, TUESDAY, at, close, off
from dealerfollow.stores.actions import create_user, hire
from dealerfollow.stores.models import Membership
from dealerfollow.stores.queries import store_day
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.models import FollowUp
from followups.queries.today import call_list


@pytest.fixture
def bob(cast):
    user = create_user("bob@copperline.example", "Bob Boone")
    hire(user, Role.SALESPERSON, group=cast.group, store=cast.north)
    cast.north.cards_a_day = 1
    cast.north.save()
    return user


def check_in(cast, seller, kind="check_in"):
    """One of tier 2, due on Thursday."""
    sale = deliver(cast.north, TUESDAY, salesperson=seller, buyer=buyer())
    rows = FollowUp.objects.filter(delivery=sale)
    rows.update(tier=2, kind=kind)
    return rows.get()


def shown_and_hidden(cast, person):
    """What is on the person's list on Thursday, and what else is due then."""
    shown = call_list(store_day(cast.north, now=noon(THURSDAY)), person, may_cover=False).ids
    return set(shown), set(FollowUp.objects.exclude(pk__in=shown).values_list("pk", flat=True))


def counted():
    return set(Miss.objects.values_list("follow_up", flat=True))


def excused():
    rows = Excuse.objects.filter(reason="over_cap")
    return set(rows.values_list("follow_up", flat=True))


def test_of_what_somebody_covers_the_sweep_excuses_what_the_covers_list_hid(cast, bob):
    mine, theirs = check_in(cast, bob), check_in(cast, cast.sam)
    Membership.objects.filter(user=cast.sam).update(cover=bob)
    off(cast, cast.sam, entered_at=at(TUESDAY, 10))
    assert shown_and_hidden(cast, bob) == ({mine.pk}, {theirs.pk})
    close(cast.north, THURSDAY)
    assert (counted(), excused()) == ({mine.pk}, {theirs.pk})


def test_a_backlog_hides_nothing_that_is_counted_today(cast, bob):
    missed, birthday = check_in(cast, bob), check_in(cast, bob, kind="birthday")
    FollowUp.objects.filter(pk=missed.pk).update(
        first_due_on=TUESDAY, due_on=TUESDAY, missed_on=TUESDAY, counted_for=bob
    )
    assert shown_and_hidden(cast, bob) == ({birthday.pk}, {missed.pk})
    close(cast.north, THURSDAY)
    assert (counted(), excused()) == ({birthday.pk}, set())


def test_what_can_wait_least_is_shown_and_the_rest_excused(cast, bob):
    patient, birthday = check_in(cast, bob), check_in(cast, bob, kind="birthday")
    assert shown_and_hidden(cast, bob) == ({birthday.pk}, {patient.pk})
    close(cast.north, THURSDAY)
    assert (counted(), excused()) == ({birthday.pk}, {patient.pk})


def test_of_a_store_with_more_rows_than_a_list_reads_todays_birthdays_are_read(
    cast, bob, monkeypatch
):
    monkeypatch.setattr("followups.queries.today.MOST_ROWS", 2)
    for _ in range(3):
        check_in(cast, cast.sam)
    birthday = check_in(cast, cast.sam, kind="birthday")
    FollowUp.objects.exclude(pk=birthday.pk).update(first_due_on=TUESDAY, due_on=TUESDAY)
    day = store_day(cast.north, now=noon(THURSDAY))
    assert call_list(day, cast.bea, may_cover=True).ids == (birthday.pk,)
