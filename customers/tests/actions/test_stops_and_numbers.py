"""A stop binds in the same second, for everybody with that number; a wrong number too."""

from datetime import date

import pytest

from customers.actions import (
    add_email,
    add_phone,
    correct_customer,
    correct_phone,
    link_household,
    mark_number_wrong,
    note_fact,
    record_consent,
    record_stop,
)
from customers.models import ContactStop, Customer, HouseholdLink, PersonalFact
from customers.rules.ways import ALL_WAYS, BITS, STOPPED
from customers.tests.one_customer import NOW, TUESDAY, is_open
from dealerfollow.testing.sales import buyer, deliver
from followups.models import FollowUp, FollowUpEvent, Plan

HOME = "+12125550177"


def ways(customer):
    return Customer.objects.get(pk=customer.pk).ways


def follow_up(delivery):
    return FollowUp.objects.get(delivery=delivery, kind="post_sale")


@pytest.fixture
def couple(cast):
    """Joanne of North and Bill of South, with the same home number and an e-mail each."""
    joanne = deliver(
        cast.north, TUESDAY, buyer=buyer(phones=((HOME, "home"),)), salesperson=cast.sam
    )
    bill = deliver(
        cast.south, TUESDAY, buyer=buyer(phones=((HOME, "home"),)), salesperson=cast.noor
    )
    assert joanne.customer_id != bill.customer_id
    return joanne, bill


def test_a_stop_on_every_channel_ends_what_is_open_at_once(cast, couple):
    joanne, _ = couple
    record_stop(
        joanne.customer, scope="everything", channel="all", words="Stop.", by=cast.sam, now=NOW
    )
    row = follow_up(joanne)
    assert (row.state, row.state_reason) == ("stopped", "asked_to_stop")
    assert ways(joanne.customer) == STOPPED
    event = FollowUpEvent.objects.get(follow_up=row)
    assert (event.kind, event.reason) == ("stopped", "not_contactable")


def test_it_binds_whoever_has_the_number_in_any_store_on_calls_and_texts_only(cast, couple):
    joanne, bill = couple
    record_stop(joanne.customer, scope="everything", channel="all", words="", by=None, now=NOW)
    assert ways(bill.customer) == BITS["email"] | BITS["letter"]
    row = follow_up(bill)
    assert (row.state, row.channel) == ("open", "email")


def test_a_stop_of_one_channel_moves_the_follow_up_to_another(cast, couple):
    joanne, _ = couple
    record_stop(joanne.customer, scope="everything", channel="phone", words="", by=None, now=NOW)
    row = follow_up(joanne)
    assert (row.state, row.channel) == ("open", "email")
    assert not is_open(joanne.customer, "phone")
    assert is_open(joanne.customer, "text")


def test_no_sales_contact_keeps_what_we_owe(cast, couple):
    joanne, _ = couple
    record_stop(joanne.customer, scope="sales", channel="all", words="", by=None, now=NOW)
    assert follow_up(joanne).state == "stopped"
    assert is_open(joanne.customer, "phone", "promise")
    assert not is_open(joanne.customer, "phone")


def test_the_same_request_is_kept_once(cast, couple):
    joanne, _ = couple
    for words in ("Stop.", "Stop!"):
        record_stop(
            joanne.customer, scope="everything", channel="all", words=words, by=None, now=NOW
        )
    stops = ContactStop.objects.filter(customer=joanne.customer)
    assert {(s.value, s.words) for s in stops} == {
        ("", "Stop."),
        (HOME, "Stop."),
        (joanne.customer.emails.get().address, "Stop."),
    }
    assert stops.count() == 3


def test_a_purchase_does_not_reset_a_stop(cast, couple):
    joanne, _ = couple
    record_stop(joanne.customer, scope="everything", channel="all", words="", by=None, now=NOW)
    again = deliver(
        cast.north, date(2026, 9, 1), buyer=buyer(phones=((HOME, "mobile"),)), salesperson=cast.sam
    )
    assert not ways(again.customer) & (BITS["phone"] | BITS["text"])


def test_a_number_learned_later_does_not_reopen_a_stopped_person(cast, couple):
    joanne, _ = couple
    record_stop(joanne.customer, scope="everything", channel="all", words="", by=None, now=NOW)
    add_phone(joanne.customer, "+12125550188", kind="mobile", now=NOW)
    assert ways(joanne.customer) == STOPPED


def test_consent_taken_back_closes_its_channel_and_given_again_opens_it(cast, couple):
    joanne, _ = couple
    record_consent(joanne.customer, channel="phone", state="withdrawn", source="phone", now=NOW)
    assert follow_up(joanne).channel == "email"
    assert ways(joanne.customer) == ALL_WAYS - BITS["phone"]
    record_consent(joanne.customer, channel="phone", state="given", source="phone", now=NOW)
    assert ways(joanne.customer) == ALL_WAYS
    assert joanne.customer.consents.count() == 1


def test_a_wrong_number_is_wrong_for_everybody_who_has_it(cast, couple):
    joanne, bill = couple
    assert mark_number_wrong(joanne.customer, HOME, now=NOW)
    assert not mark_number_wrong(joanne.customer, HOME, now=NOW)
    assert follow_up(bill).channel == "email"
    assert ways(bill.customer) == BITS["email"] | BITS["letter"]


def test_a_corrected_number_is_right_again(cast, couple):
    joanne, bill = couple
    mark_number_wrong(joanne.customer, HOME, now=NOW)
    phone = correct_phone(joanne.customer.phones.get(), "+12125550199", kind="mobile", now=NOW)
    assert (str(phone.number), phone.wrong_at) == ("+12125550199", None)
    assert ways(joanne.customer) == ALL_WAYS
    assert ways(bill.customer) == BITS["email"] | BITS["letter"]


def test_the_first_number_is_called_first(cast, couple):
    joanne, _ = couple
    add_phone(joanne.customer, "+12125550188", kind="mobile", is_first=True, now=NOW)
    numbers = joanne.customer.phones.order_by("rank").values_list("number", "rank")
    assert [(str(n), r) for n, r in numbers] == [("+12125550188", 0), (HOME, 1)]


def test_an_address_is_kept_in_lower_case_and_once(cast, couple):
    joanne, _ = couple
    for address in ("New@Example.com", "new@example.com"):
        add_email(joanne.customer, address, now=NOW)
    assert joanne.customer.emails.filter(address="new@example.com").count() == 1


def test_a_birthday_learned_later_is_greeted_and_a_corrected_one_moves(cast, couple):
    joanne, _ = couple

    def plans():
        rows = Plan.objects.filter(customer=joanne.customer, anchor_kind="birthday")
        return list(rows.order_by("id").values_list("anchor_on", "ended_reason"))

    assert plans() == []
    told = {"born_on": date(1980, 5, 4)}
    assert correct_customer(joanne.customer, told, now=NOW) == ["born_on"]
    assert correct_customer(joanne.customer, told, now=NOW) == []
    assert plans() == [(date(1980, 5, 4), "")]
    correct_customer(joanne.customer, {"born_on": date(1980, 6, 4)}, now=NOW)
    assert plans() == [(date(1980, 5, 4), "birthday_corrected"), (date(1980, 6, 4), "")]
    correct_customer(joanne.customer, {"born_on": None}, now=NOW)
    assert plans()[-1] == (date(1980, 6, 4), "birthday_corrected")


def test_a_link_goes_both_ways_and_a_childs_parent_is_a_relative(cast, couple):
    joanne, bill = couple
    for _ in range(2):
        link_household(joanne.customer, bill.customer, "child", today=TUESDAY)
    links = HouseholdLink.objects.values_list("customer", "other", "kind")
    assert set(links) == {
        (joanne.customer_id, bill.customer_id, "child"),
        (bill.customer_id, joanne.customer_id, "relative"),
    }


def test_a_fact_is_kept_once_however_it_is_typed(cast, couple):
    joanne, _ = couple
    for text in ("Camps near Flagstaff", "  camps  near Flagstaff "):
        note_fact(joanne.customer, text, by=cast.sam, now=NOW)
    fact = PersonalFact.objects.get(customer=joanne.customer)
    assert (fact.text, fact.noted_by) == ("Camps near Flagstaff", cast.sam)
