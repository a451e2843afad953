"""Days off: who covers, and what is made early."""

from datetime import date, time, timedelta

from dealerfollow.lib.workdays import WeeklyHours, WorkCalendar
from followups.rules.days_off import (
    Worker,
    cover_of,
    covered_by,
    early_until,
    holder_on,
    works_after,
)

FRIDAY = date(2026, 11, 20)
SPAN = (time(9), time(20))
SIX_DAYS = WeeklyHours((SPAN,) * 6 + (None,))
STORE = WorkCalendar(SIX_DAYS)
SAM, NOOR, BEA, MAYA, GRACE = range(1, 6)


def hours_without(*weekdays):
    return WeeklyHours(tuple(None if n in (*weekdays, 6) else SPAN for n in range(7)))


def staff(*workers):
    return {worker.user_id: worker for worker in workers}


def test_the_cover_makes_the_calls_of_somebody_off():
    workers = staff(Worker(SAM, hours_without(4), cover_id=BEA), Worker(BEA, SIX_DAYS))
    assert covered_by(BEA, FRIDAY, workers, [MAYA]) == {SAM}
    assert covered_by(MAYA, FRIDAY, workers, [MAYA]) == frozenset()


def test_edge_25_the_cover_is_off_too_then_it_is_the_manager():
    workers = staff(
        Worker(SAM, hours_without(4), cover_id=BEA),
        Worker(BEA, hours_without(4)),
        Worker(MAYA, SIX_DAYS),
    )
    assert covered_by(MAYA, FRIDAY, workers, [MAYA, GRACE]) == {SAM, BEA}


def test_never_nobody_even_when_every_manager_is_off():
    sam = Worker(SAM, hours_without(4))
    workers = staff(sam, Worker(MAYA, hours_without(4)))
    assert cover_of(sam, FRIDAY, workers, [MAYA]) == MAYA


def test_a_manager_who_is_off_does_not_cover_herself():
    maya = Worker(MAYA, hours_without(4))
    assert covered_by(MAYA, FRIDAY, staff(maya), [MAYA]) == frozenset()


def test_edge_23_a_weekly_day_off_is_made_the_working_day_before():
    sam = Worker(SAM, hours_without(5))
    assert early_until(sam, FRIDAY, STORE) == FRIDAY + timedelta(days=1)


def test_a_closed_sunday_between_does_not_end_the_days_off():
    sam = Worker(SAM, hours_without(5, 0))
    assert early_until(sam, FRIDAY, STORE) == FRIDAY + timedelta(days=3)


def test_nobody_makes_calls_early_who_works_tomorrow_or_is_off_today():
    assert early_until(Worker(SAM, SIX_DAYS), FRIDAY, STORE) == FRIDAY
    assert early_until(Worker(SAM, hours_without(4, 5)), FRIDAY, STORE) == FRIDAY
    assert early_until(None, FRIDAY, STORE) == FRIDAY


def test_an_absence_is_a_day_off_with_both_its_ends():
    sam = Worker(SAM, SIX_DAYS, absences=((FRIDAY, FRIDAY + timedelta(days=1)),))
    assert [sam.is_off(FRIDAY + timedelta(days=n)) for n in (-1, 0, 1, 2)] == [
        False,
        True,
        True,
        True,  # Sunday
    ]
    assert works_after(sam, FRIDAY, STORE) == FRIDAY + timedelta(days=3)


EVENING = (time(18), time(20))
UNTIL_FIVE = WeeklyHours(((time(9), time(17)),) * 6 + (None,))


def held_by(sam, *others, wished=EVENING, managers=(MAYA,)):
    return holder_on(
        sam, FRIDAY, wished, staff(sam, *others), evening=[BEA], managers=list(managers)
    )


def test_edge_20_an_evening_wish_goes_to_the_cover_who_is_there():
    sam = Worker(SAM, UNTIL_FIVE, cover_id=NOOR)
    assert held_by(sam, Worker(NOOR, SIX_DAYS), Worker(BEA, SIX_DAYS)) == NOOR


def test_edge_20_without_a_cover_at_that_hour_it_is_on_the_bdc_evening_list():
    sam = Worker(SAM, UNTIL_FIVE, cover_id=NOOR)
    assert held_by(sam, Worker(NOOR, UNTIL_FIVE), Worker(BEA, SIX_DAYS)) == BEA
    assert held_by(Worker(SAM, UNTIL_FIVE), Worker(BEA, SIX_DAYS)) == BEA


def test_edge_20_the_manager_where_nobody_else_is_left_in_the_evening():
    sam = Worker(SAM, UNTIL_FIVE)
    assert held_by(sam, Worker(BEA, UNTIL_FIVE), Worker(MAYA, SIX_DAYS)) == MAYA


def test_edge_20_who_is_there_for_a_part_of_the_hours_keeps_the_call():
    sam = Worker(SAM, UNTIL_FIVE, cover_id=NOOR)
    early = (time(16), time(19))
    assert held_by(sam, Worker(NOOR, SIX_DAYS), wished=early) == SAM
    assert held_by(sam, Worker(NOOR, SIX_DAYS), wished=None) == SAM


def test_edge_20_hours_at_which_nobody_works_take_the_call_from_nobody():
    sam = Worker(SAM, UNTIL_FIVE, cover_id=NOOR)
    assert held_by(sam, Worker(NOOR, UNTIL_FIVE), Worker(BEA, UNTIL_FIVE)) == SAM


def test_edge_20_on_a_day_off_the_cover_holds_it_and_passes_it_on_by_the_same_rule():
    sam = Worker(SAM, hours_without(4), cover_id=NOOR)
    assert held_by(sam, Worker(NOOR, SIX_DAYS), Worker(BEA, SIX_DAYS)) == NOOR
    assert held_by(sam, Worker(NOOR, UNTIL_FIVE), Worker(BEA, SIX_DAYS)) == BEA


def test_edge_25_list_and_count_name_the_same_manager_the_first_who_works():
    sam = Worker(SAM, hours_without(4), cover_id=BEA)
    bea, maya = Worker(BEA, hours_without(4)), Worker(MAYA, hours_without(4))
    workers = staff(sam, bea, maya, Worker(GRACE, SIX_DAYS))
    assert cover_of(sam, FRIDAY, workers, [MAYA, GRACE]) == GRACE
    assert covered_by(GRACE, FRIDAY, workers, [MAYA, GRACE]) == {SAM, BEA, MAYA}
    assert covered_by(MAYA, FRIDAY, workers, [MAYA, GRACE]) == frozenset()
