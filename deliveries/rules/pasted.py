"""Deal and stock numbers out of what somebody pasted: a list, a sentence, or columns of a sheet.

Nothing is guessed: where two readings are left, the page asks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

MOST_NUMBERS, LONGEST_NUMBER, SHORTEST_IN_WORDS = 500, 40, 3
_LINES = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")
_SEPARATORS = re.compile(r"[,;|]")
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?e\+\d+", re.IGNORECASE)  # 4.799E+04, as a sheet shows it
_WHOLE = re.compile(r"(\d+)[.,]0{1,2}")  # 47990.0; three zeros are thousands
_THOUSANDS = re.compile(r"(?<=\d),(?=000(?!\d))")  # 48,000 is neither 48 nor a list
_DAY_OR_MONEY = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\$.*|.*\d[.,]\d\d")
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}", re.IGNORECASE)


@dataclass(frozen=True)
class Cell:
    """One number as pasted, its key for looking up, and which column it stood in."""

    shown: str
    key: str
    column: int


@dataclass(frozen=True)
class Line:
    """One deal that was meant: the cells that may name it. Without any: a line without a number."""

    number: int
    shown: str
    cells: tuple[Cell, ...]
    is_row: bool = False  # a row of columns, one of which holds the number
    is_rounded: bool = False


def key_of(text: str) -> str:
    """How numbers are compared: capitals and digits only, without leading zeros (sheets drop them)
    and without the ".0" that they add."""
    text = text.strip()
    if whole := _WHOLE.fullmatch(text):
        text = whole[1]
    return re.sub(r"[^A-Z0-9]", "", text.upper()).lstrip("0")


def read_lines(text: str) -> list[Line]:
    """The deals that were meant, in the order of the paste; a heading without a number is none.

    A line of nothing but numbers names one deal each. A row of a sheet, or words with a number,
    names one.
    """
    told = [(n, line.strip()) for n, line in enumerate(_LINES.split(text), 1) if line.strip()]
    found: list[Line] = []
    for place, (number, text_of_line) in enumerate(told):
        line = _THOUSANDS.sub("", text_of_line)
        cells = line.split("\t") if "\t" in line else _SEPARATORS.split(line)
        if "\t" in line and len(told) > 1:
            read = [_row(number, line, cells)]
        elif all(_is_number(part) for part in _parts(line)):
            read = [_one(number, part) for part in _parts(line)]
        elif len([cell for cell in cells if cell.strip()]) > 1:
            read = [_row(number, line, cells)]
        else:
            read = [_words(number, line)]
        is_heading = place == 0 and not any(one.cells or one.is_rounded for one in read)
        found += [] if is_heading else read
    return found


def chosen_cells(lines: Sequence[Line], known: Collection[str]) -> dict[int, tuple[Cell, ...]]:
    """Which cells count, by the place of the line: all of a plain one; of a row the cell in the
    column that most often names a deal of ours. A year in another column names no deal."""
    hits = Counter(
        cell.column for line in lines if line.is_row for cell in line.cells if cell.key in known
    )
    best = min(hits, key=lambda column: (-hits[column], column)) if hits else None
    chosen = {}
    for place, line in enumerate(lines):
        cells = line.cells
        if line.is_row and best is not None:
            cells = tuple(cell for cell in cells if cell.column == best) or cells
        chosen[place] = tuple(cell for cell in cells if cell.key in known)
    return chosen


def repeated(keys: Mapping[int, Collection[int]]) -> dict[int, int]:
    """Lines that name the very deals of an earlier one: place -> place of the first."""
    first: dict[frozenset[int], int] = {}
    twice = {}
    for place, ids in keys.items():
        if not ids:
            continue
        known = first.setdefault(frozenset(ids), place)
        if known != place:
            twice[place] = known
    return twice


def _parts(line: str) -> list[str]:
    return [part for part in re.split(r"[\s,;|]+", line) if part]


def _is_number(part: str) -> bool:
    return any(c.isdigit() for c in part) and len(part) <= LONGEST_NUMBER


def _one(number: int, part: str) -> Line:
    if _ROUNDED.fullmatch(part):
        return Line(number, part, (), is_rounded=True)
    key = key_of(part)
    return Line(number, part, (Cell(part, key, 0),) if key else ())


def _row(number: int, line: str, cells: Sequence[str]) -> Line:
    found = []
    for column, text in enumerate(cells):
        text = text.strip()
        is_other = _DAY_OR_MONEY.fullmatch(text) or _VIN.fullmatch(text)
        if text and _is_number(text) and not is_other and len(text.split()) <= 2:
            key = key_of(text)
            found += [Cell(text, key, column)] if key else []
    is_rounded = not found and any(_ROUNDED.fullmatch(text.strip()) for text in cells)
    shown = found[0].shown if found else _short(line)
    return Line(number, shown, tuple(found), is_row=True, is_rounded=is_rounded)


def _words(number: int, line: str) -> Line:
    parts = [part.strip("#.:()") for part in _parts(line)]
    numbers = [part for part in parts if _is_number(part) and not _DAY_OR_MONEY.fullmatch(part)]
    long = [part for part in numbers if len(key_of(part)) >= SHORTEST_IN_WORDS] or numbers
    cells = tuple(Cell(part, key_of(part), 0) for part in long if key_of(part))
    return Line(number, cells[0].shown if len(cells) == 1 else _short(line), cells)


def _short(line: str) -> str:
    words = " ".join(line.split())
    return words if len(words) <= LONGEST_NUMBER else f"{words[:LONGEST_NUMBER]}…"
