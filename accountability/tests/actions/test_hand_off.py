"""A call handed to a manager: nobody's miss until the manager's own time is over, and counted."""

import pytest

from accountability.models import Miss
from accountability.queries.lens import make_lens
from accountability.queries.rows import rows_behind
from accountability.queries.scorecards import numbers_of
from accountability.tests.sweeping import FRIDAY, THURSDAY, at, close, post_sale
from dealerfollow.lib.periods import Period
from dealerfollow.stores.models import Membership
from followups.actions.hand_off import HandOffRefused, hand_off
from followups.models import FollowUp, FollowUpEvent, HandOff, Notice
from followups.tasks import message_of

EVENING = at(THURSDAY, 19, 30)


def handed(cast):
    lens = make_lens((cast.north,), Period(THURSDAY, THURSDAY))
    numbers = numbers_of(lens)
    mine = lens.of(person_id=cast.sam.pk)
    rows = rows_behind("handed_off", mine, now=EVENING)
    return (numbers.sum(lambda key: key[1] == cast.sam.pk).handed_off, rows.count())


def test_edge_79_after_the_cut_off_the_manager_has_until_noon_and_sam_no_miss(cast, call):
    made = hand_off(call, by=cast.sam, words=" He is my cousin ", now=EVENING)
    assert (made.to, made.due_at, made.words) == (cast.maya, at(FRIDAY, 12), "He is my cousin")
    call.refresh_from_db()
    assert (call.owner, call.first_due_on) == (cast.maya, THURSDAY)
    assert (call.due_on, call.due_at, call.clock_on) == (FRIDAY, at(FRIDAY, 12), FRIDAY)
    assert close(cast.north, THURSDAY).missed == 0
    assert handed(cast) == (1, 1)
    close(cast.north, FRIDAY)
    assert Miss.objects.get().counted_for == cast.maya


def test_edge_79_before_the_cut_off_it_is_the_managers_the_same_day(cast, call):
    hand_off(call, by=cast.sam, now=at(THURSDAY, 17, 58))
    call.refresh_from_db()
    assert (call.due_at, call.clock_on) == (at(THURSDAY, 21), None)
    close(cast.north, THURSDAY)
    assert Miss.objects.get().counted_for == cast.maya


def test_edge_79_twice_is_one_and_the_manager_is_told_once(cast, call):
    first = hand_off(call, by=cast.sam, words="No", now=EVENING)
    assert hand_off(call, by=cast.sam, now=at(THURSDAY, 20)).pk == first.pk
    assert HandOff.objects.count() == FollowUpEvent.objects.filter(kind="handed_off").count() == 1
    notice = Notice.objects.get(kind="handed_off")
    assert notice.to == cast.maya
    assert "Sam Rivera would rather not make" in message_of(notice).body


def test_edge_79_a_miss_that_was_written_stays_with_its_name(cast, call):
    close(cast.north, THURSDAY)
    hand_off(call, by=cast.sam, now=at(FRIDAY, 10))
    call.refresh_from_db()
    assert (call.owner, call.counted_for, call.missed_on) == (cast.maya, cast.sam, THURSDAY)


@pytest.mark.parametrize(
    ("who", "changes", "code"),
    [
        pytest.param("noor", {}, "not_on_your_list", id="somebody-elses"),
        pytest.param("sam", {"state": "done", "closed_at": EVENING}, "already_closed", id="closed"),
    ],
)
def test_edge_79_what_is_refused_changes_nothing(cast, call, who, changes, code):
    FollowUp.objects.filter(pk=call.pk).update(**changes)
    with pytest.raises(HandOffRefused, match=code):
        hand_off(call, by=getattr(cast, who), now=EVENING)
    assert not HandOff.objects.exists()


def test_edge_79_the_only_manager_has_nobody_to_give_it_to(cast):
    Membership.objects.filter(user=cast.grace).update(role="auditor")
    call = post_sale(cast.north, cast.maya)
    with pytest.raises(HandOffRefused, match="no_manager"):
        hand_off(call, by=cast.maya, now=EVENING)
