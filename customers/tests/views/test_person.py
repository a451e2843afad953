"""Who is who, on screen: twice the same, two after all, a death, a mistaken stop, a parting."""

from datetime import date, timedelta

import pytest

from customers.actions import add_phone, link_household, note_fact, record_stop
from customers.models import ContactStop, Customer, CustomerMerge, HouseholdLink
from dealerfollow.testing.calls import stand_at
from dealerfollow.testing.sales import buyer, deliver, noon

TUESDAY = date(2026, 3, 3)
NOW = noon(TUESDAY)
NUMBER = "+12125550177"


@pytest.fixture
def ana(cast):
    return deliver(
        cast.north, TUESDAY, salesperson=cast.sam, buyer=buyer(phones=((NUMBER, "mobile"),))
    ).customer


@pytest.fixture
def again(cast):
    return deliver(cast.north, TUESDAY - timedelta(days=90), salesperson=cast.sam).customer


@pytest.fixture
def maya(cast, sign_in, monkeypatch):
    stand_at(NOW, monkeypatch)
    return sign_in(cast.maya)


def fresh(customer):
    return Customer.objects.get(pk=customer.pk)


def test_edge_65_a_likely_double_is_proposed_never_merged_silently(cast, ana, again, maya):
    add_phone(again, NUMBER, kind="home", now=NOW)
    page = maya.get(f"/customers/{ana.pk}/merge/")
    assert again.name in page.content.decode()
    assert CustomerMerge.objects.count() == 0


def test_edge_66_two_entries_are_merged_with_words_and_parted_again(cast, ana, again, maya):
    assert maya.post(f"/customers/{ana.pk}/merge/", {"other": again.pk}).status_code == 422
    told = {"other": again.pk, "words": "Same license"}
    done = maya.post(f"/customers/{again.pk}/merge/", {**told, "other": ana.pk})
    assert done.url == f"/customers/{ana.pk}/"  # the latest delivery's entry goes on
    assert fresh(again).merged_into_id == ana.pk
    merge = CustomerMerge.objects.get()
    assert "Two people after all" in maya.get(f"/customers/{ana.pk}/").content.decode()
    parted = {"row": merge.pk, "words": "Cousins"}
    assert maya.post(f"/customers/{ana.pk}/unmerge/", parted).status_code == 302
    assert fresh(again).merged_into_id is None


def test_edge_64_a_stop_is_taken_back_in_words_only(cast, ana, maya):
    stop = record_stop(ana, scope="everything", channel="all", words="Stop", by=None, now=NOW)[0]
    url = f"/customers/{ana.pk}/stop/mistake/"
    assert "“Stop”" in maya.get(url).content.decode()
    assert maya.post(url, {"row": stop.pk}).status_code == 422
    assert maya.post(url, {"row": stop.pk, "words": "Wrong card"}).status_code == 302
    assert ContactStop.objects.get(pk=stop.pk).lifted_words == "Wrong card"


def test_edge_64_nobody_takes_back_the_stop_of_another_customer(cast, ana, again, maya):
    stop = record_stop(again, scope="everything", channel="all", words="", by=None, now=NOW)[0]
    url = f"/customers/{ana.pk}/stop/mistake/"
    assert maya.post(url, {"row": stop.pk, "words": "x"}).status_code == 422
    assert ContactStop.objects.get(pk=stop.pk).lifted_at is None


def test_edge_70_a_death_is_recorded_without_any_field(cast, ana, maya):
    assert maya.post(f"/customers/{ana.pk}/died/", {}).status_code == 302
    assert fresh(ana).died_on == TUESDAY
    page = maya.get(f"/customers/{ana.pk}/").content.decode()
    assert "Deceased" in page
    assert f"tel:{NUMBER}" not in page


def test_edge_69_a_link_ends_and_what_was_noted_waits_to_be_confirmed(cast, ana, again, maya):
    link_household(ana, again, "spouse", today=TUESDAY)
    fact = note_fact(ana, "Lena plays chess", by=cast.sam, now=NOW)
    page = maya.get(f"/customers/{ana.pk}/").content.decode()
    assert "Lena plays chess" in page
    assert again.name in page
    assert maya.post(f"/customers/{ana.pk}/household/end/", {"row": again.pk}).status_code == 302
    page = maya.get(f"/customers/{ana.pk}/").content.decode()
    assert "Lena plays chess" not in page
    assert again.name not in page
    assert HouseholdLink.objects.filter(ended_on=TUESDAY).count() == 2
    told = {"row": fact.pk, "about": "family"}
    assert maya.post(f"/customers/{ana.pk}/facts/confirm/", told).status_code == 302
    assert "Lena plays chess" in maya.get(f"/customers/{ana.pk}/").content.decode()
