"""A link that ended: neither card speaks of the other."""

from datetime import timedelta

from customers.actions import (
    confirm_fact,
    end_link,
    link_household,
    merge_customers,
    note_fact,
)
from customers.models import (
    HouseholdLink,
)
from customers.queries.family import facts_of, parted_on_of
from customers.tests.one_customer import NOW, TUESDAY, fresh
from dealerfollow.testing.sales import buyer, deliver
from followups.queries.known import known_about


def shown_of(customer):
    parted_on = parted_on_of([customer.pk]).get(customer.pk)
    return facts_of(customer, parted_on=parted_on)[0]


def test_edge_69_after_a_divorce_neither_card_shows_the_others_or_the_childrens_facts(cast, ana):
    bill = deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=buyer()).customer
    link_household(ana.customer, bill, "spouse", today=TUESDAY)
    chess = note_fact(ana.customer, "Lena plays chess", by=cast.sam, now=NOW)
    hikes = note_fact(ana.customer, "Hikes on Sundays", by=cast.sam, now=NOW)
    confirm_fact(hikes, about="self", today=TUESDAY)
    note_fact(bill, "Bill's mother is ill", by=cast.sam, now=NOW)
    assert shown_of(ana.customer) == [hikes, chess]
    parted = TUESDAY + timedelta(days=30)
    assert end_link(ana.customer, bill, today=parted) == 2
    assert end_link(bill, ana.customer, today=parted) == 0
    assert parted_on_of([ana.customer.pk, bill.pk]) == {ana.customer_id: parted, bill.pk: parted}
    assert shown_of(ana.customer) == [hikes]
    assert shown_of(bill) == []
    confirm_fact(chess, about="family", today=parted + timedelta(days=1))
    assert shown_of(ana.customer) == [hikes, chess]
    assert HouseholdLink.objects.filter(ended_on=parted).count() == 2


def test_edge_69_the_parting_is_known_after_a_merge_too(cast, ana):
    again, bill = (
        deliver(cast.north, TUESDAY + timedelta(days=n), salesperson=cast.sam).customer
        for n in (1, 0)
    )
    link_household(ana.customer, bill, "spouse", today=TUESDAY)
    note_fact(ana.customer, "Lena plays chess", by=cast.sam, now=NOW)
    end_link(ana.customer, bill, today=TUESDAY + timedelta(days=1))
    merge_customers(ana.customer, again, words="Same", by=cast.maya, now=NOW + timedelta(days=2))
    one = fresh(again)
    assert fresh(ana.customer).merged_into == one
    assert shown_of(one) == []
    assert known_about([one.pk], cast.north)[one.pk].personal == []


def test_edge_69_who_marries_again_after_a_divorce_starts_afresh(cast, ana):
    bill = deliver(cast.north, TUESDAY, salesperson=cast.sam, buyer=buyer()).customer
    link_household(ana.customer, bill, "spouse", today=TUESDAY)
    end_link(ana.customer, bill, today=TUESDAY)
    link_household(ana.customer, bill, "spouse", today=TUESDAY + timedelta(days=99))
    assert HouseholdLink.objects.filter(customer=ana.customer, ended_on=None).count() == 1
