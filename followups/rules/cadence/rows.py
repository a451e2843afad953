"""A store's own cadence as JSON rows: reading, writing, and every problem at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any, NamedTuple

from followups.rules.cadence.shape import (
    ANCHOR_KINDS,
    APPLIES_TO,
    CHANNELS,
    ENDS,
    KINDS,
    Cadence,
    Touchpoint,
)

MAX_DAYS = 3660
MAX_MONTHS = 600
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")


class RowProblem(NamedTuple):
    """What is wrong in one field of one row (0-based; -1 is the cadence as a whole)."""

    row: int
    field: str
    code: str


class CadenceError(ValueError):
    """Rows that make no cadence; `problems` holds every one of them."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"row {p.row} {p.field}: {p.code}" for p in self.problems))


def to_rows(cadence: Cadence) -> list[dict[str, Any]]:
    """The touchpoints as JSON objects that `cadence_from_rows` reads back unchanged."""
    return [
        {name: getattr(touchpoint, name) for name in _FIELDS} for touchpoint in cadence.touchpoints
    ]


def cadence_from_rows(anchor_kind: str, rows: Iterable[Mapping[str, Any]]) -> Cadence:
    """The cadence that these JSON objects describe; fields left out have their default.

    No rows turn an anchor kind off, except "delivery": every delivery, new or used, owes exactly
    one post-sale call, and it comes first. Raises CadenceError with every problem.
    """
    if anchor_kind not in ANCHOR_KINDS:
        raise CadenceError([RowProblem(-1, "anchor_kind", "unknown_anchor_kind")])
    problems: list[RowProblem] = []
    touchpoints: list[Touchpoint] = []
    codes: set[str] = set()
    for number, row in enumerate(rows):
        found = list(_row_problems(anchor_kind, row))
        if not found and row["code"] in codes:
            found = [("code", "code_twice")]
        problems += [RowProblem(number, field, code) for field, code in found]
        if not found:
            codes.add(row["code"])
            touchpoints.append(Touchpoint(**row))
    if not problems and anchor_kind == "delivery":
        problems += _post_sale_problems(touchpoints)
    if problems:
        raise CadenceError(problems)
    return Cadence(anchor_kind, tuple(touchpoints))


_FIELDS = tuple(field.name for field in fields(Touchpoint))
_CHOICES: Mapping[str, tuple[object, ...]] = {
    "kind": KINDS,
    "channel": CHANNELS,
    "tier": (1, 2),
    "deadline": (True, False),
    "applies_to": APPLIES_TO,
    "is_in_preferred_channel": (True, False),
}
_REQUIRED = frozenset({"kind", "channel", "tier"})
_FLAGS = frozenset({"deadline", "is_in_preferred_channel"})


def _row_problems(anchor_kind: str, row: object) -> Iterable[tuple[str, str]]:
    if not isinstance(row, Mapping):
        yield "row", "not_an_object"
        return
    yield from ((str(name), "unknown_field") for name in row if name not in _FIELDS)
    code = row.get("code")
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        yield "code", "bad_code"
    for name, choices in _CHOICES.items():
        if name not in row:
            if name in _REQUIRED:
                yield name, "required"
        elif isinstance(row[name], bool) != (name in _FLAGS) or row[name] not in choices:
            yield name, "not_a_choice"
    yield from _offset_problems(anchor_kind, row)


def _offset_problems(anchor_kind: str, row: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    days, months = row.get("offset_days"), row.get("offset_months")
    if (days is None) == (months is None):
        yield "offset_days", "days_or_months"
    for name, offset, limit in (
        ("offset_days", days, MAX_DAYS),
        ("offset_months", months, MAX_MONTHS),
    ):
        if offset is None:
            continue
        if not _is_whole(offset) or abs(offset) > limit:
            yield name, "out_of_range"
        elif offset < 0 and anchor_kind not in ENDS:
            yield name, "before_the_anchor"
        elif offset > 0 and anchor_kind in ENDS:
            yield name, "after_the_lease"
    every = row.get("every_months", 0)
    if not _is_whole(every) or not 0 <= every <= MAX_MONTHS:
        yield "every_months", "out_of_range"
    elif every and anchor_kind in ENDS:
        yield "every_months", "after_the_lease"


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _post_sale_problems(touchpoints: Sequence[Touchpoint]) -> Iterable[RowProblem]:
    """One post-sale call for every delivery (seed 000, lines 1 and 2), before anything else."""
    for condition in ("new", "used"):
        rows = [t for t in touchpoints if t.applies_to in ("both", condition)]
        post_sale = [t for t in rows if t.kind == "post_sale"]
        if len(post_sale) != 1 or post_sale[0].every_months:
            yield RowProblem(-1, condition, "one_post_sale")
        elif post_sale[0].offset_days is None:
            yield RowProblem(-1, condition, "post_sale_in_days")
        elif (
            any(_least_days(t) < post_sale[0].offset_days for t in rows)
            or rows[0].kind != "post_sale"
        ):
            yield RowProblem(-1, condition, "post_sale_first")


def _least_days(touchpoint: Touchpoint) -> int:
    if touchpoint.offset_days is not None:
        return touchpoint.offset_days
    return (touchpoint.offset_months or 0) * 28
