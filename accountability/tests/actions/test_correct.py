"""A log corrected after its day was counted."""

import pytest

from accountability.actions import ReviewRefused, correct_attempt
from accountability.invariants.rows import misses_without_their_notice
from accountability.models import AttemptCorrection, Miss
from accountability.tests.actions.test_logged_late import log
from accountability.tests.sweeping import FRIDAY, SATURDAY, THURSDAY, at, close
from customers.actions import record_stop
from customers.models import ContactStop
from dealerfollow.stores.models import Membership
from followups.actions import UndoRefused, undo_attempt
from followups.models import Attempt, AttemptUndo, FollowUp, Notice
from followups.tasks import message_of

MORNING = at(FRIDAY, 9)


@pytest.fixture
def wrong(cast, call):
    """No answer, logged for the wrong customer on Thursday; the day was closed."""
    attempt = log(call, cast.sam, at(THURSDAY, 15))
    close(cast.north, THURSDAY)
    return attempt


def test_edge_80_the_correction_leaves_it_unmade_a_miss_of_that_day_and_person(cast, call, wrong):
    with pytest.raises(UndoRefused, match="day_is_over"):
        undo_attempt(wrong, by=cast.sam, now=MORNING)
    correct_attempt(wrong, words="That was another Maria", by=cast.sam, now=MORNING)
    miss = Miss.objects.get()
    assert (miss.counted_for, miss.day, miss.due_on) == (cast.sam, THURSDAY, THURSDAY)
    call.refresh_from_db()
    assert (call.state, call.tries, call.first_tried_on) == ("open", 0, None)
    assert (call.due_on, call.missed_on, call.counted_for) == (THURSDAY, THURSDAY, cast.sam)
    assert Attempt.objects.count() == AttemptUndo.objects.count() == 1
    assert misses_without_their_notice(MORNING) == []


def test_edge_80_who_covered_that_day_is_counted(cast, call):
    hours = {"4": ["09:00", "20:00"]}
    Membership.objects.filter(user=cast.sam).update(weekly_hours=hours, cover=cast.maya)
    attempt = log(call, cast.maya, at(THURSDAY, 15))
    close(cast.north, THURSDAY)
    correct_attempt(attempt, words="Not made", by=cast.maya, now=MORNING)
    assert Miss.objects.get().counted_for == cast.maya


def test_edge_80_correcting_twice_is_one_correction_and_one_notice_per_manager(cast, wrong):
    first = correct_attempt(wrong, words="Not made", by=cast.sam, now=MORNING)
    again = correct_attempt(wrong, words="Not made!", by=cast.sam, now=MORNING)
    assert (first.pk, AttemptCorrection.objects.count(), Miss.objects.count()) == (again.pk, 1, 1)
    notice = Notice.objects.get(kind="correction")
    assert notice.to == cast.maya
    assert "Not made" in message_of(notice).body


def test_edge_80_a_later_night_does_not_miss_it_again(cast, wrong):
    correct_attempt(wrong, words="Not made", by=cast.sam, now=MORNING)
    close(cast.north, FRIDAY)
    assert Miss.objects.count() == 1


def test_edge_80_what_was_logged_after_it_stands_in_the_way(cast, call, wrong):
    log(call, cast.sam, at(FRIDAY, 10))
    with pytest.raises(ReviewRefused) as refused:
        correct_attempt(wrong, words="Not made", by=cast.sam, now=at(SATURDAY, 9))
    assert refused.value.problems == {"words": "later_attempt"}
    assert AttemptCorrection.objects.count() == Miss.objects.count() == 0


def test_edge_64_a_stop_is_corrected_in_words_and_both_are_kept(cast, call):
    stop = log(call, cast.sam, at(THURSDAY, 15), outcome="asked_to_stop", stop_scope="sales")
    with pytest.raises(UndoRefused, match="stop_stays"):
        undo_attempt(stop, by=cast.sam, now=at(THURSDAY, 15))
    with pytest.raises(ReviewRefused):
        correct_attempt(stop, words=" ", by=cast.sam, now=at(THURSDAY, 15))
    correct_attempt(stop, words="Tapped the wrong key", by=cast.sam, now=at(THURSDAY, 16))
    assert (Attempt.objects.count(), AttemptUndo.objects.count()) == (1, 0)
    assert AttemptCorrection.objects.get().words == "Tapped the wrong key"
    told = set(ContactStop.objects.values_list("lifted_words", "lifted_by", "lifted_at"))
    assert told == {("Tapped the wrong key", cast.sam.pk, at(THURSDAY, 16))}
    call.refresh_from_db()
    assert (call.state, call.closed_by, call.tries) == ("open", None, 1)


def test_edge_64_the_managers_are_told_once_by_the_correction_of_the_stop(cast, call):
    stop = log(call, cast.sam, at(THURSDAY, 15), outcome="asked_to_stop", stop_scope="sales")
    for _ in range(2):
        correct_attempt(stop, words="Wrong key", by=cast.sam, now=at(THURSDAY, 16))
    kinds = Notice.objects.values_list("kind", "to__name")
    assert set(kinds) == {("stop_corrected", "Maya Torres"), ("stop_corrected", "Grace Lindqvist")}
    assert len(kinds) == 2


def test_edge_64_a_request_that_was_on_file_before_stands(cast, call):
    kept = {"words": "No more", "by": cast.bea, "now": at(THURSDAY, 10)}
    FollowUp.objects.update(kind="promise")
    record_stop(call.customer, scope="sales", channel="all", **kept)
    told = {"outcome": "asked_to_stop", "stop_scope": "sales"}
    stop = log(call, cast.sam, at(THURSDAY, 15), **told)
    correct_attempt(stop, words="Wrong key", by=cast.sam, now=at(THURSDAY, 16))
    assert not ContactStop.objects.exclude(lifted_at=None).exists()
    notice = Notice.objects.get(kind="correction")
    assert (notice.to, notice.facts["is_stop"]) == (cast.maya, True)
    assert "stays in force" in message_of(notice).body


def test_edge_63_a_stranger_who_was_none_leaves_the_number_right_again(cast, call):
    number = call.customer.phones.get().number
    wrong = log(call, cast.sam, at(THURSDAY, 15), outcome="stranger_stopped")
    assert call.customer.phones.get().wrong_at is not None
    correct_attempt(wrong, words="It was her brother", by=cast.sam, now=at(THURSDAY, 16))
    assert ContactStop.objects.get(value=number).lifted_at == at(THURSDAY, 16)
    assert call.customer.phones.get().wrong_at is None


def test_edge_64_of_a_log_that_was_entered_afterwards_it_is_owed_again_too(cast, call):
    told = {"outcome": "asked_to_stop", "stop_scope": "everything", "made_at": at(THURSDAY, 12)}
    stop = log(call, cast.sam, at(THURSDAY, 15), **told)
    correct_attempt(stop, words="Wrong key", by=cast.sam, now=at(THURSDAY, 16))
    call.refresh_from_db()
    assert call.state == "open"


def test_edge_80_what_is_corrected_before_the_night_is_counted_and_told_by_the_night(cast, call):
    attempt = log(call, cast.sam, at(THURSDAY, 15))
    correct_attempt(attempt, words="Not made", by=cast.sam, now=at(THURSDAY, 16))
    close(cast.north, THURSDAY)
    assert Miss.objects.count() == 1
    assert misses_without_their_notice(MORNING) == []
    Notice.objects.filter(kind="missed").delete()
    assert [row["misses"] for row in misses_without_their_notice(MORNING)] == [1]
