"""What a manager says about a miss: reviewed, or voided; the miss itself stays."""

import pytest
from django.db import DatabaseError, transaction

from accountability.actions import ReviewRefused, review_miss, void_miss
from accountability.models import Miss, MissReview, MissVoid
from accountability.queries.lens import make_lens
from accountability.queries.scorecards import numbers_of
from accountability.tests.sweeping import FRIDAY, THURSDAY, at, close, post_sale
from dealerfollow.lib.periods import Period
from dealerfollow.stores.actions import add_absence
from dealerfollow.stores.models import Membership
from followups.models import Notice
from followups.tasks import message_of

NOW = at(FRIDAY, 9)


@pytest.fixture
def miss(cast):
    post_sale(cast.north, cast.sam)
    close(cast.north, THURSDAY)
    return Miss.objects.get()


def totals(cast):
    tally = numbers_of(make_lens((cast.north,), Period(THURSDAY, THURSDAY))).sum()
    return (tally.due, tally.missed, tally.voided, tally.missed_before_voids)


def test_edge_26_a_vacation_entered_later_leaves_the_miss_and_the_manager_voids_it(cast, miss):
    days = {"starts_on": THURSDAY, "ends_on": FRIDAY}
    add_absence(cast.north, cast.sam, reason="Vacation", by=cast.maya, now=NOW, **days)
    assert totals(cast) == (1, 1, 0, 1)
    void = void_miss(miss, reason="absence", by=cast.maya, now=NOW)
    assert (str(void.get_reason_display()), void.is_self) == ("Absence entered late", False)
    assert totals(cast) == (0, 0, 1, 1)
    assert Miss.objects.filter(pk=miss.pk).exists()


def test_edge_26_voiding_twice_is_one_voiding(cast, miss):
    first = void_miss(miss, reason="absence", by=cast.maya, now=NOW)
    again = void_miss(miss, reason="other", words="Y", by=cast.grace, now=NOW)
    assert (again.pk, again.reason, MissVoid.objects.count()) == (first.pk, "absence", 1)


def test_edge_26_without_a_reason_nothing_is_voided(cast, miss):
    with pytest.raises(ReviewRefused):
        void_miss(miss, reason="", by=cast.maya, now=NOW)
    assert totals(cast) == (1, 1, 0, 1)


def test_edge_26_a_voiding_cannot_be_changed(cast, miss):
    void = void_miss(miss, reason="absence", by=cast.maya, now=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        MissVoid.objects.filter(pk=void.pk).update(reason="system")


def test_a_review_is_kept_and_repeated_once(cast, miss):
    for _ in range(2):
        review_miss(miss, next_step=" Talked with Sam ", by=cast.maya, now=NOW)
    review = MissReview.objects.get()
    assert (review.next_step, review.is_self, review.by) == ("Talked with Sam", False, cast.maya)
    assert not Notice.objects.filter(kind="self_review").exists()


def test_edge_85_a_review_of_ones_own_miss_is_labelled_and_shown_to_the_group_admin(cast):
    post_sale(cast.north, cast.maya)
    close(cast.north, THURSDAY)
    miss = Miss.objects.get(counted_for=cast.maya)
    review = review_miss(miss, next_step="I call today", by=cast.maya, now=NOW)
    void = void_miss(miss, reason="system", by=cast.maya, now=NOW)
    assert (review.is_self, void.is_self) == (True, True)
    notices = list(Notice.objects.filter(kind="self_review").order_by("id"))
    assert [n.to for n in notices] == [cast.grace, cast.grace]
    mail = message_of(notices[0])
    assert "Maya Torres at Copperline North decided about a missed call" in mail.subject
    assert "I call today" in mail.body


def test_edge_85_without_a_group_admin_the_label_stays(cast):
    Membership.objects.filter(user=cast.grace).update(role="auditor")
    post_sale(cast.north, cast.maya)
    close(cast.north, THURSDAY)
    miss = Miss.objects.get()
    assert review_miss(miss, next_step="I call today", by=cast.maya, now=NOW).is_self
    assert not Notice.objects.filter(kind="self_review").exists()
