"""Calls entered after the day had been counted, and logs on either side of the sweep."""

from datetime import timedelta
from uuid import uuid4

import pytest

from accountability.models import Excuse, Miss
from accountability.tests.sweeping import FRIDAY, MONDAY, SATURDAY, THURSDAY, at, close
from dealerfollow.stores.models import SystemOutage
from followups.actions import LogDetails, LogRefused, log_attempt
from followups.models import Attempt, FollowUpEvent


def log(call, by, now, **told):
    """A log of this one follow-up as posted at `now`."""
    seen = Attempt.objects.order_by("-id").values_list("id", flat=True).first() or 0
    facts = {"outcome": "no_answer", "key": uuid4(), "seen": seen, **told}
    details = LogDetails(shown=(call.pk,), ticked=(call.pk,), **facts)
    return log_attempt(call, details, by=by, now=now)


def verdict(call):
    call.refresh_from_db()
    return (call.state, call.first_tried_on, call.missed_on)


def test_edge_30_the_miss_stands_and_the_log_says_when_it_was_entered(cast, call):
    close(cast.north, THURSDAY)
    made_at, now = at(THURSDAY, 17, 50), at(THURSDAY, 22, 10)
    attempt = log(call, cast.sam, now, outcome="spoke", reason_codes=("x",), made_at=made_at)
    assert (attempt.at, attempt.logged_at, attempt.proof) == (made_at, now, "claimed")
    assert attempt.made_on == THURSDAY
    assert verdict(call) == ("done", THURSDAY, THURSDAY)
    assert Miss.objects.count() == 1
    assert FollowUpEvent.objects.get(kind="closed").at == now


def test_edge_30_entering_it_twice_is_one_log(cast, call):
    close(cast.north, THURSDAY)
    told = {"made_at": at(THURSDAY, 17, 50), "key": uuid4(), "seen": 0}
    first = log(call, cast.sam, at(THURSDAY, 22, 10), **told)
    again = log(call, cast.sam, at(THURSDAY, 22, 11), **told)
    assert (first.pk, Attempt.objects.count()) == (again.pk, 1)
    call.refresh_from_db()
    assert call.tries == 1


def test_edge_30_the_next_try_is_never_in_the_past(cast, call):
    log(call, cast.sam, at(SATURDAY, 10), made_at=at(THURSDAY, 17, 50))
    call.refresh_from_db()
    assert (call.due_on, call.first_tried_on) == (SATURDAY, THURSDAY)


def test_edge_30_after_two_working_days_it_is_refused(cast, call):
    with pytest.raises(LogRefused) as refused:
        log(call, cast.sam, at(MONDAY, 10), made_at=at(THURSDAY, 17, 50))
    assert refused.value.problems == {"made_at": "made_too_long_ago"}
    assert Attempt.objects.count() == 0


def test_edge_27_calls_of_an_outage_are_entered_with_their_time_and_are_on_time(cast, call):
    SystemOutage.objects.create(group=cast.group, starts_on=THURSDAY, ends_on=FRIDAY, reason="X")
    close(cast.north, THURSDAY)
    close(cast.north, FRIDAY)
    assert list(Excuse.objects.order_by("day").values_list("reason", "day")) == [
        ("system", THURSDAY),
        ("system", FRIDAY),
    ]
    attempt = log(call, cast.sam, at(MONDAY, 10), made_at=at(THURSDAY, 15))
    assert (attempt.proof, verdict(call)) == ("claimed", ("open", THURSDAY, None))


def test_edge_29_a_log_saved_before_the_sweep_looks_is_no_miss(cast, call):
    log(call, cast.sam, at(THURSDAY, 21), outcome="spoke", reason_codes=("x",))
    assert close(cast.north, THURSDAY).missed == 0


def test_edge_29_a_log_saved_after_the_sweep_was_made_after_the_days_end(cast, call):
    """The sweep waits five minutes: no request that began on the day is still running then."""
    close(cast.north, THURSDAY)
    log(call, cast.sam, at(THURSDAY, 21, 6), outcome="spoke", reason_codes=("x",))
    assert verdict(call) == ("done", FRIDAY, THURSDAY)


def test_edge_29_a_late_sweep_finds_what_was_entered_meanwhile(cast, call):
    log(call, cast.sam, at(FRIDAY, 9), made_at=at(THURSDAY, 20, 59))
    assert close(cast.north, THURSDAY, now=at(FRIDAY, 10)).missed == 0


@pytest.mark.parametrize(
    ("due_after", "is_moved"),
    [pytest.param(0, True, id="edge-78-asked-in-time"), pytest.param(1, False, id="edge-78-late")],
)
def test_edge_78_a_call_back_asked_for_moves_the_clock(cast, call, due_after, is_moved):
    day = THURSDAY + timedelta(days=due_after)
    log(call, cast.sam, at(day, 15), outcome="call_back", call_back_on=MONDAY)
    call.refresh_from_db()
    assert (call.first_due_on, call.due_on) == (THURSDAY, MONDAY)
    assert call.clock_on == (MONDAY if is_moved else None)


def test_edge_72_a_bdc_talk_gives_the_owner_the_next_open_day(cast, call):
    log(call, cast.bea, at(THURSDAY, 10, 12), outcome="spoke", reason_codes=("x",))
    call.refresh_from_db()
    assert (call.state, call.due_on, call.clock_on) == ("open", FRIDAY, FRIDAY)
    assert close(cast.north, THURSDAY).missed == 0
    assert close(cast.north, FRIDAY).missed == 1
