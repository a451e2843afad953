"""Call backs: the customer's clock, the store's calendar."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from followups.rules.call_backs import moment_of, next_slot, store_day_of
from followups.tests.rules.calendars import STORE

NEW_YORK, HONOLULU = ZoneInfo("America/New_York"), ZoneInfo("Pacific/Honolulu")
FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 1, n) for n in (16, 17, 18, 19))


def store_day(day, at):
    return store_day_of(day, at, customer_zone=HONOLULU, store_zone=NEW_YORK)


def slot(day, at, customer_zone=NEW_YORK):
    return next_slot(day, at, calendar=STORE, customer_zone=customer_zone, store_zone=NEW_YORK)


def test_edge_21_a_call_back_is_due_at_the_moment_they_named():
    assert moment_of(FRIDAY, time(16, 30), HONOLULU) == datetime(2026, 1, 17, 2, 30, tzinfo=UTC)


def test_edge_21_saturday_evening_in_honolulu_is_sunday_at_the_store():
    assert store_day(SATURDAY, time(20)) == SUNDAY
    assert store_day(SATURDAY, time(13)) == SATURDAY
    assert store_day(SATURDAY, None) == SATURDAY


def test_edge_22_the_next_open_slot_keeps_the_hour_where_it_can():
    assert slot(SUNDAY, time(15)) == datetime(2026, 1, 19, 15, tzinfo=NEW_YORK)
    assert slot(SUNDAY, time(21)) == datetime(2026, 1, 19, 9, tzinfo=NEW_YORK)
    assert slot(SUNDAY, None) == datetime(2026, 1, 19, 9, tzinfo=NEW_YORK)
    assert slot(SATURDAY, time(20), HONOLULU) == datetime(2026, 1, 19, 9, tzinfo=NEW_YORK)
