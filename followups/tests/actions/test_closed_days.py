"""Days declared closed, early, on the day, and too late: what was due moves, and says why."""

from collections import Counter
from datetime import date, time
from uuid import uuid4

import pytest

from accountability.tests.sweeping import at, close, tried
from customers.models import Customer
from dealerfollow.stores.actions import (
    close_store_between,
    close_store_on,
    open_store_after_all,
)
from dealerfollow.stores.models import ClosedDay
from dealerfollow.testing.sales import days, deliver, noon
from followups.actions import plan_follow_ups, redate_for_calendar
from followups.actions.log_attempt import LogDetails, log_attempt
from followups.models import FollowUp, FollowUpEvent

TUESDAY = date(2026, 3, 3)
THURSDAY, FRIDAY, SATURDAY = (TUESDAY + days(n) for n in (2, 3, 4))
MONDAY = TUESDAY + days(6)


def call_of(cast, delivered_on=TUESDAY, **told):
    delivery = deliver(cast.north, delivered_on, salesperson=cast.sam, **told)
    return FollowUp.objects.get(delivery=delivery, kind="post_sale")


def declare(cast, first, last=None, *, now=None):
    return close_store_between(
        cast.north, first, last or first, reason="Snow", by=cast.maya, now=now or noon(TUESDAY)
    )


def test_edge_04_the_card_and_the_event_name_the_days_that_a_later_closure_skipped(cast):
    christmas_call = call_of(cast, date(2026, 12, 23))  # day 2 is Christmas, a holiday
    assert christmas_call.first_due_on == date(2026, 12, 26)

    declare(cast, date(2026, 12, 26), now=noon(date(2026, 12, 23)))

    christmas_call.refresh_from_db()
    assert christmas_call.first_due_on == date(2026, 12, 28)
    assert [(note["code"], note["days"]) for note in christmas_call.planning_note] == [
        ("moved_for_closed_days", ["2026-12-25"]),
        ("moved_for_closed_days", ["2026-12-26", "2026-12-27"]),
    ]
    event = FollowUpEvent.objects.get(follow_up=christmas_call)
    assert (event.kind, event.reason) == ("first_due_moved", "closed_day")
    assert event.days == ["2026-12-26", "2026-12-27"]


def test_edge_05_what_was_put_off_from_the_snow_day_is_not_late_for_it(cast):
    row = call_of(cast)
    FollowUp.objects.filter(pk=row.pk).update(due_on=FRIDAY, snoozes=1)

    close_store_on(cast.north, THURSDAY, reason="Snow", by=cast.maya, now=at(THURSDAY, 14))

    row.refresh_from_db()
    assert (row.first_due_on, row.due_on) == (FRIDAY, FRIDAY)
    event = FollowUpEvent.objects.get(follow_up=row)
    assert (event.kind, event.was, event.became) == (
        "first_due_moved",
        THURSDAY.isoformat(),
        FRIDAY.isoformat(),
    )


def test_edge_05_what_was_made_before_the_snow_counts_and_keeps_its_day(cast):
    made, left = call_of(cast), call_of(cast)
    tried(made, cast.sam, at(THURSDAY, 10), outcome="spoke")

    close_store_on(cast.north, THURSDAY, reason="Snow", by=cast.maya, now=at(THURSDAY, 14))

    assert close(cast.north, THURSDAY).missed == 0
    made.refresh_from_db()
    left.refresh_from_db()
    assert (made.state, made.first_due_on, made.first_tried_on) == ("done", THURSDAY, THURSDAY)
    assert made.counted_for == cast.sam
    assert left.first_due_on == FRIDAY


def test_edge_06_two_weeks_declared_late_are_spread_and_what_was_missed_stays(cast):
    cast.north.cards_a_day = 5
    cast.north.save()
    calls = [call_of(cast) for _ in range(7)]
    late = [call_of(cast, FRIDAY) for _ in range(5)]
    close(cast.north, THURSDAY)
    closed_until = MONDAY + days(11)

    declare(cast, THURSDAY, closed_until, now=noon(MONDAY))

    opens_on = closed_until + days(1)
    if opens_on.weekday() == 6:
        opens_on += days(1)
    for row in (*calls, *late):
        row.refresh_from_db()
    assert {row.first_due_on for row in calls} == {THURSDAY}  # missed before anybody declared
    assert {row.missed_on for row in calls} == {THURSDAY}
    assert {row.first_due_on for row in late} == {opens_on}
    assert ClosedDay.objects.filter(revoked_at=None).count() == 16


def test_edge_06_no_person_has_all_of_it_on_day_one(cast):
    cast.north.cards_a_day = 5
    cast.north.save()
    sams = [call_of(cast, condition="used") for _ in range(12)]
    beas_sale = deliver(cast.north, TUESDAY, salesperson=cast.bea, condition="used")
    beas = [FollowUp.objects.get(delivery=beas_sale)]

    declare(cast, THURSDAY, MONDAY + days(5))

    reopens = [MONDAY + days(n) for n in (7, 8, 9)]
    loads = Counter(row.due_on for row in refreshed(sams))
    assert loads == {reopens[0]: 5, reopens[1]: 5, reopens[2]: 2}
    assert {row.due_on for row in refreshed(beas)} == {reopens[0]}
    assert not FollowUpEvent.objects.exclude(kind="first_due_moved").exists()


def refreshed(rows):
    return FollowUp.objects.filter(pk__in=[row.pk for row in rows])


@pytest.mark.parametrize("can_write", [True, False], ids=["edge-06-written", "edge-06-manager"])
def test_a_deadline_that_passes_while_closed_is_written_or_the_managers(cast, can_write):
    delivery = deliver(
        cast.north,
        TUESDAY,
        salesperson=cast.sam,
        sale_kind="lease",
        lease_ends_on=date(2026, 9, 5),
    )
    plan_follow_ups(cast.north, today=TUESDAY, now=noon(TUESDAY))
    row = FollowUp.objects.get(touchpoint="lease_180")  # due Monday, 180 days before
    if not can_write:
        Customer.objects.filter(pk=delivery.customer_id).update(ways=1)

    declare(cast, TUESDAY - days(1), MONDAY, now=noon(MONDAY))

    row.refresh_from_db()
    assert row.due_on == MONDAY + days(1)
    assert (row.channel, row.owner) == (("email", cast.sam) if can_write else ("phone", cast.maya))
    kinds = set(FollowUpEvent.objects.filter(follow_up=row).values_list("kind", "reason"))
    assert kinds == {
        ("first_due_moved", "closed_day"),
        ("channel_changed", "closed_day") if can_write else ("reassigned", "deadline_passed"),
    }


def log_call_back(row, by, on, **told):
    details = LogDetails(
        key=uuid4(),
        shown=(row.pk,),
        ticked=(row.pk,),
        seen=0,
        outcome="call_back",
        call_back_on=on,
        reason="Plates are in",
        **told,
    )
    return log_attempt(row, details, by=by, now=noon(THURSDAY))


def test_edge_22_the_owner_who_named_himself_for_sunday_keeps_the_sunday(cast):
    row, sunday = call_of(cast), SATURDAY + days(1)
    log_call_back(row, cast.sam, sunday, call_back_at=time(13), call_back_by=cast.sam.pk)
    event = FollowUpEvent.objects.get(follow_up=row, reason="call_back_by")
    assert (event.kind, event.became) == ("named", "Sam Rivera")  # it did not change hands

    declare(cast, MONDAY + days(30), now=noon(THURSDAY))

    row.refresh_from_db()
    assert (row.due_on, row.due_at, row.owner) == (sunday, at(sunday, 13), cast.sam)


def test_edge_22_after_the_named_sunday_a_closed_day_moves_the_next_try(cast):
    row, sunday = call_of(cast), SATURDAY + days(1)
    log_call_back(row, cast.sam, sunday, call_back_by=cast.sam.pk)
    FollowUp.objects.filter(pk=row.pk).update(due_on=MONDAY)

    declare(cast, MONDAY, now=at(sunday, 14))

    row.refresh_from_db()
    assert row.due_on == MONDAY + days(1)


def test_edge_05_who_was_named_for_a_day_that_snow_closes_has_the_next_one(cast):
    row = call_of(cast)
    log_call_back(row, cast.sam, FRIDAY, call_back_by=cast.bea.pk)
    declare(cast, FRIDAY, now=at(FRIDAY, 8))
    row.refresh_from_db()
    assert (row.due_on, row.owner) == (SATURDAY, cast.bea)


def test_edge_05_a_promised_hour_moves_with_its_day(cast):
    row = call_of(cast)
    log_call_back(row, cast.sam, FRIDAY, call_back_at=time(16, 30))
    close_store_on(cast.north, FRIDAY, reason="Snow", by=cast.maya, now=at(FRIDAY, 14))
    row.refresh_from_db()
    assert (row.due_on, row.due_at) == (SATURDAY, at(SATURDAY, 16, 30))


def before_the_survey(cast, opens_days, delivered_on):
    """The post-sale call of a new car, due on the last day before the survey: Saturday."""
    cast.north.survey_opens_days = opens_days
    cast.north.save()
    row = call_of(cast, delivered_on)
    assert row.due_on == SATURDAY
    return row


def codes_of(row):
    row.refresh_from_db()
    return [note["code"] for note in row.planning_note]


@pytest.mark.parametrize("can_write", [True, False], ids=["edge-06-written", "edge-06-manager"])
def test_edge_02_no_open_day_is_left_before_the_survey(cast, can_write):
    row = before_the_survey(cast, 3, FRIDAY)
    assert codes_of(row) == ["moved_earlier_for_survey"]
    if not can_write:
        Customer.objects.filter(pk=row.customer_id).update(ways=1)

    declare(cast, SATURDAY, now=noon(FRIDAY))

    codes = codes_of(row)
    assert codes[0] == "survey_opens_first" and "moved_earlier_for_survey" not in codes
    assert row.due_on == MONDAY
    assert (row.channel, row.owner) == (("email", cast.sam) if can_write else ("phone", cast.maya))


def test_edge_02_an_earlier_open_day_before_the_survey_still_is_one(cast):
    row = before_the_survey(cast, 4, THURSDAY)

    declare(cast, SATURDAY, now=noon(THURSDAY))

    assert codes_of(row) == ["moved_earlier_for_survey"]
    assert (row.due_on, row.owner, row.channel) == (FRIDAY, cast.sam, "phone")


def test_edge_06_the_day_before_the_survey_has_passed(cast):
    row = before_the_survey(cast, 4, THURSDAY)
    declare(cast, SATURDAY, now=at(SATURDAY, 10))
    assert "moved_earlier_for_survey" not in codes_of(row)
    assert (row.due_on, row.channel) == (MONDAY, "email")


def test_edge_07_a_revoked_day_pulls_nothing_back_and_new_ones_may_use_it(cast):
    moved = call_of(cast)
    (closed,) = declare(cast, THURSDAY)
    open_store_after_all(closed, now=noon(TUESDAY))

    new = call_of(cast)

    moved.refresh_from_db()
    assert (moved.first_due_on, new.first_due_on) == (FRIDAY, THURSDAY)


def test_declaring_the_same_days_twice_changes_nothing_more(cast):
    call_of(cast)
    declare(cast, THURSDAY, FRIDAY)
    declare(cast, THURSDAY, FRIDAY)
    assert redate_for_calendar(cast.north.pk, now=noon(TUESDAY)) == 0
    assert ClosedDay.objects.count() == 2
    assert FollowUpEvent.objects.count() == 1
    with pytest.raises(ValueError, match="before"):
        declare(cast, FRIDAY, THURSDAY)
