"""What the manager is told of a day's misses, when, and only once."""

from datetime import time, timedelta

from accountability.invariants.rows import days_that_left_no_trace, misses_without_their_notice
from accountability.tests.sweeping import (
    FRIDAY,
    MONDAY,
    SATURDAY,
    SUNDAY,
    THURSDAY,
    at,
    close,
    excuses,
    misses,
    post_sale,
)
from dealerfollow.stores.actions import close_store_on
from dealerfollow.stores.models import Store
from followups.models import Notice
from followups.tasks import message_of


def test_edge_31_open_for_five_days_is_one_miss_and_one_notice(cast, call):
    for day in (THURSDAY, FRIDAY, SATURDAY, SUNDAY, MONDAY):
        close(cast.north, day)
    assert misses() == [("Sam Rivera", "owner", THURSDAY)]
    assert list(Notice.objects.values_list("dedupe_key", flat=True)) == [
        f"missed:{cast.north.pk}:{FRIDAY}:{cast.maya.pk}"
    ]


def test_edge_32_what_saturday_left_is_reported_on_monday_morning(cast):
    post_sale(cast.north, cast.sam, delivered_on=THURSDAY)
    close(cast.north, SATURDAY)
    notice = Notice.objects.get(kind="missed")
    assert (notice.to, notice.send_after) == (cast.maya, at(MONDAY, 7, 30))
    assert notice.facts == {
        "day": "2026-03-07",
        "missed": 1,
        "excused": 0,
        "to_ask": 0,
        "names": [{"name": "Sam Rivera", "missed": 1}],
        "days": [{"day": "2026-03-07", "missed": 1}],
    }


def test_edge_32_with_an_open_sunday_mondays_report_covers_both_days(cast):
    open_all_week = {str(n): ["09:00", "20:00"] for n in range(7)}
    Store.objects.filter(pk=cast.north.pk).update(weekly_hours=open_all_week)
    cast.north.refresh_from_db()
    for delivered_on in (THURSDAY, FRIDAY):
        post_sale(cast.north, cast.sam, delivered_on=delivered_on)
    assert (close(cast.north, SATURDAY).missed, close(cast.north, SUNDAY).missed) == (1, 1)
    notice = Notice.objects.get(kind="missed")
    assert (notice.send_after, notice.facts["missed"]) == (at(MONDAY, 7, 30), 2)
    assert [one["day"] for one in notice.facts["days"]] == ["2026-03-07", "2026-03-08"]
    mail = message_of(notice)
    assert "until Sunday, March 8" in mail.body
    assert misses_without_their_notice(at(MONDAY, 8)) == []


def test_edge_32_after_a_holiday_tuesday_reports_saturday(cast):
    close_store_on(cast.north, MONDAY, reason="Holiday", by=cast.maya, now=at(THURSDAY, 9))
    post_sale(cast.north, cast.sam, delivered_on=THURSDAY)
    for day in (SATURDAY, SUNDAY, MONDAY):
        close(cast.north, day)
    notice = Notice.objects.get(kind="missed")
    assert notice.send_after == at(MONDAY + timedelta(days=1), 7, 30)


def test_edge_32_after_an_outage_of_the_sweeps_there_is_one_report(cast, call):
    post_sale(cast.north, cast.sam, delivered_on=THURSDAY - timedelta(days=1))
    for day in (THURSDAY, FRIDAY):
        close(cast.north, day, now=at(SATURDAY, 11))
    notice = Notice.objects.get(kind="missed")
    assert (notice.send_after, notice.facts["missed"]) == (at(MONDAY, 7, 30), 2)


def test_edge_32_a_report_that_has_left_is_not_changed(cast, call):
    close(cast.north, THURSDAY)
    post_sale(cast.north, cast.sam, delivered_on=THURSDAY - timedelta(days=1))
    Notice.objects.update(sent_at=at(FRIDAY, 7, 31))
    Notice.objects.update(dedupe_key=f"missed:{cast.north.pk}:{SATURDAY}:{cast.maya.pk}")
    close(cast.north, FRIDAY)
    days = [[one["day"] for one in n.facts["days"]] for n in Notice.objects.order_by("id")]
    assert days == [["2026-03-05"], ["2026-03-06"]]


def test_a_group_admin_is_told_where_a_store_has_no_manager(cast):
    post_sale(cast.south, cast.noor)
    close(cast.south, THURSDAY)
    assert Notice.objects.get(kind="missed").to == cast.grace


def test_edge_19_it_is_said_once_and_not_every_night(cast):
    call = post_sale(cast.north, cast.sam)
    call.customer.reach_from, call.customer.reach_until = time(21, 30), time(23)
    call.customer.save()
    for day in (THURSDAY, FRIDAY, SATURDAY, MONDAY):
        close(cast.north, day)
    assert excuses() == [("no_legal_minute", THURSDAY)]
    assert Notice.objects.filter(kind="missed").count() == 1
    assert days_that_left_no_trace(at(MONDAY, 22)) == []
