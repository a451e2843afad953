"""The day ends: one miss per follow-up, counted for one person, never nothing."""

from datetime import date, time

import pytest

from accountability.actions import DayNotEndedError, close_day
from accountability.models import Excuse, Miss, SweepRun
from accountability.tests.sweeping import (
    FRIDAY,
    MONDAY,
    SATURDAY,
    SUNDAY,
    THURSDAY,
    at,
    close,
    event,
    post_sale,
    tried,
)
from customers.actions import record_stop
from dealerfollow.stores.actions import add_absence, close_store_on
from dealerfollow.stores.models import Absence, Membership, SystemOutage
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.models import FollowUp, Notice


def misses():
    return list(Miss.objects.order_by("id").values_list("counted_for__name", "because", "day"))


def excuses():
    return list(Excuse.objects.order_by("day", "id").values_list("reason", "day"))


@pytest.fixture
def call(cast):
    return post_sale(cast.north, cast.sam)


def test_what_nobody_tried_is_a_miss_of_its_owner_and_stays_open(cast, call):
    result = close(cast.north, THURSDAY)

    assert (result.missed, result.excused, result.is_new) == (1, 0, True)
    assert misses() == [("Sam Rivera", "owner", THURSDAY)]
    call.refresh_from_db()
    assert (call.state, call.missed_on, call.counted_for) == ("open", THURSDAY, cast.sam)
    run = SweepRun.objects.get(store=cast.north, day=THURSDAY)
    assert (run.missed, run.excused) == (1, 0)


def test_a_day_closed_twice_is_closed_once(cast, call):
    close(cast.north, THURSDAY)
    again = close(cast.north, THURSDAY)

    assert (again.missed, again.is_new) == (1, False)
    assert (Miss.objects.count(), Notice.objects.filter(kind="missed").count()) == (1, 1)


def test_another_store_is_not_touched(cast, call):
    post_sale(cast.south, cast.noor)
    close(cast.north, THURSDAY)
    assert misses() == [("Sam Rivera", "owner", THURSDAY)]


def test_a_dry_run_counts_and_writes_nothing(cast, call):
    result = close(cast.north, THURSDAY, is_dry_run=True)

    assert (result.missed, result.excused) == (1, 0)
    assert (Miss.objects.count(), Excuse.objects.count(), SweepRun.objects.count()) == (0, 0, 0)
    assert not Notice.objects.filter(kind="missed").exists()
    call.refresh_from_db()
    assert call.missed_on is None


def test_a_day_that_is_still_running_is_refused(cast, call):
    with pytest.raises(DayNotEndedError):
        close_day(cast.north, THURSDAY, at(THURSDAY, 20, 59))
    assert SweepRun.objects.count() == 0


def test_edge_01_a_closed_sunday_has_its_run_and_no_miss(cast):
    call = post_sale(cast.north, cast.sam, delivered_on=FRIDAY)
    assert call.first_due_on == MONDAY
    assert close(cast.north, SUNDAY).missed == 0
    assert close(cast.north, MONDAY).missed == 1
    assert SweepRun.objects.filter(day=SUNDAY, missed=0, excused=0).count() == 1


def test_edge_05_a_snow_day_moves_what_is_open_and_nobody_missed_it(cast, call):
    close_store_on(cast.north, THURSDAY, reason="Snow", by=cast.maya, now=at(THURSDAY, 14))
    assert close(cast.north, THURSDAY).missed == 0
    call.refresh_from_db()
    assert (call.first_due_on, call.due_on) == (FRIDAY, FRIDAY)
    assert close(cast.north, FRIDAY).missed == 1


def test_edge_23_on_the_weekly_day_off_the_cover_is_counted(cast, call):
    Membership.objects.filter(user=cast.sam).update(
        weekly_hours={"4": ["09:00", "20:00"]}, cover=cast.bea
    )
    close(cast.north, THURSDAY)
    assert misses() == [("Bea Walsh", "cover_for_owner", THURSDAY)]
    call.refresh_from_db()
    assert (call.owner, call.counted_for) == (cast.sam, cast.bea)


def test_edge_24_sick_from_ten_leaves_what_was_tried_before_to_the_owner(cast, call):
    other = post_sale(cast.north, cast.sam)
    tried(call, cast.sam, at(THURSDAY, 9, 30), next_on=FRIDAY)
    Membership.objects.filter(user=cast.sam).update(cover=cast.bea)
    off(cast, cast.sam, entered_at=at(THURSDAY, 10))
    close(cast.north, THURSDAY)
    assert list(Miss.objects.values_list("follow_up", "counted_for")) == [(other.pk, cast.bea.pk)]


def test_edge_25_when_the_cover_is_off_too_it_is_the_manager(cast, call):
    Membership.objects.filter(user=cast.sam).update(cover=cast.bea)
    off(cast, cast.sam, entered_at=at(THURSDAY, 8))
    off(cast, cast.bea, entered_at=at(THURSDAY, 8))
    close(cast.north, THURSDAY)
    assert misses() == [("Maya Torres", "manager_for_owner", THURSDAY)]


def test_edge_26_an_absence_entered_after_the_day_excuses_nobody(cast, call):
    off(cast, cast.sam, entered_at=at(FRIDAY, 9))
    close_day(cast.north, THURSDAY, at(FRIDAY, 10))
    assert misses() == [("Sam Rivera", "owner", THURSDAY)]


def off(cast, user, *, entered_at):
    return add_absence(
        cast.north, user, starts_on=THURSDAY, ends_on=THURSDAY, by=cast.maya, now=entered_at
    )


def test_somebody_who_left_is_nobody_the_manager_is_counted(cast, call):
    Membership.objects.filter(user=cast.sam).update(ended_at=at(THURSDAY, 8))
    close(cast.north, THURSDAY)
    assert misses() == [("Maya Torres", "manager_for_owner", THURSDAY)]


def test_edge_27_an_outage_excuses_its_days_and_the_next_is_counted(cast, call):
    SystemOutage.objects.create(
        group=cast.group, starts_on=THURSDAY, ends_on=FRIDAY, reason="Data center"
    )
    for day in (THURSDAY, FRIDAY, SATURDAY):
        close(cast.north, day)
    assert excuses() == [("system", THURSDAY), ("system", FRIDAY)]
    assert misses() == [("Sam Rivera", "owner", SATURDAY)]


def test_edge_28_a_call_after_closing_time_is_on_time(cast, call):
    tried(call, cast.sam, at(THURSDAY, 20, 40), outcome="spoke")
    assert close(cast.north, THURSDAY).missed == 0


def test_a_call_after_the_days_end_came_too_late_whenever_the_sweep_runs(cast, call):
    tried(call, cast.sam, at(THURSDAY, 21, 30), outcome="spoke")
    close_day(cast.north, THURSDAY, at(FRIDAY, 9))
    assert misses() == [("Sam Rivera", "owner", THURSDAY)]


def test_a_late_sweep_finds_what_was_made_only_the_next_day(cast, call):
    tried(call, cast.sam, at(FRIDAY, 11), outcome="spoke")
    close_day(cast.north, THURSDAY, at(FRIDAY, 12))
    assert misses() == [("Sam Rivera", "owner", THURSDAY)]
    call.refresh_from_db()
    assert (call.state, call.missed_on) == ("done", THURSDAY)


def test_edge_31_open_for_five_days_is_one_miss_and_one_notice(cast, call):
    for day in (THURSDAY, FRIDAY, SATURDAY, SUNDAY, MONDAY):
        close(cast.north, day)
    assert misses() == [("Sam Rivera", "owner", THURSDAY)]
    assert list(Notice.objects.values_list("dedupe_key", flat=True)) == [
        f"missed:{cast.north.pk}:{THURSDAY}:{cast.maya.pk}"
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
    }


def test_a_group_admin_is_told_where_a_store_has_no_manager(cast):
    post_sale(cast.south, cast.noor)
    close(cast.south, THURSDAY)
    assert Notice.objects.get(kind="missed").to == cast.grace


def test_edge_33_a_store_that_starts_today_has_no_misses_tonight(cast):
    cast.north.follow_up_starts_on = THURSDAY
    cast.north.save()
    for n in range(3):
        deliver(cast.north, date(2025, 1, 7 + n), salesperson=cast.sam, now=noon(THURSDAY))
    assert close(cast.north, THURSDAY).missed == 0


def test_a_second_try_that_was_not_made_is_the_one_miss_and_names_the_try(cast, call):
    tried(call, cast.sam, at(THURSDAY, 10), next_on=FRIDAY)
    close(cast.north, THURSDAY)
    close(cast.north, FRIDAY)
    miss = Miss.objects.get()
    assert (miss.try_number, miss.due_on, miss.day) == (2, FRIDAY, FRIDAY)


@pytest.mark.parametrize(
    "came", [{"outcome": "spoke"}, {"next_on": MONDAY}], ids=["and-closed", "and-due-again"]
)
def test_a_second_try_made_a_day_late_is_missed_however_late_the_sweep_runs(cast, call, came):
    tried(call, cast.sam, at(THURSDAY, 10), next_on=FRIDAY)
    tried(call, cast.sam, at(SATURDAY, 10), **came)
    for day in (THURSDAY, FRIDAY, SATURDAY):
        close_day(cast.north, day, at(SATURDAY, 22))
    miss = Miss.objects.get()
    assert (miss.try_number, miss.due_on, miss.day) == (2, FRIDAY, FRIDAY)


def test_a_snoozed_follow_up_is_excused_once_and_missed_on_its_new_day(cast, call):
    event(call, "snoozed", at(THURSDAY, 15), due_on=SATURDAY)
    for day in (THURSDAY, FRIDAY, SATURDAY):
        close(cast.north, day)
    assert excuses() == [("snoozed", THURSDAY)]
    assert misses() == [("Sam Rivera", "owner", SATURDAY)]


def test_edge_72_a_bdc_talk_moves_the_owners_own_to_the_next_day(cast, call):
    FollowUp.objects.filter(pk=call.pk).update(bdc_tried_on=THURSDAY, due_on=FRIDAY)
    close(cast.north, THURSDAY)
    close(cast.north, FRIDAY)
    assert excuses() == [("snoozed", THURSDAY)]
    assert misses() == [("Sam Rivera", "owner", FRIDAY)]


def test_edge_73_a_miss_keeps_its_name_and_an_heir_has_a_full_day(cast, call):
    other = post_sale(cast.north, cast.sam, delivered_on=date(2026, 3, 4))
    close(cast.north, THURSDAY)
    for one in (call, other):
        event(one, "reassigned", at(FRIDAY, 16), owner_id=cast.maya.pk)
    for day in (FRIDAY, SATURDAY):
        close(cast.north, day)
    call.refresh_from_db()
    assert (call.owner, call.counted_for) == (cast.maya, cast.sam)
    assert excuses() == [("heir_first_day", FRIDAY)]
    assert misses() == [
        ("Sam Rivera", "owner", THURSDAY),
        ("Maya Torres", "owner", SATURDAY),
    ]


def test_edge_19_without_a_legal_minute_it_is_excused_and_the_manager_is_told(cast):
    call = post_sale(cast.north, cast.sam)
    call.customer.reach_from, call.customer.reach_until = time(21, 30), time(23)
    call.customer.save()
    result = close(cast.north, THURSDAY)
    assert (result.missed, result.notices, excuses()) == (0, 1, [("no_legal_minute", THURSDAY)])
    assert Notice.objects.get(kind="missed").facts["to_ask"] == 1


def test_edge_18_tries_that_others_used_up_excuse_the_owner(cast):
    call = post_sale(cast.north, cast.sam, buyer=florida())
    elsewhere = post_sale(cast.north, cast.maya)
    FollowUp.objects.filter(pk=elsewhere.pk).update(customer=call.customer)
    elsewhere.refresh_from_db()
    for hour in (11, 12, 13):
        tried(elsewhere, cast.maya, at(THURSDAY, hour), next_on=MONDAY)
    close(cast.north, THURSDAY)
    assert excuses() == [("tries_used_up", THURSDAY)]
    assert misses() == []


def florida():
    return buyer(
        state="FL", postal_code="33101", city="Miami", phones=(("+13055550123", "mobile"),)
    )


def test_a_customer_without_a_number_is_no_excuse(cast):
    call = post_sale(cast.north, cast.sam)
    call.customer.phones.all().delete()
    assert close(cast.north, THURSDAY).missed == 1


def test_a_full_day_excuses_tier_two_and_never_tier_one(cast):
    cast.north.cards_a_day = 2
    first, second, third = (post_sale(cast.north, cast.sam) for _ in range(3))
    FollowUp.objects.filter(pk=third.pk).update(tier=2)
    close(cast.north, THURSDAY)
    assert sorted(Miss.objects.values_list("follow_up", flat=True)) == [first.pk, second.pk]
    assert excuses() == [("over_cap", THURSDAY)]


def test_counted_for_stays_frozen_when_the_owner_changes(cast, call):
    close(cast.north, THURSDAY)
    FollowUp.objects.filter(pk=call.pk).update(owner=cast.maya)
    close(cast.north, FRIDAY)
    call.refresh_from_db()
    assert (call.owner, call.counted_for) == (cast.maya, cast.sam)
    assert misses() == [("Sam Rivera", "owner", THURSDAY)]


def test_a_stopped_customer_is_nobodys_miss(cast, call):
    record_stop(
        call.customer,
        scope="everything",
        channel="all",
        words="",
        by=cast.sam,
        now=at(THURSDAY, 10),
    )
    assert close(cast.north, THURSDAY).missed == 0
    assert Absence.objects.count() == 0


@pytest.mark.parametrize("size", [1, 12])
def test_the_number_of_queries_does_not_depend_on_what_was_due(
    cast, size, django_assert_num_queries
):
    for _ in range(size):
        post_sale(cast.north, cast.sam)
    with django_assert_num_queries(21):
        assert close(cast.north, THURSDAY).missed == size
