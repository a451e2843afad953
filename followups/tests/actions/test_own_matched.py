"""Somebody is found who sold a car: what goes to them, and what stays where it is."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.actions import lock_people, merge_customers, record_stop
from dealerfollow.intake.sold_deal import Salesperson
from dealerfollow.stores.actions import create_user, end_membership, hire
from dealerfollow.stores.models import Membership
from dealerfollow.stores.rules.rights import Role
from dealerfollow.testing.sales import buyer, deliver, noon
from deliveries.actions import match_salesperson, unwind_delivery
from deliveries.models import SalespersonMatch
from followups.actions import enrol_deliveries, plan_follow_ups
from followups.actions.greetings import give_greetings
from followups.actions.hand_off import hand_off
from followups.models import FollowUp, Plan

TUESDAY, THURSDAY = date(2026, 3, 3), date(2026, 3, 5)
EARLIER = TUESDAY - timedelta(days=300)
NOW = noon(THURSDAY)
ANA = {"first_name": "Ana", "last_name": "Ruiz", "phones": (("+12125550888", "mobile"),)}
BORN = date(1980, 3, 10)
LOCK = "FOR NO KEY UPDATE"


def new_person(cast, name):
    user = create_user(f"{name.lower()}@copperline.example", f"{name} Boone")
    hire(user, Role.SALESPERSON, group=cast.group, store=cast.north)
    return user


@pytest.fixture
def bob(cast):
    return new_person(cast, "Bob")


def sell(cast, day, *, by=None, born_on=BORN, **told):
    """A car that Ana took home; the file names a seller whom nobody knows unless told `by`."""
    unknown = () if by else (Salesperson("999", "NEW GUY"),)
    person = buyer(**{**ANA, **told.pop("person", {})}, born_on=born_on)
    return deliver(cast.north, day, salesperson=by, salespeople=unknown, buyer=person, **told)


def match(cast, user, now=NOW):
    return match_salesperson(SalespersonMatch.objects.get(), user, by=cast.maya, now=now)


def birthday():
    """Whose the plan is, and the greeting that was made of it."""
    plan_follow_ups(Plan.objects.get(anchor_kind="birthday").store, today=THURSDAY, now=NOW)
    row = FollowUp.objects.get(kind="birthday", state="open")
    return Plan.objects.get(anchor_kind="birthday").owner, row.owner


def test_the_birthday_and_the_greeting_made_of_it_go_to_who_sold_the_only_car(cast):
    sell(cast, TUESDAY)
    assert birthday() == (cast.maya, cast.maya)
    assert match(cast, cast.sam) == 1
    assert birthday() == (cast.sam, cast.sam)
    greeting = FollowUp.objects.get(kind="birthday", state="open")
    assert [(e.kind, e.reason) for e in greeting.events.all()] == [("reassigned", "one_card")]


def test_edge_66_a_birthday_stays_with_who_sold_last_when_the_earlier_seller_is_found(cast, bob):
    older = sell(cast, EARLIER, born_on=None)
    sell(cast, TUESDAY, by=bob)  # they said their birthday to Bob
    assert birthday() == (bob, bob)
    match(cast, cast.sam)
    assert birthday() == (bob, bob)
    assert FollowUp.objects.get(delivery=older, kind="post_sale").owner == cast.sam


def test_edge_66_it_goes_to_who_is_found_to_have_sold_last(cast, bob):
    sell(cast, EARLIER, by=bob)
    sell(cast, TUESDAY)
    assert birthday() == (cast.maya, cast.maya)  # hers like all of the sale, until it is known
    match(cast, cast.sam)
    assert birthday() == (cast.sam, cast.sam)


def test_edge_66_a_birthday_goes_along_with_the_next_car(cast, bob):
    """To who sold it, and back when that sale is unwound; the history of an older one changes
    nothing."""
    sell(cast, EARLIER, by=cast.sam)
    assert birthday() == (cast.sam, cast.sam)
    newer = sell(cast, TUESDAY, by=bob)
    assert birthday() == (bob, bob)
    sell(cast, EARLIER - timedelta(days=400), by=cast.bea)
    assert birthday() == (bob, bob)
    unwind_delivery(cast.north, newer, THURSDAY, by=cast.maya, now=NOW)
    assert birthday() == (cast.sam, cast.sam)


def test_edge_74_an_heir_keeps_the_birthdays_of_who_left(cast, bob):
    sale = sell(cast, EARLIER, by=cast.sam)
    sam = Membership.objects.get(user=cast.sam)
    end_membership(sam, by=cast.maya, now=NOW, heirs=[bob])
    assert birthday() == (bob, bob)
    enrol_deliveries([sale.pk], today=THURSDAY, now=NOW)
    assert birthday() == (bob, bob)


@pytest.mark.parametrize("later", ["another store", "house deal"])
def test_edge_74_a_birthday_never_goes_back_to_who_left(cast, bob, later):
    """Sam's car is old and its plan has ended at him; the next sale is of another store, or a house
    deal of his, and the heir goes on."""
    sell(cast, THURSDAY - timedelta(days=400), by=cast.sam)
    Plan.objects.exclude(anchor_kind="birthday").update(ended_on=TUESDAY, next_on=None)
    sam = Membership.objects.get(user=cast.sam)
    end_membership(sam, by=cast.maya, now=NOW, heirs=[bob])
    assert Plan.objects.get(anchor_kind="birthday").owner == bob
    if later == "house deal":
        sale = sell(cast, TUESDAY, by=cast.sam, sale_kind="house")
    else:
        person = buyer(**ANA, born_on=BORN)
        sale = deliver(cast.south, EARLIER, salesperson=cast.noor, buyer=person)
    enrol_deliveries([sale.pk], today=THURSDAY, now=NOW)
    plan_follow_ups(cast.north, today=THURSDAY, now=NOW)
    greetings = FollowUp.objects.open().filter(kind="birthday")
    assert {row.owner for row in greetings} == {bob}
    assert Plan.objects.get(anchor_kind="birthday").owner == bob
    assert not Plan.objects.filter(owner=cast.sam, ended_on=None).exists()


def test_edge_66_a_birthday_goes_to_nobody_who_only_looks_on_since(cast, bob):
    """Bob sold last, and is an auditor at the store by now: no card of his would show it."""
    sell(cast, EARLIER, by=cast.sam)
    newer = sell(cast, TUESDAY, by=bob)
    Plan.objects.filter(anchor_kind="birthday").update(owner=cast.sam)
    FollowUp.objects.filter(kind="birthday").update(owner=cast.sam)
    Membership.objects.filter(user=bob).update(role=Role.AUDITOR)
    give_greetings([newer.customer_id], now=NOW)
    assert birthday() == (cast.sam, cast.sam)
    Membership.objects.filter(user=bob).update(role=Role.SALESPERSON)
    give_greetings([newer.customer_id], now=NOW)
    assert birthday() == (bob, bob)


def test_the_customer_is_held_before_a_follow_up_changes_hands(cast, bob):
    """Also who goes on for a merged one: what they ask meanwhile waits, or is seen."""
    newer = sell(cast, TUESDAY, by=bob, person={"first_name": "Anna", "phones": ()}, born_on=None)
    older = sell(cast, EARLIER)
    merge_customers(older.customer, newer.customer, words="Same", by=cast.maya, now=NOW)
    with CaptureQueriesContext(connection) as asked:
        match(cast, cast.sam)
    told = [query["sql"] for query in asked]
    held = next(n for n, sql in enumerate(told) if "customers_customer" in sql and LOCK in sql)
    given = next(n for n, sql in enumerate(told) if "UPDATE" in sql and "owner_id" in sql)
    assert held < given
    assert lock_people([older.customer_id]) == {
        older.customer_id: newer.customer_id,
        newer.customer_id: newer.customer_id,
    }


def test_edge_66_who_sold_last_to_a_row_that_was_merged_counts(cast, bob):
    newer = sell(cast, TUESDAY, by=bob, person={"first_name": "Anna", "phones": ()}, born_on=None)
    older = sell(cast, EARLIER)
    merge_customers(older.customer, newer.customer, words="Same", by=cast.maya, now=NOW)
    assert birthday() == (bob, bob)
    match(cast, cast.sam)
    assert birthday() == (bob, bob)


def test_edge_66_a_house_deal_is_no_sale_that_takes_the_birthday_along(cast, bob):
    sell(cast, EARLIER, by=bob)
    sell(cast, TUESDAY, sale_kind="house")
    match(cast, cast.sam)
    assert birthday() == (bob, bob)


def test_edge_75_a_birthday_of_another_store_stays_there(cast):
    south = deliver(cast.south, EARLIER, salesperson=cast.noor, buyer=buyer(**ANA, born_on=BORN))
    north = sell(cast, TUESDAY)
    assert south.customer == north.customer
    match(cast, cast.sam)
    assert birthday() == (cast.noor, cast.noor)


def test_edge_79_what_was_handed_to_a_manager_stays_there_when_the_match_is_corrected(cast, bob):
    sale = sell(cast, TUESDAY)
    match(cast, cast.sam)
    row = FollowUp.objects.get(delivery=sale, kind="post_sale")
    hand_off(row, by=cast.sam, now=NOW)
    match(cast, bob, now=NOW + timedelta(hours=1))
    row.refresh_from_db()
    assert (row.owner, Plan.objects.get(anchor_kind="delivery").owner) == (cast.maya, bob)


def test_edge_59_a_letter_of_what_we_owe_stays_the_managers_when_the_seller_is_found(cast):
    sale = sell(cast, TUESDAY, tag_expires_on=TUESDAY + timedelta(days=8))
    plan_follow_ups(cast.north, today=THURSDAY, now=NOW)
    stop = {"scope": "everything", "channel": "all", "words": "No", "by": None}
    record_stop(sale.customer, **stop, now=NOW)
    match(cast, cast.sam, now=NOW + timedelta(hours=1))
    row = FollowUp.objects.get(delivery=sale, kind="plates")
    assert (row.state, row.channel, row.owner) == ("open", "letter", cast.maya)
