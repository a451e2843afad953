"""Hostile and broken files: a report, never an exception (fault S9 of the trust notes)."""

import io
import time
import tracemalloc
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerfollow.intake.dms_csv import read_sold_deals
from dealerfollow.intake.sold_deal import SoldDealFile
from dealerfollow.intake.tests.exports import CDK, text_of, workbook_of

TODAY = date(2026, 11, 21)
HEAD = "DealNo,ContractDate,Status,NU,VIN,Name,Cell\n"
GOOD = "1001,11/20/2026,F,N,1HGCM82633A004352,John Smith,602-555-0123\n"
FIRST_NAMES = ("DealNo", "ContractDate", "Status", "NU", "VIN", "Name", "Cell")


def read(data: bytes | str) -> SoldDealFile:
    raw = data if isinstance(data, bytes) else data.encode()
    return read_sold_deals(raw, today=TODAY)


def outcome(found: SoldDealFile) -> tuple[list[str], list[tuple[int | None, str]]]:
    return [d.deal_number for d in found.rows], [(p.line, p.code) for p in found.problems]


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook_of([["DealNo"]]))) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    return packed(parts | {name: content})


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
SHEET_PATH = "xl/worksheets/sheet1.xml"
BILLION_LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
<worksheet>&b;</worksheet>"""


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "empty_file", id="empty"),
        pytest.param(b"\0\0\0\n \t", "empty_file", id="nothing-but-nuls"),
        pytest.param(b"\xef\xbb\xbf", "empty_file", id="only-a-bom"),
        pytest.param(b"%PDF-1.7 ...", "not_a_table", id="pdf"),
        pytest.param(b"<html><table>", "not_a_table", id="html"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1", "old_excel_format", id="old-excel"),
        pytest.param(b"PK\x03\x04 broken", "unreadable_workbook", id="broken-zip"),
        pytest.param(packed({"a.txt": b"a"}), "not_a_table", id="a-zip-of-something-else"),
        pytest.param(b"x" * 20_000_001, "file_too_large", id="too-large"),
        pytest.param(b"\n" * 400_002, "empty_file", id="only-line-ends"),
        pytest.param(b"a\n" * 200_001, "too_many_rows", id="too-many-lines"),
        pytest.param(b"a," * 1_000, "too_many_columns", id="too-many-columns"),
        pytest.param(HEAD.encode(), "no_rows", id="only-a-header"),
        pytest.param(with_part(SHEET_PATH, BILLION_LAUGHS), "dangerous_workbook", id="entities"),
        pytest.param(
            with_part("xl/media/bomb.png", b"\0" * 70_000_000), "dangerous_workbook", id="zip-bomb"
        ),
        pytest.param(
            with_part(SHEET_PATH, SHEET + b"<row>" + b"<c/>" * 3_000),
            "dangerous_workbook",
            id="three-thousand-cells-in-a-row",
        ),
        pytest.param(
            with_part("xl/styles.xml", b"<a>" + b"<b/>" * 100_001),
            "dangerous_workbook",
            id="a-tree-too-large",
        ),
        pytest.param(
            with_part("xl/workbook.xml", b"<a>" * 100), "dangerous_workbook", id="a-tree-too-deep"
        ),
        pytest.param(
            with_part("xl/workbook.xml", b"<a>"), "unreadable_workbook", id="broken-workbook"
        ),
    ],
)
def test_a_file_that_cannot_be_read_gives_one_problem(data: bytes, code: str) -> None:
    found = read(data)
    assert ([p.code for p in found.problems], found.rows) == ([code], ())
    assert found.is_readable is False


def test_a_lying_row_number_does_not_make_a_million_rows() -> None:
    row = (
        SHEET
        + b'<row r="1048576"><c r="A1048576" t="str"><v>x</v></c></row></sheetData></worksheet>'
    )
    assert [p.code for p in read(with_part(SHEET_PATH, row)).problems] == ["too_many_rows"]


@pytest.mark.parametrize(
    ("text", "deals", "problems"),
    [
        pytest.param(HEAD + "1,2\n" + GOOD, ["1001"], [(2, "ragged_row")], id="too-few-cells"),
        pytest.param(
            HEAD + GOOD.strip() + ",more\n", [], [(2, "ragged_row")], id="too-many-cells"
        ),
        pytest.param(HEAD + GOOD.strip() + ",,\n", ["1001"], [], id="empty-cells-at-the-end"),
        pytest.param(
            HEAD + GOOD.replace("John", "J" * 200_000), [], [(2, "cell_too_long")], id="200-kb-cell"
        ),
        pytest.param(
            HEAD + GOOD.replace("John", '"J') + GOOD * 60,
            ["1001"],
            [(2, "unclosed_quote")],
            id="a-quote-that-never-closes-costs-one-line",
        ),
        pytest.param(HEAD + "\n\n,,,,,,\n" + GOOD, ["1001"], [], id="blank-lines"),
        pytest.param("Sold deals\n\n" + HEAD + GOOD, ["1001"], [], id="title-above-the-header"),
        pytest.param("sep=,\n" + HEAD + GOOD, ["1001"], [], id="excels-separator-line"),
        pytest.param(HEAD + GOOD.replace("J", "\0J"), ["1001"], [(None, "replaced_characters")],
                     id="nul"),
        pytest.param(HEAD.replace("\n", "\r") + GOOD, ["1001"], [], id="old-mac-line-end"),
    ],
)  # fmt: skip
def test_broken_rows(text: str, deals: list[str], problems: list[tuple[int, str]]) -> None:
    assert outcome(read(text)) == (deals, problems)


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    text = HEAD + GOOD.replace("John Smith", '"John\nSmith"') + GOOD.replace("11/20", "13/32")
    found = read(text)
    assert [d.line for d in found.rows] == [2]
    assert [p.line for p in found.problems] == [4]


def test_direction_marks_and_zero_width_letters_are_taken_out() -> None:
    found = read(HEAD + GOOD.replace("John", "\u202eJo\u200bhn\u2066"))
    assert found.rows[0].customer.name.full == "John Smith"


def test_a_formula_stays_text() -> None:
    found = read(HEAD + GOOD.replace("John Smith", '"=HYPERLINK(""http://x"")"'))
    assert found.rows[0].customer.name.full.startswith("=HYPERLINK")


def test_a_script_stays_text() -> None:
    found = read(HEAD + GOOD.replace("John", "<script>alert(1)</script>"))
    assert found.rows[0].customer.name.full == "<Script>Alert(1)</Script> Smith"


def test_every_row_wrong_gives_a_problem_for_every_row() -> None:
    found = read(HEAD + GOOD.replace("11/20/2026", "31/31/2026") * 500)
    assert [p.line for p in found.problems] == list(range(2, 502))


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=400))
def test_random_bytes_never_raise(data: bytes) -> None:
    assert isinstance(read(data), SoldDealFile)


@settings(max_examples=100, deadline=None)
@given(
    cells=st.lists(st.text(max_size=30), min_size=7, max_size=7), end=st.sampled_from(["", "\r"])
)
def test_random_cells_never_raise_and_every_line_is_accounted_for(
    cells: list[str], end: str
) -> None:
    columns: dict[str, tuple[str, ...]] = {
        n: (c.replace("\0", ""),) for n, c in zip(FIRST_NAMES, cells, strict=True)
    }
    found = read(text_of(columns).encode("utf-8", "replace") + end.encode())
    assert found.rows or found.problems


@settings(max_examples=50, deadline=None)
@given(damage=st.integers(0, 2_000), byte=st.integers(0, 255))
def test_a_damaged_workbook_never_raises(damage: int, byte: int) -> None:
    data = bytearray(WORKBOOK)
    data[damage % len(data)] = byte
    assert isinstance(read(bytes(data)), SoldDealFile)


WORKBOOK = workbook_of([list(FIRST_NAMES), GOOD.strip().split(",")])


def test_memory_stays_small_for_a_file_full_of_quotes() -> None:
    data = (HEAD + 'a,"' * 30_000 + "\n" + GOOD).encode()
    tracemalloc.start()
    found = read(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [d.deal_number for d in found.rows] == ["1001"]
    assert peak < 50_000_000


def test_a_thousand_rows_are_read_in_two_seconds() -> None:
    columns: dict[str, tuple[str, ...]] = {name: values * 334 for name, values in CDK.items()}
    columns["DealNo"] = tuple(str(n) for n in range(1002))
    data = text_of(columns).encode()
    start = time.perf_counter()
    found = read(data)
    assert len(found.rows) == 1002
    assert time.perf_counter() - start < 2.0
