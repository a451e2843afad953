"""One file tells a sale that came back and the one made instead, in either order."""

from datetime import date, timedelta

import pytest

from accountability.invariants import verify
from deliveries.models import Delivery
from deliveries.tests.files import NOW, bring_in, codes, counts, file_of, row
from followups.actions import plan_follow_ups
from followups.models import FollowUp, Plan

FIRST, AGAIN = date(2026, 11, 12), date(2026, 11, 18)
OTHER_CAR = {"vin": "1M8GDM9AXKP042788", "stock": "N2"}
GRACE = {"customer": "KIM,GRACE", "cell": "(602) 555-0108", "email": "grace@example.com"}

EITHER_ORDER = pytest.mark.parametrize(
    "is_new_first", [True, False], ids=["new-first", "old-first"]
)
ON_FILE = pytest.mark.parametrize("is_on_file", [False, True], ids=["unknown", "on-file"])


def old(**told):
    return row(sold_date=f"{FIRST:%m/%d/%Y}", delivery_date=f"{FIRST:%m/%d/%Y}", **told)


def rows_told(is_new_first, **new):
    rows = [row(**new), old(status="Unwound")]
    return file_of(*(rows if is_new_first else rows[::-1]))


def told_daily(cast, content, *, is_on_file):
    """The old one alone, perhaps, a week ago; then both in one file, and the next day again."""
    if is_on_file:
        bring_in(cast.north, file_of(old()), now=NOW - timedelta(days=7))
    first = bring_in(cast.north, content)
    before = state()
    second = bring_in(cast.north, content + b"\r\n", now=NOW + timedelta(hours=1))
    assert (counts(second), state()) == ((0, 0, 2, 0), before)
    return first


def state():
    rows = FollowUp.objects.order_by("pk").values_list("pk", "state", "due_on", "first_due_on")
    sales = Delivery.objects.order_by("pk").values_list("pk", "unwound_on", "deal_number")
    return list(rows), list(sales)


def the_one_running():
    """The one sale that stands, with its one post-sale follow-up open and nobody else's."""
    sale = Delivery.objects.get(unwound_on=None)
    post_sale = FollowUp.objects.get(delivery=sale, kind="post_sale")
    assert post_sale.state == "open"
    open_sales = FollowUp.objects.open().values_list("delivery", flat=True)
    running = Plan.objects.filter(ended_on=None, delivery__isnull=False)
    assert {*open_sales, *running.values_list("delivery", flat=True)} == {sale.pk}
    plan_follow_ups(sale.store, today=NOW.date(), now=NOW)
    found = verify(now=NOW + timedelta(hours=1))
    assert {name: found[name] for name in ("I1", "I2", "I5", "I7", "I9") if found[name]} == {}
    return sale


@EITHER_ORDER
@ON_FILE
@pytest.mark.parametrize("number", ["5001", "5002"], ids=["same-number", "new-number"])
def test_edge_39_the_same_car_and_buyer_is_one_sale_that_goes_on_from_the_first_delivery(
    cast, is_new_first, is_on_file, number
):
    content = rows_told(is_new_first, deal_number=number)
    batch = told_daily(cast, content, is_on_file=is_on_file)
    assert [code for _, code in codes(batch)] == ["former_contract"]
    sale = the_one_running()
    assert Delivery.objects.count() == 1
    assert (sale.delivered_on, sale.deal_number) == (FIRST, number)


@EITHER_ORDER
@ON_FILE
@pytest.mark.parametrize("number", ["5001", "5002"], ids=["same-number", "new-number"])
def test_edge_40_another_car_for_the_same_buyer_is_a_sale_of_its_own(
    cast, is_new_first, is_on_file, number
):
    content = rows_told(is_new_first, deal_number=number, **OTHER_CAR)
    told_daily(cast, content, is_on_file=is_on_file)
    sale = the_one_running()
    assert (sale.delivered_on, sale.vehicle.vin) == (AGAIN, OTHER_CAR["vin"])
    undone = Delivery.objects.exclude(pk=sale.pk).get()
    assert undone.vehicle.vin == row()["VIN"]
    assert undone.customer_id == sale.customer_id


@EITHER_ORDER
@ON_FILE
@pytest.mark.parametrize("number", ["5001", "5002"], ids=["same-number", "new-number"])
def test_edge_40_the_same_car_for_another_buyer_is_a_sale_of_its_own(
    cast, is_new_first, is_on_file, number
):
    content = rows_told(is_new_first, deal_number=number, **GRACE)
    told_daily(cast, content, is_on_file=is_on_file)
    sale = the_one_running()
    assert (sale.delivered_on, sale.customer.last_name) == (AGAIN, "Kim")
    undone = Delivery.objects.exclude(pk=sale.pk).get()
    assert undone.customer.last_name == "Delgado"
    assert undone.car_gone_on is None


@EITHER_ORDER
def test_edge_38_a_sale_and_its_reversal_of_the_same_day_are_for_a_person_to_tell(
    cast, is_new_first
):
    rows = [row(), row(status="Unwound")]
    batch = bring_in(cast.north, file_of(*(rows if is_new_first else rows[::-1])))
    assert {code for _, code in codes(batch)} == {"repeated_deal_number"}
    assert Delivery.objects.count() == 0


@EITHER_ORDER
def test_edge_41_a_number_used_again_for_another_car_and_buyer_is_refused(cast, is_new_first):
    content = rows_told(is_new_first, **OTHER_CAR, **GRACE)
    batch = bring_in(cast.north, content)
    assert "deal_number_used_again" in [code for _, code in codes(batch)]
