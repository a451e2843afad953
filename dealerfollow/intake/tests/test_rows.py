"""What becomes of single rows: taken, taken with a warning, refused."""

from datetime import date
from typing import Any

import pytest

from dealerfollow.intake.dms_csv import read_sold_deals
from dealerfollow.intake.sold_deal import PersonName, Salesperson, SoldDeal, SoldDealFile
from dealerfollow.intake.tests.exports import text_of, workbook_of

TODAY = date(2026, 11, 21)
USUAL = {
    "DealNo": "1001",
    "ContractDate": "11/20/2026",
    "Status": "F",
    "FIDealType": "New",
    "VIN": "1HGCM82633A004352",
    "Year": "2026",
    "MakeName": "Honda",
    "ModelName": "Accord",
    "Name": "SMITH,JOHN",
    "CellPhone": "602-555-0123",
    "Email": "john@example.com",
    "Salesman": "SAM S",
}


def read(*changes: dict[str, str], **options: Any) -> SoldDealFile:
    records = [USUAL | change for change in changes or ({},)]
    names = list(dict.fromkeys(name for record in records for name in record))
    columns: dict[str, tuple[str, ...]] = {
        name: tuple(record.get(name, "") for record in records) for name in names
    }
    return read_sold_deals(text_of(columns).encode(), today=TODAY, **options)


def deal(**changes: str) -> SoldDeal:
    (found,) = read(changes).rows
    return found


def codes(found: SoldDealFile) -> list[str]:
    return [problem.code for problem in found.problems]


@pytest.mark.parametrize(
    ("changes", "code", "column", "value"),
    [
        pytest.param(
            {"ContractDate": "02/30/2026"},
            "impossible_date",
            "ContractDate",
            "02/30/2026",
            id="30feb",
        ),
        pytest.param(
            {"ContractDate": "soon"}, "impossible_date", "ContractDate", "soon", id="words"
        ),
        pytest.param(
            {"ContractDate": "12/24/2026"},
            "date_too_far_ahead",
            "ContractDate",
            "12/24/2026",
            id="sold-in-a-month",
        ),
        pytest.param(
            {"DeliveryDate": "11/23/2027"},
            "date_too_far_ahead",
            "DeliveryDate",
            "11/23/2027",
            id="delivered-in-a-year",
        ),
        pytest.param(
            {"ContractDate": "01/01/1900"},
            "date_too_old",
            "ContractDate",
            "01/01/1900",
            id="the-year-1900",
        ),
        pytest.param({"ContractDate": "00/00/0000"}, "no_date", "", "", id="zero-date"),
        pytest.param(
            {"Name": "", "CellPhone": "", "Email": ""}, "no_customer", "", "", id="nobody"
        ),
        pytest.param(
            {"DealNo": "", "VIN": ""}, "nothing_to_match_on", "", "", id="no-number-no-vin"
        ),
        pytest.param(
            {"DealNo": "1.23457E+11"},
            "excel_rounded_number",
            "DealNo",
            "1.23457E+11",
            id="rounded-by-excel",
        ),
        pytest.param({"DealNo": "9" * 41}, "cell_too_long", "DealNo", "9" * 41, id="too-long"),
    ],
)
def test_a_refused_row_says_why_and_stops_no_other(
    changes: dict[str, str], code: str, column: str, value: str
) -> None:
    found = read(changes, {"DealNo": "1002"})

    assert [row.deal_number for row in found.rows] == ["1002"]
    (problem,) = found.problems
    assert (problem.line, problem.severity, problem.code) == (2, "refused", code)
    assert (problem.column, problem.value) == (column, value)
    assert problem.remedy != ""


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param({"CellPhone": "555-0123"}, "bad_phone", id="phone-without-area-code"),
        pytest.param({"Email": "john(at)example"}, "bad_email", id="no-email"),
        pytest.param({"Email": "none@none.com"}, "bad_email", id="placeholder-email"),
        pytest.param({"VIN": "1HGCM82633A004353"}, "vin_check_digit", id="vin-check-digit"),
        pytest.param({"VIN": "1HGCM8263"}, "vin_length", id="short-vin"),
        pytest.param({"VIN": "1HGCM82633O004352"}, "vin_characters", id="letter-o-in-vin"),
        pytest.param({"Status": "ZZ", "DeliveryDate": "11/20/2026"}, "unknown_status", id="status"),
        pytest.param({"SaleType": "Barter"}, "unknown_sale_kind", id="sale-kind"),
        pytest.param({"FIDealType": ""}, "condition_guessed", id="new-or-used"),
        pytest.param({"Year": "soon"}, "bad_number", id="year"),
        pytest.param({"DOB": "11/31/1980"}, "bad_birth_date", id="birthday"),
        pytest.param({"Address": "123-45-6789"}, "looks_like_ssn", id="ssn"),
        pytest.param({"CustNo": "123456789"}, "looks_like_ssn", id="ssn-as-customer-number"),
    ],
)
def test_a_warned_row_is_taken(changes: dict[str, str], code: str) -> None:
    found = read(changes)
    assert [row.deal_number for row in found.rows] == ["1001"]
    assert [(p.code, p.severity) for p in found.problems] == [(code, "warning")]
    assert "123-45-6789" not in repr(found) and "123456789" not in repr(found)


def test_a_bad_phone_is_not_kept_and_the_good_one_beside_it_is() -> None:
    found = read({"CellPhone": "602-555-0123 / 555-0199"})
    assert found.rows[0].customer.phones == (("+16025550123", "mobile"),)
    assert [p.value for p in found.problems] == ["555-0199"]


def test_zeros_for_a_phone_are_no_phone_and_no_problem() -> None:
    found = read({"CellPhone": "(000) 000-0000"})
    assert (found.rows[0].customer.phones, codes(found)) == ((), [])


@pytest.mark.parametrize(
    ("changes", "status", "delivered_on", "source"),
    [
        pytest.param({"Status": "Pending"}, "pending", None, "", id="edge-35-pending"),
        pytest.param({"Status": "On Order"}, "pending", None, "", id="edge-35-on-order"),
        pytest.param({"Status": "ZZ"}, "pending", None, "", id="unknown-status-waits-in-sight"),
        pytest.param({}, "final", date(2026, 11, 20), "sold", id="edge-35-contract-date-only"),
        pytest.param(
            {"DeliveryDate": "11/21/2026"},
            "final",
            date(2026, 11, 21),
            "delivered",
            id="delivered-a-day-later",
        ),
        pytest.param(
            {"Status": "Unwound"}, "unwound", date(2026, 11, 20), "sold", id="edge-38-unwound"
        ),
    ],
)
def test_status_and_delivery_date(
    changes: dict[str, str], status: str, delivered_on: date | None, source: str
) -> None:
    found = deal(**changes)
    assert (found.status, found.delivered_on, found.delivered_on_source) == (
        status,
        delivered_on,
        source,
    )


def test_a_blank_delivery_date_beside_filled_ones_is_not_delivered_yet() -> None:
    found = read({"DeliveryDate": "11/20/2026"}, {"DealNo": "1002"})
    assert [row.delivered_on for row in found.rows] == [date(2026, 11, 20), None]


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        pytest.param({"SaleType": "Wholesale"}, "wholesale", id="edge-44-wholesale"),
        pytest.param({"SaleType": "Dealer Trade"}, "dealer_trade", id="edge-44-dealer-trade"),
        pytest.param({"SaleType": "Employee"}, "employee", id="edge-44-employee"),
        pytest.param({"Salesman": "HOUSE"}, "house", id="edge-44-house"),
        pytest.param({"SaleType": "Fleet"}, "fleet", id="edge-43-fleet"),
        pytest.param({"SaleType": "Used Lease", "FIDealType": ""}, "lease", id="used-lease"),
        pytest.param({}, "retail", id="nothing-said"),
    ],
)
def test_kinds_of_sale(changes: dict[str, str], kind: str) -> None:
    assert deal(**changes).sale_kind == kind


def test_the_house_is_nobodys_salesperson() -> None:
    assert deal(Salesman="House").salespeople == ()


def test_a_lease_has_its_term_and_end_and_a_retail_term_is_not_kept() -> None:
    lease = deal(SaleType="Lease", Term="36")
    assert (lease.lease_term_months, lease.lease_ends_on) == (36, date(2029, 11, 20))
    assert deal(Term="72").lease_term_months is None


def test_columns_of_rates_stay_closed_whatever_a_store_maps() -> None:
    found = read({"APR": "3.9"}, mapping={"APR": "trim"})
    assert "3.9" not in repr(found.rows)
    assert "APR" in found.unmapped


def test_a_kept_mapping_overrules_known_names() -> None:
    found = read({"Our Number": "X7"}, mapping={"our number": "deal_number", "DealNo": ""})
    assert found.rows[0].deal_number == "X7"
    assert "DealNo" in found.unmapped


def test_a_mapping_to_a_field_that_does_not_exist_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="no such field: dealnr"):
        read(mapping={"DealNo": "dealnr"})


def test_the_co_buyer_is_a_person_with_a_phone() -> None:
    found = deal(CoName1="SMITH,MARY", CoHomePhone="602-555-0124").co_buyer
    assert found is not None
    assert (found.name.full, found.phones) == ("Mary Smith", (("+16025550124", "home"),))


def test_a_couple_in_one_name_is_two_people() -> None:
    found = deal(Name="SMITH,JOHN & MARY")
    assert found.customer.name == PersonName(first="John", last="Smith")
    assert found.co_buyer is not None
    assert found.co_buyer.name == PersonName(first="Mary", last="Smith")


def test_the_same_row_twice_is_one_sale() -> None:
    found = read({}, {})
    assert (len(found.rows), found.problems) == (1, ())


def test_one_number_for_two_different_sales_refuses_both() -> None:
    found = read({}, {"VIN": "1M8GDM9AXKP042788"})
    assert found.rows == ()
    assert [(p.line, p.code, p.value) for p in found.problems] == [
        (2, "repeated_deal_number", "1001"),
        (3, "repeated_deal_number", "1001"),
    ]


UNDONE = {"Status": "U", "ContractDate": "11/10/2026"}


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        pytest.param([{}, UNDONE], [2, 3], id="edge-40-undone-and-sold-again-later"),
        pytest.param([UNDONE, {}], [2, 3], id="edge-40-in-the-other-order"),
        pytest.param([{}, {}, UNDONE, UNDONE], [2, 4], id="edge-40-each-told-twice"),
        pytest.param([{}, {"Status": "U"}], [], id="undone-on-the-same-day"),
        pytest.param([{"ContractDate": "11/10/2026"}, {"Status": "U"}], [], id="undone-later"),
        pytest.param([{}, UNDONE, {"ContractDate": "11/12/2026"}], [], id="three-sales"),
    ],
)
def test_a_number_of_an_undone_sale_may_be_used_again_later(
    rows: list[dict[str, str]], lines: list[int]
) -> None:
    found = read(*rows)
    assert [row.line for row in found.rows] == lines
    refused = [row.line for row in found.rows] == []
    assert (codes(found) != []) == refused


def test_rows_that_differ_in_their_salesperson_are_a_split_deal_edge_77() -> None:
    found = read({}, {"Salesman": "NOOR N"})
    assert [row.salespeople for row in found.rows] == [
        (Salesperson("", "SAM S"), Salesperson("", "NOOR N"))
    ]


def test_a_deal_without_number_is_taken_by_car_and_buyer() -> None:
    assert deal(DealNo="").deal_number == ""


@pytest.mark.parametrize(
    ("drop", "needed"),
    [
        pytest.param(("Name",), "customer", id="nobody"),
        pytest.param(("ContractDate",), "date", id="no-date"),
        pytest.param(("VIN", "MakeName", "ModelName"), "vehicle", id="no-vehicle"),
    ],
)
def test_a_file_without_a_necessary_column_says_which(drop: tuple[str, ...], needed: str) -> None:
    columns: dict[str, tuple[str, ...]] = {
        name: (value,) for name, value in USUAL.items() if name not in drop
    }
    found = read_sold_deals(text_of(columns).encode(), today=TODAY)
    assert [(p.code, p.severity, p.params) for p in found.problems] == [
        ("missing_column", "file", {"needed": needed})
    ]
    assert found.is_readable is False


def test_a_file_without_headers_shows_none_of_its_data() -> None:
    found = read_sold_deals(b"Smith,John,602-555-0123\nDoe,Jane,602-555-0124\n", today=TODAY)
    assert found.is_readable is False
    assert "Smith" not in repr(found)


def test_an_excel_zip_code_gets_its_zero_back() -> None:
    names = [*USUAL, "Zip", "State"]
    book = workbook_of([names, [*USUAL.values(), 2134, "Massachusetts"]])
    (found,) = read_sold_deals(book, today=TODAY).rows
    assert (found.customer.address.zip, found.customer.address.state) == ("02134", "MA")
