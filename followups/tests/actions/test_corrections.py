"""What was told wrong at first: the car's condition, the lease, the buyer, the sale itself."""

from dataclasses import replace
from datetime import date

import pytest

from customers.actions import record_death, record_stop
from dealerfollow.stores.actions import close_store_on
from dealerfollow.testing.sales import buyer, days, deliver, noon, sale
from deliveries.actions import unwind_delivery
from deliveries.actions.dates import correct_delivered_on
from followups.actions import plan_follow_ups
from followups.models import FollowUp, FollowUpEvent, Plan
from followups.tests.life import TUESDAY, broken, plan_until, tell

NOW = noon(TUESDAY)


def test_a_corrected_end_of_the_lease_moves_its_calls(cast):
    told = sale(TUESDAY, sale_kind="lease", lease_ends_on=date(2026, 9, 5))
    delivery = tell(cast, told, NOW)
    plan_follow_ups(cast.north, today=TUESDAY, now=NOW)
    row = FollowUp.objects.get(delivery=delivery, touchpoint="lease_180")
    assert row.first_due_on == date(2026, 3, 9)
    tell(cast, replace(told, lease_ends_on=date(2026, 9, 15)), noon(TUESDAY + days(1)))
    row.refresh_from_db()
    assert row.first_due_on == date(2026, 3, 19)
    assert Plan.objects.get(delivery=delivery, anchor_kind="lease").anchor_on == date(2026, 9, 15)
    assert broken(cast, noon(TUESDAY + days(1))) == {}


def test_a_corrected_condition_is_the_plans_and_its_rows(cast):
    cast.north.survey_opens_days = 4
    cast.north.save()
    told = sale(date(2026, 3, 6), condition="used")  # a Friday: day 2 is a Sunday
    delivery = tell(cast, told, noon(date(2026, 3, 6)))
    row = FollowUp.objects.get(delivery=delivery)
    assert (row.condition, row.first_due_on) == ("used", date(2026, 3, 9))
    cast.north.survey_opens_days = 3
    cast.north.save()
    now = noon(date(2026, 3, 7))
    tell(cast, replace(told, condition="new"), now)
    row.refresh_from_db()
    assert (row.condition, row.first_due_on) == ("new", date(2026, 3, 7))  # before the survey
    assert set(Plan.objects.filter(delivery=delivery).values_list("condition", flat=True)) == {
        "new"
    }
    assert broken(cast, now) == {}


def test_the_one_who_was_taken_for_the_buyer_keeps_the_check_ins_of_their_own_car(cast):
    maria = buyer()
    older = deliver(cast.north, TUESDAY - days(100), buyer=maria, salesperson=cast.sam)
    told = sale(TUESDAY, buyer=maria)
    newer = tell(cast, told, NOW)
    assert Plan.objects.get(delivery=older, anchor_kind="ownership").ended_on == TUESDAY
    now = noon(TUESDAY + days(1))
    tell(cast, replace(told, buyer=buyer()), now)
    newer.refresh_from_db()
    assert newer.customer_id != older.customer_id
    running = Plan.objects.filter(anchor_kind="ownership", ended_on=None)
    assert set(running.values_list("delivery_id", "customer_id")) == {
        (older.pk, older.customer_id),
        (newer.pk, newer.customer_id),
    }
    assert broken(cast, now) == {}


def test_a_check_in_that_gave_way_to_a_sale_comes_back_when_the_sale_is_undone(cast):
    maria = buyer()
    older = deliver(cast.north, date(2025, 9, 10), buyer=maria, salesperson=cast.sam)
    plan_until(cast, TUESDAY, TUESDAY + days(1))
    check_in = FollowUp.objects.get(delivery=older, touchpoint="check_in", occurrence=1)
    assert check_in.due_on == date(2026, 3, 10)
    newer = deliver(cast.north, TUESDAY + days(1), buyer=maria, salesperson=cast.sam)
    check_in.refresh_from_db()
    assert (check_in.state, check_in.state_reason) == ("superseded", "newer_delivery")
    now = noon(TUESDAY + days(2))
    unwind_delivery(cast.north, newer, TUESDAY + days(2), by=None, now=now)
    plan_until(cast, TUESDAY + days(2), TUESDAY + days(3))
    check_in.refresh_from_db()
    assert (check_in.state, check_in.state_reason, check_in.closed_at) == ("open", "", None)
    events = FollowUpEvent.objects.filter(follow_up=check_in, kind="reopened")
    assert events.get().reason == "unwound"
    assert broken(cast, now) == {}


def test_who_brought_the_only_car_back_is_not_greeted_on_their_birthday(cast):
    delivery = deliver(
        cast.north, TUESDAY, buyer=buyer(born_on=date(1980, 3, 9)), salesperson=cast.sam
    )
    plan_follow_ups(cast.north, today=TUESDAY, now=NOW)
    greeting = FollowUp.objects.get(kind="birthday")
    unwind_delivery(cast.north, delivery, TUESDAY + days(1), by=None, now=noon(TUESDAY + days(1)))
    greeting.refresh_from_db()
    assert (greeting.state, greeting.state_reason) == ("stopped", "unwound")
    assert not Plan.objects.filter(ended_on=None).exists()


def test_a_birthday_that_a_later_file_brings_is_greeted(cast):
    told = sale(TUESDAY)
    delivery = tell(cast, told, NOW)
    person = replace(told.buyer, born_on=date(1980, 5, 9))
    tell(cast, replace(told, buyer=person), noon(TUESDAY + days(1)))
    plan = Plan.objects.get(customer=delivery.customer_id, anchor_kind="birthday")
    assert plan.anchor_on == date(1980, 5, 9)


@pytest.mark.parametrize("is_tried", [False, True])
def test_a_deadline_on_a_day_declared_closed_moves_back(cast, is_tried):
    told = sale(TUESDAY, sale_kind="lease", lease_ends_on=date(2026, 9, 5))
    delivery = tell(cast, told, NOW)
    plan_follow_ups(cast.north, today=TUESDAY, now=NOW)
    rows = FollowUp.objects.filter(delivery=delivery, touchpoint="lease_180")
    rows.update(tries=int(is_tried), first_tried_on=TUESDAY if is_tried else None)
    monday = rows.get().due_on
    close_store_on(cast.north, monday, reason="Snow", by=None, now=NOW)
    assert rows.get().due_on == (monday + days(1) if is_tried else monday - days(2))


@pytest.mark.parametrize("silence", ["died", "asked"])
def test_edge_36_what_comes_back_by_a_correction_is_not_asked_of_who_is_silent(cast, silence):
    learned = noon(date(2026, 3, 12))
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam, now=learned)
    if silence == "died":
        record_death(delivery.customer, by=cast.sam, now=learned)
    else:
        stop = {"scope": "everything", "channel": "all", "words": "Stop"}
        record_stop(delivery.customer, **stop, by=cast.sam, now=learned)
    correct_delivered_on(cast.north, delivery, date(2026, 3, 11), by=cast.sam, now=learned)
    row = FollowUp.objects.get(delivery=delivery, touchpoint="satisfaction")
    reason = {"died": "died", "asked": "asked_to_stop"}[silence]
    assert (row.state, row.state_reason) == ("stopped", reason)
    assert broken(cast, learned) == {}
