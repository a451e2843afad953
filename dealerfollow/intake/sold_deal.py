"""A sold deal as read from a file: frozen, typed, and without anything that must not be kept."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dealerfollow.intake.mapping import Mapping
from dealerfollow.intake.problems import Problem

Status = Literal["final", "pending", "unwound"]
SaleKind = Literal["retail", "lease", "wholesale", "dealer_trade", "employee", "house", "fleet"]
Condition = Literal["new", "used"]
PhoneKind = Literal["mobile", "home", "work", "other"]


@dataclass(frozen=True)
class PersonName:
    """Parts as they are shown. For a business only `business` is filled, a person has `last`."""

    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""
    business: str = ""

    @property
    def is_business(self) -> bool:
        """True when this names a firm, a trust or an office."""
        return bool(self.business)

    @property
    def full(self) -> str:
        """The name in reading order."""
        parts = (self.first, self.middle, self.last, self.suffix)
        return self.business or " ".join(part for part in parts if part)


@dataclass(frozen=True)
class Address:
    """As given; `state` is a two-letter code when it names a state, `zip` keeps its zeros."""

    line1: str = ""
    line2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""


@dataclass(frozen=True)
class Person:
    """A buyer or co-buyer. Phones are (E.164, kind), the first is the best; e-mails lower case."""

    name: PersonName
    customer_number: str = ""
    address: Address = Address()
    phones: tuple[tuple[str, PhoneKind], ...] = ()
    emails: tuple[str, ...] = ()
    language: str = ""
    born_on: date | None = None


@dataclass(frozen=True)
class Vehicle:
    """`vin_warning` is "" or the code of a problem in vin.py; the VIN is kept all the same."""

    vin: str = ""
    vin_warning: str = ""
    year: int | None = None
    make: str = ""
    model: str = ""
    trim: str = ""
    color: str = ""
    stock_number: str = ""
    mileage: int | None = None


@dataclass(frozen=True)
class Salesperson:
    """By the dealer system's own id where it gives one: the id decides, the name suggests."""

    dms_id: str = ""
    name: str = ""


@dataclass(frozen=True)
class SoldDeal:
    """One sale. `delivered_on` is None while pending or on order: nothing is owed yet.

    `delivered_on_source` says which date it is: the delivery's own, or the sold date in its place.
    """

    line: int
    deal_number: str
    sold_on: date | None
    delivered_on: date | None
    delivered_on_source: Literal["delivered", "sold", ""]
    status: Status
    sale_kind: SaleKind
    condition: Condition
    vehicle: Vehicle
    customer: Person
    co_buyer: Person | None = None
    salespeople: tuple[Salesperson, ...] = ()
    lease_term_months: int | None = None
    lease_ends_on: date | None = None

    @property
    def vin_warning(self) -> str:
        """Empty or the code of what is odd about the VIN."""
        return self.vehicle.vin_warning


@dataclass(frozen=True)
class SoldDealFile:
    """Everything that one file gave. `rows` and the refused lines of `problems` do not overlap."""

    rows: tuple[SoldDeal, ...]
    problems: tuple[Problem, ...]
    mapping: Mapping
    unmapped: tuple[str, ...]
    date_order: Literal["mdy", "dmy", "ambiguous"]
    encoding: str
    delimiter: str

    @property
    def is_readable(self) -> bool:
        """False when the file as a whole was refused."""
        return all(problem.severity != "file" for problem in self.problems)
