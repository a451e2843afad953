"""A sale's life as its follow-ups see it: corrected, cleared, undone, revived, replaced."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from accountability.invariants import verify
from dealerfollow.stores.actions import end_membership
from dealerfollow.stores.models import Membership
from dealerfollow.testing.sales import buyer, days, deliver, noon, sale
from deliveries.actions import (
    DealNumberUsedAgain,
    NothingToClear,
    answer_clearing,
    ask_to_clear,
    correct_delivered_on,
    end_ownership,
    owe,
    record_delivery,
    settle_we_owe,
    unwind_delivery,
)
from deliveries.models import DateClearing, Delivery
from deliveries.rules.sale import VehicleDetails
from followups.actions import plan_follow_ups
from followups.models import Attempt, FollowUp, FollowUpEvent, Plan

TUESDAY = date(2026, 3, 3)


def broken(cast, now):
    """What is broken once the day's planning ran."""
    plan_follow_ups(cast.north, today=cast.north.day_of(now), now=now)
    return {name: rows for name, rows in verify(now=now).items() if rows}


def plan_until(cast, first, last):
    for n in range((last - first).days + 1):
        plan_follow_ups(cast.north, today=first + days(n), now=noon(first + days(n)))


def tell(cast, told, now):
    return record_delivery(cast.north, told, by=None, now=now, salesperson=cast.sam).delivery


def rows_of(delivery):
    return {row.touchpoint: row for row in FollowUp.objects.filter(delivery=delivery)}


def made(row, on):
    """As a talk leaves it."""
    talk = Attempt.objects.create(
        group_id=row.group_id,
        store_id=row.store_id,
        customer_id=row.customer_id,
        by_id=row.owner_id,
        by_role="salesperson",
        at=noon(on),
        made_on=on,
        channel="phone",
        outcome="spoke",
        is_try=True,
        is_talk=True,
        proof="claimed",
        key=uuid4(),
    )
    FollowUp.objects.filter(pk=row.pk).update(
        state="done",
        tries=1,
        first_tried_on=on,
        reached_on=on,
        closed_at=noon(on),
        closed_by=talk,
    )


def ended(delivery):
    return {
        name: (row.state, row.state_reason)
        for name, row in rows_of(delivery).items()
        if row.state != "open"
    }


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


def test_edge_38_unwound_on_day_5_ends_all_but_money_and_the_trade_in(cast):
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam)
    plan_follow_ups(cast.north, today=TUESDAY, now=noon(TUESDAY))
    facts = {"department": "finance", "promised_on": None, "by": cast.sam, "today": TUESDAY}
    owes = [
        owe(cast.north, delivery.customer, item, delivery=delivery, **facts)
        for item in ("Second key", "Refund of the deposit", "Return their trade-in")
    ]
    now = noon(TUESDAY + days(5))
    unwind_delivery(cast.north, delivery, TUESDAY + days(5), by=cast.maya, now=now)
    assert set(ended(delivery).values()) == {("stopped", "unwound")}
    assert not FollowUp.objects.open().filter(delivery=delivery).exists()
    for one in owes:
        one.refresh_from_db()
    assert [one.status for one in owes] == ["cancelled", "open", "open"]
    plan_until(cast, TUESDAY + days(5), TUESDAY + days(40))
    assert not FollowUp.objects.open().filter(delivery=delivery).exists()
    settle_we_owe(owes[1], by=cast.maya, now=now)
    assert broken(cast, noon(TUESDAY + days(40))) == {}


def contract_again(cast, told, on, **changes):
    """The same car and buyer under a new number, told on that day."""
    new = replace(told, deal_number="NEW", sold_on=on, delivered_on=on, **changes)
    return record_delivery(cast.north, new, by=None, now=noon(on), salesperson=cast.sam)


@pytest.mark.parametrize("is_called", [True, False])
def test_edge_39_contracted_again_next_day_the_plan_goes_on_from_the_first_delivery(
    cast, is_called
):
    told = sale(TUESDAY)
    delivery = tell(cast, told, noon(TUESDAY))
    plan_follow_ups(cast.north, today=TUESDAY, now=noon(TUESDAY))
    if is_called:
        made(rows_of(delivery)["post_sale"], TUESDAY + days(2))
    back, again = TUESDAY + days(2), TUESDAY + days(3)
    unwind_delivery(cast.north, delivery, back, by=None, now=noon(back))
    recorded = contract_again(cast, told, again)
    assert (recorded.delivery.pk, recorded.change) == (delivery.pk, "updated")
    delivery.refresh_from_db()
    assert (delivery.deal_number, delivery.delivered_on, delivery.unwound_on) == (
        "NEW",
        TUESDAY,
        None,
    )
    rows = rows_of(delivery)
    post_sale = rows["post_sale"]
    expected = ("done", TUESDAY + days(2)) if is_called else ("open", again)
    assert (post_sale.state, post_sale.first_due_on) == expected
    assert (rows["satisfaction"].state, rows["satisfaction"].first_due_on.day) == ("open", 10)
    assert contract_again(cast, told, again).change == "unchanged"
    plan_until(cast, again, TUESDAY + days(30))
    kinds = FollowUp.objects.filter(delivery=delivery).values_list("touchpoint", flat=True)
    assert sorted(kinds) == ["how_to", "post_sale", "satisfaction"]
    assert broken(cast, noon(again)) == {}


def test_edge_39_what_was_promised_for_the_car_is_promised_again(cast):
    told = sale(TUESDAY)
    delivery = tell(cast, told, noon(TUESDAY))
    facts = {"department": "parts", "promised_on": None, "by": cast.sam, "today": TUESDAY}
    key = owe(cast.north, delivery.customer, "Second key", delivery=delivery, **facts)
    unwind_delivery(cast.north, delivery, TUESDAY, by=None, now=noon(TUESDAY))
    contract_again(cast, told, TUESDAY + days(1))
    key.refresh_from_db()
    assert (key.status, key.settled_at, key.word) == ("open", None, "")


def test_edge_40_another_car_for_the_same_buyer_is_a_new_plan_linked_to_the_old(cast):
    told = sale(TUESDAY)
    first = tell(cast, told, noon(TUESDAY))
    back, again = TUESDAY + days(2), TUESDAY + days(3)
    unwind_delivery(cast.north, first, back, by=None, now=noon(back))
    second = contract_again(cast, told, again, vehicle=VehicleDetails(vin="OTHERVIN000000001"))
    delivery = second.delivery
    assert (second.change, delivery.replaces_id) == ("created", first.pk)
    assert rows_of(delivery)["post_sale"].state == "open"
    assert set(ended(first).values()) == {("stopped", "unwound")}
    running = Plan.objects.filter(customer=first.customer_id, ended_on=None)
    assert set(running.values_list("delivery_id", flat=True)) == {delivery.pk}
    assert broken(cast, noon(again)) == {}


@pytest.mark.parametrize("has_another", [False, True], ids=["edge-38-only-car", "edge-38-another"])
def test_an_heir_introduces_himself_only_to_who_has_a_car(cast, has_another):
    maria = buyer(born_on=date(1980, 3, 12))
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=maria)
    if has_another:
        deliver(cast.north, TUESDAY - days(90), salesperson=cast.sam, buyer=maria)
    sam = Membership.objects.get(user=cast.sam)
    end_membership(sam, by=cast.maya, now=noon(TUESDAY), heirs=[cast.bea])
    plan_until(cast, TUESDAY, TUESDAY + days(4))
    introductions = FollowUp.objects.filter(plan__anchor_kind="orphan")
    assert introductions.filter(state="open").exists()
    back = TUESDAY + days(5)
    unwind_delivery(cast.north, delivery, back, by=cast.maya, now=noon(back))
    plan_until(cast, back, back + days(40))
    still_open = FollowUp.objects.filter(state="open", customer=delivery.customer_id)
    kinds = set(still_open.values_list("plan__anchor_kind", flat=True))
    assert kinds >= {"orphan", "birthday"} if has_another else kinds == set()
    ended = set(introductions.exclude(state="open").values_list("state", "state_reason"))
    assert ended == (set() if has_another else {("stopped", "unwound")})
    assert broken(cast, noon(back + days(40))) == {}


def undone_sale(cast, **told):
    """Sold on Tuesday under number D77, back on Thursday; and how it was told."""
    sold = sale(TUESDAY, deal_number="D77", **told)
    delivery = tell(cast, sold, noon(TUESDAY))
    back = TUESDAY + days(2)
    unwind_delivery(cast.north, delivery, back, by=None, now=noon(back))
    return delivery, sold


def from_file(cast, told, **changes):
    """The sale as the next day's file tells it under the same number."""
    on = TUESDAY + days(3)
    told = replace(told, sold_on=on, delivered_on=on, **changes)
    return record_delivery(cast.north, told, by=None, now=noon(on), source="file")


def test_edge_40_another_car_under_the_same_deal_number_is_a_new_plan(cast):
    first, told = undone_sale(cast)
    other = VehicleDetails(vin="OTHERVIN000000001")
    second = from_file(cast, told, vehicle=other)
    delivery = second.delivery
    assert (second.change, delivery.replaces_id) == ("created", first.pk)
    assert (delivery.customer_id, delivery.deal_number) == (first.customer_id, "D77")
    assert rows_of(delivery)["post_sale"].state == "open"
    first.refresh_from_db()
    assert (first.deal_number, first.unwound_on) == ("", TUESDAY + days(2))
    assert first.vehicle.vin == told.vehicle.vin
    assert set(ended(first).values()) == {("stopped", "unwound")}
    assert from_file(cast, told, vehicle=other).change == "unchanged"
    old = record_delivery(cast.north, told, by=None, now=noon(TUESDAY + days(3)), source="file")
    assert (old.change, old.notices) == ("unchanged", ("former_contract",))
    delivery.refresh_from_db()
    assert delivery.vehicle.vin == other.vin
    assert broken(cast, noon(TUESDAY + days(3))) == {}


def test_edge_39_contracted_again_under_the_same_deal_number(cast):
    first, told = undone_sale(cast)
    again = from_file(cast, told)
    assert (again.change, again.delivery.pk) == ("updated", first.pk)
    first.refresh_from_db()
    assert (first.unwound_on, first.delivered_on) == (None, TUESDAY)
    assert rows_of(first)["post_sale"].state == "open"
    assert from_file(cast, told).change == "unchanged"


def test_edge_41_a_shared_landline_is_no_proof_of_the_buyer(cast):
    landline = (("+12125550666", "home"),)
    john = buyer(first_name="John", last_name="Smith", phones=landline)
    delivery = tell(cast, sale(TUESDAY, buyer=john, deal_number="X1"), noon(TUESDAY))
    kevin = buyer(first_name="Kevin", last_name="Jones", phones=landline)
    with pytest.raises(DealNumberUsedAgain):
        tell(cast, sale(TUESDAY, buyer=kevin, deal_number="X1"), noon(TUESDAY))
    delivery.refresh_from_db()
    assert delivery.customer.name == "John Smith"


def second_car(cast, maria, on):
    return deliver(cast.north, on, buyer=maria, salesperson=cast.sam)


def test_edge_45_a_second_car_on_day_20_takes_over_day_30_and_day_90(cast):
    maria = buyer()
    first = deliver(cast.north, TUESDAY, buyer=maria, salesperson=cast.sam)
    plan_until(cast, TUESDAY, TUESDAY + days(20))
    for name in ("post_sale", "satisfaction"):
        made(rows_of(first)[name], TUESDAY + days(7))
    day_20 = TUESDAY + days(20)
    second = second_car(cast, maria, day_20)
    newer_call = rows_of(second)["post_sale"]
    given = {name: row for name, row in rows_of(first).items() if row.state == "superseded"}
    assert {name: row.superseded_by_id for name, row in given.items()} == {
        "how_to": newer_call.pk,
        "check_in_90": newer_call.pk,
    }
    assert {row.state_reason for row in given.values()} == {"newer_delivery"}
    owners = Plan.objects.filter(anchor_kind="ownership", ended_on=None)
    assert [plan.delivery_id for plan in owners] == [second.pk]
    plan_until(cast, day_20, TUESDAY + days(130))
    keys = FollowUp.objects.filter(delivery=first).values_list("touchpoint", flat=True)
    assert sorted(keys) == ["check_in_90", "how_to", "post_sale", "satisfaction"]
    assert rows_of(second)["how_to"].state == "open"
    assert broken(cast, noon(TUESDAY + days(130))) == {}


def test_edge_45_a_second_car_brought_back_gives_day_30_to_the_first_again(cast):
    maria = buyer()
    first = deliver(cast.north, TUESDAY, buyer=maria, salesperson=cast.sam)
    plan_until(cast, TUESDAY, TUESDAY + days(20))
    second = second_car(cast, maria, TUESDAY + days(20))
    back = TUESDAY + days(22)
    unwind_delivery(cast.north, second, back, by=None, now=noon(back))
    rows = rows_of(first)
    assert (rows["how_to"].state, rows["check_in_90"].state) == ("open", "open")
    assert broken(cast, noon(back)) == {}


def test_edge_45_two_cars_of_one_day_keep_their_follow_ups(cast):
    maria = buyer()
    cars = [second_car(cast, maria, TUESDAY) for _ in range(2)]
    plan_until(cast, TUESDAY, TUESDAY + days(30))
    assert [ended(car) for car in cars] == [{}, {}]


def test_edge_46_a_car_traded_in_ends_what_is_about_the_car_only(cast):
    delivery = deliver(
        cast.north,
        TUESDAY,
        buyer=buyer(born_on=date(1980, 4, 1)),
        salesperson=cast.sam,
        sale_kind="lease",
        lease_ends_on=date(2029, 3, 3),
        tag_expires_on=TUESDAY + days(30),
    )
    plan_until(cast, TUESDAY, TUESDAY + days(10))
    gone_on = TUESDAY + days(10)
    for _ in range(2):
        end_ownership(delivery, gone_on, "traded_in", by=cast.sam, now=noon(gone_on))
    assert {name: reason for name, (_, reason) in ended(delivery).items()} == {
        "post_sale": "car_gone",
        "satisfaction": "car_gone",
        "how_to": "car_gone",
    }
    plan_until(cast, gone_on, TUESDAY + days(200))
    assert {row.kind for row in FollowUp.objects.open()} == {"check_in", "birthday"}
    running = Plan.objects.filter(ended_on=None).values_list("anchor_kind", flat=True)
    assert sorted(running) == ["birthday", "ownership"]
    assert broken(cast, noon(TUESDAY + days(200))) == {}


def test_edge_46_the_same_car_delivered_to_somebody_else_is_gone(cast):
    car = VehicleDetails(vin="TESTVINSOLDAGAIN1")
    first = deliver(cast.north, TUESDAY, salesperson=cast.sam, vehicle=car)
    again = TUESDAY + days(100)
    second = deliver(cast.south, again, salesperson=cast.noor, vehicle=car)
    first.refresh_from_db()
    assert (first.car_gone_on, first.car_gone_how) == (again, "sold_again")
    assert ended(first)["post_sale"] == ("stopped", "car_gone")
    second.refresh_from_db()
    assert (second.car_gone_on, ended(second)) == (None, {})


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
