"""Whom a link names, and whom adding somebody of the family may touch."""

from datetime import date

import pytest

from customers.actions import (
    link_household,
    merge_customers,
    record_death,
    record_stop,
)
from customers.models import Customer, HouseholdLink, Prospect, RegistryScrub
from dealerfollow.testing.calls import stand_at
from dealerfollow.testing.sales import buyer, days, deliver, noon

TUESDAY = date(2026, 3, 3)
NOW = noon(TUESDAY)
BILL = {"first_name": "Bill", "last_name": "Reyes", "kind": "spouse"}
FAMILY = "family@example.com"


@pytest.fixture
def ana(cast):
    told = buyer(first_name="Ana", last_name="Reyes", emails=(FAMILY,))
    return deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=told).customer


@pytest.fixture
def sam(cast, sign_in, monkeypatch):
    stand_at(NOW, monkeypatch)
    return sign_in(cast.sam)


def add(client, customer, **told):
    return client.post(f"/customers/{customer.pk}/household/new/", {**BILL, **told})


def household(client, customer):
    return client.get(f"/customers/{customer.pk}/").context["story"].household


def bought(cast, first, *, store=None, on=TUESDAY, **told):
    person = buyer(first_name=first, last_name="Reyes", **told)
    return deliver(store or cast.north, on, buyer=person).customer


def test_a_spouse_with_the_address_of_the_family_is_added_and_nobody_is_renamed(cast, ana, sam):
    assert add(sam, ana, email=FAMILY).status_code == 302
    assert Customer.objects.get(pk=ana.pk).first_name == "Ana"
    bill = Customer.objects.get(first_name="Bill")
    assert HouseholdLink.objects.filter(customer=ana, other=bill, kind="spouse").exists()


def test_who_is_on_file_is_linked_as_they_stand(cast, ana, sam):
    number = "+12125550171"
    bill = bought(cast, "Bill", phones=((number, "mobile"),), city="Albany")
    add(sam, ana, number="(212) 555-0171", email="new@example.com", preferred_channel="text")
    assert HouseholdLink.objects.filter(customer=ana, other=bill).exists()
    assert Customer.objects.get(pk=bill.pk).preferred_channel == "phone"
    assert not bill.emails.filter(address="new@example.com").exists()


def test_somebody_of_a_store_out_of_sight_is_neither_linked_nor_changed(cast, ana, sam):
    number = "+12125550171"
    theirs = bought(cast, "Bill", store=cast.south, phones=((number, "mobile"),))
    add(sam, ana, number="(212) 555-0171", email="new@example.com")
    assert not HouseholdLink.objects.filter(other=theirs).exists()
    assert theirs.emails.count() == 1
    (mine,) = Customer.objects.filter(first_name="Bill", store=cast.north)
    assert HouseholdLink.objects.filter(customer=ana, other=mine).exists()


def test_a_second_press_makes_no_second_person(cast, ana, sam):
    for _ in range(2):
        assert add(sam, ana).status_code == 302  # neither a number nor an address
    assert Customer.objects.filter(first_name="Bill").count() == 1
    assert HouseholdLink.objects.filter(customer=ana).count() == 1


def test_who_is_added_belongs_to_a_store_in_which_the_reader_may_write(cast, ana, sign_in, sam):
    noor = sign_in(cast.noor)
    told = buyer(first_name="Ana", last_name="Reyes", emails=(FAMILY,))
    deliver(cast.south, TUESDAY - days(300), buyer=told)  # she bought there too, before
    Customer.objects.filter(pk=ana.pk).update(store=cast.north)
    assert add(noor, ana).status_code == 302
    assert Customer.objects.get(first_name="Bill").store == cast.south


def test_edge_65_a_link_to_an_entry_that_was_merged_names_who_goes_on(cast, ana, sam):
    double = bought(cast, "Will", on=TUESDAY - days(200))
    bill = bought(cast, "Bill")
    link_household(ana, double, "spouse", today=TUESDAY)
    merge_customers(bill, double, words="one man", by=cast.maya, now=NOW)
    (shown,) = household(sam, ana)
    assert (shown.name, shown.url) == ("Bill Reyes", f"/customers/{bill.pk}/")
    assert shown.href
    record_stop(bill, scope="everything", channel="all", words="Stop", by=cast.sam, now=NOW)
    (shown,) = household(sam, ana)
    assert (shown.href, shown.answer) == ("", "asked us to stop")


def test_edge_70_nobody_is_offered_a_call_to_the_dead(cast, ana, sam):
    double = bought(cast, "Will", on=TUESDAY - days(200))
    bill = bought(cast, "Bill")
    link_household(ana, double, "spouse", today=TUESDAY)
    merge_customers(bill, double, words="one man", by=cast.maya, now=NOW)
    record_death(bill, by=cast.sam, now=NOW)
    assert household(sam, ana)[0].href == ""


@pytest.mark.parametrize("merged", ["customer", "other"])
def test_edge_69_the_link_of_a_merged_entry_is_ended_like_any_other(cast, ana, sam, merged):
    bill = bought(cast, "Bill")
    whose, of = (ana, "Anna") if merged == "customer" else (bill, "Will")
    double = bought(cast, of, on=TUESDAY - days(200))
    pair = (double, bill) if merged == "customer" else (ana, double)
    link_household(*pair, "spouse", today=TUESDAY)
    merge_customers(whose, double, words="one person", by=cast.maya, now=NOW)
    address = f"/customers/{ana.pk}/household/end/"
    assert sam.post(address, {"row": bill.pk, "ended_on": "2026-03-03"}).status_code == 302
    assert not HouseholdLink.objects.filter(ended_on=None).exists()
    assert household(sam, ana) == ()
    assert "Bill" not in sam.get(f"/customers/{ana.pk}/timeline/").content.decode()


def sent(cast, customer, by, store):
    RegistryScrub.objects.filter(group=cast.group).delete()
    return Prospect.objects.create(
        group=cast.group,
        store=store,
        customer=customer,
        source="referral",
        referred_by=by,
        owner=cast.noor,
        opened_at=NOW,
    )


def test_line_29_what_a_referral_led_to_is_told_in_the_stores_of_the_reader_only(cast, ana, sam):
    bill = bought(cast, "Bill")
    link_household(ana, bill, "friend", today=TUESDAY)
    one = sent(cast, bill, ana, cast.south)
    assert household(sam, ana)[0].came == ""
    Prospect.objects.filter(pk=one.pk).update(store=cast.north)
    assert household(sam, ana)[0].came.startswith("Their referral")


def test_edge_69_the_timeline_names_nobody_who_sent_them_from_out_of_sight_or_after_a_parting(
    cast, ana, sam
):
    far = deliver(cast.south, TUESDAY, buyer=buyer(first_name="Zelda")).customer
    one = sent(cast, ana, far, cast.north)
    page = f"/customers/{ana.pk}/"
    assert "Zelda" not in sam.get(page).content.decode()
    near = deliver(cast.north, TUESDAY, buyer=buyer(first_name="Yorick")).customer
    Prospect.objects.filter(pk=one.pk).update(referred_by=near)
    assert "Referred by Yorick" in sam.get(page).content.decode()
    link_household(ana, near, "spouse", today=TUESDAY)
    HouseholdLink.objects.update(ended_on=TUESDAY, end_known_on=TUESDAY)
    assert "Yorick" not in sam.get(page).content.decode()
