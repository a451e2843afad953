"""A sold-deal export as a whole: header, mapping, date order, rows, repeated deal numbers."""

from collections.abc import Mapping as MappingABC
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from dealerfollow.intake.dates import DateOrder, guess_order, is_blank_date
from dealerfollow.intake.dms_csv.fields import Reading, by_field
from dealerfollow.intake.dms_csv.rows import read_row
from dealerfollow.intake.mapping import Mapping, guess_mapping, known_headers, missing_columns
from dealerfollow.intake.problems import Problem, problem
from dealerfollow.intake.sold_deal import SoldDeal, SoldDealFile
from dealerfollow.intake.tabular import Row, Table, read_table

MAX_ROWS = 50_000
MAX_PROBLEMS = 100_000


def read_sold_deals(
    data: bytes,
    *,
    filename: str = "",
    mapping: MappingABC[str, str] | None = None,
    date_order: DateOrder | None = None,
    today: date,
    default_region: str = "US",
) -> SoldDealFile:
    """Every deal of a CSV or XLSX export, and every problem with its line, column and value.

    `mapping` is the store's kept one (header to field code, "" to ignore). `date_order` overrules
    the guess. `today` is the store's date; nothing is ever dated by it. A bad row stops no other.
    Never raises on the bytes; ValueError for a `mapping` with a field that does not exist.
    `filename` is not trusted: the kind of file is told by its bytes.
    """
    kept = dict(mapping or {})
    guess_mapping([], kept)  # a nonsensical mapping is the caller's mistake, not the file's
    table = read_table(data, header_score=lambda cells: known_headers(cells, kept))
    if isinstance(table, Problem):
        return SoldDealFile((), (table,), Mapping((), ()), (), "ambiguous", "", "")
    found = guess_mapping(table.headers, kept)
    missing = missing_columns(found)
    if missing:
        # Headers of a file without a header line are a customer's data: not shown, not kept.
        is_headed = known_headers(table.headers, kept) >= 2
        return _nothing(table, found if is_headed else Mapping((), ()), table.problems + missing)
    return _read(table, found, date_order, today, default_region)


def _nothing(table: Table, mapping: Mapping, problems: tuple[Problem, ...]) -> SoldDealFile:
    return SoldDealFile(
        (), problems, mapping, mapping.unmapped, "ambiguous", table.encoding, table.delimiter
    )


def _read(
    table: Table, mapping: Mapping, date_order: DateOrder | None, today: date, region: str
) -> SoldDealFile:
    rows, problems = _mapped_rows(table, mapping)
    if any(p.severity == "file" for p in problems):
        return _nothing(table, mapping, tuple(problems))
    order = date_order or guess_order(_date_texts(rows, mapping))
    delivered = [header for header, name in mapping.columns if name == "delivered_on"]
    has_delivered = any(_has_date(row, delivered) for row in rows)
    reading = Reading(today, order, region, has_delivered, "status" in mapping.fields)
    deals: list[SoldDeal] = []
    for row in rows:
        fields = by_field(row.line, row.cells, mapping.columns)
        deal = read_row(fields, reading)
        problems += fields.problems
        if deal:
            deals.append(deal)
        if len(problems) > MAX_PROBLEMS:
            stop = problem("too_many_problems", row.line, limit=MAX_PROBLEMS)
            return _nothing(table, mapping, (stop, *problems[:1000]))
    once, repeated = without_repeats(deals)
    if not rows and not problems:
        problems = [problem("no_rows")]
    listed = sorted([*table.problems, *problems, *repeated], key=lambda p: p.line or 0)
    return SoldDealFile(
        once, tuple(listed), mapping, mapping.unmapped, order, table.encoding, table.delimiter
    )


def _mapped_rows(table: Table, mapping: Mapping) -> tuple[list[Row], list[Problem]]:
    """Rows with mapped cells only: what is not mapped is not even held in memory."""
    headers = [header for header, _ in mapping.columns]
    rows: list[Row] = []
    problems: list[Problem] = []
    for found in table.rows:
        if isinstance(found, Problem):
            problems.append(found)
            if found.severity == "file":
                return [], [found]
        else:
            cells = {h: found.cells[h] for h in headers if h in found.cells}
            rows.append(Row(found.line, cells))
        if len(rows) > MAX_ROWS:
            return [], [problem("too_many_rows", limit=MAX_ROWS)]
    return rows, problems


def _date_texts(rows: Sequence[Row], mapping: Mapping) -> list[str]:
    dated = {"sold_on", "event_on", "delivered_on"}
    headers = [header for header, name in mapping.columns if name in dated]
    cells = (row.cells.get(header) for row in rows for header in headers)
    return [cell for cell in cells if isinstance(cell, str)]


def _has_date(row: Row, headers: list[str]) -> bool:
    cells = (row.cells.get(header) for header in headers)
    return any(c and not (isinstance(c, str) and is_blank_date(c)) for c in cells)


def without_repeats(deals: Sequence[SoldDeal]) -> tuple[tuple[SoldDeal, ...], list[Problem]]:
    """Each sale once. A repeat of the same row is dropped in silence; rows that differ only in
    their salesperson are one split deal; an undone sale and the later one in its place are both
    kept; any other repeat refuses all its rows."""
    kept: list[SoldDeal] = []
    problems: list[Problem] = []
    for number, group in groupby(sorted(deals, key=_sale_key), key=_sale_key):
        same = list(group)
        told: dict[SoldDeal, list[SoldDeal]] = {}
        for deal in same:
            told.setdefault(replace(deal, line=0, salespeople=()), []).append(deal)
        once = [_with_all_salespeople(rows) for rows in told.values()]
        if len(once) == 1 or _is_undone_and_later(once):
            kept += once
            continue
        lines = ", ".join(str(deal.line) for deal in same[:10])
        problems += [
            problem("repeated_deal_number", deal.line, value=number[0] or number[1], lines=lines)
            for deal in same
        ]
    return tuple(sorted(kept, key=lambda deal: deal.line)), problems


def _with_all_salespeople(same: Sequence[SoldDeal]) -> SoldDeal:
    people = dict.fromkeys(person for deal in same for person in deal.salespeople)
    return replace(same[0], salespeople=tuple(people))


def _is_undone_and_later(deals: Sequence[SoldDeal]) -> bool:
    """One that came back, and one sold on a later day under the same number (edge cases 39, 40)."""
    first, *others = sorted(deals, key=lambda deal: deal.sold_on or date.max)
    if len(others) != 1 or first.sold_on is None or others[0].sold_on is None:
        return False
    is_later = first.sold_on < others[0].sold_on
    return is_later and first.status == "unwound" and others[0].status != "unwound"


def _sale_key(deal: SoldDeal) -> tuple[str, str, str]:
    """By deal number; without one by car and buyer."""
    if deal.deal_number:
        return deal.deal_number.casefold(), "", ""
    return "", deal.vehicle.vin, deal.customer.name.full.casefold()
