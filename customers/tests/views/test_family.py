"""The people around a customer, who they are, and how they want to be reached, on their page."""

from datetime import date, timedelta

import pytest

from customers.actions import add_phone, link_household, note_fact, record_consent, record_stop
from customers.models import Customer, CustomerMerge, HouseholdLink, RegistryScrub
from dealerfollow.testing.calls import stand_at
from dealerfollow.testing.sales import buyer, deliver, noon
from followups.models import Attempt, Notice

TUESDAY = date(2026, 3, 3)
NOW = noon(TUESDAY)
NUMBER = "+12125550177"


@pytest.fixture
def ana(cast):
    told = buyer(first_name="Ana", last_name="Reyes", phones=((NUMBER, "mobile"),))
    return deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=told).customer


@pytest.fixture
def sam(cast, sign_in, monkeypatch):
    stand_at(NOW, monkeypatch)
    return sign_in(cast.sam)


def household(client, customer):
    return client.get(f"/customers/{customer.pk}/").context["story"].household


def fresh(customer):
    return Customer.objects.get(pk=customer.pk)


BILL = {
    "first_name": "Bill",
    "last_name": "Reyes",
    "kind": "spouse",
    "number": "(212) 555-0199",
    "number_kind": "mobile",
    "email": "bill@example.com",
    "preferred_channel": "text",
}


def test_line_33_the_spouse_is_a_full_contact_with_number_wishes_and_a_page(cast, ana, sam):
    answer = sam.post(f"/customers/{ana.pk}/household/new/", BILL)
    assert answer.status_code == 302
    bill = Customer.objects.get(first_name="Bill")
    (shown,) = household(sam, ana)
    assert (shown.name, shown.kinds, shown.number) == ("Bill Reyes", "spouse", "(212) 555-0199")
    assert (shown.wishes, shown.href) == ("text first", "")  # never bought: the registry decides
    assert shown.answer == "no purchase in 18 months, registry not checked"
    RegistryScrub.objects.create(
        group=cast.group, area_code="212", scrubbed_on=TUESDAY, loaded_at=NOW
    )
    (shown,) = household(sam, ana)
    assert (shown.href, shown.answer) == ("tel:+12125550199", "")
    told = {"text": "Fishes", "sort": "activities"}
    sam.post(f"/customers/{bill.pk}/facts/", told)
    assert "Fishes" in sam.get(f"/customers/{bill.pk}/").content.decode()
    assert "Fishes" not in sam.get(f"/customers/{ana.pk}/").content.decode()


def test_who_is_on_file_already_is_linked_and_not_made_twice(cast, ana, sam):
    for _ in range(2):
        sam.post(f"/customers/{ana.pk}/household/new/", BILL)
    assert Customer.objects.filter(first_name="Bill").count() == 1
    assert HouseholdLink.objects.filter(customer=ana, ended_on=None).count() == 1


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"first_name": ""}, "first_name"),
        ({"number": "12"}, "number"),
        ({"email": "bill@"}, "email"),
        ({"kind": "enemy"}, "kind"),
        ({"number": NUMBER, "first_name": "Ana"}, "number"),  # that is the customer
    ],
)
def test_a_bad_relative_is_refused_next_to_the_field(cast, ana, sam, told, field):
    answer = sam.post(f"/customers/{ana.pk}/household/new/", {**BILL, **told})
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert not HouseholdLink.objects.exists()


def test_a_relative_who_asked_to_stop_is_named_and_not_offered_a_call(cast, ana, sam):
    sam.post(f"/customers/{ana.pk}/household/new/", BILL)
    bill = Customer.objects.get(first_name="Bill")
    record_stop(bill, scope="everything", channel="all", words="Stop", by=cast.sam, now=NOW)
    (shown,) = household(sam, ana)
    assert (shown.href, shown.answer) == ("", "asked us to stop")


def test_edge_18_a_relative_tried_three_times_in_a_day_is_not_offered_a_call(
    cast, ana, sam, monkeypatch
):
    told = buyer(first_name="Bill", phones=(("+13055550199", "mobile"),), state="FL")
    bill = deliver(cast.north, TUESDAY, buyer=told).customer
    link_household(ana, bill, "spouse", today=TUESDAY)
    assert household(sam, ana)[0].href
    for n in range(3):
        Attempt.objects.create(
            group=cast.group,
            store=cast.north,
            customer=bill,
            by=cast.sam,
            by_role="salesperson",
            at=NOW - timedelta(minutes=n + 1),
            made_on=TUESDAY,
            channel="phone",
            outcome="no_answer",
            is_try=True,
            is_talk=False,
            proof="claimed",
            number="+13055550199",
            key=f"00000000-0000-4000-8000-00000000000{n}",
        )
    assert household(sam, ana)[0].href == ""


def test_edge_69_a_link_ends_on_the_day_they_say_and_what_is_older_than_our_knowing_waits(
    cast, ana, sam
):
    bill = deliver(cast.north, TUESDAY, buyer=buyer(first_name="Bill")).customer
    link_household(ana, bill, "spouse", today=TUESDAY)
    note_fact(ana, "Bill fishes", by=cast.sam, now=NOW)
    address = f"/customers/{ana.pk}/household/end/"
    late = sam.post(address, {"row": bill.pk, "ended_on": "2026-03-04"})
    assert late.context["form"].errors["ended_on"] == ["That day is still to come."]
    odd = sam.post(address, {"row": bill.pk, "ended_on": "0026-03-04"})
    assert odd.status_code == 422
    assert sam.post(address, {"row": bill.pk, "ended_on": "2025-11-20"}).status_code == 302
    assert set(HouseholdLink.objects.values_list("ended_on", "end_known_on")) == {
        (date(2025, 11, 20), TUESDAY)
    }
    body = sam.get(f"/customers/{ana.pk}/").content.decode()
    assert "fishes" not in body
    assert "Nov 20, 2025" in body


def test_one_press_switches_the_language_and_leaves_the_rest(cast, ana, sam):
    Customer.objects.filter(pk=ana.pk).update(
        preferred_channel="text", reach_from="09:00", reach_until="17:00"
    )
    sam.post(f"/customers/{ana.pk}/wishes/", {"language": "es"})
    saved = fresh(ana)
    assert (saved.language, saved.preferred_channel) == ("es", "text")
    assert (saved.reach_from.hour, saved.reach_until.hour) == (9, 17)


def test_channel_and_hours_are_changed_where_they_are_shown(cast, ana, sam):
    told = {
        "language": "en",
        "preferred_channel": "email",
        "reach_from": "18:00",
        "reach_until": "20:30",
    }
    sam.post(f"/customers/{ana.pk}/wishes/", told)
    body = sam.get(f"/customers/{ana.pk}/").content.decode()
    assert "Prefers: E-mail" in body
    assert "Reach them 6 PM to 8:30 PM" in body
    bad = sam.post(f"/customers/{ana.pk}/wishes/", {**told, "reach_until": ""})
    assert bad.context["form"].errors["reach_until"] == ["Give both hours, or none."]
    odd = sam.post(f"/customers/{ana.pk}/wishes/", {"language": "xx"})
    assert odd.status_code == 422


def test_of_their_wishes_what_was_not_sent_stays(cast, ana, sam):
    Customer.objects.filter(pk=ana.pk).update(language="es", preferred_channel="text")
    hours = {"reach_from": "18:00", "reach_until": "20:30"}
    assert sam.post(f"/customers/{ana.pk}/wishes/", hours).status_code == 302
    assert (
        sam.post(f"/customers/{ana.pk}/wishes/", {"preferred_channel": "email"}).status_code == 302
    )
    saved = fresh(ana)
    assert (saved.language, saved.preferred_channel) == ("es", "email")
    assert (saved.reach_from.hour, saved.reach_until.minute) == (18, 30)


def test_line_57_how_they_use_the_car_is_edited_in_place(cast, ana, sam):
    sam.post(f"/customers/{ana.pk}/use/", {"use": "  Tows a   camper "})
    assert fresh(ana).how_they_use_it == "Tows a camper"
    assert "Tows a camper" in sam.get(f"/customers/{ana.pk}/").content.decode()
    assert sam.post(f"/customers/{ana.pk}/use/", {"use": "x" * 201}).status_code == 422


@pytest.fixture
def again(cast):
    """Ana once more, from a file that spelled her otherwise, with her number."""
    told = buyer(first_name="A", last_name="Reyes", state="NY")
    other = deliver(cast.north, TUESDAY - timedelta(days=90), salesperson=cast.maya, buyer=told)
    add_phone(other.customer, NUMBER, kind="home", now=NOW)
    return other.customer


def test_edge_65_the_page_proposes_a_double_with_what_speaks_for_it(cast, ana, again, sam):
    (one,) = sam.get(f"/customers/{ana.pk}/").context["story"].alike
    assert (one.customer, one.degree) == (again, "Perhaps the same")
    assert one.words == "same phone number, same last name"
    assert CustomerMerge.objects.count() == 0


def test_who_is_linked_is_known_to_be_somebody_else(cast, ana, again, sam):
    link_household(ana, again, "relative", today=TUESDAY)
    assert sam.get(f"/customers/{ana.pk}/").context["story"].alike == ()


def test_edge_65_the_preview_says_what_comes_from_whom_and_the_stricter_word_holds(
    cast, ana, again, sam
):
    record_stop(again, scope="sales", channel="email", words="", by=cast.sam, now=NOW)
    record_consent(ana, channel="text", state="given", source="x", now=NOW)
    record_consent(again, channel="text", state="withdrawn", source="x", now=NOW)
    note_fact(again, "Climbs", by=cast.sam, now=NOW)
    preview = sam.get(f"/customers/{again.pk}/merge/{ana.pk}/").context["preview"]
    assert (preview.stays, preview.goes) == (ana, again)  # the latest delivery's entry goes on
    became = {row.label: row.becomes for row in preview.rows}
    assert became["Name"] == "Ana Reyes"
    assert became["What they allow"] == "Text: withdrawn"
    assert became["Asked us to stop"] == "No sales contact (e-mail)"
    assert became["Noted about them"] == "Climbs"
    assert became["Cars"].count("Honda CR-V") == 2
    assert CustomerMerge.objects.count() == 0


def test_edge_66_a_salesperson_proposes_and_a_manager_merges_from_the_preview(
    cast, ana, again, sam, sign_in
):
    address = f"/customers/{ana.pk}/merge/{again.pk}/"
    assert sam.post(address, {"words": ""}).status_code == 422
    assert sam.post(address, {"words": "Same license"}).status_code == 302
    assert CustomerMerge.objects.count() == 0
    assert Notice.objects.filter(to=cast.maya).exists()
    maya = sign_in(cast.maya)
    assert maya.post(address, {"words": "Same license"}).url == f"/customers/{ana.pk}/"
    assert fresh(again).merged_into_id == ana.pk
    assert maya.get(address).status_code == 302  # one person already


def test_the_call_on_the_page_is_closed_when_they_may_not_be_rung(cast, ana, sam, monkeypatch):
    body = sam.get(f"/customers/{ana.pk}/").content.decode()
    assert "data-tap-url" in body
    assert "Call Ana" in body
    stand_at(NOW + timedelta(hours=11), monkeypatch)  # 11 at night
    body = sam.get(f"/customers/{ana.pk}/").content.decode()
    assert "Call Ana" not in body
    assert "8:00 AM their time" in body
    assert "data-tap-url" not in body
