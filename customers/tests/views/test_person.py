"""Who is who, on screen: twice the same, two after all, a death, a mistaken stop, a parting."""

from datetime import date, timedelta

import pytest

from customers.actions import add_phone, link_household, note_fact, record_stop
from customers.models import ContactStop, Customer, CustomerMerge, HouseholdLink
from dealerfollow.stores.actions import hire
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.calls import stand_at
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.models import Notice
from followups.tasks import message_of

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


def test_edge_69_a_child_is_not_named_until_the_customer_says_so(cast, ana, again, maya):
    mia = deliver(cast.north, TUESDAY, buyer=buyer(first_name="Mia", last_name="Quist")).customer
    link_household(ana, again, "spouse", today=TUESDAY)
    link_household(ana, mia, "child", today=TUESDAY)
    page, ask = f"/customers/{ana.pk}/", f"/customers/{ana.pk}/household/confirm/"
    assert "Mia Quist" in maya.get(page).content.decode()
    assert ask not in maya.get(page).content.decode()
    maya.post(f"/customers/{ana.pk}/household/end/", {"row": again.pk})
    assert "Mia Quist" not in maya.get(page).content.decode()
    assert ask in maya.get(page).content.decode()
    link = HouseholdLink.objects.get(customer=ana, other=mia)
    other = HouseholdLink.objects.get(customer=ana, other=again)
    assert maya.post(ask, {"row": other.pk}).status_code == 422
    assert maya.post(ask, {"row": link.pk}).url == page
    assert "Mia Quist" in maya.get(page).content.decode()
    assert ask not in maya.get(page).content.decode()


def test_edge_58_a_service_visit_is_typed_in_and_keeps_the_relationship(cast, ana, maya):
    address = f"/customers/{ana.pk}/service/"
    assert address in maya.get(f"/customers/{ana.pk}/").content.decode()
    tomorrow = TUESDAY + timedelta(days=1)
    late = maya.post(address, {"serviced_on": tomorrow})
    assert (late.status_code, list(late.context["form"].errors)) == (422, ["serviced_on"])
    assert fresh(ana).last_serviced_on is None
    Customer.objects.filter(pk=ana.pk).update(relationship_until=TUESDAY - timedelta(days=1))
    assert maya.post(address, {"serviced_on": TUESDAY}).status_code == 302
    known = fresh(ana)
    assert known.last_serviced_on == TUESDAY
    assert known.relationship_until == date(2027, 9, 3)


@pytest.fixture
def sam(cast, sign_in, monkeypatch):
    stand_at(NOW, monkeypatch)
    return sign_in(cast.sam)


def test_who_is_no_manager_proposes_a_merge_and_nothing_is_merged(cast, ana, again, sam):
    page = sam.get(f"/customers/{ana.pk}/merge/", {"q": again.last_name}).content.decode()
    assert "Propose it to the managers" in page
    told = {"other": again.pk, "words": "Same license"}
    for _ in range(2):
        assert sam.post(f"/customers/{ana.pk}/merge/", told).status_code == 302
    assert CustomerMerge.objects.count() == 0
    notices = Notice.objects.filter(kind="merge_proposed")
    assert sorted(n.to.name for n in notices) == ["Grace Lindqvist", "Maya Torres"]
    mail = message_of(notices.get(to=cast.maya))
    assert "Sam Rivera says that these are one person" in mail.subject
    assert f"/customers/{ana.pk}/" in mail.body and "Same license" in mail.body


def test_a_proposal_without_words_or_of_the_same_entry_is_refused(cast, ana, sam):
    url = f"/customers/{ana.pk}/merge/"
    assert sam.post(url, {"other": ana.pk, "words": "x"}).status_code == 422
    assert sam.post(url, {"other": ana.pk, "words": ""}).status_code == 422
    assert not Notice.objects.filter(kind="merge_proposed").exists()


def test_edge_67_who_is_no_manager_proposes_that_they_are_two(cast, ana, again, maya, sign_in):
    maya.post(f"/customers/{ana.pk}/merge/", {"other": again.pk, "words": "Same license"})
    merge = CustomerMerge.objects.get()
    parted = {"row": merge.pk, "words": "Cousins"}
    assert sign_in(cast.sam).post(f"/customers/{ana.pk}/unmerge/", parted).status_code == 302
    assert fresh(again).merged_into_id == ana.pk
    notice = Notice.objects.get(kind="merge_proposed", to=cast.maya)
    assert "these are two people" in message_of(notice).subject


def test_a_manager_of_one_store_only_proposes_what_concerns_another(cast, ana, sign_in, maya):
    other = deliver(cast.south, TUESDAY, salesperson=cast.noor).customer
    told = {"other": other.pk, "words": "Same license"}
    assert maya.post(f"/customers/{ana.pk}/merge/", told).status_code == 404  # not theirs to see
    hire(cast.maya, Role.SALESPERSON, group=cast.group, store=cast.south)
    assert sign_in(cast.maya).post(f"/customers/{ana.pk}/merge/", told).status_code == 302
    assert CustomerMerge.objects.count() == 0
    assert Notice.objects.filter(kind="merge_proposed").exists()


def test_edge_70_only_a_manager_takes_a_recorded_death_back(cast, ana, sam, maya):
    maya.post(f"/customers/{ana.pk}/died/", {})
    url = f"/customers/{ana.pk}/died/mistake/"
    assert url not in sam.get(f"/customers/{ana.pk}/").content.decode()
    assert sam.post(url, {"words": "She is well"}).status_code == 403
    assert url in maya.get(f"/customers/{ana.pk}/").content.decode()
    assert maya.post(url, {"words": " "}).status_code == 422
    assert fresh(ana).died_on == TUESDAY
    assert maya.post(url, {"words": "She is well"}).status_code == 302
    assert fresh(ana).died_on is None
    page = maya.get(f"/customers/{ana.pk}/").content.decode()
    assert "Deceased" not in page
    assert url not in page
