"""A sale undone, contracted again, or told under a number used before, as its follow-ups see it."""

from dataclasses import replace
from datetime import date

import pytest

from dealerfollow.stores.actions import end_membership
from dealerfollow.stores.models import Membership
from dealerfollow.testing.sales import buyer, days, deliver, noon, sale
from deliveries.actions import (
    DealNumberUsedAgain,
    owe,
    record_delivery,
    settle_we_owe,
    unwind_delivery,
)
from deliveries.rules.sale import VehicleDetails
from followups.actions import plan_follow_ups
from followups.models import FollowUp, Plan
from followups.tests.life import TUESDAY, broken, ended, made, plan_until, rows_of, tell


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


def introduced_by_bea(cast, *, through):
    """Sam left on the day of his sale, and Bea took the customer over; the sale was undone on
    `through`."""
    told = sale(TUESDAY, buyer=buyer(born_on=date(1980, 3, 12)))
    delivery = tell(cast, told, noon(TUESDAY))
    sam = Membership.objects.get(user=cast.sam)
    end_membership(sam, by=cast.maya, now=noon(TUESDAY), heirs=[cast.bea])
    if through > TUESDAY:
        plan_until(cast, TUESDAY, through)
    unwind_delivery(cast.north, delivery, through, by=cast.maya, now=noon(through))
    return delivery, told


def introductions_of(delivery):
    rows = FollowUp.objects.filter(plan__anchor_kind="orphan", customer=delivery.customer_id)
    return {row.touchpoint: (row.state, row.due_on, row.owner) for row in rows}


def test_edge_39_an_heir_goes_on_introducing_herself_when_the_sale_is_contracted_again(cast):
    delivery, told = introduced_by_bea(cast, through=TUESDAY + days(1))
    plan = Plan.objects.get(anchor_kind="orphan")
    assert {state for state, *_ in introductions_of(delivery).values()} == {"stopped"}
    again = TUESDAY + days(3)
    contract_again(cast, told, again)
    assert introductions_of(delivery) == {
        "introduction": ("open", again, cast.bea),
        "introduction_3": ("open", TUESDAY + days(6), cast.bea),
    }
    assert rows_of(delivery)["post_sale"].owner == cast.bea
    plan_until(cast, again, TUESDAY + days(40))
    plan.refresh_from_db()
    assert (plan.ended_reason, len(introductions_of(delivery))) == ("walked_through", 3)
    assert broken(cast, noon(TUESDAY + days(40))) == {}


def test_edge_39_an_introduction_that_was_not_due_yet_comes_anew(cast):
    delivery, told = introduced_by_bea(cast, through=TUESDAY)
    assert introductions_of(delivery) == {}
    again = TUESDAY + days(30)
    contract_again(cast, told, again)
    plan_until(cast, again, again + days(1))
    assert introductions_of(delivery)["introduction"] == ("open", again + days(1), cast.bea)
    assert broken(cast, noon(again + days(1))) == {}


def test_edge_39_who_is_no_longer_the_heir_introduces_herself_to_nobody(cast):
    delivery, told = introduced_by_bea(cast, through=TUESDAY + days(1))
    bea = Membership.objects.get(user=cast.bea)
    end_membership(bea, by=cast.maya, now=noon(TUESDAY + days(2)))
    contract_again(cast, told, TUESDAY + days(3))
    plan_until(cast, TUESDAY + days(3), TUESDAY + days(40))
    assert {state for state, *_ in introductions_of(delivery).values()} == {"stopped"}
    assert rows_of(delivery)["post_sale"].owner == cast.maya
    assert broken(cast, noon(TUESDAY + days(40))) == {}


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
