"""Dates, names, VINs, encodings, columns: each by its own table."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerfollow.intake.columns import is_forbidden
from dealerfollow.intake.contacts import read_emails, read_phones
from dealerfollow.intake.dates import DateOrder, guess_order, read_date
from dealerfollow.intake.decoding import decode
from dealerfollow.intake.mapping import guess_mapping
from dealerfollow.intake.names import parse_name
from dealerfollow.intake.problems import problem
from dealerfollow.intake.vin import check_digit, clean_vin, vin_warning

TODAY = date(2026, 11, 21)
NOV_20 = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        pytest.param("11/20/2026", "mdy", NOV_20, id="american"),
        pytest.param("20/11/2026", "dmy", NOV_20, id="day-first"),
        pytest.param("2026-11-20", "mdy", NOV_20, id="iso"),
        pytest.param("2026-11-20T00:00:00Z", "mdy", NOV_20, id="iso-with-time"),
        pytest.param("11/20/2026 12:00:00 AM", "mdy", NOV_20, id="american-with-time"),
        pytest.param("20-Nov-2026", "mdy", NOV_20, id="named-month"),
        pytest.param("20-NOV-26", "mdy", NOV_20, id="named-month-two-digit-year"),
        pytest.param("Nov 20, 2026", "mdy", NOV_20, id="month-first-in-words"),
        pytest.param("20 November 2026", "dmy", NOV_20, id="whole-month-name"),
        pytest.param("11/20/26", "mdy", NOV_20, id="two-digit-year"),
        pytest.param("20.11.2026", "dmy", NOV_20, id="dots"),
        pytest.param("20261120", "mdy", NOV_20, id="compact"),
        pytest.param("46346", "mdy", NOV_20, id="excel-serial"),
        pytest.param(datetime(2026, 11, 20, 17, 5), "mdy", NOV_20, id="excel-date"),
        pytest.param("03/04/2026", "ambiguous", date(2026, 3, 4), id="ambiguous-is-month-first"),
        pytest.param("06/01/85", "mdy", date(1985, 6, 1), id="two-digit-year-of-the-last-century"),
        pytest.param("20/11/2026", "mdy", None, id="day-first-in-a-month-first-file"),
        pytest.param("02/29/2026", "mdy", None, id="no-leap-day"),
        pytest.param("20-Foo-2026", "mdy", None, id="no-such-month"),
        pytest.param("today", "mdy", None, id="never-today"),
        pytest.param("", "mdy", None, id="empty"),
    ],
)
def test_dates(text: str | date, order: DateOrder, expected: date | None) -> None:
    assert read_date(text, order=order, today=TODAY) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(["03/04/2026", "11/20/2026"], "mdy", id="one-value-proves-it"),
        pytest.param(["03/04/2026", "20/11/2026"], "dmy", id="day-first"),
        pytest.param(["03/04/2026", "2026-11-20"], "ambiguous", id="nothing-proven"),
        pytest.param(["11/20/2026", "11/21/2026", "21/11/2026"], "mdy", id="the-most-win"),
        pytest.param([], "ambiguous", id="no-values"),
    ],
)
def test_the_order_is_guessed_from_the_whole_column(values: list[str], expected: str) -> None:
    assert guess_order(values) == expected


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=25))
def test_any_text_is_a_date_or_none(text: str) -> None:
    assert read_date(text, order="mdy", today=TODAY) is None or any(c.isdigit() for c in text)


@settings(max_examples=60, deadline=None)
@given(day=st.dates(date(1990, 1, 1), date(2027, 12, 31)), shape=st.sampled_from(
    ["%m/%d/%Y", "%Y-%m-%d", "%d-%b-%Y", "%m/%d/%y", "%Y%m%d", "%B %d, %Y"]))  # fmt: skip
def test_a_date_survives_every_spelling(day: date, shape: str) -> None:
    assert read_date(day.strftime(shape), order="mdy", today=TODAY) == day


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        pytest.param("SMITH,JOHN M", ("John", "M", "Smith", ""), id="last-first-middle"),
        pytest.param("John Smith", ("John", "", "Smith", ""), id="reading-order"),
        pytest.param("John M. Smith", ("John", "M", "Smith", ""), id="middle-initial"),
        pytest.param("SMITH JR,JOHN", ("John", "", "Smith", "Jr"), id="suffix-before-the-comma"),
        pytest.param("John Smith, Jr", ("John", "", "Smith", "Jr"), id="suffix-after-a-comma"),
        pytest.param("GARCIA LOPEZ,MARIA", ("Maria", "", "Garcia Lopez", ""), id="two-surnames"),
        pytest.param("Maria Garcia Lopez", ("Maria", "", "Garcia Lopez", ""), id="in-order-too"),
        pytest.param("Mary Ann Smith", ("Mary", "Ann", "Smith", ""), id="two-first-names"),
        pytest.param("Juan de la Cruz", ("Juan", "", "de la Cruz", ""), id="particles"),
        pytest.param("MCDONALD,SEAN", ("Sean", "", "McDonald", ""), id="mc"),
        pytest.param("O'BRIEN-SMITH,ANN", ("Ann", "", "O'Brien-Smith", ""), id="hyphen"),
        pytest.param("John & Mary Smith", ("John", "", "Smith", ""), id="a-couple"),
        pytest.param("CHURCH,JOHN", ("John", "", "Church", ""), id="a-person-named-church"),
        pytest.param("Mr. John Smith", ("John", "", "Smith", ""), id="title"),
        pytest.param("Cher", ("", "", "Cher", ""), id="one-name"),
        pytest.param(",", ("", "", "", ""), id="only-a-comma"),
    ],
)
def test_names(raw: str, parts: tuple[str, str, str, str]) -> None:
    name = parse_name(raw)
    assert (name.first, name.middle, name.last, name.suffix) == parts
    assert name.is_business is False


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        pytest.param("ACME PLUMBING LLC", "Acme Plumbing LLC", id="llc"),
        pytest.param("Acme Plumbing, LLC", "Acme Plumbing, LLC", id="comma"),
        pytest.param("JONES & SON ROOFING", "Jones & Son Roofing", id="ampersand"),
        pytest.param("SMITH FAMILY TRUST", "Smith Family Trust", id="trust"),
        pytest.param("City of Phoenix", "City of Phoenix", id="city"),
    ],
)
def test_firms(raw: str, shown: str) -> None:
    assert parse_name(raw).business == shown


@settings(max_examples=100, deadline=None)
@given(raw=st.text(max_size=40))
def test_any_text_is_some_name(raw: str) -> None:
    assert isinstance(parse_name(raw).full, str)


@pytest.mark.parametrize(
    ("raw", "warning"),
    [
        pytest.param("1HGCM82633A004352", "", id="sound"),
        pytest.param("1m8gdm9axkp042788", "", id="sound-with-x-in-small-letters"),
        pytest.param("*1HGCM-82633A-004352*", "", id="stars-and-dashes"),
        pytest.param("1HGCM82633A004353", "vin_check_digit", id="one-digit-off"),
        pytest.param("1HGCM82633A00435", "vin_length", id="too-short"),
        pytest.param("1HGCM82633I004352", "vin_characters", id="letter-i"),
        pytest.param("", "", id="none"),
    ],
)
def test_vins(raw: str, warning: str) -> None:
    assert vin_warning(clean_vin(raw)) == warning


@settings(max_examples=60, deadline=None)
@given(vin=st.text("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", min_size=17, max_size=17))
def test_a_vin_with_its_check_digit_is_sound(vin: str) -> None:
    assert vin_warning(vin[:8] + check_digit(vin) + vin[9:]) == ""


@pytest.mark.parametrize(
    ("data", "text", "encoding", "replaced"),
    [
        pytest.param("Muñoz".encode(), "Muñoz", "utf-8", 0, id="utf-8"),
        pytest.param("Muñoz".encode("cp1252"), "Muñoz", "cp1252", 0, id="windows"),
        pytest.param("Muñoz".encode("utf-8-sig"), "Muñoz", "utf-8-sig", 0, id="bom"),
        pytest.param("Muñoz".encode("utf-16"), "Muñoz", "utf-16", 0, id="utf-16"),
        pytest.param("Muñoz".encode("utf-16-be"), "Muñoz", "utf-16", 0, id="utf-16-no-bom"),
        pytest.param("ñ".encode() * 9 + b"\xc3", "ñ" * 9 + "\ufffd", "utf-8", 1, id="cut-off"),
        pytest.param(b"a\0b", "ab", "utf-8", 0, id="nul"),
    ],
)
def test_encodings(data: bytes, text: str, encoding: str, replaced: int) -> None:
    found = decode(data)
    assert (found.text, found.encoding, found.replaced) == (text, encoding, replaced)


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_decoded_without_nuls(data: bytes) -> None:
    assert "\0" not in decode(data).text


@pytest.mark.parametrize(
    ("header", "is_closed"),
    [
        pytest.param("SSN", True, id="ssn"),
        pytest.param("Buyer SSN", True, id="buyer-ssn"),
        pytest.param("Social Security #", True, id="social-security"),
        pytest.param("APR", True, id="apr"),
        pytest.param("PaymentAmt", True, id="payment"),
        pytest.param("FirstPayDate", True, id="first-payment-date"),
        pytest.param("Trade1PayOff", True, id="pay-off"),
        pytest.param("Business Name", False, id="business-name-is-not-an-ssn"),
        pytest.param("April", False, id="april"),
        pytest.param("Name", False, id="name"),
    ],
)
def test_columns_that_stay_closed(header: str, is_closed: bool) -> None:
    assert is_forbidden(header) is is_closed


def test_column_names_are_known_without_case_and_punctuation() -> None:
    mapping = guess_mapping(["DEAL #", "e_mail", "New / Used", "Notes", "email 2"])
    assert mapping.columns == (
        ("DEAL #", "deal_number"),
        ("e_mail", "email"),
        ("New / Used", "condition"),
        ("email 2", "email"),
    )
    assert mapping.unmapped == ("Notes",)
    assert guess_mapping(["DEAL #", "Notes"], mapping.as_dict()).unmapped == ("Notes",)


@pytest.mark.parametrize(
    ("cell", "numbers", "bad"),
    [
        pytest.param("(602) 555-0123", ["+16025550123"], [], id="american"),
        pytest.param("602-555-0123 x12", ["+16025550123"], [], id="extension"),
        pytest.param("+52 55 1234 5678", ["+525512345678"], [], id="mexico"),
        pytest.param(
            "602-555-0123 or 602-555-0124", ["+16025550123", "+16025550124"], [], id="two"
        ),
        pytest.param("call mom", [], ["call mom"], id="words"),
        pytest.param("000-000-0000", [], [], id="zeros"),
    ],
)
def test_phones(cell: str, numbers: list[str], bad: list[str]) -> None:
    assert read_phones(cell, "US") == (numbers, bad)


@pytest.mark.parametrize(
    ("cell", "emails", "bad"),
    [
        pytest.param("John@Example.COM", ["john@example.com"], [], id="case"),
        pytest.param("a@x.com; b@x.com", ["a@x.com", "b@x.com"], [], id="two"),
        pytest.param("<a@x.com>", ["a@x.com"], [], id="brackets"),
        pytest.param("a@x", [], ["a@x"], id="no-domain"),
        pytest.param("noemail@dealer.com", [], ["noemail@dealer.com"], id="placeholder"),
        pytest.param("declined", [], [], id="declined"),
    ],
)
def test_emails(cell: str, emails: list[str], bad: list[str]) -> None:
    assert read_emails(cell) == (emails, bad)


def test_a_problem_never_shows_a_social_security_number() -> None:
    assert problem("ragged_row", 3, value="x 123-45-6789 y").value == "x ***-**-**** y"
