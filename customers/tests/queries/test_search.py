"""Who is found by what is typed, and who never is: Otto, and a person of another store."""

from datetime import date

import pytest
from django.db import connection

from customers.models import Customer
from customers.queries.search import find_customers
from dealerfollow.stores.scope import Scope
from dealerfollow.tenancy.scope import scope as group_scope
from dealerfollow.testing.sales import buyer, deliver
from deliveries.rules.sale import VehicleDetails

TUESDAY = date(2026, 3, 3)


def seen_from(*stores):
    return Scope(
        group_id=stores[0].group_id,
        rights=tuple((s.pk, frozenset({"customers.see"})) for s in stores),
    )


def names(scope, text):
    return [found.customer.name for found in find_customers(scope, text)]


@pytest.fixture
def munoz(cast):
    """José Muñoz Peña of North, with everything that he can be found by."""
    person = buyer(
        first_name="José",
        last_name="Muñoz Peña",
        phones=(("+14805550142", "mobile"),),
        emails=("jose.munoz@example.com",),
    )
    car = VehicleDetails(vin="1HGCM82633A004352", year=2026, make="Honda", model="Pilot")
    return deliver(cast.north, TUESDAY, buyer=person, vehicle=car, deal_number="48213").customer


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Muñoz", id="as-it-is-written"),
        pytest.param("munoz", id="without-the-tilde"),
        pytest.param("MUNOZ", id="in-capitals"),
        pytest.param("mu", id="two-letters-of-the-last-name"),
        pytest.param("munoz pena", id="both-surnames"),
        pytest.param("pena", id="the-second-surname-alone"),
        pytest.param("pena jose", id="words-in-any-order"),
        pytest.param("jose mu", id="first-name-and-a-beginning"),
        pytest.param("jose", id="first-name"),
        pytest.param("uño", id="letters-in-the-middle"),
        pytest.param("0142", id="last-4-of-the-phone"),
        pytest.param("555-0142", id="last-7-of-the-phone"),
        pytest.param("(480) 555-0142", id="the-whole-phone"),
        pytest.param("+1 480 555 0142", id="the-phone-with-its-country"),
        pytest.param("jose.munoz@example.com", id="e-mail"),
        pytest.param("Jose.Mun", id="beginning-of-the-e-mail"),
        pytest.param("3A004352", id="last-8-of-the-vin"),
        pytest.param("1hgcm82633a004352", id="the-whole-vin"),
        pytest.param("48213", id="deal-number"),
        pytest.param("jsoe munoz pena", id="a-slip-of-the-finger"),
        pytest.param("Jose Munos Pena", id="as-it-is-heard"),
    ],
)
def test_he_is_found_by(cast, munoz, text):
    deliver(cast.north, TUESDAY, buyer=buyer(first_name="Ana", last_name="Kowalski"))
    assert names(seen_from(cast.north), text) == ["José Muñoz Peña"]


@pytest.mark.parametrize(
    "text",
    ["", "m", "%", "__", "''", "zzzzzz", "\x00\x00", "' OR 1=1 --", "142", "x" * 500, "\\", "@@"],
)
def test_nonsense_finds_nobody(cast, munoz, text):
    assert names(seen_from(cast.north), text) == []


def test_a_firm_is_found_by_any_word_and_an_apostrophe_does_not_matter(cast):
    deliver(cast.north, TUESDAY, buyer=buyer(company="O'Brien-Ortiz Roofing, Inc.", first_name=""))
    for text in ("o'brien", "obrien ortiz", "roofing", "inc roofing"):
        assert names(seen_from(cast.north), text) == ["O'Brien-Ortiz Roofing, Inc."]


def test_last_names_that_begin_so_come_first(cast):
    for first, last in (("Ana", "Diaz"), ("Diana", "Abel"), ("Rosa", "Diazcampo")):
        deliver(cast.north, TUESDAY, buyer=buyer(first_name=first, last_name=last))
    found = names(seen_from(cast.north), "dia")
    assert found == ["Ana Diaz", "Rosa Diazcampo", "Diana Abel"]


def test_no_more_than_asked_for(cast):
    for _ in range(5):
        deliver(cast.north, TUESDAY, buyer=buyer(last_name="Garcia"))
    assert len(find_customers(seen_from(cast.north), "garcia", limit=3)) == 3


def test_somebody_of_the_other_store_is_not_found(cast, munoz):
    for text in ("munoz", "0142", "jose.munoz@example.com", "3A004352", "48213", "jsoe munoz pena"):
        assert names(seen_from(cast.south), text) == []
    assert names(seen_from(cast.north, cast.south), "munoz") == ["José Muñoz Peña"]


def test_who_bought_here_before_is_still_found_here(cast, munoz):
    Customer.objects.filter(pk=munoz.pk).update(store=cast.south)
    for text in ("munoz", "0142", "48213"):
        assert names(seen_from(cast.north), text) == ["José Muñoz Peña"]


def test_a_co_buyer_is_found(cast):
    wife = buyer(first_name="Inés", last_name="Ochoa", phones=(("+14805550177", "mobile"),))
    deliver(cast.north, TUESDAY, co_buyer=wife)
    assert names(seen_from(cast.north), "ines ochoa") == ["Inés Ochoa"]
    assert names(seen_from(cast.north), "0177") == ["Inés Ochoa"]


def test_another_group_finds_nobody_even_with_forged_stores(cast, munoz):
    forged = Scope(
        group_id=cast.other_group.pk,
        rights=((cast.north.pk, frozenset()), (cast.west.pk, frozenset())),
    )
    with group_scope(cast.other_group.pk):
        assert names(forged, "munoz") == []
        assert names(forged, "0142") == []


@pytest.mark.parametrize("setting", ["", "0", "999999"])
def test_the_function_finds_nobody_without_the_groups_own_setting(cast, munoz, setting):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.group_id', %s, true)", [setting])
        cursor.execute(
            "SELECT count(*) FROM find_customers(%s, 'munoz', 20)", [[cast.north.pk, cast.west.pk]]
        )
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT set_config('app.group_id', %s, true)", [str(cast.group.pk)])


def test_the_number_of_queries_does_not_grow(cast, django_assert_num_queries):
    deliver(cast.north, TUESDAY, buyer=buyer(last_name="Garcia"))
    scope = seen_from(cast.north)
    with django_assert_num_queries(3):
        find_customers(scope, "garcia")
    for _ in range(5):
        deliver(cast.north, TUESDAY, buyer=buyer(last_name="Garcia"))
    with django_assert_num_queries(3):
        find_customers(scope, "garcia")
