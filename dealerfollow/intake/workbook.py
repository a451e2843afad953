"""XLSX through openpyxl, after a scan that refuses bombs, entities and absurd sheets.

openpyxl builds trees of what it reads; the scan counts before anything is built, so that a file of
a few kilobytes cannot take the memory of the worker.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any
from xml.parsers import expat

from openpyxl import load_workbook  # type: ignore[import-untyped]

from dealerfollow.intake.problems import Problem, problem
from dealerfollow.intake.tabular import MAX_COLUMNS, MAX_LINES, Cell, Record

MAX_UNPACKED_BYTES = 64_000_000
MAX_PARTS = 1_000
MAX_CELLS = 2_000_000
MAX_CELLS_IN_ROW = 2_000
MAX_SHARED_STRINGS = 500_000
MAX_OTHER_ELEMENTS = 100_000
MAX_DEPTH = 64
# What openpyxl empties again after each row or string; anything else stays in memory.
_SHORT_LIVED = {"c", "v", "f", "is", "t", "r", "rPr"}


class _Refused(Exception):
    """The scan has seen enough."""


def workbook_records(data: bytes) -> Iterator[Record | Problem] | Problem:
    """Records of the first sheet that has any, numbered as Excel numbers its rows; or a Problem."""
    width = _scan(data)
    if isinstance(width, Problem):
        return width
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = list(book.worksheets)
    except Exception as error:  # openpyxl raises whatever its parts raise on a broken file
        return problem("unreadable_workbook", reason=type(error).__name__)
    return _records(sheets, min(width, MAX_COLUMNS))


def _records(sheets: list[Any], width: int) -> Iterator[Record | Problem]:
    try:
        for sheet in sheets:
            sheet.reset_dimensions()  # a sheet may lie about its size
            is_used = False
            rows = sheet.iter_rows(max_col=width, values_only=True)
            for line, values in enumerate(rows, start=1):
                if line > MAX_LINES:
                    yield problem("too_many_rows", limit=MAX_LINES)
                    return
                if values.count(None) == len(values):  # also the rows that openpyxl fills in
                    continue
                cells = [_cell(v) for v in values]
                while cells and not cells[-1]:
                    cells.pop()
                if cells:
                    is_used = True
                    yield line, cells
            if is_used:
                return
    except Exception as error:  # as above: the sheet is read while it is walked
        yield problem("unreadable_workbook", reason=type(error).__name__)


def _cell(value: object) -> Cell:
    """Real Excel dates stay dates; numbers lose the ".0" that Excel keeps for them."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _scan(data: bytes) -> Problem | int:
    """The widest row in columns, or the Problem of a workbook that is not safe to open."""
    width = 1
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(p.file_size for p in parts) > MAX_UNPACKED_BYTES:
                return problem("dangerous_workbook", limit=MAX_UNPACKED_BYTES // 1_000_000)
            if "[Content_Types].xml" not in archive.namelist():
                return problem("not_a_table")
            for part in parts:
                width = max(width, _scan_part(archive, part))
    except _Refused:
        return problem("dangerous_workbook", limit=MAX_UNPACKED_BYTES // 1_000_000)
    except Exception as error:  # broken, encrypted or oddly packed archives
        return problem("unreadable_workbook", reason=type(error).__name__)
    return width


def _scan_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """The widest row of a part. _Refused on a document type, too many elements, too deep a tree."""
    parser = expat.ParserCreate(namespace_separator="}")
    counts = _Counts()
    parser.StartElementHandler = counts.opened
    parser.EndElementHandler = counts.closed
    parser.StartDoctypeDeclHandler = counts.refuse
    unpacked = 0
    with archive.open(part) as stream:
        while chunk := stream.read(65_536):
            unpacked += len(chunk)
            if unpacked > MAX_UNPACKED_BYTES:
                raise _Refused
            try:
                parser.Parse(chunk, False)
            except expat.ExpatError:
                break  # a picture, or broken XML: openpyxl stops at the same byte
    return counts.width


class _Counts:
    """How much of each kind of element a part has."""

    def __init__(self) -> None:
        self.depth = self.cells = self.in_row = self.strings = self.short = self.others = 0
        self.width = 0

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition("}")[2]
        self.depth += 1
        if name == "c":
            self.cells += 1
            self.in_row += 1
            self.width = max(self.width, self.in_row, _column_of(attributes.get("r", "")))
        elif name == "row":
            self.in_row = 0
            self.short = 0
            self.cells += 1
        elif name == "si":
            self.strings += 1
            self.short = 0
        elif name in _SHORT_LIVED:
            self.short += 1
        else:
            self.others += 1
        if (
            self.depth > MAX_DEPTH
            or self.cells > MAX_CELLS
            or self.in_row > MAX_CELLS_IN_ROW
            or self.strings > MAX_SHARED_STRINGS
            or self.short > 20 * MAX_CELLS_IN_ROW
            or self.others > MAX_OTHER_ELEMENTS
        ):
            raise _Refused

    def closed(self, name: str) -> None:
        self.depth -= 1

    def refuse(self, *args: object) -> None:
        raise _Refused


@lru_cache(maxsize=4096)
def _column_of_letters(letters: str) -> int:
    number = 0
    for letter in letters[:3].upper():
        number = number * 26 + max(ord(letter) - 64, 0)
    return number


def _column_of(reference: str) -> int:
    """3 for C17; 0 without a reference."""
    return _column_of_letters(reference[:10].rstrip("0123456789"))
