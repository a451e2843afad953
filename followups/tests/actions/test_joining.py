"""When a delivery joins: late in the evening, and at a store that starts later."""

from datetime import UTC, date, datetime

from dealerfollow.testing.sales import days, deliver, noon
from followups.actions import plan_follow_ups
from followups.models import FollowUp, Plan

TUESDAY = date(2026, 3, 3)


def test_a_delivery_learned_when_its_due_day_is_over_is_due_the_next_open_day(cast):
    at_ten_in_the_evening = datetime(2026, 3, 6, 3, tzinfo=UTC)  # Thursday 22:00 in New York
    deliver(cast.north, TUESDAY, salesperson=cast.sam, now=at_ten_in_the_evening)
    row = FollowUp.objects.get(kind="post_sale")
    assert row.first_due_on == date(2026, 3, 6)
    assert [note["code"] for note in row.planning_note] == ["learned_late"]


def test_what_is_planned_when_the_day_is_over_is_due_the_next_open_day(cast):
    deliver(cast.north, TUESDAY, salesperson=cast.sam)
    late = datetime(2026, 3, 11, 2, tzinfo=UTC)  # Tuesday the 10th, 22:00: the satisfaction day
    plan_follow_ups(cast.north, today=date(2026, 3, 10), now=late)
    assert FollowUp.objects.get(kind="satisfaction").first_due_on == date(2026, 3, 11)


def test_nothing_is_due_before_a_start_that_is_still_to_come(cast):
    starts_on = date(2026, 3, 16)
    cast.north.follow_up_starts_on = starts_on
    cast.north.save()
    deliver(cast.north, date(2025, 9, 10), salesperson=cast.sam, now=noon(TUESDAY))
    deliver(cast.north, date(2025, 9, 16), salesperson=cast.sam, now=noon(TUESDAY))
    for n in range(20):
        plan_follow_ups(cast.north, today=TUESDAY + days(n), now=noon(TUESDAY + days(n)))
    assert list(FollowUp.objects.values_list("due_on", flat=True)) == [starts_on]
    assert set(Plan.objects.values_list("starts_on", flat=True)) == {starts_on - days(1)}
