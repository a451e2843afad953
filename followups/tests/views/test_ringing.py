"""Pressing Call gives the card's own answer: one ring a day, three tries a week, whose number."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from customers.actions import (
    add_phone,
    end_link,
    link_household,
    merge_customers,
    record_death,
)
from customers.models import HouseholdLink
from dealerfollow.stores.actions import create_user, hire
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.calls import calls_at, stand_at
from dealerfollow.testing.sales import buyer, deliver, noon, sale
from deliveries.actions import record_delivery
from deliveries.models import Delivery
from deliveries.rules.sale import VehicleDetails
from followups.models import CallTap, FollowUp

THURSDAY = date(2026, 3, 5)
NOW = noon(THURSDAY)
ANA, BILL = "+12125550142", "+12125550143"


@pytest.fixture
def rita(cast):
    rita = create_user("rita@copperline.example", "Rita Moss", password="correct horse battery")
    hire(rita, Role.SALESPERSON, group=cast.group, store=cast.north)
    return rita


def sell(cast, seller, number, *, name, days=2):
    told = buyer(first_name=name, phones=((number, "mobile"),))
    delivery = deliver(
        cast.north,
        THURSDAY - timedelta(days=days),
        salesperson=seller,
        buyer=told,
        condition="used",
    )
    return FollowUp.objects.get(delivery=delivery, kind="post_sale")


@pytest.fixture
def hers(cast):
    return sell(cast, cast.sam, ANA, name="Ana")


@pytest.fixture
def his(cast, rita, hers):
    row = sell(cast, rita, BILL, name="Bill")
    link_household(hers.customer, row.customer, "spouse", today=THURSDAY)
    return row


def press(caller, row, number):
    answer = caller.client.post(f"/calls/{row.pk}/tap/", {"number": number})
    return answer.status_code, answer.content.decode()


def test_edge_71_a_second_ring_in_the_household_is_refused_as_the_card_says(
    cast, rita, hers, his, sign_in, monkeypatch
):
    sam = calls_at(NOW, sign_in(cast.sam), monkeypatch)
    assert press(sam, hers, ANA) == (204, "")
    sam.log(hers, outcome="no_answer")
    second = calls_at(NOW, sign_in(rita), monkeypatch)
    assert second.open(his).context["card"].reach.call.closed == "Ana was called today"
    assert press(second, his, BILL) == (409, "household_rung")
    assert CallTap.objects.count() == 1


def test_edge_71_a_promise_is_told_all_the_same(cast, rita, hers, his, sign_in, monkeypatch):
    calls_at(NOW, sign_in(cast.sam), monkeypatch).log(hers, outcome="no_answer")
    FollowUp.objects.filter(pk=his.pk).update(kind="promise")
    second = calls_at(NOW, sign_in(rita), monkeypatch)
    assert second.open(his).context["card"].reach.call.href
    assert press(second, his, BILL) == (204, "")


def test_edge_72_reached_by_the_bdc_the_owner_does_not_ring_the_same_day(
    cast, hers, sign_in, monkeypatch
):
    calls_at(NOW, sign_in(cast.bea), monkeypatch).log(hers, outcome="spoke", reason="Plates")
    sam = calls_at(NOW, sign_in(cast.sam), monkeypatch)
    assert press(sam, hers, ANA) == (409, "reached_today")
    stand_at(NOW + timedelta(days=1), monkeypatch)
    tomorrow = calls_at(NOW + timedelta(days=1), sign_in(cast.sam), monkeypatch)
    assert press(tomorrow, hers, ANA) == (204, "")


def test_after_three_unanswered_tries_of_a_week_call_is_refused(cast, hers, sign_in, monkeypatch):
    sam = calls_at(NOW, sign_in(cast.sam), monkeypatch)
    for days in range(3):
        stand_at(NOW + timedelta(days=days, hours=days), monkeypatch)
        FollowUp.objects.update(due_on=THURSDAY + timedelta(days=days), tries=0, state="open")
        FollowUp.objects.update(closed_at=None, closed_by=None)
        assert press(sam, hers, ANA) == (204, "")
        sam.log(hers, outcome="no_answer")
    FollowUp.objects.update(state="open", closed_at=None, closed_by=None)
    stand_at(NOW + timedelta(days=4), monkeypatch)
    assert sam.open(hers).context["card"].reach.call.closed == "3 tries in 7 days"
    assert press(sam, hers, ANA) == (409, "budget_used_up")
    stand_at(NOW + timedelta(days=7, hours=1), monkeypatch)
    assert press(sam, hers, ANA) == (204, "")


def test_edge_18_tries_at_the_co_buyer_close_her_number_in_florida(cast, sign_in, monkeypatch):
    told = buyer(first_name="Ana", phones=(("+13055550142", "mobile"),), state="FL")
    other = buyer(first_name="Bill", phones=(("+13055550143", "mobile"),), state="FL")
    delivery = deliver(
        cast.north,
        THURSDAY - timedelta(days=2),
        salesperson=cast.sam,
        buyer=told,
        co_buyer=other,
    )
    row = FollowUp.objects.get(delivery=delivery)
    bought = deliver(
        cast.north,
        THURSDAY - timedelta(days=2),
        salesperson=cast.sam,
        buyer=other,
        condition="used",
    )
    his = FollowUp.objects.get(delivery=bought, kind="post_sale")
    assert his.customer == delivery.co_buyer
    sam = calls_at(NOW, sign_in(cast.sam), monkeypatch)
    for hour in (23, 23.3, 23.6):
        stand_at(datetime(2026, 3, 5, tzinfo=UTC) + timedelta(hours=hour), monkeypatch)
        FollowUp.objects.update(state="open", closed_at=None, closed_by=None)
        sam.log(his, outcome="no_answer")
    stand_at(NOW + timedelta(days=1), monkeypatch)
    assert press(sam, row, "+13055550143") == (409, "tries_used_up")
    shown = sam.open(row).context["card"].reach.other_numbers
    assert [number.number for number in shown] == []


def test_edge_65_after_a_merge_the_numbers_of_both_entries_are_offered(
    cast, hers, sign_in, monkeypatch
):
    again = sell(cast, cast.sam, "+12125550199", name="Ana", days=90).customer
    add_phone(again, ANA, kind="home", now=NOW)
    merge_customers(hers.customer, again, words="Same license", by=cast.maya, now=NOW)
    sam = calls_at(NOW, sign_in(cast.sam), monkeypatch)
    reach = sam.open(hers).context["card"].reach
    assert reach.call.number == ANA
    assert [one.number for one in reach.other_numbers] == ["+12125550199"]
    assert reach.has_another_number
    assert press(sam, hers, "+12125550199") == (204, "")


def test_edge_42_two_cars_with_two_co_buyers_offer_both(cast, hers, sign_in, monkeypatch):
    told = buyer(
        first_name=hers.customer.first_name,
        last_name=hers.customer.last_name,
        phones=((ANA, "mobile"),),
    )
    for name, number in (("Bill", BILL), ("Lena", "+12125550144")):
        delivery = deliver(
            cast.north,
            THURSDAY - timedelta(days=2),
            salesperson=cast.sam,
            buyer=told,
            co_buyer=buyer(first_name=name, phones=((number, "mobile"),)),
        )
        assert delivery.customer_id == hers.customer_id
    assert Delivery.objects.count() == 3
    sam = calls_at(NOW, sign_in(cast.sam), monkeypatch)
    shown = sam.open(hers).context["card"].reach.other_numbers
    assert {one.label for one in shown} == {"Bill …0143", "Lena …0144"}
    assert press(sam, hers, "+12125550144") == (204, "")


def test_edge_14_a_second_number_is_rung_by_its_own_clock(cast, sign_in, monkeypatch):
    nowhere = {"state": "", "postal_code": "", "city": "", "address": ""}
    hawaii = "+18085550143"
    told = buyer(phones=((ANA, "mobile"), (hawaii, "mobile")), **nowhere)
    delivery = deliver(cast.north, THURSDAY - timedelta(days=2), salesperson=cast.sam, buyer=told)
    row = FollowUp.objects.get(delivery=delivery, kind="post_sale")
    sam = calls_at(datetime(2026, 3, 5, 14, 30, tzinfo=UTC), sign_in(cast.sam), monkeypatch)
    reach = sam.open(row).context["card"].reach  # 9:30 in New York, 4:30 in Honolulu
    assert (reach.call.href, reach.other_numbers) == (f"tel:{ANA}", ())
    assert press(sam, row, ANA) == (204, "")
    assert press(sam, row, hawaii) == (409, "outside_hours")
    stand_at(datetime(2026, 3, 5, 19, tzinfo=UTC), monkeypatch)
    shown = sam.open(row).context["card"].reach.other_numbers
    assert [number.number for number in shown] == [hawaii]
    assert press(sam, row, hawaii) == (204, "")


def in_florida(cast, name, number, **told):
    return deliver(
        cast.north,
        THURSDAY - timedelta(days=2),
        salesperson=cast.sam,
        buyer=buyer(first_name=name, phones=((number, "mobile"),), state="FL"),
        **told,
    )


def three_tries(sam, row):
    for _ in range(3):
        FollowUp.objects.filter(pk=row.pk).update(state="open", closed_at=None, closed_by=None)
        assert sam.log(row, outcome="no_answer").status_code == 302


def test_edge_18_two_strangers_with_one_number_are_tried_three_times_together(
    cast, sign_in, monkeypatch
):
    number = "+13055550142"
    ana, tom = (
        FollowUp.objects.get(delivery=in_florida(cast, name, number), kind="post_sale")
        for name in ("Ana", "Tom")
    )
    assert ana.customer != tom.customer
    sam = calls_at(NOW, sign_in(cast.sam), monkeypatch)
    three_tries(sam, ana)
    call = sam.open(tom).context["card"].reach.call
    assert (call.href, call.closed) == ("", "3 tries in 24 hours: opens Fri, Mar 6, 12:00 PM")
    assert press(sam, tom, number) == (409, "tries_used_up")


def test_edge_18_a_co_buyer_who_is_no_relative_is_tried_three_times_too(cast, sign_in, monkeypatch):
    number = "+13055550143"
    bill = buyer(first_name="Bill", phones=((number, "mobile"),), state="FL")
    row = FollowUp.objects.get(delivery=in_florida(cast, "Ana", ANA, co_buyer=bill))
    HouseholdLink.objects.all().delete()
    FollowUp.objects.filter(pk=row.pk).update(kind="promise")  # a week's tries do not bind it
    sam = calls_at(NOW, sign_in(cast.sam), monkeypatch)
    for _ in range(3):  # rung from her card
        stand_at(timezone.now() + timedelta(minutes=1), monkeypatch)
        assert press(sam, row, number) == (204, "")
        stand_at(timezone.now() + timedelta(minutes=1), monkeypatch)
        assert sam.log(row, outcome="no_answer").status_code == 302
        FollowUp.objects.filter(pk=row.pk).update(state="open", closed_at=None, closed_by=None)
    assert sam.open(row).context["card"].reach.other_numbers == ()
    assert press(sam, row, number) == (409, "tries_used_up")


@pytest.fixture
def bought_together(cast):
    """Ana's, bought with Bill; each has a number of their own."""
    delivery = deliver(
        cast.north,
        THURSDAY - timedelta(days=2),
        salesperson=cast.sam,
        buyer=buyer(first_name="Ana", last_name="Ruiz", phones=((ANA, "mobile"),)),
        co_buyer=buyer(first_name="Bill", last_name="Ruiz", phones=((BILL, "mobile"),)),
    )
    return FollowUp.objects.get(delivery=delivery, kind="post_sale")


def people_on(sam, row):
    """The name of the card, the other numbers, and whether he could have answered."""
    page = sam.open(row)
    card = page.context["card"]
    numbers = [one.number for one in card.reach.other_numbers]
    return card.name, numbers, "Bill Ruiz" in page.content.decode()


def test_edge_69_after_they_parted_the_card_is_hers_alone(
    cast, bought_together, sign_in, monkeypatch
):
    row, bill = bought_together, bought_together.delivery.co_buyer
    sam = calls_at(NOW, sign_in(cast.sam), monkeypatch)
    assert people_on(sam, row) == ("Ana & Bill Ruiz", [BILL], True)
    end_link(row.customer, bill, today=THURSDAY)
    assert people_on(sam, row) == ("Ana Ruiz", [], False)
    assert press(sam, row, BILL) == (409, "no_longer_together")
    assert press(sam, row, ANA) == (204, "")
    link_household(row.customer, bill, "co_buyer", today=THURSDAY)
    assert people_on(sam, row) == ("Ana & Bill Ruiz", [BILL], True)


def test_edge_69_the_file_that_names_him_again_brings_nobody_together(cast, bought_together):
    row = bought_together
    end_link(row.customer, row.delivery.co_buyer, today=THURSDAY)
    told = sale(
        row.delivery.delivered_on,
        deal_number=row.delivery.deal_number,
        vehicle=VehicleDetails(vin=row.delivery.vehicle.vin),
        buyer=buyer(first_name="Ana", last_name="Ruiz", phones=((ANA, "mobile"),)),
        co_buyer=buyer(first_name="Bill", last_name="Ruiz", phones=((BILL, "mobile"),)),
    )
    again = record_delivery(cast.north, told, by=None, now=NOW, source="file")
    assert again.delivery.pk == row.delivery_id
    assert not HouseholdLink.objects.filter(ended_on=None).exists()


def test_edge_70_a_co_buyer_who_died_is_no_longer_on_the_card(
    cast, bought_together, sign_in, monkeypatch
):
    row = bought_together
    record_death(row.delivery.co_buyer, by=cast.sam, now=NOW)
    sam = calls_at(NOW, sign_in(cast.sam), monkeypatch)
    assert people_on(sam, row) == ("Ana Ruiz", [], False)
    assert press(sam, row, BILL) == (409, "deceased")
