"""What the preview of a merge shows: all entries of the two, as this reader sees them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.actions import (
    add_phone,
    end_link,
    link_household,
    merge_customers,
    note_fact,
    record_stop,
)
from customers.models import Customer
from dealerfollow.testing.calls import stand_at
from dealerfollow.testing.sales import buyer, days, deliver, noon

TUESDAY = date(2026, 3, 3)
NOW = noon(TUESDAY)


def bought(cast, first, *, store=None, on=TUESDAY):
    return deliver(store or cast.north, on, buyer=buyer(first_name=first)).customer


@pytest.fixture
def ana(cast):
    return bought(cast, "Ana")


@pytest.fixture
def again(cast):
    return bought(cast, "Anna", on=TUESDAY - days(90))


@pytest.fixture
def sam(cast, sign_in, monkeypatch):
    stand_at(NOW, monkeypatch)
    return sign_in(cast.sam)


def became(client, one, other):
    preview = client.get(f"/customers/{one.pk}/merge/{other.pk}/").context["preview"]
    return {row.label: row.becomes for row in preview.rows}


def test_edge_65_what_an_earlier_entry_brought_is_in_the_preview(cast, ana, again, sam):
    third = bought(cast, "A", on=TUESDAY - days(400))
    add_phone(third, "+12125550133", kind="home", now=NOW)
    record_stop(third, scope="sales", channel="email", words="", by=cast.sam, now=NOW)
    merge_customers(again, third, words="one", by=cast.maya, now=NOW)
    told = became(sam, ana, again)
    assert "(212) 555-0133" in told["Numbers"]
    assert told["Asked us to stop"] == "No sales contact (e-mail)"
    assert told["Cars"].count("Honda CR-V") == 3


def test_cars_and_people_of_a_store_out_of_sight_are_not_in_the_preview(cast, ana, again, sam):
    far = bought(cast, "Zelda", store=cast.south)
    link_household(again, far, "friend", today=TUESDAY)
    type(ana.deliveries.get()).objects.filter(customer=again).update(store=cast.south)
    told = became(sam, ana, again)
    assert told["Belong to them"] == "–"
    assert told["Cars"].count("Honda CR-V") == 1


def test_edge_69_what_waits_since_a_parting_is_not_in_the_preview(cast, ana, again, sam):
    bill, kid = bought(cast, "Bill"), bought(cast, "Kim")
    long_ago = TUESDAY - days(30)
    link_household(again, bill, "spouse", today=long_ago)
    link_household(again, kid, "child", today=long_ago)
    note_fact(again, "Bill fishes", by=cast.sam, now=NOW - timedelta(days=20))
    told = became(sam, ana, again)
    assert told["Belong to them"] == f"{bill.name}, {kid.name}"
    assert told["Noted about them"] == "Bill fishes"
    end_link(again, bill, today=TUESDAY)
    told = became(sam, ana, again)
    assert (told["Belong to them"], told["Noted about them"]) == ("–", "–")


def test_the_preview_costs_the_same_whatever_the_two_have(
    cast, ana, again, sam, django_assert_num_queries
):
    address = f"/customers/{ana.pk}/merge/{again.pk}/"

    def more(n):
        link_household(ana, bought(cast, f"Child{n}"), "child", today=TUESDAY)
        note_fact(again, f"Fact {n}", by=cast.sam, now=NOW)

    more(0)
    sam.get(address)
    with CaptureQueriesContext(connection) as few:
        assert sam.get(address).status_code == 200
    for n in range(1, 6):
        more(n)
    with django_assert_num_queries(len(few)):
        sam.get(address)


def test_a_merge_that_somebody_else_made_meanwhile_is_told_in_words(
    cast, ana, again, sign_in, monkeypatch
):
    stand_at(NOW, monkeypatch)

    def merged_meanwhile(request, *both):
        if Customer.objects.get(pk=again.pk).merged_into_id is None:
            merge_customers(*both, words="first", by=cast.grace, now=NOW)
        return True

    monkeypatch.setattr("customers.views.person._may_join", merged_meanwhile)
    client = sign_in(cast.maya)
    answer = client.post(f"/customers/{ana.pk}/merge/{again.pk}/", {"words": "second"})
    assert answer.status_code == 422
    assert "meanwhile" in answer.content.decode()


def test_somebody_born_on_a_leap_day_is_compared_like_others(cast, ana, again, sam):
    Customer.objects.filter(pk__in=[ana.pk, again.pk]).update(born_on=date(2000, 2, 29))
    assert became(sam, ana, again)["Birthday"] == "Feb 29, 2000"


def test_edge_65_what_speaks_for_one_person_is_looked_for_on_every_entry_of_theirs(
    cast, ana, again, sam
):
    number = "+12125550134"
    third = bought(cast, "A", on=TUESDAY - days(400))
    for customer in (third, again):
        add_phone(customer, number, kind="home", now=NOW)
    merge_customers(ana, third, words="one", by=cast.maya, now=NOW)
    (one,) = sam.get(f"/customers/{ana.pk}/").context["story"].alike
    preview = sam.get(f"/customers/{ana.pk}/merge/{again.pk}/").context["preview"]
    for words in (one.words, preview.words):
        assert words.startswith("same phone number")


def test_a_wrong_number_makes_nobody_the_same(cast, ana, again, sam):
    number = "+12125550134"
    for customer in (ana, again):
        add_phone(customer, number, kind="home", now=NOW)
    ana.phones.filter(number=number).update(wrong_at=NOW)
    preview = sam.get(f"/customers/{ana.pk}/merge/{again.pk}/").context["preview"]
    assert "phone number" not in preview.words
