"""Which column is which field: guessed by known names, overruled by the mapping a store keeps."""

from collections.abc import Mapping as MappingABC
from collections.abc import Sequence
from dataclasses import dataclass

from dealerfollow.intake.columns import (
    FIELDS,
    KNOWN_COLUMNS,
    SEVERAL_COLUMNS,
    is_forbidden,
    normal_header,
)
from dealerfollow.intake.problems import Problem, problem

IGNORED = ""


@dataclass(frozen=True)
class Mapping:
    """(header, field) pairs in the order of the file, and the headers that nothing is read from."""

    columns: tuple[tuple[str, str], ...]
    unmapped: tuple[str, ...]

    def as_dict(self) -> dict[str, str]:
        """What a store keeps: header to field code, "" for a column that is to be ignored."""
        return dict(self.columns) | dict.fromkeys(self.unmapped, IGNORED)

    @property
    def fields(self) -> frozenset[str]:
        """The fields that some column fills."""
        return frozenset(field for _, field in self.columns)


def guess_mapping(headers: Sequence[str], kept: MappingABC[str, str] | None = None) -> Mapping:
    """A Mapping of these headers. `kept` (header to field, "" to ignore) wins over known names.

    Forbidden columns (decision 14) stay unmapped whatever `kept` says; a field that takes one
    column takes the first. ValueError when `kept` names a field that does not exist.
    """
    overruled = {normal_header(header): field for header, field in (kept or {}).items()}
    unknown = set(overruled.values()) - FIELDS - {IGNORED}
    if unknown:
        raise ValueError(f"no such field: {', '.join(sorted(unknown))}")
    columns: list[tuple[str, str]] = []
    unmapped: list[str] = []
    taken = {f for h in headers if (f := overruled.get(normal_header(h))) and not is_forbidden(h)}
    by_kept = set(taken)
    for header in headers:
        name = normal_header(header)
        is_told = name in overruled
        field = overruled[name] if is_told else KNOWN_COLUMNS.get(name, IGNORED)
        is_free = field in SEVERAL_COLUMNS or field not in taken or (is_told and field in by_kept)
        if not field or is_forbidden(header) or not is_free:
            unmapped.append(header)
            continue
        by_kept.discard(field)
        taken.add(field)
        columns.append((header, field))
    return Mapping(tuple(columns), tuple(unmapped))


def known_headers(headers: Sequence[str], kept: MappingABC[str, str] | None = None) -> int:
    """How many of these cells are names of columns that we or the store know."""
    names = {normal_header(header) for header in kept or {}}
    found = {normal_header(header) for header in headers}
    return len((found & KNOWN_COLUMNS.keys()) | (found & names))


# A file is read when each of these lines has at least one of its fields.
NECESSARY = {
    "customer": ("customer_name", "last_name", "first_name", "company_name"),
    "date": ("sold_on", "delivered_on", "event_on"),
    "vehicle": ("vin", "stock_number", "model", "make", "vehicle"),
}


def missing_columns(mapping: Mapping) -> tuple[Problem, ...]:
    """A file problem for each necessary thing (customer, date, vehicle) that no column gives."""
    return tuple(
        problem("missing_column", needed=needed)
        for needed, fields in NECESSARY.items()
        if not mapping.fields.intersection(fields)
    )
