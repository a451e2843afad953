"""A sale as somebody told it, and which known sale it is (decision 8: one sale, one delivery)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from customers.rules.details import PersonDetails
from customers.rules.matching import PersonKeys, fold_name, has_hint
from dealerfollow.intake.sold_deal import Salesperson

DARK_FROM = time(20)  # a delivery from here on is "after dark", whatever the season
SAME_SALE_WITHIN = timedelta(days=60)


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
    """One sale from a form or a file. `delivered_on` None: pending or on order, nothing is owed.

    `is_condition_guessed`: no column said new or used; a guess never overrules what is on file.
    """

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
    tag_expires_on: date | None = None
    flags: tuple[str, ...] = ()
    note: str = ""
    is_condition_guessed: bool = False


@dataclass(frozen=True)
class ToldSale:
    """What a told sale is recognized by. `customer_id` is set when a person picked the buyer."""

    deal_number: str
    vin: str
    stock_number: str
    sold_on: date
    buyer: PersonKeys
    customer_id: int | None = None


@dataclass(frozen=True)
class KnownSale:
    """What a sale on file is recognized by; `former_numbers` it had before it was re-written."""

    pk: int
    deal_number: str
    vin: str
    stock_number: str
    sold_on: date
    customer_id: int
    buyer: PersonKeys
    is_unwound: bool
    former_numbers: frozenset[str] = frozenset()


class Identity(StrEnum):
    """How a told sale relates to those on file."""

    NEW = "new"
    SAME = "same"
    REVIVED = "revived"  # it was unwound, and is contracted again: its plan goes on
    INSTEAD = "instead"  # the number of an unwound sale, with another car or buyer: a new sale
    FORMER = "former"  # an older contract of a sale that was re-written: nothing to do
    OTHER_CAR_AND_BUYER = "other_car_and_buyer"  # a number used again: the row is refused


@dataclass(frozen=True)
class Found:
    """Which sale is meant, and whether its buyer has the same name as the one told."""

    identity: Identity
    pk: int | None = None
    customer_id: int | None = None
    is_same_person: bool = False


def which_sale(
    told: ToldSale, known: Iterable[KnownSale], *, never_match: frozenset[str] = frozenset()
) -> Found:
    """The sale on file that is meant, or that it is new, or that the row cannot be right.

    The deal number decides; with another car *and* another buyer it was used again by mistake, and
    a phone in common is no proof of the buyer then (edge case 41). The number of an unwound sale
    with another car is a sale of its own (40). Else the car and the buyer together, within two
    months: typed on Monday, in the file on Friday; or re-written under a new number (decision 8,
    edge cases 39 and 41), also after it was unwound: then it is revived. A lease bought out years
    later is a sale of its own. `never_match` holds phones that belong to nobody in particular.
    """
    known = list(known)
    alike = [s for s in known if _is_this_deal(told, s, never_match=never_match)]
    for sale in alike:
        if _is_former(told, sale):
            return _found(Identity.FORMER, told, sale)
    for sale in known:
        if told.deal_number and told.deal_number == sale.deal_number:
            return _found(_of_number(told, sale, never_match=never_match), told, sale)
    for sale in alike:
        return _found(Identity.REVIVED if _is_again(told, sale) else Identity.SAME, told, sale)
    return Found(Identity.NEW)


def _is_former(told: ToldSale, sale: KnownSale) -> bool:
    """An older contract of the sale, told once more; of a later day it is a new one, if the sale
    came to nothing."""
    is_old_number = told.deal_number in sale.former_numbers - {sale.deal_number}
    return is_old_number and not (sale.is_unwound and told.sold_on > sale.sold_on)


def _of_number(told: ToldSale, sale: KnownSale, *, never_match: frozenset[str]) -> Identity:
    """What a sale told under the number of one on file is to it."""
    is_buyer = is_same_buyer(told, sale, never_match=never_match)
    if told.vin and sale.vin and told.vin != sale.vin:
        if not is_same_person(told, sale):
            return Identity.OTHER_CAR_AND_BUYER
        is_instead = sale.is_unwound and told.sold_on >= sale.sold_on
        return Identity.INSTEAD if is_instead else Identity.SAME
    if not _is_again(told, sale):
        return Identity.SAME
    return Identity.REVIVED if is_buyer else Identity.INSTEAD


def _is_this_deal(told: ToldSale, sale: KnownSale, *, never_match: frozenset[str]) -> bool:
    """The same car and buyer within two months, whatever the number."""
    is_near = abs(told.sold_on - sale.sold_on) <= SAME_SALE_WITHIN
    is_car = is_near and is_same_car(told, sale)
    return is_car and is_same_buyer(told, sale, never_match=never_match)


def _is_again(told: ToldSale, sale: KnownSale) -> bool:
    """An unwound sale told under another number or of a later day is a new contract (edge case
    39); told as it was, it is the old one once more."""
    is_other_number = bool(told.deal_number) and told.deal_number != sale.deal_number
    return sale.is_unwound and (is_other_number or told.sold_on > sale.sold_on)


def is_same_buyer(
    told: ToldSale, sale: KnownSale, *, never_match: frozenset[str] = frozenset()
) -> bool:
    """One phone, e-mail, source number or name in common: enough beside the car, never alone."""
    return is_same_person(told, sale) or has_hint(told.buyer, sale.buyer, never_match=never_match)


def is_same_person(told: ToldSale, sale: KnownSale) -> bool:
    """Picked by a person, or the same source number or name; a shared landline tells nothing."""
    return (
        told.customer_id == sale.customer_id
        or bool(told.buyer.source_ids & sale.buyer.source_ids)
        or is_same_name(told.buyer, sale.buyer)
    )


def is_same_name(one: PersonKeys, other: PersonKeys) -> bool:
    """The same first word of the first names, and last names that agree word by word, from their
    beginning or from their end.

    "Luz María Peña" and "PENA FERRER,LUZ" are one, and so is "Luz Peña Ferrer" of a file that takes
    Peña for a middle name; John and Mary Smith are two. Only beside the same car or deal number.
    """
    first, second = fold_name(one.first).split()[:1], fold_name(other.first).split()[:1]
    last, other_last = fold_name(one.last).split(), fold_name(other.last).split()
    shorter = min(len(last), len(other_last))
    is_last = shorter > 0 and (
        last[:shorter] == other_last[:shorter] or last[-shorter:] == other_last[-shorter:]
    )
    return first == second and is_last and fold_name(one.suffix) == fold_name(other.suffix)


def is_same_car(told: ToldSale, sale: KnownSale) -> bool:
    """By VIN where both have one, else by stock number."""
    if told.vin and sale.vin:
        return told.vin == sale.vin
    return bool(told.stock_number) and told.stock_number == sale.stock_number


def _found(identity: Identity, told: ToldSale, sale: KnownSale) -> Found:
    is_person = told.customer_id == sale.customer_id or (
        told.customer_id is None and is_same_name(told.buyer, sale.buyer)
    )
    return Found(identity, sale.pk, sale.customer_id, is_person)


def flags_from_facts(flags: Iterable[str], *, delivered_at: time | None) -> tuple[str, ...]:
    """The flags told, and those that the facts tell by themselves; sorted, each once."""
    found = set(flags)
    if delivered_at and delivered_at >= DARK_FROM:
        found.add("after_dark")
    return tuple(sorted(found))
