"""A sale as somebody told it, and which known sale it is (decision 8: one sale, one delivery)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from customers.rules.details import PersonDetails
from dealerfollow.intake.sold_deal import Salesperson

DARK_FROM = time(20)  # a delivery from here on is "after dark", whatever the season


@dataclass(frozen=True)
class VehicleDetails:
    """The car as told; `vin` upper case or empty."""

    vin: str = ""
    year: int | None = None
    make: str = ""
    model: str = ""
    trim: str = ""
    color: str = ""


@dataclass(frozen=True)
class SaleDetails:
    """One sale from a form or a file. `delivered_on` None: pending or on order, nothing is owed."""

    condition: str
    sold_on: date
    buyer: PersonDetails
    vehicle: VehicleDetails
    delivered_on: date | None = None
    delivered_on_source: str = "typed"
    unwound_on: date | None = None
    co_buyer: PersonDetails | None = None
    deal_number: str = ""
    stock_number: str = ""
    sale_kind: str = "retail"
    lease_months: int | None = None
    lease_ends_on: date | None = None
    salespeople: tuple[Salesperson, ...] = ()
    flags: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class KnownSale:
    """What a sale on file is recognized by."""

    pk: int
    deal_number: str
    vin: str
    customer_id: int
    is_unwound: bool


class Identity(StrEnum):
    """How a told sale relates to those on file."""

    NEW = "new"
    SAME = "same"
    OTHER_CAR_AND_BUYER = "other_car_and_buyer"  # a number used again: the row is refused


def which_sale(
    deal_number: str, vin: str, customer_id: int | None, known: Iterable[KnownSale]
) -> tuple[Identity, int | None]:
    """The sale on file that is meant, or that it is new, or that the row cannot be right.

    The deal number decides; with another car *and* another buyer it was used again by mistake.
    Without a number on one side, VIN and customer together mean the same sale: typed on Monday,
    in the file on Friday. Re-written under a new number with both the same: the same plan.
    """
    known = list(known)
    by_number = next((k for k in known if deal_number and k.deal_number == deal_number), None)
    if by_number:
        is_other_car = bool(vin and by_number.vin and vin != by_number.vin)
        if is_other_car and customer_id != by_number.customer_id:
            return Identity.OTHER_CAR_AND_BUYER, by_number.pk
        return Identity.SAME, by_number.pk
    for sale in known:
        if vin and sale.vin == vin and sale.customer_id == customer_id and not sale.is_unwound:
            return Identity.SAME, sale.pk
    return Identity.NEW, None


def flags_from_facts(flags: Iterable[str], *, delivered_at: time | None) -> tuple[str, ...]:
    """The flags told, and those that the facts tell by themselves; sorted, each once."""
    found = set(flags)
    if delivered_at and delivered_at >= DARK_FROM:
        found.add("after_dark")
    return tuple(sorted(found))
