"""The page of a delivery: a day in doubt, a car that went, a deal of two, a house deal."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dealerfollow.stores.actions import create_user, hire
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.calls import Caller, stand_at
from dealerfollow.testing.sales import buyer, deliver, noon, sale
from deliveries.actions import record_delivery, unwind_delivery
from deliveries.actions.dates import revive_delivery
from deliveries.models import DateClearing, Delivery
from deliveries.rules.units import units
from followups.actions import plan_follow_ups
from followups.models import FollowUp

TUESDAY = date(2026, 3, 3)


@pytest.fixture
def delivery(cast, monkeypatch):
    stand_at(noon(TUESDAY + timedelta(days=1)), monkeypatch)
    return deliver(cast.north, TUESDAY, salesperson=cast.sam)


def at(name, row):
    return reverse(f"deliveries:{name}", args=[row.pk])


def test_edge_37_the_salesperson_asks_and_a_manager_answers(cast, sign_in, delivery):
    sam, maya = sign_in(cast.sam), sign_in(cast.maya)
    assert sam.post(at("clear-date", delivery), {"reason": ""}).status_code == 422
    asked = sam.post(at("clear-date", delivery), {"reason": "Waits for a part"}, follow=True)
    assert "Waits for a part" in asked.content.decode()
    wish = DateClearing.objects.get()
    assert sam.post(at("answer-clearing", wish), {"answer": "yes"}).status_code == 403
    listed = maya.get(reverse("deliveries:list"), {"tab": "asked"})
    assert [row["delivered"]["label"] for row in listed.context["rows"]] == ["Asked 0 days ago"]
    assert at("answer-clearing", wish) in maya.get(at("detail", delivery)).content.decode()
    maya.post(at("answer-clearing", wish), {"answer": "yes"})
    delivery.refresh_from_db()
    assert delivery.delivered_on is None
    assert FollowUp.objects.get(delivery=delivery).state_reason == "delivery_cleared"
    assert maya.get(reverse("deliveries:list"), {"tab": "asked"}).context["rows"] == []


def test_edge_37_an_old_wish_is_late(cast, sign_in, delivery, monkeypatch):
    sign_in(cast.sam).post(at("clear-date", delivery), {"reason": "Waits for a part"})
    stand_at(noon(TUESDAY + timedelta(days=4)), monkeypatch)
    listed = sign_in(cast.maya).get(reverse("deliveries:list"), {"tab": "asked"})
    assert [row["delivered"] for row in listed.context["rows"]] == [
        {"label": "Asked 3 days ago", "tone": "late"}
    ]


def test_edge_46_a_manager_says_that_the_car_went(cast, sign_in, delivery):
    gone = {"car_gone_on": TUESDAY, "car_gone_how": "traded_in"}
    assert sign_in(cast.sam).post(at("gone", delivery), gone).status_code == 403
    maya = sign_in(cast.maya)
    early = {**gone, "car_gone_on": TUESDAY - timedelta(days=1)}
    assert maya.post(at("gone", delivery), early).status_code == 422
    page = maya.post(at("gone", delivery), gone, follow=True).content.decode()
    assert "Traded in" in page
    reasons = FollowUp.objects.filter(delivery=delivery).values_list("state_reason", flat=True)
    assert set(reasons) == {"car_gone"}


def test_edge_03_typed_in_after_midnight_the_day_is_the_one_chosen(cast, sign_in, monkeypatch):
    after_midnight = datetime(2026, 3, 4, 0, 20, tzinfo=cast.north.zone)
    stand_at(after_midnight, monkeypatch)
    data = {
        "first_name": "Luz",
        "last_name": "Peña",
        "phone": "(480) 555-0119",
        "vin": "1HGCM82633A004352",
        "condition": "new",
        "when": "day",
        "delivered_on": "2026-03-03",
        "delivered_at": "21:40",
        "salesperson": cast.sam.pk,
        "sale_kind": "house",
        "tag_expires_on": "2026-04-02",
        "language": "es",
        "preferred_channel": "text",
        "consent_phone": "given",
        "consent_text": "unknown",
        "consent_email": "unknown",
        "owe-TOTAL_FORMS": "0",
        "owe-INITIAL_FORMS": "0",
    }
    answer = sign_in(cast.sam).post("/deliveries/new/", data)
    assert answer.status_code == 302, answer.context["form"].errors
    delivery = Delivery.objects.get()
    assert (delivery.delivered_on, delivery.recorded_at) == (TUESDAY, after_midnight)
    row = FollowUp.objects.get()
    assert (row.first_due_on, row.owner) == (date(2026, 3, 5), cast.maya)  # a house deal: edge 44
    assert delivery.plans.get(anchor_kind="tag").anchor_on == date(2026, 4, 2)


def test_edge_44_a_house_deal_typed_by_hand_is_the_managers(cast):
    delivery = deliver(cast.north, TUESDAY, salesperson=cast.sam, sale_kind="house")
    assert FollowUp.objects.get(delivery=delivery).owner == cast.maya
    assert delivery.salesperson == cast.sam


def test_edge_77_the_second_of_a_split_deal_makes_the_call_and_it_counts_once(
    cast, sign_in, delivery, monkeypatch
):
    second = create_user("rita@copperline.example", "Rita Moss")
    hire(second, Role.SALESPERSON, group=cast.group, store=cast.north)
    Delivery.objects.filter(pk=delivery.pk).update(second_salesperson=second)
    delivery.refresh_from_db()
    row = FollowUp.objects.get(delivery=delivery, kind="post_sale")
    caller = Caller(sign_in(second))
    assert caller.open(row).status_code == 200
    caller.log(row, outcome="spoke")
    row.refresh_from_db()
    assert (row.state, row.owner, row.counted_for) == ("done", cast.sam, cast.sam)
    assert FollowUp.objects.filter(delivery=delivery, kind="post_sale").count() == 1
    halves = units(delivery.salesperson_id, delivery.second_salesperson_id)
    assert (set(halves), sum(halves.values())) == ({cast.sam.pk, second.pk}, 1)


def test_edge_33_a_sale_of_14_months_ago_joins_at_its_next_six_month_day(cast):
    cast.north.follow_up_starts_on = TUESDAY
    cast.north.save()
    told = sale(date(2025, 1, 7), sold_on=date(2025, 1, 7))
    recorded = record_delivery(cast.north, told, by=None, now=noon(TUESDAY), salesperson=cast.sam)
    delivery = recorded.delivery
    assert delivery.is_before_start
    assert not FollowUp.objects.exists()
    plan = delivery.plans.get(ended_on=None)
    assert (plan.anchor_kind, plan.next_touchpoint, plan.next_occurrence) == (
        "ownership",
        "check_in",
        3,
    )
    assert plan.next_on == date(2026, 6, 30)  # a week before the 18 months


def test_edge_35_the_list_of_waiting_cars_marks_day_5(cast, sign_in, monkeypatch):
    now = noon(TUESDAY)
    stand_at(now, monkeypatch)
    assert timezone.now() == now
    for days in (4, 5):
        sold_on = TUESDAY - timedelta(days=days)
        told = sale(None, sold_on=sold_on)
        record_delivery(cast.north, told, by=None, now=now, salesperson=cast.sam)
    listed = sign_in(cast.maya).get(reverse("deliveries:list"), {"tab": "waiting"})
    assert [
        (row["delivered"]["label"], row["delivered"]["tone"]) for row in listed.context["rows"]
    ] == [
        ("Not yet, 4 days", "hand"),
        ("Not yet, 5 days", "late"),
    ]
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        pytest.param("excluded_wholesale", "wholesale", id="edge-44-wholesale"),
        pytest.param("excluded_dealer_trade", "dealer trade", id="edge-44-dealer-trade"),
    ],
)
def test_a_sale_that_was_excluded_later_says_what_it_is(cast, sign_in, delivery, code, words):
    now = noon(TUESDAY + timedelta(days=1))
    unwind_delivery(cast.north, delivery, now.date(), by=None, now=now, source=code)
    maya, said = sign_in(cast.maya), f"Not followed up: {words}"
    listed = maya.get(reverse("deliveries:list"), {"tab": "unwound"})
    assert [row["delivered"]["label"] for row in listed.context["rows"]] == [said]
    for url in (at("detail", delivery), f"/customers/{delivery.customer_id}/"):
        page = maya.get(url).content.decode()
        assert said.lower() in page.lower()
        assert "nwound" not in re.sub("unwound-|The sale was unwound|Unwind", "", page)
    page = maya.get(at("detail", delivery))
    assert [change["field"] for change in page.context["changes"]] == [said]
    assert [change["who"] for change in page.context["changes"]] == ["from the sold file"]
    refused = maya.post(at("correct", delivery), {"delivered_on": TUESDAY})
    assert said in refused.content.decode()
    revive_delivery(cast.north, delivery, by=None, now=now, source="file")
    page = maya.get(at("detail", delivery))
    assert (page.context["undone"], [c["field"] for c in page.context["changes"]]) == (
        "",
        [said, said],
    )


def test_edge_38_an_unwound_sale_says_so(cast, sign_in, delivery):
    now = noon(TUESDAY + timedelta(days=1))
    unwind_delivery(cast.north, delivery, now.date(), by=cast.maya, now=now)
    maya = sign_in(cast.maya)
    listed = maya.get(reverse("deliveries:list"), {"tab": "unwound"})
    assert "Unwound" in listed.context["rows"][0]["delivered"]["label"]
    assert maya.get(at("detail", delivery)).context["undone"] == "Unwound"
    assert "unwound" in maya.get(f"/customers/{delivery.customer_id}/").content.decode()


def test_edge_44_who_is_told_nothing_of_a_wholesale_is_not_told_of_an_unwinding(cast):
    maria = buyer(born_on=date(1980, 3, 8))
    sale = deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=maria)
    now = noon(TUESDAY)
    plan_follow_ups(cast.north, today=TUESDAY, now=now)
    assert FollowUp.objects.open().filter(kind="birthday").exists()
    unwind_delivery(cast.north, sale, TUESDAY, by=None, now=now, source="excluded_wholesale")
    reasons = set(FollowUp.objects.values_list("state", "state_reason"))
    assert reasons == {("stopped", "excluded_wholesale")}
