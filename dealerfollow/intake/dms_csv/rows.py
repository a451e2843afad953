"""One record to one SoldDeal, or to the problems for which it is refused."""

import re
from datetime import date, timedelta

from dealerfollow.intake.dates import MAX_AHEAD_DAYS, MAX_SOLD_AHEAD_DAYS
from dealerfollow.intake.dms_csv.fields import Fields, Reading
from dealerfollow.intake.dms_csv.people import read_buyer, read_co_buyer, read_salespeople
from dealerfollow.intake.dms_csv.words import read_condition, read_kind, read_status
from dealerfollow.intake.sold_deal import Condition, SaleKind, SoldDeal, Status, Vehicle
from dealerfollow.intake.vin import clean_vin, vin_warning
from dealerfollow.lib.workdays import add_months

_ROUNDED = re.compile(r"\d(?:\.\d+)?E\+?\d{1,3}", re.IGNORECASE)
_VEHICLE = re.compile(r"((?:19|20)\d{2})\s+(\S+)(?:\s+(.+))?")
_NEW_CAR_MILES = 1_000
_LONGEST_LEASE_MONTHS = 120


def read_row(row: Fields, reading: Reading) -> SoldDeal | None:
    """The deal, or None when `row.problems` says why it is refused."""
    sold_on = row.day("sold_on", reading, max_ahead_days=MAX_SOLD_AHEAD_DAYS)
    event_on = row.day("event_on", reading, max_ahead_days=MAX_AHEAD_DAYS)
    delivered_on = row.day("delivered_on", reading, max_ahead_days=MAX_AHEAD_DAYS)
    agreed_on = sold_on or event_on or delivered_on
    if not agreed_on and not row.is_refused:
        row.report("no_date")
    deal_number = _deal_number(row)
    vehicle = _vehicle(row)
    customer = read_buyer(row, reading)
    if not customer:
        row.report("no_customer")
    elif not deal_number and not (vehicle.vin and customer.name.full):
        row.report("nothing_to_match_on")
    if row.is_refused or not customer or not agreed_on:
        return None
    kind = _sale_kind(row)
    status = _status(row, reading, has_delivery=delivered_on is not None)
    if delivered_on and sold_on and delivered_on < sold_on - timedelta(days=60):
        row.report("delivered_before_sold", "delivered_on", delivered_on.isoformat())
    source = "delivered" if reading.has_delivered else "sold"
    day = delivered_on if reading.has_delivered else agreed_on
    day = None if status == "pending" else day
    term, ends_on = _lease(row, reading, kind, day or agreed_on)
    deal = SoldDeal(
        line=row.line,
        deal_number=deal_number,
        sold_on=agreed_on,
        delivered_on=day,
        delivered_on_source=source if day else "",  # type: ignore[arg-type]
        status=status,
        sale_kind=kind,
        condition=_condition(row, vehicle, agreed_on),
        vehicle=vehicle,
        customer=customer,
        co_buyer=read_co_buyer(row, reading),
        salespeople=read_salespeople(row),
        lease_term_months=term,
        lease_ends_on=ends_on,
    )
    return None if row.is_refused else deal


def _deal_number(row: Fields) -> str:
    text = row.text("deal_number")
    if _ROUNDED.fullmatch(text):
        row.report("excel_rounded_number", "deal_number", text)
    return text


def _vehicle(row: Fields) -> Vehicle:
    vin = clean_vin(row.text("vin"))
    whole = _VEHICLE.match(row.text("vehicle"))
    year = row.number("year", low=0, high=2100)
    if year is not None and year < 100:
        year += 2000 if year < 80 else 1900
    make, model = row.text("make"), row.text("model") or row.text("body_style")
    if whole and not make and not model:
        year, make, model = year or int(whole[1]), whole[2], whole[3] or ""
    vehicle = Vehicle(
        vin=vin,
        vin_warning=vin_warning(vin),
        year=year,
        make=make,
        model=model or ("" if whole else row.text("vehicle")),
        trim=row.text("trim"),
        color=row.text("color"),
        stock_number=row.text("stock_number"),
        mileage=row.number("mileage", low=0, high=2_000_000),
    )
    if vehicle.vin_warning:
        row.report(vehicle.vin_warning, "vin", row.text("vin"))
    if not (vin or vehicle.model or vehicle.stock_number):
        row.report("no_vehicle")
    return vehicle


def _status(row: Fields, reading: Reading, *, has_delivery: bool) -> Status:
    """A word that nobody knows counts as pending, so that it waits in sight, unless delivered."""
    words = row.texts("status")
    status = read_status(words)
    if status:
        return status
    if words:
        row.report("unknown_status", "status", words[0])
        return "final" if has_delivery else "pending"
    return "final"


def _sale_kind(row: Fields) -> SaleKind:
    kind, condition = row.text("sale_kind"), row.text("condition")
    seller = row.text("salesperson_1_name") or row.text("salesperson_1_id")
    found = read_kind(kind, condition, seller)
    if found is None:
        row.report("unknown_sale_kind", "sale_kind", kind)
    return found or "retail"


def _condition(row: Fields, vehicle: Vehicle, sold_on: date) -> Condition:
    found = read_condition(row.text("condition"), row.text("sale_kind"))
    if found:
        return found
    is_new_year = vehicle.year is not None and vehicle.year >= sold_on.year
    is_new = is_new_year and (vehicle.mileage or 0) < _NEW_CAR_MILES
    guess: Condition = "new" if is_new else "used"
    row.report("condition_guessed", "condition", row.text("condition"), guess=guess)
    return guess


def _lease(
    row: Fields, reading: Reading, kind: SaleKind, starts_on: date
) -> tuple[int | None, date | None]:
    """Term and end of a lease; a retail contract's term is a finance term and is not kept."""
    if kind != "lease":
        return None, None
    term = row.number("lease_term", low=1, high=_LONGEST_LEASE_MONTHS)
    latest = reading.today + timedelta(days=366 * 10)
    ends_on = row.soft_day(
        "lease_end", reading, code="bad_lease_end", earliest=date(1990, 1, 1), latest=latest
    )
    if term and not ends_on:
        ends_on = add_months(starts_on, term)
    return term, ends_on
