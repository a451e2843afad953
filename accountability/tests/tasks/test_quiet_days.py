"""Days on which nothing was due are closed together; the others one by one, oldest first."""

from datetime import date, timedelta

from accountability.actions import close_day, close_quiet_days
from accountability.models import Miss, SweepRun
from accountability.queries import days_to_close
from accountability.tasks import Closed, close_store
from accountability.tests.sweeping import (
    FRIDAY,
    MONDAY,
    SATURDAY,
    THURSDAY,
    TUESDAY,
    at,
    post_sale,
    tried,
)

LATER = THURSDAY + timedelta(days=40)


def runs(store):
    return list(SweepRun.objects.filter(store=store).order_by("id").values_list("day", flat=True))


def test_quiet_days_are_closed_until_the_first_on_which_something_was_due(cast):
    post_sale(cast.north, cast.sam, delivered_on=THURSDAY)  # due on Saturday
    days = [TUESDAY + timedelta(days=n) for n in range(7)]
    assert close_quiet_days(cast.north, days, at(MONDAY, 22)) == (4, 4)
    assert runs(cast.north) == days[:4]
    assert close_quiet_days(cast.north, days, at(MONDAY, 22)) == (4, 0)


def test_forty_days_of_silence_leave_the_one_miss_and_every_run(cast):
    call = post_sale(cast.north, cast.sam)
    closed = close_store(cast.group.pk, cast.north.pk, at(LATER, 22))
    assert (closed.days, closed.missed) == (41, 1)
    assert runs(cast.north) == [THURSDAY + timedelta(days=n) for n in range(41)]
    assert Miss.objects.filter(follow_up=call, day=THURSDAY).count() == 1
    assert close_store(cast.group.pk, cast.north.pk, at(LATER, 22)) == Closed()


def test_a_try_after_the_days_end_makes_the_day_one_to_look_at(cast):
    call = post_sale(cast.north, cast.sam)
    tried(call, cast.sam, at(FRIDAY, 11), next_on=MONDAY)
    assert close_quiet_days(cast.north, [THURSDAY], at(FRIDAY, 22)) == (0, 0)


def test_a_hole_among_the_closed_days_is_found(cast):
    post_sale(cast.north, cast.sam)
    for day in (THURSDAY, SATURDAY):
        close_day(cast.north, day, at(date(2026, 3, 9), 22))
    assert days_to_close(cast.north, at(MONDAY, 22)) == [
        FRIDAY,
        SATURDAY + timedelta(days=1),
        MONDAY,
    ]
