"""Every spelling, encoding and delimiter gives the same three sales."""

from datetime import date

import pytest

from dealerfollow.intake.dms_csv import read_sold_deals
from dealerfollow.intake.sold_deal import Salesperson, SoldDealFile
from dealerfollow.intake.tests.exports import (
    ENCODINGS,
    SPELLINGS,
    encoded,
    text_of,
    workbook_of_columns,
)

TODAY = date(2026, 11, 21)


def summary(found: SoldDealFile) -> list[tuple[object, ...]]:
    return [
        (
            deal.deal_number,
            deal.delivered_on,
            deal.condition,
            deal.vehicle.vin,
            deal.customer.name.full,
            deal.customer.name.last,
            deal.customer.phones[0][0],
            deal.salespeople[0].name,
            deal.status,
        )
        for deal in found.rows
    ]


EXPECTED: list[tuple[object, ...]] = [
    ("1001", date(2026, 11, 18), "new", "1HGCM82633A004352", "Maria L Nuñez Garcia",
     "Nuñez Garcia", "+16025550123", "SAM S", "final"),
    ("1002", date(2026, 11, 19), "used", "1M8GDM9AXKP042788", "ACME PLUMBING LLC",
     "", "+16025550124", "NOOR N", "final"),
    ("1003", date(2026, 11, 20), "new", "11111111111111111", "John Smith",
     "Smith", "+16025550125", "SAM S", "final"),
]  # fmt: skip


def normal(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return [tuple(str(v).upper().replace(",", "") for v in row) for row in rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("encoding", list(ENCODINGS))
@pytest.mark.parametrize("spelling", list(SPELLINGS))
def test_the_same_sales_in_every_spelling(spelling: str, encoding: str, delimiter: str) -> None:
    data = encoded(text_of(SPELLINGS[spelling], delimiter), encoding)

    found = read_sold_deals(data, filename="sold.csv", today=TODAY)

    assert found.problems == ()
    assert normal(summary(found)) == normal(EXPECTED)
    assert found.delimiter == delimiter
    assert found.encoding == {"utf-16-be": "utf-16", "utf-16-no-bom": "utf-16"}.get(
        encoding, encoding
    )


@pytest.mark.parametrize("spelling", list(SPELLINGS))
def test_the_same_sales_from_a_workbook(spelling: str) -> None:
    found = read_sold_deals(workbook_of_columns(SPELLINGS[spelling]), today=TODAY)

    assert found.problems == ()
    assert normal(summary(found)) == normal(EXPECTED)
    assert (found.encoding, [deal.line for deal in found.rows]) == ("xlsx", [2, 3, 4])


def test_names_in_capitals_are_shown_as_names() -> None:
    found = read_sold_deals(text_of(SPELLINGS["cdk"]).encode(), today=TODAY)
    assert [deal.customer.name.full for deal in found.rows] == [
        "Maria L Nuñez Garcia",
        "Acme Plumbing, LLC",
        "John Smith",
    ]


def test_without_a_delivery_column_the_sold_date_stands_in_and_says_so() -> None:
    cdk = read_sold_deals(text_of(SPELLINGS["cdk"]).encode(), today=TODAY)
    lightspeed = read_sold_deals(text_of(SPELLINGS["lightspeed"]).encode(), today=TODAY)
    assert {deal.delivered_on_source for deal in cdk.rows} == {"sold"}
    assert {deal.delivered_on_source for deal in lightspeed.rows} == {"delivered"}


def test_rates_and_payments_are_listed_as_unmapped_and_kept_nowhere() -> None:
    found = read_sold_deals(text_of(SPELLINGS["cdk"]).encode(), today=TODAY)
    assert found.unmapped == ("APR", "PaymentAmt")
    assert "410.22" not in repr(found.rows)


def test_the_dealer_systems_own_id_of_the_salesperson_comes_along_edge_76() -> None:
    found = read_sold_deals(text_of(SPELLINGS["cdk"]).encode(), today=TODAY)
    assert found.rows[0].salespeople == (Salesperson("12", "SAM S"),)


def test_sale_type_tells_a_lease() -> None:
    found = read_sold_deals(text_of(SPELLINGS["lotwizard"]).encode(), today=TODAY)
    assert [deal.sale_kind for deal in found.rows] == ["retail", "retail", "lease"]
