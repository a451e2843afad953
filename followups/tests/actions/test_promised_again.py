"""A promise that is told or asked for again: by somebody who works there, to who goes on."""

from datetime import date
from uuid import uuid4

import pytest

from customers.actions import merge_customers, record_stop, unmerge_customers
from customers.models import CustomerMerge
from dealerfollow.stores.actions import end_membership
from dealerfollow.stores.models import Membership
from dealerfollow.testing.sales import days, deliver, noon
from deliveries.models import WeOwe
from deliveries.tests.desks import say_word
from followups.actions import LogDetails, log_contact
from followups.actions.log_attempt.details import NewPromise
from followups.models import FollowUp

TUESDAY = date(2026, 3, 3)
WEDNESDAY, THURSDAY = TUESDAY + days(1), TUESDAY + days(2)
FRIDAY, MONDAY = TUESDAY + days(3), TUESDAY + days(6)
KEY = "Second key"


@pytest.fixture
def customer(cast):
    return deliver(cast.north, TUESDAY, salesperson=cast.sam).customer


def log(cast, customer, on, by, **said):
    told = {"shown": (), "ticked": (), "seen": 10**9, "outcome": "spoke", "is_inbound": True}
    log_contact(
        cast.north, customer.pk, LogDetails(key=uuid4(), **{**told, **said}), by=by, now=noon(on)
    )


def ask(cast, customer, on, by, until):
    log(cast, customer, on, by, promise=NewPromise(item=KEY, department="parts", by=until))


def calls(touchpoint="promise"):
    return FollowUp.objects.filter(kind="promise", touchpoint=touchpoint).order_by("pk")


def made(cast, customer):
    """Asked for on Tuesday, and its call made on Wednesday."""
    ask(cast, customer, TUESDAY, cast.sam, FRIDAY)
    row = calls().get()
    told = {"shown": (row.pk,), "ticked": (row.pk,), "reason": KEY, "reason_codes": ("promise",)}
    log(cast, customer, WEDNESDAY, cast.sam, is_inbound=False, **told)
    row.refresh_from_db()
    assert row.state == "done"


def leave(cast, user):
    end_membership(Membership.objects.get(user=user), by=cast.maya, now=noon(THURSDAY))


def slip(cast, on):
    say_word(
        WeOwe.objects.get(),
        word="Late",
        promised_on=MONDAY,
        is_ready=False,
        by=cast.bea,
        now=noon(on),
    )


def test_asked_for_again_after_its_seller_left_the_manager_makes_the_call(cast, customer):
    made(cast, customer)
    leave(cast, cast.sam)
    ask(cast, customer, THURSDAY, cast.bea, MONDAY)
    again = calls().last()
    assert (again.owner, again.channel, again.occurrence) == (cast.maya, "phone", 2)


def test_edge_59_asked_for_again_after_silence_it_is_a_letter_of_the_manager(cast, customer):
    made(cast, customer)
    record_stop(
        customer, scope="everything", channel="all", words="", by=cast.sam, now=noon(FRIDAY)
    )
    ask(cast, customer, FRIDAY, cast.sam, MONDAY)
    again = calls().last()
    assert (again.owner, again.channel, again.due_on) == (cast.maya, "letter", MONDAY)


def test_what_slips_after_its_seller_left_is_told_by_somebody_who_works_there(cast, customer):
    made(cast, customer)
    leave(cast, cast.sam)
    slip(cast, THURSDAY)
    assert calls("tell").get().owner == cast.maya


@pytest.fixture
def goes_on(cast, customer):
    """Who goes on for the customer, merged on Thursday; the promise's only call was made."""
    made(cast, customer)
    other = deliver(cast.north, WEDNESDAY, salesperson=cast.bea).customer
    merge_customers(other, customer, words="Same", by=cast.maya, now=noon(THURSDAY))
    return other


def test_edge_65_after_a_merge_the_same_item_is_owed_once_and_asked_for_again(cast, goes_on):
    ask(cast, goes_on, THURSDAY, cast.sam, MONDAY)
    assert WeOwe.objects.get().promised_on == MONDAY
    again = calls().last()
    assert (again.customer, again.plan.customer, again.due_on) == (goes_on, goes_on, MONDAY)


@pytest.mark.parametrize("what", ["slips", "asked again"])
def test_edge_65_an_unmerge_gives_the_call_back_with_its_promise(cast, customer, goes_on, what):
    if what == "slips":
        slip(cast, THURSDAY)
    else:
        ask(cast, goes_on, THURSDAY, cast.sam, MONDAY)
    assert calls("tell" if what == "slips" else "promise").last().customer == goes_on
    merge = CustomerMerge.objects.get()
    unmerge_customers(merge, words="Not the same", by=cast.maya, now=noon(FRIDAY))
    row = FollowUp.objects.open().get(kind="promise")
    assert (row.customer, row.plan.customer) == (customer, customer)
