"""A store that is open on Sundays, and a customer whose state allows no calls then (edge 17)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from accountability.models import Excuse
from accountability.tests.sweeping import close
from customers.models import Customer
from dealerfollow.stores.actions import close_store_on
from dealerfollow.testing.sales import buyer, days, deliver, noon
from deliveries.actions import correct_delivered_on, owe
from deliveries.tests.desks import say_word
from followups.actions import plan_follow_ups
from followups.actions.hand_off import hand_off
from followups.actions.log_attempt import LogDetails, LogRefused, NewPromise, log_attempt
from followups.actions.snooze import SnoozeRefused, snooze
from followups.models import FollowUp

FRIDAY = date(2026, 3, 6)
SATURDAY, SUNDAY, MONDAY = (FRIDAY + days(n) for n in (1, 2, 3))


@pytest.fixture
def open_on_sundays(cast):
    cast.north.weekly_hours = {str(n): ["09:00", "20:00"] for n in range(7)}
    cast.north.save()
    return cast


def sold_to(cast, state, **told):
    person = buyer(state=state, postal_code="36104" if state == "AL" else "10001")
    delivery = deliver(cast.north, FRIDAY, salesperson=cast.sam, buyer=person, **told)
    return FollowUp.objects.get(delivery=delivery)


def test_edge_17_the_call_is_due_on_monday_and_says_why(open_on_sundays):
    here, alabama = (sold_to(open_on_sundays, s, condition="used") for s in ("NY", "AL"))
    assert (here.due_on, alabama.due_on) == (SUNDAY, MONDAY)
    assert alabama.planning_note[-1]["code"] == "moved_for_state_day"
    assert alabama.planning_note[-1]["days"] == [SUNDAY.isoformat()]


def test_edge_17_before_a_survey_it_is_due_on_saturday(open_on_sundays):
    open_on_sundays.north.survey_opens_days = 3
    open_on_sundays.north.save()
    assert sold_to(open_on_sundays, "NY").due_on == SUNDAY
    assert sold_to(open_on_sundays, "AL").due_on == SATURDAY


def test_edge_17_the_planner_keeps_to_it_and_written_ones_stay(open_on_sundays):
    by_phone, in_writing = (sold_to(open_on_sundays, "AL", condition="used") for _ in range(2))
    Customer.objects.filter(pk=in_writing.customer_id).update(preferred_channel="email")
    plan_follow_ups(open_on_sundays.north, today=FRIDAY, now=noon(FRIDAY))
    month = FRIDAY + days(30)
    for day in range(32):
        now = FRIDAY + days(day)
        plan_follow_ups(open_on_sundays.north, today=now, now=noon(now))
    assert month.weekday() == 6
    how_to = {r.customer_id: r for r in FollowUp.objects.filter(kind="how_to")}
    assert how_to[in_writing.customer_id].due_on == month
    assert how_to[by_phone.customer_id].due_on == month + days(1)


def test_edge_17_due_on_such_a_sunday_all_the_same_it_is_no_miss(open_on_sundays):
    row = sold_to(open_on_sundays, "AL", condition="used")
    FollowUp.objects.filter(pk=row.pk).update(due_on=SUNDAY, first_due_on=SUNDAY)
    assert close(open_on_sundays.north, SUNDAY).missed == 0
    assert list(Excuse.objects.values_list("reason", flat=True)) == ["state_closed"]


def alabama(cast, on=SATURDAY):
    """A used car of somebody in Alabama, due that day."""
    row = sold_to(cast, "AL", condition="used")
    FollowUp.objects.filter(pk=row.pk).update(due_on=on, first_due_on=on)
    row.refresh_from_db()
    return row


def due(row):
    row.refresh_from_db()
    return row.due_on


def log(row, by, outcome, now, **told):
    told = {"reason": "Plates", **told}
    details = LogDetails(
        key=uuid4(), shown=(row.pk,), ticked=(row.pk,), seen=0, outcome=outcome, **told
    )
    return log_attempt(row, details, by=by, now=now)


def test_edge_17_the_next_try_after_saturday_is_on_monday(open_on_sundays):
    cast = open_on_sundays
    row = alabama(cast)
    log(row, cast.sam, "no_answer", noon(SATURDAY))
    assert due(row) == MONDAY


def test_edge_17_a_call_back_on_such_a_sunday_is_refused_with_the_next_open_slot(open_on_sundays):
    cast = open_on_sundays
    row = alabama(cast)
    with pytest.raises(LogRefused) as refused:
        log(row, cast.sam, "call_back", noon(SATURDAY), call_back_on=SUNDAY)
    assert refused.value.problems == {"call_back_on": "closed_day_needs_a_person"}
    assert refused.value.offer.date() == MONDAY


def test_edge_17_a_saturday_declared_closed_moves_it_over_the_sunday(open_on_sundays):
    cast = open_on_sundays
    here, there = sold_to(cast, "NY", condition="used"), alabama(cast)
    FollowUp.objects.filter(pk=here.pk).update(due_on=SATURDAY, first_due_on=SATURDAY)
    close_store_on(cast.north, SATURDAY, reason="Snow", by=cast.maya, now=noon(FRIDAY))
    assert (due(here), due(there)) == (SUNDAY, MONDAY)


def test_edge_17_word_of_a_promise_is_given_on_monday(open_on_sundays):
    cast = open_on_sundays
    row = alabama(cast)
    told = {"promised_on": SATURDAY, "told_on": SATURDAY, "delivery": row.delivery}
    we_owe = owe(
        cast.north,
        row.customer,
        "Plates",
        department="title",
        by=cast.sam,
        today=FRIDAY,
        **told,
    )
    ready = {"promised_on": SATURDAY, "is_ready": True, "by": cast.maya}
    say_word(we_owe, word="In", now=noon(SUNDAY), **ready)
    assert FollowUp.objects.get(kind="promise").due_on == MONDAY


def test_edge_17_a_promise_for_such_a_sunday_is_called_on_saturday(open_on_sundays):
    cast = open_on_sundays
    row = alabama(cast)
    log(row, cast.sam, "spoke", noon(SATURDAY), promise=NewPromise("Mats", "parts", SUNDAY))
    assert FollowUp.objects.get(kind="promise").due_on == SATURDAY


def test_edge_17_nobody_snoozes_onto_such_a_sunday(open_on_sundays):
    cast = open_on_sundays
    row = alabama(cast)
    for choice, picked_on in (("tomorrow", None), ("pick", SUNDAY)):
        with pytest.raises(SnoozeRefused):
            snooze(
                [row.pk],
                choice,
                picked_on=picked_on,
                reason="asked_later",
                by=cast.sam,
                now=noon(SATURDAY),
            )
    until = snooze([row.pk], "working_day", reason="asked_later", by=cast.sam, now=noon(SATURDAY))
    assert until.date() == due(row) == MONDAY


def test_edge_17_planned_late_it_waits_for_monday_too(open_on_sundays):
    cast = open_on_sundays
    sold_to(cast, "AL", condition="used")
    month_late = SUNDAY + days(35)  # the 30-day call, after five weeks without a planner
    assert month_late.weekday() == 6
    plan_follow_ups(cast.north, today=month_late, now=noon(month_late))
    assert FollowUp.objects.get(kind="how_to").due_on == month_late + days(1)


def test_edge_17_a_corrected_date_keeps_to_it(open_on_sundays):
    cast = open_on_sundays
    row = sold_to(cast, "AL", condition="used")
    wednesday = FRIDAY - days(2)
    correct_delivered_on(cast.north, row.delivery, wednesday, by=cast.maya, now=noon(SUNDAY))
    assert due(row) == MONDAY


def test_edge_17_a_promise_for_a_monday_that_is_declared_closed_is_kept_on_saturday(
    open_on_sundays,
):
    cast = open_on_sundays
    row = alabama(cast, MONDAY)
    log(row, cast.sam, "spoke", noon(FRIDAY), promise=NewPromise("Mats", "parts", MONDAY))
    promise = FollowUp.objects.get(kind="promise")
    assert promise.due_on == MONDAY
    close_store_on(cast.north, MONDAY, reason="Snow", by=cast.maya, now=noon(FRIDAY))
    assert due(promise) == SATURDAY


def test_edge_17_handed_to_the_manager_on_saturday_evening_it_is_for_monday(open_on_sundays):
    cast = open_on_sundays
    row = alabama(cast)
    evening = noon(SATURDAY).replace(hour=23) + timedelta(hours=2)  # 20:00 in New York
    hand_off(row, by=cast.sam, now=evening)
    assert due(row) == MONDAY
