"""In which order the rows of a file are heard, and which are former contracts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dealerfollow.intake.sold_deal import Person, PersonName, SoldDeal, Vehicle
from deliveries.rules.contracts import in_order

FIRST, AGAIN = date(2026, 3, 3), date(2026, 3, 10)
LINE = "+14805550100"
MARIA = Person(PersonName("Maria", "", "Delgado"), phones=(("+12125550142", "mobile"),))
GRACE = Person(PersonName("Grace", "", "Kim"), phones=(("+16025550108", "mobile"),))
CAR, OTHER_CAR = Vehicle(vin="1HGCM82633A004352"), Vehicle(vin="1M8GDM9AXKP042788")


def deal(line, sold_on, **told):
    facts = {
        "deal_number": "100",
        "delivered_on": sold_on,
        "delivered_on_source": "delivered",
        "status": "final",
        "sale_kind": "retail",
        "condition": "new",
        "vehicle": CAR,
        "customer": MARIA,
    }
    return SoldDeal(line=line, sold_on=sold_on, **{**facts, **told})


UNDONE = deal(2, FIRST, status="unwound")


def heard(*deals, never_match=frozenset()):
    found = in_order(deals, never_match=never_match)
    return [one.line for one in found.deals], sorted(found.former)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param({}, ([3, 2], [2]), id="edge-39-again"),
        pytest.param({"deal_number": "101"}, ([3, 2], [2]), id="edge-39-under-a-new-number"),
        pytest.param({"vehicle": OTHER_CAR}, ([2, 3], []), id="edge-40-another-car"),
        pytest.param({"customer": GRACE}, ([2, 3], []), id="edge-40-another-buyer"),
        pytest.param(
            {"customer": GRACE, "deal_number": "101"}, ([2, 3], []), id="edge-40-the-car-resold"
        ),
        pytest.param(
            {"vehicle": OTHER_CAR, "deal_number": "101"}, ([3, 2], []), id="nothing-in-common"
        ),
        pytest.param({"status": "pending", "delivered_on": None}, ([3, 2], []), id="pending"),
        pytest.param({"sale_kind": "wholesale"}, ([3, 2], []), id="edge-44-no-sale-to-a-customer"),
        pytest.param({"sold_on": FIRST - timedelta(days=1)}, ([3, 2], []), id="an-older-sale"),
        pytest.param(
            {"sold_on": FIRST + timedelta(days=61)}, ([2, 3], []), id="months-later-a-new-sale"
        ),
    ],
)
def test_what_was_undone_is_heard_before_what_took_its_place(told, expected):
    new = replace(deal(3, AGAIN), **told)
    assert heard(UNDONE, new) == expected
    assert heard(new, UNDONE) == expected


def test_edge_39_the_new_contract_goes_on_from_the_first_delivery():
    days = {one.line: one.delivered_on for one in in_order([deal(3, AGAIN), UNDONE]).deals}
    assert days == {2: FIRST, 3: FIRST}


def test_the_stores_own_line_is_no_proof_of_the_buyer():
    kevin = Person(PersonName("Kevin", "", "Jones"), phones=((LINE, "home"),))
    maria = replace(MARIA, phones=((LINE, "home"),))
    deals = [deal(3, AGAIN, customer=kevin), replace(UNDONE, customer=maria)]
    assert heard(*deals) == ([3, 2], [2])
    assert heard(*deals, never_match=frozenset({LINE})) == ([2, 3], [])
