"""The rules about a sale's life: waiting, replaced, split, undone, and which sale is meant."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from customers.rules.matching import PersonKeys
from deliveries.rules.plates import plates_due_on
from deliveries.rules.replacing import UndoneSale, replaced_sale
from deliveries.rules.sale import Identity, KnownSale, ToldSale, which_sale
from deliveries.rules.units import units
from deliveries.rules.waiting import is_listed
from deliveries.rules.we_owe import SURVIVES_UNWIND, kind_of_item

SOLD = date(2026, 3, 2)
MARIA = PersonKeys(first="Maria", last="Delgado", phones=frozenset({"+12125550142"}))
GRACE = PersonKeys(first="Grace", last="Kim", phones=frozenset({"+16025550108"}))
KEVIN = PersonKeys(first="Kevin", last="Jones", phones=MARIA.phones)
NUMBER_9 = PersonKeys(first="M", last="", source_ids=frozenset({("1", "9")}))
CAR, OTHER_CAR = "1HGCM82633A004352", "1M8GDM9AXKP042788"


def told(**changes):
    facts = {
        "deal_number": "100",
        "vin": CAR,
        "stock_number": "",
        "sold_on": SOLD,
        "buyer": MARIA,
    }
    return ToldSale(**{**facts, **changes})


def known(**changes):
    facts = {
        "pk": 7,
        "deal_number": "100",
        "vin": CAR,
        "stock_number": "",
        "sold_on": SOLD,
        "customer_id": 3,
        "buyer": MARIA,
        "is_unwound": False,
    }
    return KnownSale(**{**facts, **changes})


@pytest.mark.parametrize("days", range(8))
def test_edge_35_a_car_sold_and_not_delivered_is_listed_from_day_5(days):
    assert is_listed(SOLD, SOLD + timedelta(days=days)) == (days >= 5)


@pytest.mark.parametrize(
    ("sale", "on_file", "expected"),
    [
        pytest.param({}, {}, Identity.SAME, id="edge-41-the-same-number-car-and-buyer"),
        pytest.param({"vin": OTHER_CAR}, {}, Identity.SAME, id="edge-41-other-vin-same-buyer"),
        pytest.param({"buyer": GRACE}, {}, Identity.SAME, id="edge-41-other-buyer-same-vin"),
        pytest.param(
            {"vin": OTHER_CAR, "buyer": GRACE},
            {},
            Identity.OTHER_CAR_AND_BUYER,
            id="edge-41-both-other",
        ),
        pytest.param(
            {"vin": "", "buyer": GRACE},
            {},
            Identity.SAME,
            id="edge-41-a-row-without-vin-is-no-proof",
        ),
        pytest.param(
            {"deal_number": "", "buyer": GRACE},
            {},
            Identity.NEW,
            id="edge-41-no-number-other-buyer",
        ),
        pytest.param(
            {"deal_number": ""}, {"deal_number": ""}, Identity.SAME, id="edge-41-no-number-at-all"
        ),
        pytest.param(
            {"deal_number": "101"}, {}, Identity.SAME, id="edge-41-rewritten-under-a-new-number"
        ),
        pytest.param(
            {"deal_number": "99"},
            {"former_numbers": frozenset({"99"})},
            Identity.FORMER,
            id="edge-41-the-former-contract-comes-again",
        ),
        pytest.param(
            {"deal_number": "101", "sold_on": SOLD + timedelta(days=61)},
            {},
            Identity.NEW,
            id="edge-41-months-later-it-is-a-sale-of-its-own",
        ),
        pytest.param(
            {"deal_number": "101"}, {"is_unwound": True}, Identity.REVIVED, id="edge-39-new-number"
        ),
        pytest.param(
            {"deal_number": "", "sold_on": SOLD + timedelta(days=6)},
            {"is_unwound": True},
            Identity.REVIVED,
            id="edge-39-typed-without-a-number-the-day-after",
        ),
        pytest.param(
            {"deal_number": ""},
            {"is_unwound": True, "deal_number": ""},
            Identity.SAME,
            id="edge-39-the-old-row-of-a-file-without-numbers-revives-nothing",
        ),
        pytest.param(
            {"vin": OTHER_CAR, "buyer": KEVIN},
            {},
            Identity.OTHER_CAR_AND_BUYER,
            id="edge-41-both-other-although-they-share-a-landline",
        ),
        pytest.param(
            {"buyer": KEVIN}, {}, Identity.SAME, id="edge-41-a-landline-is-enough-beside-the-car"
        ),
        pytest.param(
            {"vin": OTHER_CAR, "buyer": NUMBER_9},
            {"buyer": NUMBER_9},
            Identity.SAME,
            id="edge-41-other-vin-same-source-id",
        ),
        pytest.param(
            {"sold_on": SOLD + timedelta(days=3)},
            {"is_unwound": True},
            Identity.REVIVED,
            id="edge-39-the-same-number-of-a-later-day",
        ),
        pytest.param(
            {"sold_on": SOLD + timedelta(days=3), "buyer": GRACE},
            {"is_unwound": True},
            Identity.INSTEAD,
            id="edge-39-the-car-that-came-back-sold-to-somebody-else-under-its-number",
        ),
        pytest.param({}, {"is_unwound": True}, Identity.SAME, id="edge-39-the-old-row-once-more"),
        pytest.param(
            {"vin": OTHER_CAR, "sold_on": SOLD + timedelta(days=3)},
            {"is_unwound": True},
            Identity.INSTEAD,
            id="edge-40-another-car-under-the-same-number",
        ),
        pytest.param(
            {"vin": OTHER_CAR, "buyer": GRACE},
            {"is_unwound": True},
            Identity.OTHER_CAR_AND_BUYER,
            id="edge-41-both-other-also-after-it-was-unwound",
        ),
        pytest.param(
            {"deal_number": "101", "vin": OTHER_CAR},
            {"is_unwound": True},
            Identity.NEW,
            id="edge-40-another-car-is-a-new-sale",
        ),
    ],
)
def test_which_sale_is_meant(sale, on_file, expected):
    assert which_sale(told(**sale), [known(**on_file)]).identity is expected


def test_edge_40_the_old_contract_told_once_more_is_not_the_car_taken_instead():
    undone = known(pk=7, deal_number="", is_unwound=True, former_numbers=frozenset({"100"}))
    instead = known(pk=8, vin=OTHER_CAR, sold_on=SOLD + timedelta(days=3))
    assert which_sale(told(), [instead, undone]).identity is Identity.FORMER
    found = which_sale(told(vin=OTHER_CAR, sold_on=instead.sold_on), [instead, undone])
    assert (found.identity, found.pk) == (Identity.SAME, 8)


@pytest.mark.parametrize(
    ("vin", "days", "expected"),
    [
        pytest.param(OTHER_CAR, 6, 7, id="edge-40-another-car-next-day"),
        pytest.param("", 6, 7, id="edge-40-a-car-without-vin"),
        pytest.param(CAR, 6, None, id="edge-40-the-same-car-is-no-other"),
        pytest.param(OTHER_CAR, 36, None, id="edge-40-a-month-later-it-is-a-plain-sale"),
        pytest.param(OTHER_CAR, -1, None, id="edge-40-sold-before"),
    ],
)
def test_another_car_instead_of_the_one_that_came_back(vin, days, expected):
    undone = UndoneSale(7, CAR, SOLD, SOLD + timedelta(days=5))
    assert replaced_sale([undone], vin=vin, sold_on=SOLD + timedelta(days=days)) == expected


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        pytest.param("Second key", "item", id="edge-38-a-key"),
        pytest.param("License plates", "item", id="edge-38-plates"),
        pytest.param("Back-up camera", "item", id="edge-38-a-camera"),
        pytest.param("Touch-up paint on the trade-in deal", "item", id="edge-38-paint"),
        pytest.param("Refund of the deposit", "money", id="edge-38-refund"),
        pytest.param("Give back down payment", "money", id="edge-38-down-payment"),
        pytest.param("Devolver el enganche", "money", id="edge-38-enganche"),
        pytest.param("Return their trade-in", "trade", id="edge-38-trade-in"),
        pytest.param("Trade back", "trade", id="edge-38-trade"),
    ],
)
def test_what_outlives_an_unwound_sale_is_told_by_its_words(item, kind):
    assert kind_of_item(item) == kind
    assert (kind in SURVIVES_UNWIND) == (kind != "item")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(1, 2, {1: Fraction(1, 2), 2: Fraction(1, 2)}, id="edge-77-half-each"),
        pytest.param(1, None, {1: Fraction(1)}, id="edge-77-one-alone"),
        pytest.param(1, 1, {1: Fraction(1)}, id="edge-77-named-twice"),
        pytest.param(None, 2, {2: Fraction(1)}, id="edge-77-the-first-unknown"),
        pytest.param(None, None, {}, id="edge-77-nobody"),
    ],
)
def test_units_of_a_split_deal(first, second, expected):
    assert units(first, second) == expected
    assert sum(units(first, second).values()) == (1 if expected else 0)


def test_edge_08_no_plates_are_awaited_where_the_state_gives_them_at_the_sale():
    assert plates_due_on(SOLD, state="NY") == SOLD
    assert plates_due_on(SOLD, state="TX") is None
    assert plates_due_on(None, state="NY") is None
