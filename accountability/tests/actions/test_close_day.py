"""The day ends: one miss per follow-up, counted for one person, never nothing."""

from datetime import date, time, timedelta

import pytest

from accountability.actions import DayNotEndedError, close_day
from accountability.invariants.rows import days_that_left_no_trace, misses_without_their_notice
from accountability.models import Excuse, Miss, SweepRun
from accountability.queries.ledger import miss_rows
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
from dealerfollow.stores.actions import add_absence, close_store_on, hire
from dealerfollow.stores.models import Absence, Membership, Store, SystemOutage
from dealerfollow.stores.queries import store_day
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.models import FollowUp, Notice
from followups.queries.people import staff_of
from followups.tasks import message_of


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


def test_a_dry_run_of_a_closed_day_says_what_it_found_then(cast, call):
    close(cast.north, THURSDAY)
    post_sale(cast.north, cast.sam)

    again = close(cast.north, THURSDAY, is_dry_run=True)

    assert (again.missed, again.excused, again.is_new) == (1, 0, False)


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


def test_edge_31_over_a_sick_week_it_is_one_miss_with_age_five(cast, call):
    member = Membership.objects.get(user=cast.sam)
    Membership.objects.filter(pk=member.pk).update(cover=cast.bea)
    off(cast, cast.sam, entered_at=at(THURSDAY, 8))
    last = THURSDAY + timedelta(days=5)
    for n in range(6):
        close(cast.north, THURSDAY + timedelta(days=n))
    (row,) = miss_rows(Miss.objects.all(), now=at(last, 22))
    assert (row.wait.label, row.person) == ("5 days", "Bea Walsh")
    assert Notice.objects.filter(kind="missed").count() == 1


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


def test_edge_18_sam_bea_and_the_south_store_share_the_three_tries(cast):
    call = post_sale(cast.north, cast.sam, buyer=florida())
    south = post_sale(cast.south, cast.noor)
    other = post_sale(cast.north, cast.maya)
    FollowUp.objects.filter(pk__in=[south.pk, other.pk]).update(customer=call.customer)
    tried(other, cast.sam, at(THURSDAY, 11), next_on=MONDAY)
    tried(other, cast.bea, at(THURSDAY, 12), next_on=MONDAY, role="bdc_rep")
    assert close(cast.north, THURSDAY, is_dry_run=True).missed == 1
    tried(south, cast.noor, at(THURSDAY, 13), next_on=MONDAY)
    close(cast.north, THURSDAY)
    assert (excuses(), misses()) == ([("tries_used_up", THURSDAY)], [])


@pytest.mark.parametrize(
    ("number", "is_used_up"),
    [
        pytest.param("+13055550123", True, id="edge-18-spouse-on-the-same-number"),
        pytest.param("+13055550124", False, id="edge-18-spouse-on-another-number"),
    ],
)
def test_tries_to_a_spouse_count_by_the_number_dialed(cast, number, is_used_up):
    call = post_sale(cast.north, cast.sam, buyer=florida())
    spouse = post_sale(cast.south, cast.noor, buyer=florida(phones=((number, "mobile"),)))
    assert spouse.customer != call.customer
    for hour in (11, 12, 13):
        attempt = tried(spouse, cast.noor, at(THURSDAY, hour), next_on=MONDAY, number=number)
    assert attempt.number == number
    close(cast.north, THURSDAY)
    assert [reason for reason, _ in excuses()] == (["tries_used_up"] if is_used_up else [])
    assert len(misses()) == (not is_used_up)


def florida(**told):
    facts = {"phones": (("+13055550123", "mobile"),), **told}
    return buyer(state="FL", postal_code="33101", city="Miami", **facts)


def test_edge_19_it_is_said_once_and_not_every_night(cast):
    call = post_sale(cast.north, cast.sam)
    call.customer.reach_from, call.customer.reach_until = time(21, 30), time(23)
    call.customer.save()
    for day in (THURSDAY, FRIDAY, SATURDAY, MONDAY):
        close(cast.north, day)
    assert excuses() == [("no_legal_minute", THURSDAY)]
    assert Notice.objects.filter(kind="missed").count() == 1
    assert days_that_left_no_trace(at(MONDAY, 22)) == []


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
    with django_assert_num_queries(22):
        assert close(cast.north, THURSDAY).missed == size


def test_edge_25_the_sweep_counts_for_the_manager_on_whose_list_it_stood(cast, call):
    hire(cast.noor, Role.GM, group=cast.group, store=cast.north)
    Membership.objects.filter(user=cast.sam).update(cover=cast.bea)
    for user in (cast.sam, cast.bea, cast.maya):
        off(cast, user, entered_at=at(THURSDAY, 8))
    day = store_day(cast.north, now=at(THURSDAY, 12))
    staff = staff_of(cast.north, today=THURSDAY, calendar=day.calendar)
    assert cast.sam.pk in staff.covered_by(cast.noor.pk)
    assert staff.covered_by(cast.maya.pk) == frozenset()
    close(cast.north, THURSDAY)
    assert misses() == [("Noor Haddad", "manager_for_owner", THURSDAY)]
