"""Sales that came back, told in one file with what was sold instead: which row is heard first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from customers.rules.matching import PersonKeys
from dealerfollow.intake.sold_deal import SoldDeal
from deliveries.rules.deals import EXCLUDED
from deliveries.rules.sale import SAME_SALE_WITHIN, KnownSale, ToldSale, is_same_buyer, is_same_car


@dataclass(frozen=True)
class Contracts:
    """The deals of a file in the order in which they are recorded; `former` are the lines of older
    contracts, of which nothing is recorded."""

    deals: tuple[SoldDeal, ...]
    former: frozenset[int]


def in_order(deals: Sequence[SoldDeal], *, never_match: frozenset[str] = frozenset()) -> Contracts:
    """What a file tells, whatever the order of its rows.

    The same car contracted again with the same buyer is one sale, which goes on from the first
    delivery: its undone row is a former contract (edge case 39). Another car under the number, or
    the car with another buyer: undone first, so that the new sale finds number and car free (40).
    All other undone rows come last: a sale that the store has on file may be renumbered by one of
    the rows before. `never_match` holds phones that belong to nobody in particular.
    """
    standing = _by_key(deals)
    order: dict[int, int] = {}
    former: set[int] = set()
    again: dict[int, SoldDeal] = {}
    for undone in deals:
        if undone.status != "unwound":
            continue
        order[undone.line] = 2
        for deal in _instead_of(undone, standing):
            if _is_same_sale(undone, deal, never_match):
                former.add(undone.line)
                again[deal.line] = _from_first(again.get(deal.line, deal), undone)
            elif order[undone.line] == 2:
                order[undone.line] = 0
    heard = sorted(deals, key=lambda deal: order.get(deal.line, 1))
    return Contracts(tuple(again.get(deal.line, deal) for deal in heard), frozenset(former))


def _by_key(deals: Iterable[SoldDeal]) -> dict[str, list[SoldDeal]]:
    """Sales that stand and were delivered, by deal number, VIN and stock number."""
    found: dict[str, list[SoldDeal]] = defaultdict(list)
    for deal in deals:
        is_sale = deal.status == "final" and deal.sale_kind not in EXCLUDED
        if is_sale and deal.sold_on and deal.delivered_on and deal.customer.name.full:
            for key in _keys(deal):
                found[key].append(deal)
    return found


def _keys(deal: SoldDeal) -> list[str]:
    car = deal.vehicle
    named = (("n", deal.deal_number), ("v", car.vin), ("s", car.stock_number))
    return [f"{kind}:{value}" for kind, value in named if value]


def _instead_of(undone: SoldDeal, standing: dict[str, list[SoldDeal]]) -> list[SoldDeal]:
    """Sales under the number or of the car of the undone one, not older than it."""
    if undone.sold_on is None:
        return []
    near = {deal.line: deal for key in _keys(undone) for deal in standing.get(key, ())}
    return [
        deal for _, deal in sorted(near.items()) if deal.sold_on and deal.sold_on >= undone.sold_on
    ]


def _is_same_sale(undone: SoldDeal, deal: SoldDeal, never_match: frozenset[str]) -> bool:
    told, known = _told(undone), _known(deal)
    is_near = abs(told.sold_on - known.sold_on) <= SAME_SALE_WITHIN
    return (
        is_near and is_same_car(told, known) and is_same_buyer(told, known, never_match=never_match)
    )


def _from_first(deal: SoldDeal, undone: SoldDeal) -> SoldDeal:
    """The new contract of a car that had gone home already."""
    if not (undone.delivered_on and deal.delivered_on and undone.delivered_on < deal.delivered_on):
        return deal
    source = undone.delivered_on_source
    return replace(deal, delivered_on=undone.delivered_on, delivered_on_source=source)


def _told(deal: SoldDeal) -> ToldSale:
    assert deal.sold_on is not None  # asked before
    car = deal.vehicle
    return ToldSale(deal.deal_number, car.vin, car.stock_number, deal.sold_on, _buyer(deal))


def _known(deal: SoldDeal) -> KnownSale:
    told = _told(deal)
    return KnownSale(
        pk=deal.line,
        deal_number=told.deal_number,
        vin=told.vin,
        stock_number=told.stock_number,
        sold_on=told.sold_on,
        customer_id=0,
        buyer=told.buyer,
        is_unwound=False,
    )


def _buyer(deal: SoldDeal) -> PersonKeys:
    person, name = deal.customer, deal.customer.name
    return PersonKeys(
        first=name.first,
        last=name.last or name.business,
        suffix=name.suffix,
        source_ids=frozenset({("", person.customer_number)} if person.customer_number else ()),
        emails=frozenset(person.emails),
        phones=frozenset(number for number, _ in person.phones),
    )
