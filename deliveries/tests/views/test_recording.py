"""/deliveries/new/: a delivery in under a minute, with and without JavaScript."""

from datetime import timedelta

import pytest
from django.urls import reverse

from customers.models import Consent, Customer, PersonalFact
from dealerfollow.testing.sales import deliver
from deliveries.models import Delivery, WeOwe
from followups.models import FollowUp

URL = "/deliveries/new/"


def typed(cast, **told):
    """What a browser posts: every field of the form, most of them empty."""
    data = {
        "first_name": "Luz María",
        "last_name": "Peña Ferrer",
        "phone": "(480) 555-0119",
        "email": "luz@example.com",
        "vin": "1HGCM82633A004352",
        "condition": "new",
        "when": "today",
        "salesperson": cast.sam.pk,
        "sale_kind": "retail",
        "language": "es",
        "preferred_channel": "text",
        "consent_phone": "given",
        "consent_text": "unknown",
        "consent_email": "withdrawn",
        "owe-TOTAL_FORMS": "3",
        "owe-INITIAL_FORMS": "0",
        "owe-0-item": "Second key",
        "owe-0-department": "parts",
        **told,
    }
    return {name: value for name, value in data.items() if value is not None}


def today(cast):
    from django.utils import timezone

    return cast.north.day_of(timezone.now())


def test_a_delivery_its_promises_and_its_follow_up_are_one_save(cast, sign_in):
    answer = sign_in(cast.sam).post(URL, typed(cast, fact="Towing a camper"), follow=True)
    delivery = Delivery.objects.get()
    follow_up = FollowUp.objects.get()
    assert (delivery.delivered_on, delivery.sold_on) == (today(cast), today(cast))
    assert (follow_up.kind, follow_up.owner, follow_up.customer) == (
        "post_sale",
        cast.sam,
        delivery.customer,
    )
    assert list(WeOwe.objects.values_list("item", "department")) == [("Second key", "parts")]
    assert PersonalFact.objects.get().text == "Towing a camper"
    assert dict(Consent.objects.values_list("channel", "state")) == {
        "phone": "given",
        "email": "withdrawn",
    }
    (words,) = [str(message) for message in answer.context["messages"]]
    assert "Luz María Peña Ferrer is saved. Next: Post-sale call" in words
    assert "Sam Rivera" in words


def test_saving_twice_is_one_delivery(cast, sign_in):
    client = sign_in(cast.sam)
    client.post(URL, typed(cast))
    client.post(URL, typed(cast))
    counted = Delivery.objects.count(), FollowUp.objects.count(), WeOwe.objects.count()
    assert (counted, Customer.objects.count()) == ((1, 1, 1), 1)


def test_a_salespersons_own_name_is_filled_in(cast, sign_in):
    form = sign_in(cast.sam).get(URL).context["form"]
    assert form["salesperson"].value() == cast.sam.pk


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"last_name": ""}, "last_name"),
        ({"vin": "7FARS6H91PE02211"}, "vin"),
        ({"vin": ""}, "vin"),
        ({"condition": None}, "condition"),
        ({"when": None}, "when"),
        ({"when": "day"}, "delivered_on"),
        ({"when": "day", "delivered_on": "2099-01-01"}, "delivered_on"),
        ({"when": "day", "delivered_on": "yesterday"}, "delivered_on"),
        ({"when": "not_yet"}, "sold_on"),
        ({"phone": "12"}, "phone"),
        ({"sale_kind": "lease"}, "lease_months"),
        ({"salesperson": "0"}, "salesperson"),
        ({"salesperson": ""}, "salesperson"),
        ({"co_first_name": "Ana"}, "co_last_name"),
        ({"flags": "owner_is_rude"}, "flags"),
    ],
)
def test_a_wrong_answer_is_told_beside_its_field_and_nothing_is_saved(cast, sign_in, told, field):
    answer = sign_in(cast.sam).post(URL, typed(cast, **told))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert (Delivery.objects.count(), Customer.objects.count()) == (0, 0)


def test_a_check_digit_is_warned_about_and_not_refused(cast, sign_in):
    answer = sign_in(cast.sam).post(URL, typed(cast, vin="1HGCM82603A004352"), follow=True)
    assert Delivery.objects.get().vehicle.vin == "1HGCM82603A004352"
    assert [m.level_tag for m in answer.context["messages"]] == ["success", "warning"]


def test_a_line_needs_its_department(cast, sign_in):
    answer = sign_in(cast.sam).post(URL, typed(cast, **{"owe-0-department": ""}))
    assert (answer.status_code, Delivery.objects.count()) == (422, 0)


def test_more_lines_come_without_javascript_and_keep_what_was_typed(cast, sign_in):
    answer = sign_in(cast.sam).post(URL, typed(cast, more="1", flags="second_key"))
    assert (answer.status_code, Delivery.objects.count()) == (200, 0)
    owes, form = answer.context["owes"], answer.context["form"]
    assert (owes.total_form_count(), owes[0]["item"].value()) == (6, "Second key")
    assert (form["last_name"].value(), form["flags"].value()) == ("Peña Ferrer", ["second_key"])
    assert form["when"].value() == "today"


def test_sold_and_not_delivered_waits_without_a_follow_up(cast, sign_in):
    day = today(cast) - timedelta(days=1)
    sign_in(cast.sam).post(URL, typed(cast, when="not_yet", sold_on=day))
    assert (Delivery.objects.waiting().count(), FollowUp.objects.count()) == (1, 0)


def test_a_customer_is_found_while_typing_and_picked(cast, sign_in):
    known = deliver(cast.north, today(cast) - timedelta(days=200)).customer
    client = sign_in(cast.sam)
    page = client.get(reverse("deliveries:found"), {"last_name": known.last_name})
    assert [one["id"] for one in page.context["found"]] == [known.pk]
    told = typed(cast, first_name="", last_name=known.last_name[:4], customer=known.pk)
    client.post(URL, told)
    known.refresh_from_db()
    assert Delivery.objects.latest("pk").customer == known
    assert known.last_name.startswith("Delgado")


def test_otto_cannot_pick_a_customer_of_another_group(cast, sign_in):
    known = deliver(cast.north, today(cast)).customer
    client = sign_in(cast.otto)
    page = client.get(reverse("deliveries:found"), {"last_name": known.last_name})
    assert page.context["found"] == []
    client.post(URL, typed(cast, customer=known.pk))
    assert Delivery.objects.filter(customer=known).count() == 1


def test_a_lease_ends_after_its_months(cast, sign_in):
    sign_in(cast.sam).post(URL, typed(cast, sale_kind="lease", lease_months="36"))
    ends_on = Delivery.objects.get().lease_ends_on
    assert ends_on is not None
    assert ends_on.year == today(cast).year + 3


def test_a_deal_number_of_another_car_and_buyer_is_told_at_its_field(cast, sign_in):
    known = deliver(cast.north, today(cast))
    told = typed(cast, deal_number=known.deal_number)
    answer = sign_in(cast.sam).post(URL, told)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["deal_number"])
    assert Customer.objects.count() == 1


def test_nothing_owed_beside_a_promise_says_which_of_the_two_to_take_out(cast, sign_in):
    answer = sign_in(cast.sam).post(URL, typed(cast, nothing_owed="on"))
    assert (answer.status_code, Delivery.objects.count()) == (422, 0)
    (words,) = answer.context["form"].errors["nothing_owed"]
    assert words.startswith("Below you promise: Second key.")


def test_a_line_may_be_about_safety_or_used_up_bit_by_bit(cast, sign_in):
    more = {"owe-0-is_safety": "on", "owe-1-item": "Oil changes", "owe-1-department": "service"}
    answer = sign_in(cast.sam).post(URL, typed(cast, **more, **{"owe-1-uses": "4"}))
    assert answer.status_code == 302
    found = WeOwe.objects.order_by("pk").values_list("item", "is_safety", "uses", "kind")
    assert list(found) == [
        ("Second key", True, None, "item"),
        ("Oil changes", False, 4, "perk"),
    ]


def test_a_line_without_words_asks_what_is_owed_also_where_only_a_number_stands(cast, sign_in):
    client = sign_in(cast.sam)
    for uses in ("3", "0"):
        answer = client.post(URL, typed(cast, **{"owe-1-uses": uses}))
        assert (answer.status_code, Delivery.objects.count()) == (422, 0)
    kept = client.post(URL, typed(cast, more="1", **{"owe-1-uses": "3"}))
    assert kept.context["owes"][1]["uses"].value() == "3"
