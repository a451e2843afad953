"""When a closed day is reported, and several in one report."""

from datetime import date, datetime, time, timedelta

import pytest

from accountability.rules.reporting import report_at, with_day
from dealerfollow.lib.workdays import NeverOpenError, WeeklyHours, WorkCalendar
from followups.tests.rules.calendars import NINE_TO_EIGHT, STORE, store_closed_on

FRIDAY = date(2026, 8, 28)
SATURDAY, SUNDAY, MONDAY, TUESDAY = (FRIDAY + timedelta(days=n) for n in range(1, 5))
EVERY_DAY = WorkCalendar(WeeklyHours((NINE_TO_EIGHT,) * 7))
ONLY_SUNDAYS = WorkCalendar(WeeklyHours((None,) * 6 + (NINE_TO_EIGHT,)))


def at(day, hour, minute=0):
    return datetime.combine(day, time(hour, minute))


@pytest.mark.parametrize(
    ("day", "now", "calendar", "report_on"),
    [
        pytest.param(FRIDAY, at(FRIDAY, 21, 5), STORE, SATURDAY, id="edge-32-the-next-morning"),
        pytest.param(SATURDAY, at(SATURDAY, 21, 5), STORE, MONDAY, id="edge-32-monday"),
        pytest.param(
            SATURDAY, at(SATURDAY, 21, 5), EVERY_DAY, MONDAY, id="edge-32-monday-covers-saturday"
        ),
        pytest.param(SUNDAY, at(SUNDAY, 21, 5), EVERY_DAY, MONDAY, id="edge-32-and-an-open-sunday"),
        pytest.param(
            SATURDAY,
            at(SATURDAY, 21, 5),
            store_closed_on(MONDAY),
            TUESDAY,
            id="edge-32-tuesday-after-a-holiday",
        ),
        pytest.param(FRIDAY, at(MONDAY, 10), STORE, TUESDAY, id="edge-32-late-after-an-outage"),
        pytest.param(FRIDAY, at(MONDAY, 7), STORE, MONDAY, id="edge-32-before-the-hour"),
        pytest.param(FRIDAY - timedelta(days=300), at(MONDAY, 10), STORE, TUESDAY, id="long-ago"),
    ],
)
def test_when_a_day_is_reported(day, now, calendar, report_on):
    assert report_at(day, now, calendar) == at(report_on, 7, 30)


def test_a_store_that_is_open_on_sundays_only_has_no_report_day():
    with pytest.raises(NeverOpenError):
        report_at(SUNDAY, at(SUNDAY, 22), ONLY_SUNDAYS)


def one(day, **people):
    names = [{"name": name, "missed": n} for name, n in people.items()]
    missed = sum(people.values())
    return {
        "day": day.isoformat(),
        "missed": missed,
        "excused": 1,
        "to_ask": 0,
        "names": names,
    }


def test_edge_32_a_report_covers_its_days_in_order():
    report = with_day(with_day(None, one(SUNDAY, Sam=1)), one(SATURDAY, Noor=3, Sam=1))
    assert (report["day"], report["missed"], report["excused"]) == ("2026-08-30", 5, 2)
    assert report["days"] == [
        {"day": "2026-08-29", "missed": 4},
        {"day": "2026-08-30", "missed": 1},
    ]
    assert report["names"] == [{"name": "Noor", "missed": 3}, {"name": "Sam", "missed": 2}]


def test_edge_32_the_same_day_twice_is_in_it_once():
    report = with_day(None, one(SUNDAY, Sam=1))
    assert with_day(report, one(SUNDAY, Sam=1)) == report
