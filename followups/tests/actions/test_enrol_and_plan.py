"""A delivery in, its follow-ups out: in one commit, each exactly once."""

from datetime import date

from django.db.models import Min

from dealerfollow.testing.sales import days, deliver, noon
from followups.actions import plan_follow_ups
from followups.models import FollowUp, Plan

TUESDAY = date(2026, 3, 3)


def rows(delivery):
    return list(
        FollowUp.objects.filter(delivery=delivery)
        .order_by("first_due_on")
        .values_list("touchpoint", "occurrence", "first_due_on", "state")
    )


def test_a_delivery_has_its_post_sale_follow_up_at_once(cast):
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam)
    row = FollowUp.objects.get(delivery=delivery)
    assert (row.kind, row.owner, row.first_due_on) == ("post_sale", cast.sam, TUESDAY + days(2))


def test_planning_makes_each_row_once_however_often_it_runs(cast):
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam)
    day = TUESDAY + days(1)
    assert plan_follow_ups(cast.north, today=day, now=noon(day)) == 1
    assert plan_follow_ups(cast.north, today=day, now=noon(day)) == 0
    assert [r[0] for r in rows(delivery)] == ["post_sale", "satisfaction"]


def test_a_year_has_every_row_and_check_ins_without_end(cast):
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam)
    for n in range(0, 400, 5):
        plan_follow_ups(cast.north, today=TUESDAY + days(n), now=noon(TUESDAY + days(n)))
    assert [r[:3] for r in rows(delivery)] == [
        ("post_sale", 1, date(2026, 3, 5)),
        ("satisfaction", 1, date(2026, 3, 10)),
        ("how_to", 1, date(2026, 4, 2)),
        ("check_in_90", 1, date(2026, 6, 1)),
        ("check_in", 1, date(2026, 9, 3)),
        ("check_in", 2, date(2027, 3, 3)),
    ]
    assert Plan.objects.get(delivery=delivery, anchor_kind="ownership").next_on is not None


def test_a_delivery_before_the_start_gets_no_post_sale_call(cast):
    cast.north.follow_up_starts_on = date(2026, 11, 1)
    cast.north.save()
    today = date(2026, 11, 2)
    delivery = deliver(cast.north, date(2025, 9, 10), salesperson=cast.sam, now=noon(today))
    plan_follow_ups(cast.north, today=today, now=noon(today))
    assert delivery.is_before_start
    assert rows(delivery) == []
    plan = Plan.objects.get(delivery=delivery)
    assert (plan.anchor_kind, plan.next_on) == ("ownership", date(2027, 3, 3))


def test_edge_34_a_delivery_learned_late_merges_what_passed(cast):
    learned = TUESDAY + days(9)
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam, now=noon(learned))
    assert rows(delivery) == [
        ("satisfaction", 1, date(2026, 3, 10), "superseded"),
        ("post_sale", 1, learned, "open"),
    ]


def days_to_plan(within):
    """Each day on which a plan has something to make, as it stands once the day before was planned;
    on the days between, planning finds nothing."""
    day = TUESDAY
    while day < TUESDAY + days(within):
        yield day
        following = Plan.objects.filter(ended_on=None).aggregate(on=Min("next_on"))["on"]
        day = max(day + days(1), following)


def test_line_14_after_the_first_call_comes_the_next_and_after_ten_years_still_one(cast):
    deliver(cast.north, TUESDAY, salesperson=cast.sam)
    rows = FollowUp.objects.filter(customer__deliveries__salesperson=cast.sam)
    for day in days_to_plan(10 * 365):
        plan_follow_ups(cast.north, today=day, now=noon(day))
        rows.filter(due_on__lte=day).update(state="done", closed_at=noon(day))
    check_ins = rows.filter(touchpoint="check_in").order_by("first_due_on")
    months = [row.first_due_on.month for row in check_ins]
    assert len(months) == 20
    assert set(months) == {3, 9}  # every six months
    plan = Plan.objects.get(anchor_kind="ownership")
    assert plan.ended_on is None
    assert TUESDAY + days(10 * 365) <= plan.next_on <= TUESDAY + days(10 * 365 + 190)


def test_line_14_a_call_that_was_not_made_does_not_end_what_follows(cast):
    deliver(cast.north, TUESDAY, salesperson=cast.sam)
    rows = FollowUp.objects.filter(customer__deliveries__salesperson=cast.sam)
    rows.filter(kind="post_sale").update(state="not_reached", closed_at=noon(TUESDAY + days(9)))
    for day in days_to_plan(200):
        plan_follow_ups(cast.north, today=day, now=noon(day))
    assert set(rows.open().values_list("kind", flat=True)) >= {"satisfaction", "check_in"}
