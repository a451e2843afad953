"""What a pasted list of deal and stock numbers finds, before anything is changed."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Func, Q, QuerySet, Value

from deliveries.models import Delivery, PastedList, WeOwe
from deliveries.queries.standing import standing_of
from deliveries.rules.desk_words import Said, after, is_back
from deliveries.rules.pasted import Line, chosen_cells, read_lines, repeated

RELATED = ("customer", "delivery__vehicle", "delivery__customer", "delivery__store", "store")

MOST_ITEMS = 40
NEEDS_LOOK = ("unknown", "none", "rounded", "words")
NOTHING_TO_DO = ("same", "settled", "twice")


@dataclass(frozen=True)
class Reading:
    """One line and what it comes to: "change", "back" (a step back), "which", one of
    NEEDS_LOOK or of NOTHING_TO_DO; "twice" with the line that came first."""

    line: Line
    kind: str
    we_owes: tuple[WeOwe, ...] = ()
    delivery: Delivery | None = None
    first: Line | None = None


def read_paste(
    scope: Any,
    text: str,
    said: Said,
    *,
    department: str,
    item: str,
    store_ids: Collection[int],
) -> list[Reading]:
    """Every line of the paste with what it finds in these stores, in 2 queries however long it is.

    A number of another store is not found. `item` narrows the department's we-owes to those whose
    words contain it, "" to none.
    """
    lines = read_lines(text)
    keys = {cell.key for line in lines for cell in line.cells}
    by_key = deals_named(scope, keys, store_ids)
    chosen = chosen_cells(lines, by_key.keys())
    found = {
        place: {sale.pk: sale for cell in cells for sale in by_key[cell.key]}
        for place, cells in chosen.items()
    }
    owed = _owed(scope, {pk for sales in found.values() for pk in sales}, department, item)
    twice = repeated({place: sales.keys() for place, sales in found.items()})
    return [
        Reading(line, "twice", first=lines[twice[place]])
        if place in twice
        else _reading(line, list(found[place].values()), owed, said)
        for place, line in enumerate(lines)
    ]


def open_items(scope: Any, store_ids: Collection[int]) -> list[str]:
    """What these stores owe now on deals, in words to pick from; at most 40. One query."""
    rows = WeOwe.objects.open().filter(
        group_id=scope.group_id,
        store_id__in=store_ids,
        owed_by=WeOwe.OwedBy.STORE,
        uses=None,
        delivery__isnull=False,
    )
    return list(rows.values_list("item", flat=True).distinct().order_by("item")[:MOST_ITEMS])


def is_saved(scope: Any, key: uuid.UUID) -> bool:
    """Was the list of this page saved before? One query."""
    return PastedList.objects.filter(group_id=scope.group_id, key=key).exists()


def _reading(
    line: Line, sales: Sequence[Delivery], owed: dict[int, list[WeOwe]], said: Said
) -> Reading:
    if not sales:
        kind = "rounded" if line.is_rounded else "unknown" if line.cells else "words"
        return Reading(line, kind)
    rows = [row for sale in sales for row in owed.get(sale.pk, ())]
    is_open = [row for row in rows if row.settled_at is None]
    if len(is_open) == 1 and len(sales) == 1:
        standing = standing_of(is_open[0])
        became = after(standing, said)
        kind = "back" if is_back(standing, became) else "change"
        kind = "same" if became == standing else kind
        return Reading(line, kind, (is_open[0],), sales[0])
    if is_open:
        return Reading(line, "which", tuple(is_open))
    return Reading(line, "settled" if rows else "none", tuple(rows[:1]), sales[0])


def deals_named(
    scope: Any, keys: Collection[str], store_ids: Collection[int]
) -> dict[str, list[Delivery]]:
    """The sales in these stores that each key (rules.pasted.key_of) names, by deal or stock number;
    one query. An undone sale only stands for itself where no other has the number."""
    if not keys:
        return {}
    rows = sales_named(scope, keys, store_ids).select_related("customer", "vehicle", "store")
    found: dict[str, list[Delivery]] = defaultdict(list)
    sale: Any
    for sale in rows.order_by("-sold_on", "-id"):
        for key in {sale.deal_key, sale.stock_key} & set(keys):
            found[key].append(sale)
    return {
        key: [sale for sale in sales if sale.unwound_on is None] or sales
        for key, sales in found.items()
    }


def sales_named(
    scope: Any, keys: Collection[str], store_ids: Collection[int]
) -> QuerySet[Delivery]:
    """Every sale in these stores with one of these keys as its deal or stock number."""
    rows = Delivery.objects.filter(group_id=scope.group_id, store_id__in=store_ids)
    named = rows.annotate(deal_key=_key("deal_number"), stock_key=_key("stock_number"))
    return named.filter(Q(deal_key__in=keys) | Q(stock_key__in=keys))


def _owed(
    scope: Any, sale_ids: Collection[int], department: str, item: str
) -> dict[int, list[WeOwe]]:
    rows = WeOwe.objects.filter(
        group_id=scope.group_id,
        delivery_id__in=sale_ids,
        department=department,
        owed_by=WeOwe.OwedBy.STORE,
        uses=None,  # what is used up bit by bit is counted, one customer at a time
    )
    if item:  # "plates" finds the License plate too
        rows = rows.filter(item__icontains=item.rstrip("s") or item)
    found: dict[int, list[WeOwe]] = defaultdict(list)
    for row in rows.select_related(*RELATED).order_by("id"):
        found[row.delivery_id or 0].append(row)
    return found


def _key(field: str) -> Func:
    """The column as rules.pasted.key_of compares it."""
    letters = Func(
        Func(F(field), function="upper"),
        Value("[^A-Z0-9]"),
        Value(""),
        Value("g"),
        function="regexp_replace",
    )
    return Func(letters, Value("0"), function="ltrim", output_field=CharField())
