"""The day of a delivery: corrected, taken away, told by the contract; and the temporary tag's."""

from dataclasses import replace
from datetime import date

import pytest

from dealerfollow.testing.sales import days, deliver, noon, sale
from deliveries.actions import (
    NothingToClear,
    answer_clearing,
    ask_to_clear,
    correct_delivered_on,
    unwind_delivery,
)
from deliveries.models import DateClearing, Delivery
from followups.actions import plan_follow_ups
from followups.models import FollowUp, FollowUpEvent, Plan
from followups.tests.life import TUESDAY, broken, ended, made, plan_until, rows_of, tell


def test_edge_36_from_the_3rd_to_the_10th_moves_what_nobody_tried_under_the_same_key(cast):
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam)
    plan_follow_ups(cast.north, today=TUESDAY, now=noon(TUESDAY))
    before = rows_of(delivery)
    assert {name: row.first_due_on.day for name, row in before.items()} == {
        "post_sale": 5,
        "satisfaction": 10,
    }
    made(before["post_sale"], TUESDAY + days(2))
    now = noon(date(2026, 3, 6))
    correct_delivered_on(cast.north, delivery, date(2026, 3, 10), by=cast.sam, now=now)
    after = rows_of(delivery)
    assert {name: row.pk for name, row in after.items()} == {n: r.pk for n, r in before.items()}
    assert (after["post_sale"].state, after["post_sale"].first_due_on.day) == ("done", 5)
    assert (after["satisfaction"].first_due_on, after["satisfaction"].due_on) == (
        date(2026, 3, 17),
        date(2026, 3, 17),
    )
    move = FollowUpEvent.objects.get(follow_up=after["satisfaction"], kind="first_due_moved")
    assert (move.was, move.became) == ("2026-03-10", "2026-03-17")
    correct_delivered_on(cast.north, delivery, date(2026, 3, 10), by=cast.sam, now=now)
    assert FollowUpEvent.objects.filter(kind="first_due_moved").count() == 1


def test_edge_36_what_a_late_call_had_answered_too_comes_back_with_a_later_date(cast):
    learned = date(2026, 3, 12)
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam, now=noon(learned))
    assert ended(delivery) == {"satisfaction": ("superseded", "learned_late")}
    correct_delivered_on(cast.north, delivery, date(2026, 3, 11), by=cast.sam, now=noon(learned))
    row = rows_of(delivery)["satisfaction"]
    assert (row.state, row.first_due_on, row.superseded_by) == ("open", date(2026, 3, 18), None)
    assert FollowUp.objects.filter(delivery=delivery, touchpoint="satisfaction").count() == 1
    assert broken(cast, noon(learned)) == {}


def test_edge_36_what_a_late_call_answered_stays_answered_by_an_earlier_date(cast):
    learned = date(2026, 3, 12)
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam, now=noon(learned))
    correct_delivered_on(cast.north, delivery, date(2026, 3, 2), by=cast.sam, now=noon(learned))
    assert ended(delivery) == {"satisfaction": ("superseded", "learned_late")}


def test_edge_37_nothing_leaves_the_list_before_a_manager_says_yes(cast):
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam)
    now = noon(TUESDAY + days(1))
    wish = ask_to_clear(delivery, "Waits for a part", by=cast.sam, now=now)
    assert ask_to_clear(delivery, "Again", by=cast.sam, now=now) == wish
    delivery.refresh_from_db()
    assert (delivery.delivered_on, ended(delivery)) == (TUESDAY, {})
    assert answer_clearing(wish, is_approved=False, by=cast.maya, now=now)
    assert not answer_clearing(wish, is_approved=True, by=cast.maya, now=now)  # came second
    delivery.refresh_from_db()
    assert (delivery.delivered_on, ended(delivery)) == (TUESDAY, {})
    assert broken(cast, now) == {}


def test_edge_37_a_cleared_date_pauses_the_plan_and_the_right_one_brings_everything_back(cast):
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam)
    plan_follow_ups(cast.north, today=TUESDAY, now=noon(TUESDAY))
    tried = rows_of(delivery)["post_sale"]
    FollowUp.objects.filter(pk=tried.pk).update(tries=1, first_tried_on=TUESDAY + days(2))
    now = noon(TUESDAY + days(2))
    wish = ask_to_clear(delivery, "Waits for a part", by=cast.sam, now=now)
    assert answer_clearing(wish, is_approved=True, by=cast.maya, now=now)
    cleared = ("stopped", "delivery_cleared")
    assert ended(delivery) == {"post_sale": cleared, "satisfaction": cleared}
    plans = Plan.objects.filter(delivery=delivery)
    assert {(p.next_on, p.ended_on, p.paused_on) for p in plans} == {
        (None, None, TUESDAY + days(2))
    }
    assert list(Delivery.objects.waiting()) == [delivery]
    assert broken(cast, now) == {}

    back = noon(TUESDAY + days(9))
    delivery.refresh_from_db()
    correct_delivered_on(cast.north, delivery, TUESDAY + days(8), by=cast.sam, now=back)
    rows = rows_of(delivery)
    assert (rows["post_sale"].pk, rows["post_sale"].state, rows["post_sale"].tries) == (
        tried.pk,
        "open",
        1,
    )
    assert rows["satisfaction"].first_due_on == TUESDAY + days(15)
    assert not Plan.objects.exclude(paused_on=None).exists()
    assert broken(cast, back) == {}


def test_edge_37_a_file_that_tells_the_cleared_day_again_changes_nothing(cast):
    told = sale(TUESDAY, delivered_on_source="delivered")
    delivery = tell(cast, told, noon(TUESDAY))
    now = noon(TUESDAY + days(1))
    wish = ask_to_clear(delivery, "Waits for a part", by=cast.sam, now=now)
    answer_clearing(wish, is_approved=True, by=cast.maya, now=now)
    tell(cast, told, noon(TUESDAY + days(2)))
    assert Delivery.objects.get().delivered_on is None
    tell(cast, replace(told, delivered_on=TUESDAY + days(2)), noon(TUESDAY + days(2)))
    assert Delivery.objects.get().delivered_on == TUESDAY + days(2)
    assert rows_of(delivery)["post_sale"].state == "open"
    assert broken(cast, noon(TUESDAY + days(2))) == {}


def test_edge_37_a_corrected_date_answers_the_wish_and_an_unwound_sale_has_none(cast):
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam)
    now = noon(TUESDAY + days(2))
    ask_to_clear(delivery, "Wrong day", by=cast.sam, now=now)
    correct_delivered_on(cast.north, delivery, TUESDAY + days(1), by=cast.sam, now=now)
    assert DateClearing.objects.get().is_approved is False
    unwind_delivery(cast.north, delivery, TUESDAY + days(2), by=None, now=now)
    with pytest.raises(NothingToClear):
        ask_to_clear(delivery, "Again", by=cast.sam, now=now)


def test_edge_08_plates_are_due_before_the_tag_expires_and_move_with_it(cast):
    told = sale(TUESDAY, tag_expires_on=date(2026, 4, 5))  # a Sunday
    delivery = tell(cast, told, noon(TUESDAY))
    plan_until(cast, TUESDAY, date(2026, 4, 1))
    plates = rows_of(delivery)["plates"]
    assert (plates.first_due_on, plates.kind, plates.tier) == (date(2026, 4, 4), "plates", 1)
    now = noon(date(2026, 4, 1))
    tell(cast, replace(told, tag_expires_on=date(2026, 4, 15)), now)
    plates.refresh_from_db()
    assert plates.first_due_on == date(2026, 4, 14)
    assert broken(cast, now) == {}


def test_edge_08_no_plates_where_the_state_gives_them_at_the_sale(cast):
    cast.north.state = "TX"
    cast.north.save()
    deliver(cast.north, TUESDAY, salesperson=cast.sam, tag_expires_on=date(2026, 4, 5))
    assert not Plan.objects.filter(anchor_kind="tag").exists()


def test_edge_35_a_contract_date_is_named_on_the_follow_up(cast):
    by_contract = deliver(cast.north, TUESDAY, salesperson=cast.sam, delivered_on_source="sold")
    typed = deliver(cast.north, TUESDAY, salesperson=cast.sam)
    codes = [
        [n["code"] for n in rows_of(d)["post_sale"].planning_note] for d in (by_contract, typed)
    ]
    assert codes == [["contract_date"], []]
