"""They moved, bought another car elsewhere, or died: logged with the call, and what follows."""

from datetime import date, timedelta

import pytest

from customers.models import Customer
from deliveries.models import Delivery, DeliveryChange
from followups.models import Attempt, FollowUp, Plan
from followups.tests.one_log import THURSDAY, problems, reopen, second_key, state


def news(caller, row, outcome, **answers):
    return caller.log(row, outcome="other", more_outcome=outcome, **answers)


def test_who_moved_is_called_at_the_hours_of_the_new_place(sam, row):
    assert "12:00 PM there" in sam.open(row).content.decode()
    place = {"moved_city": "Honolulu", "moved_state": "hi", "moved_postal_code": "96813"}
    assert news(sam, row, "moved", **place).status_code == 302
    customer = Customer.objects.get(pk=row.customer_id)
    assert (customer.city, customer.state, customer.postal_code, customer.address) == (
        "Honolulu",
        "HI",
        "96813",
        "",
    )
    assert state(row)[0] == "done"
    reopen(row)
    assert "AM there" in sam.open(row).content.decode()


@pytest.mark.parametrize(
    ("place", "field", "words"),
    [
        ({}, "moved_state", "Where to? The state or the ZIP code tells when they may be called."),
        ({"moved_state": "Texas"}, "moved_state", "Two letters, such as TX."),
        ({"moved_postal_code": "787"}, "moved_postal_code", "Five digits, such as 78701."),
    ],
)
def test_where_they_moved_to_is_asked_next_to_the_field(sam, row, place, field, words):
    refused = news(sam, row, "moved", **place)
    assert problems(refused)[field] == [words]
    assert words in refused.content.decode()
    assert state(row)[0] == "open"


def test_who_moved_away_and_sold_the_car_is_asked_no_place(sam, row):
    assert news(sam, row, "moved", is_car_sold="on").status_code == 302
    sold = Delivery.objects.get(pk=row.delivery_id)
    assert (sold.car_gone_on, sold.car_gone_how) == (THURSDAY, "sold")
    assert Customer.objects.get(pk=row.customer_id).state == "NY"


def test_line_46_who_bought_elsewhere_stays_in_long_term_follow_up(sam, row):
    running = set(Plan.objects.filter(ended_on=None).values_list("pk", "anchor_kind"))
    said = {"elsewhere_reason": "closer", "elsewhere_words": "A Tucson, in Yonkers"}
    assert news(sam, row, "bought_elsewhere", **said).status_code == 302
    attempt = Attempt.objects.get()
    assert (attempt.elsewhere_reason, attempt.elsewhere_words) == (
        "closer",
        "A Tucson, in Yonkers",
    )
    assert set(Plan.objects.filter(ended_on=None).values_list("pk", "anchor_kind")) == running
    assert Delivery.objects.get(pk=row.delivery_id).car_gone_on is None


def test_where_ours_went_in_the_trade_what_is_about_the_car_ends(sam, row):
    said = {"elsewhere_reason": "figures", "is_car_gone": "on"}
    assert news(sam, row, "bought_elsewhere", **said).status_code == 302
    assert Delivery.objects.get(pk=row.delivery_id).car_gone_how == "traded_in"
    owner = Plan.objects.get(delivery=row.delivery, anchor_kind="ownership")
    assert owner.ended_on is None  # the person stays ours


def test_line_44_the_deciding_factor_is_asked_and_they_did_not_say_is_an_answer(sam, row):
    refused = news(sam, row, "bought_elsewhere")
    words = ["What decided it? “They did not say” is an answer too."]
    assert problems(refused) == {"elsewhere_reason": words}
    assert news(sam, row, "bought_elsewhere", elsewhere_reason="untold").status_code == 302


def test_line_42_nothing_on_the_page_blames_them(sam, row):
    html = sam.open(row).content.decode()
    assert "Wish them well with it" in html
    assert all(word not in html.lower() for word in ("lost customer", "why did you", "disloyal"))


def test_edge_70_a_death_is_one_tap_and_has_no_undo(cast, sam, row):
    key = second_key(cast, row.delivery, date(2026, 3, 9))
    saved = news(sam, row, "died", estate_contact="Rosa, (212) 555-0199")
    assert saved.status_code == 302
    customer = Customer.objects.get(pk=row.customer_id)
    assert (customer.died_on, customer.estate_contact) == (THURSDAY, "Rosa, (212) 555-0199")
    assert state(row)[0] == "stopped"
    assert not Plan.objects.filter(customer=customer, ended_on=None).exists()
    promise = FollowUp.objects.open().get()
    assert (promise.plan.we_owe, promise.owner) == (key, cast.maya)
    assert "/undo/" not in sam.client.get(saved.url).content.decode()
    refused = sam.client.post(f"/calls/attempts/{Attempt.objects.get().pk}/undo/")
    assert refused.status_code == 409
    assert "They died" in refused.content.decode()


def test_edge_70_what_is_owed_and_due_becomes_the_managers(cast, sam, row):
    second_key(cast, row.delivery, date(2026, 3, 9))
    FollowUp.objects.filter(pk=row.pk).update(kind="plates")
    assert news(sam, row, "died").status_code == 302
    row.refresh_from_db()
    assert (row.state, row.owner, row.due_on) == ("open", cast.maya, THURSDAY + timedelta(days=1))


def test_the_sale_keeps_on_record_that_its_car_was_gone_and_is_back(sam, row):
    saved = news(sam, row, "moved", is_car_sold="on")
    sam.undo_last(sam.client.get(saved.url))
    kept = DeliveryChange.objects.filter(field="car_gone_how").order_by("id")
    assert list(kept.values_list("was", "became", "source")) == [
        ("", "sold", "typed"),
        ("sold", "", "undo"),
    ]
