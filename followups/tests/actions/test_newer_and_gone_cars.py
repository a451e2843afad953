"""A second car for the same buyer, and a car that they no longer have."""

from datetime import date

from dealerfollow.testing.sales import buyer, days, deliver, noon
from deliveries.actions import (
    end_ownership,
    unwind_delivery,
)
from deliveries.rules.sale import VehicleDetails
from followups.models import FollowUp, Plan
from followups.tests.life import TUESDAY, broken, ended, made, plan_until, rows_of


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
