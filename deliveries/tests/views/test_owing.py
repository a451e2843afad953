"""A we-owe added by hand, and "nothing owed" signed at delivery."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.actions import merge_customers
from dealerfollow.testing.sales import deliver
from deliveries.actions import settle_we_owe
from deliveries.models import Delivery, WeOwe
from deliveries.tests.desks import hire_clerk, owed_on
from deliveries.tests.views.test_recording import typed

TODAY = timezone.localdate(timezone=ZoneInfo("America/New_York"))  # the cast's store
SOLD = TODAY - timedelta(days=10)
SOON = TODAY + timedelta(days=5)
URL = "/we-owes/new/"


def said(**told):
    return {"item": "Second key", "department": "parts", "owed_by": "store", **told}


@pytest.fixture
def sale(cast):
    return deliver(cast.north, SOLD, salesperson=cast.sam, deal_number="D-100", stock_number="S1")


@pytest.mark.parametrize("number", ["D-100", " d100 ", "s1"])
def test_a_clerk_adds_one_by_the_number_of_the_deal(cast, sale, sign_in, number):
    client = sign_in(hire_clerk(cast, "parts"))
    told = said(number=number, promised_on=SOON, is_told="on", is_safety="on")
    answer = client.post(f"{URL}?department=parts", told)
    row = WeOwe.objects.get()
    assert answer.url == f"/we-owes/?department=parts&owe={row.pk}"
    assert (row.delivery, row.customer, row.is_safety) == (sale, sale.customer, True)
    assert (row.promised_on, row.told_on, row.first_quoted_on) == (SOON, SOON, SOON)
    assert client.get(answer.url).context["owe"]["customer_url"] == ""


def test_a_salesperson_adds_a_perk_with_its_count_on_the_delivery(cast, sale, sign_in):
    client = sign_in(cast.sam)
    url = f"{URL}?delivery={sale.pk}"
    told = said(item="Free oil changes", department="service", uses=4)
    assert client.post(url, told).url == reverse("deliveries:detail", args=[sale.pk])
    client.post(url, told)  # pressed twice
    row = WeOwe.objects.get()
    assert (row.kind, row.uses, row.used) == ("perk", 4, 0)
    page = client.get(reverse("deliveries:detail", args=[sale.pk]))
    assert page.context["owes"][0]["sub"] == "0 of 4 used"


def test_on_the_customers_page_the_car_is_picked_or_none(cast, sale, sign_in):
    client = sign_in(cast.sam)
    url = f"{URL}?customer={sale.customer_id}"
    back = reverse("customers:customer", args=[sale.customer_id])
    assert client.post(url, said(sale=sale.pk)).url == back
    assert client.post(url, said(item="Call the bank", department="finance", sale="")).url == back
    assert set(WeOwe.objects.values_list("item", "delivery")) == {
        ("Second key", sale.pk),
        ("Call the bank", None),
    }
    assert client.post(url, said(sale="999999")).status_code == 422


def test_of_two_deals_with_the_number_the_car_is_picked(cast, sale, sign_in):
    other = deliver(cast.north, SOLD, salesperson=cast.sam, stock_number="D100")
    client = sign_in(hire_clerk(cast, "parts"))
    page = client.post(URL, said(number="d100"))
    assert "sale" in page.context["form"].errors
    client.post(URL, said(number="d100", sale=other.pk))
    assert WeOwe.objects.get().delivery == other


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"item": ""}, "item"),
        ({"department": ""}, "department"),
        ({"department": "nope"}, "department"),
        ({"number": ""}, "number"),
        ({"number": "nobody"}, "number"),
        ({"promised_on": SOLD}, "promised_on"),
        ({"is_told": "on"}, "promised_on"),
        ({"uses": "0"}, "uses"),
        ({"uses": "2", "owed_by": "customer"}, "uses"),
        ({"item": "a\x00b"}, "item"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(cast, sale, sign_in, told, field):
    page = sign_in(cast.sam).post(URL, {**said(number="D-100"), **told})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert not WeOwe.objects.exists()


def test_only_who_sees_customers_adds_by_customer_and_nobody_out_of_scope(cast, sale, sign_in):
    by_customer, by_sale = f"{URL}?customer={sale.customer_id}", f"{URL}?delivery={sale.pk}"
    clerk = sign_in(hire_clerk(cast, "parts"))
    assert clerk.get(by_customer).status_code == 404
    assert clerk.get(by_sale).status_code == 200
    for stranger in (cast.otto, cast.noor):
        client = sign_in(stranger)
        assert client.get(by_customer).status_code == 404
        assert client.post(by_sale, said()).status_code == 404
        assert client.post(URL, said(number="D-100")).status_code == 422
    assert clerk.get(f"{URL}?delivery=x").status_code == 404
    assert not WeOwe.objects.exists()


def nothing_url(sale):
    return reverse("deliveries:nothing-owed", args=[sale.pk])


def test_nothing_owed_is_signed_on_the_delivery_and_shown(cast, sale, sign_in):
    client = sign_in(cast.sam)
    for _ in range(2):
        assert client.post(nothing_url(sale)).status_code == 302
    sale.refresh_from_db()
    assert sale.nothing_owed_by == cast.sam
    page = client.get(reverse("deliveries:detail", args=[sale.pk]))
    assert page.context["nothing_owed"].endswith("with Sam Rivera")
    assert page.context["nothing_url"] == ""


def test_nothing_owed_is_refused_while_something_of_ours_is_open(cast, sale, sign_in):
    row = owed_on(cast, SOLD, "Floor mats", delivery=sale)
    owed_on(cast, SOLD, "Signature", delivery=sale, owed_by="customer")
    client = sign_in(cast.sam)
    page = client.post(nothing_url(sale))
    assert page.status_code == 422
    assert "Floor mats" in page.context["owed_problem"]
    assert "Signature" not in page.context["owed_problem"]
    assert page.context["nothing_url"] == ""
    settle_we_owe(row, by=cast.maya, now=timezone.now())
    assert client.post(nothing_url(sale)).status_code == 302


def test_nothing_owed_is_signed_while_recording(cast, sign_in):
    nothing = {"owe-0-item": "", "owe-0-department": "", "nothing_owed": "on"}
    sign_in(cast.sam).post("/deliveries/new/", typed(cast, **nothing))
    assert Delivery.objects.get().nothing_owed_by == cast.sam


def test_a_line_of_the_due_bill_contradicts_nothing_owed_and_nothing_is_kept(cast, sign_in):
    page = sign_in(cast.sam).post("/deliveries/new/", typed(cast, nothing_owed="on"))
    assert page.status_code == 422
    assert "Second key" in page.context["form"].errors["nothing_owed"][0]
    assert not Delivery.objects.exists()


def test_what_the_customer_owes_is_not_about_safety(cast, sale, sign_in):
    told = said(owed_by="customer", item="Signature", is_safety="on")
    page = sign_in(cast.sam).post(f"{URL}?delivery={sale.pk}", told)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["is_safety"])
    assert not WeOwe.objects.exists()


def test_an_old_address_of_a_merged_entry_adds_it_to_who_goes_on(cast, sale, sign_in):
    old = deliver(cast.north, SOLD - timedelta(days=90), salesperson=cast.sam).customer
    merge_customers(old, sale.customer, words="One", by=cast.maya, now=timezone.now())
    sign_in(cast.sam).post(f"{URL}?customer={old.pk}", said(sale=""))
    assert WeOwe.objects.get().customer == sale.customer
