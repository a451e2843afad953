"""A file of any of the usual kinds to rows with the line numbers that a person sees."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from statistics import mode

from dealerfollow.intake.cleaning import clean_text
from dealerfollow.intake.decoding import decode
from dealerfollow.intake.problems import Problem, problem

MAX_BYTES = 20_000_000
MAX_LINES = 200_000
MAX_COLUMNS = 400
MAX_CELL_CHARS = 10_000
MAX_LINES_IN_RECORD = 50
_HEADER_WITHIN = 20
_DELIMITERS = (",", ";", "\t", "|")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")

Cell = str | date
HeaderScore = Callable[[Sequence[str]], int]


@dataclass(frozen=True)
class Row:
    """The cells of one record that are not empty, by header; `line` is where it starts."""

    line: int
    cells: dict[str, Cell]


@dataclass(frozen=True)
class Table:
    """Headers now, rows when they are asked for (once). Delimiter and encoding as found."""

    headers: tuple[str, ...]
    rows: Iterator[Row | Problem]
    encoding: str
    delimiter: str
    problems: tuple[Problem, ...] = field(default=())


Record = tuple[int, list[Cell]]


def read_table(data: bytes, *, header_score: HeaderScore) -> Table | Problem:
    """The table in a CSV or XLSX file, or the one Problem for which none can be read.

    `header_score` says how many cells of a record are known column names: it finds the header
    below title lines, and the delimiter. Never raises on hostile bytes.
    """
    if len(data) > MAX_BYTES:
        return problem("file_too_large", limit=MAX_BYTES // 1_000_000)
    if not data.strip(b"\0 \t\r\n"):
        return problem("empty_file")
    refusal = _refused_format(data)
    if refusal:
        return refusal
    if data.startswith(b"PK\x03\x04"):
        from dealerfollow.intake.workbook import workbook_records

        found = workbook_records(data)
        if isinstance(found, Problem):
            return found
        return _with_headers(found, header_score, "xlsx", "", is_ragged_allowed=True)
    return _read_delimited(data, header_score)


def _refused_format(data: bytes) -> Problem | None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return problem("old_excel_format")
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"%pdf", b"<", b"{\\rtf", b"\x1f\x8b", b"\x89png", b"\xff\xd8\xff")):
        return problem("not_a_table")
    return None


def _read_delimited(data: bytes, header_score: HeaderScore) -> Table | Problem:
    decoded = decode(data)
    if decoded.text.count("\n") + decoded.text.count("\r") > 2 * MAX_LINES:
        return problem("too_many_rows", limit=MAX_LINES)
    lines = _LINE.findall(decoded.text)
    if len(lines) > MAX_LINES:
        return problem("too_many_rows", limit=MAX_LINES)
    delimiter = _guess_delimiter(lines, header_score)
    damaged = decoded.replaced or decoded.nuls
    notes = (problem("replaced_characters", count=damaged),) if damaged else ()
    records = _delimited_records(lines, delimiter)
    table = _with_headers(records, header_score, decoded.encoding, delimiter, notes=notes)
    return table


def _guess_delimiter(lines: list[str], header_score: HeaderScore) -> str:
    """Most known column names wins, then most records of equal width; quotes are respected."""
    if lines and (told := re.fullmatch(r"sep=(.)\s*", lines[0])):
        return told[1]

    def merit(delimiter: str) -> tuple[int, int]:
        found = islice(_delimited_records(lines[:200], delimiter), _HEADER_WITHIN)
        records = [cells for _, cells in (r for r in found if not isinstance(r, Problem))]
        if not records:
            return 0, 0
        width = mode(len(cells) for cells in records)
        even = sum(len(cells) == width for cells in records) if width > 1 else 0
        return max(header_score([str(c) for c in cells]) for cells in records), even

    return max(_DELIMITERS, key=merit)


def _delimited_records(lines: list[str], delimiter: str) -> Iterator[Record | Problem]:
    """Records with the line each starts on. A quote that never closes costs one line, not all."""
    start = 0
    while start < len(lines):
        reader = csv.reader(map(lines.__getitem__, range(start, len(lines))), delimiter=delimiter)
        done = start
        try:
            for cells in reader:
                end = start + reader.line_num
                if end - done > MAX_LINES_IN_RECORD:
                    raise csv.Error("a record over too many lines")
                yield done + 1, list(cells)
                done = end
            return
        except csv.Error:
            is_long = len(lines[done]) > MAX_CELL_CHARS
            code = "cell_too_long" if is_long else "unclosed_quote"
            yield problem(code, done + 1, value=clean_text(lines[done][:200]))
            start = done + 1


def _with_headers(
    records: Iterator[Record | Problem],
    header_score: HeaderScore,
    encoding: str,
    delimiter: str,
    *,
    notes: tuple[Problem, ...] = (),
    is_ragged_allowed: bool = False,
) -> Table | Problem:
    first: list[Record] = []
    early: list[Problem] = []
    for found in records:
        if isinstance(found, Problem):
            if found.severity == "file":
                return found
            early.append(found)
        elif any(found[1]):
            first.append(found)
        if len(first) == _HEADER_WITHIN:
            break
    if not first:
        return early[0] if early else problem("empty_file")
    scores = [header_score([str(c) for c in cells]) for _, cells in first]
    at = scores.index(max(scores)) if max(scores) >= 2 else 0
    if len(first[at][1]) > MAX_COLUMNS:
        return problem("too_many_columns", limit=MAX_COLUMNS)
    headers = _distinct([clean_text(str(c)) for c in first[at][1]])
    rest = _chain(early, first[at + 1 :], records)
    rows = _rows(rest, headers, is_ragged_allowed=is_ragged_allowed)
    return Table(headers, rows, encoding, delimiter, notes)


def _chain(
    early: list[Problem], first: list[Record], records: Iterator[Record | Problem]
) -> Iterator[Record | Problem]:
    yield from early
    yield from first
    yield from records


def _distinct(names: list[str]) -> tuple[str, ...]:
    """Headers made distinct: a nameless one is "column 7", a second "Name" is "Name (2)"."""
    while names and not names[-1]:
        names.pop()
    seen: dict[str, int] = {}
    distinct = []
    for position, name in enumerate(names, start=1):
        name = name[:80] or f"column {position}"
        seen[name] = seen.get(name, 0) + 1
        distinct.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(distinct)


def _rows(
    records: Iterator[Record | Problem], headers: tuple[str, ...], *, is_ragged_allowed: bool
) -> Iterator[Row | Problem]:
    for found in records:
        if isinstance(found, Problem):
            yield found
            continue
        line, cells = found
        if any(isinstance(c, str) and len(c) > MAX_CELL_CHARS for c in cells):
            at = next(i for i, c in enumerate(cells) if len(str(c)) > MAX_CELL_CHARS)
            column = headers[at] if at < len(headers) else ""
            yield problem("cell_too_long", line, column, str(cells[at])[:40], limit=MAX_CELL_CHARS)
            continue
        cleaned = [clean_text(c) if isinstance(c, str) else c for c in cells]
        if not any(cleaned):
            continue
        is_ragged = len(cleaned) < len(headers) or any(cleaned[len(headers) :])
        if is_ragged and not is_ragged_allowed:
            yield problem("ragged_row", line, found=len(cleaned), expected=len(headers))
            continue
        yield Row(line, {h: c for h, c in zip(headers, cleaned, strict=False) if c})
