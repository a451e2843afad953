"""The hours that a customer asked for, on the store's clock."""

from datetime import date, time
from zoneinfo import ZoneInfo

from dealerfollow.lib.workdays import WeeklyHours
from followups.rules.asked_hours import hours_here
from followups.rules.days_off import Worker, away_for

DAY = date(2026, 3, 5)
NEW_YORK, HONOLULU = ZoneInfo("America/New_York"), ZoneInfo("Pacific/Honolulu")
SAM, NOOR, BEA, MAYA = range(1, 5)


def here(start, end, zone=NEW_YORK):
    return hours_here(start, end, day=DAY, customer_zone=zone, store_zone=NEW_YORK)


def test_edge_20_in_the_stores_zone_they_are_what_was_asked_for():
    assert here(time(18), time(20)) == (time(18), time(20))


def test_edge_20_in_another_zone_they_are_read_on_the_stores_clock():
    assert here(time(12), time(14), HONOLULU) == (time(17), time(19))


def test_edge_20_what_lies_on_the_stores_next_day_is_cut_off():
    assert here(time(18), time(20), HONOLULU) == (time(23), time.max)
    assert here(time(19, 30), time(20), HONOLULU) is None


def test_edge_20_no_hours_or_hours_the_wrong_way_round_are_no_wish():
    assert here(None, None) is None
    assert here(time(20), time(18)) is None


def away(me, *workers, evening=(BEA,), managers=(MAYA,)):
    known = {worker.user_id: worker for worker in workers}
    return away_for(me, DAY, known, evening=evening, managers=managers)


def week(start, end):
    return WeeklyHours(((time(start), time(end)),) * 7)


def test_edge_20_who_is_asked_for_somebody_elses_hours():
    sam = Worker(SAM, week(9, 17), cover_id=NOOR)
    noor, bea = Worker(NOOR, week(9, 20)), Worker(BEA, week(12, 21))
    assert away(NOOR, sam, noor, bea) == {SAM}
    assert away(BEA, sam, noor, bea) == {SAM, NOOR}
    assert away(SAM, sam, noor, bea) == frozenset()


def test_edge_20_equal_hours_ask_nobody():
    workers = [Worker(pk, week(9, 20), cover_id=NOOR) for pk in (SAM, NOOR, BEA)]
    assert away(BEA, *workers) == frozenset()
