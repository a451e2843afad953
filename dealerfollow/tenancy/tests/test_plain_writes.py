"""Rows written by plain SQL are the rows that the ORM would have written."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from customers.models import Customer, CustomerPhone, PersonalFact
from dealerfollow.tenancy.plain_writes import Writes, insert

NOW = datetime(2026, 3, 5, 18, tzinfo=UTC)


def customer(cast, first_name, **more):
    return Customer(group_id=cast.north.group_id, store=cast.north, first_name=first_name, **more)


def test_each_row_has_its_id_and_what_the_database_works_out(cast):
    one, two = customer(cast, "Ada"), customer(cast, "Bo", born_on=date(1980, 1, 2))
    insert(one, two)
    assert not one._state.adding
    found = Customer.objects.in_bulk([one.pk, two.pk])
    assert (found[one.pk].first_name, found[two.pk].born_on) == ("Ada", date(1980, 1, 2))
    assert "ada" in found[one.pk].search_name and found[one.pk].created_at is not None


def test_nothing_to_insert_is_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        insert()
        Writes().run()


def test_what_was_told_leaves_together_and_in_order(cast, django_assert_num_queries):
    one = customer(cast, "Ada")
    insert(one)
    writes = Writes()
    group = {"group_id": one.group_id, "customer": one}
    writes.insert([CustomerPhone(**group, number="+12125550142")])
    writes.insert([PersonalFact(**group, text=f"100 % {n}", noted_at=NOW) for n in "ab"])
    one.first_name, one.last_contact_at, one.city = "Eva", NOW, "Mesa"
    writes.update(one, ["first_name", "last_contact_at"])
    with django_assert_num_queries(1):
        writes.run()
        writes.run()
    found = Customer.objects.get(pk=one.pk)
    assert (found.first_name, found.last_contact_at, found.city) == ("Eva", NOW, "")
    assert [str(p.number) for p in found.phones.all()] == ["+12125550142"]
    assert sorted(found.facts.values_list("text", flat=True)) == ["100 % a", "100 % b"]


def test_a_row_that_breaks_a_rule_is_refused(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(customer(cast, ""))
