"""A deal as a file tells it, made into a sale as we record it; and the deals that are no sale."""

from dataclasses import replace
from datetime import date

from customers.rules.details import PersonDetails
from dealerfollow.intake.sold_deal import Person, SoldDeal
from deliveries.rules.sale import SaleDetails, VehicleDetails

# What our own tables can hold. Names are cut, what would become wrong by cutting is left out.
LONGEST = {"first_name": 80, "last_name": 120, "company": 160, "suffix": 12, "city": 80}
LONGEST_VIN, LONGEST_ZIP = 17, 12
EXCLUDED = {"wholesale": "excluded_wholesale", "dealer_trade": "excluded_dealer_trade"}
TO_MANAGER = {"house": "house_deal", "employee": "employee_sale"}
_LANGUAGES = {
    word: code
    for code, words in {
        "en": "en eng english inglés ingles",
        "es": "es esp spa spanish español espanol",
    }.items()
    for word in words.split()
}

# code -> (severity, remedy), as dealerfollow.intake.problems has for what is wrong in a file.
ROW_CODES: dict[str, tuple[str, str]] = {
    "deal_number_used_again": ("refused", "check_deal_number"),
    "excluded_wholesale": ("refused", "nothing_to_do"),
    "excluded_dealer_trade": ("refused", "nothing_to_do"),
    "no_name": ("refused", "add_customer"),
    "nothing_to_match_on": ("refused", "add_deal_number"),
    "not_saved": ("refused", "tell_support"),
    "house_deal": ("warning", "manager_calls"),
    "employee_sale": ("warning", "manager_calls"),
    "other_buyer": ("warning", "check_buyer"),
    "was_unwound": ("warning", "check_unwound"),
    "former_contract": ("warning", "nothing_to_do"),
    "unmatched_salesperson": ("warning", "match_salesperson"),
    "store_line": ("warning", "correct_phone"),
}


class RowRefused(ValueError):
    """The row cannot be recorded; `code` is one of ROW_CODES, `field` where to look."""

    def __init__(self, code: str, field: str = "", value: str = "") -> None:
        super().__init__(code)
        self.code, self.field, self.value = code, field, value


def sale_of(
    deal: SoldDeal,
    *,
    today: date,
    store_lines: frozenset[str] = frozenset(),
    is_condition_guessed: bool = False,
) -> SaleDetails:
    """The sale that the deal tells; raises RowRefused for wholesale, dealer trades, no name.

    House deals and sales to employees have no salesperson: the manager calls (edge case 44). The
    store's own numbers (`store_lines`) are nobody's. An unwound deal has no date of its own in any
    file, so it is undone on the day that we learn of it, `today`.
    """
    if deal.sale_kind in EXCLUDED:
        raise RowRefused(EXCLUDED[deal.sale_kind], "sale_kind", deal.sale_kind)
    buyer = details_of(deal.customer, store_lines)
    return _sale(deal, buyer, today, store_lines, is_condition_guessed=is_condition_guessed)


def excluded_sale_of(deal: SoldDeal, *, today: date) -> SaleDetails | None:
    """A deal that is no sale, as the sale that an earlier file may have told it for (edge case 44);
    None when it cannot be recognized."""
    named = details_of(deal.customer) if deal.customer.name.full else PersonDetails()
    try:
        return _sale(deal, named, today, frozenset(), is_condition_guessed=True)
    except RowRefused:
        return None


def _sale(
    deal: SoldDeal,
    buyer: PersonDetails,
    today: date,
    store_lines: frozenset[str],
    *,
    is_condition_guessed: bool,
) -> SaleDetails:
    vehicle, vin = deal.vehicle, deal.vehicle.vin
    vin = vin if len(vin) <= LONGEST_VIN else ""
    if not (deal.deal_number or vin):
        raise RowRefused("nothing_to_match_on", "vin", deal.vehicle.vin)
    if deal.sold_on is None:
        raise RowRefused("nothing_to_match_on", "sold_on")
    is_house = deal.sale_kind in TO_MANAGER
    is_unwound = deal.status == "unwound"
    return SaleDetails(
        condition=deal.condition,
        sold_on=deal.sold_on,
        buyer=buyer,
        vehicle=VehicleDetails(
            vin,
            vehicle.year,
            vehicle.make[:60],
            vehicle.model[:80],
            vehicle.trim[:60],
            vehicle.color[:40],
        ),
        delivered_on=deal.delivered_on,
        delivered_on_source=deal.delivered_on_source or "sold",
        unwound_on=today if is_unwound else None,
        co_buyer=_co_buyer(deal.co_buyer, store_lines),
        deal_number=deal.deal_number,
        stock_number=vehicle.stock_number[:40],
        sale_kind="house" if is_house else deal.sale_kind,
        lease_months=deal.lease_term_months,
        lease_ends_on=deal.lease_ends_on,
        salespeople=() if is_house else deal.salespeople,
        is_condition_guessed=is_condition_guessed,
    )


def details_of(person: Person, store_lines: frozenset[str] = frozenset()) -> PersonDetails:
    """The person as our tables hold them; raises RowRefused when nobody is named."""
    name = person.name
    if not name.full:
        raise RowRefused("no_name", "customer_name")
    address = person.address
    street = ", ".join(part for part in (address.line1, address.line2) if part)
    details = PersonDetails(
        first_name=name.first,
        last_name=name.last,
        suffix=name.suffix,
        company=name.business,
        source_id=person.customer_number,
        phones=tuple(phone for phone in person.phones if phone[0] not in store_lines),
        emails=person.emails,
        address=street[:200],
        city=address.city,
        state=address.state if len(address.state) == 2 else "",
        postal_code=address.zip if len(address.zip) <= LONGEST_ZIP else "",
        language=_LANGUAGES.get(person.language.casefold(), ""),
        born_on=person.born_on,
    )
    return replace(details, **{n: getattr(details, n)[:size] for n, size in LONGEST.items()})


def _co_buyer(person: Person | None, store_lines: frozenset[str]) -> PersonDetails | None:
    return details_of(person, store_lines) if person and person.name.full else None
