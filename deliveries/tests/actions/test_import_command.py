"""bin/manage import_deliveries."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from dealerfollow.intake.tabular import MAX_BYTES
from dealerfollow.testing.cast import make_cast
from deliveries.tests.files import file_of, many, row

pytestmark = pytest.mark.django_db(transaction=True)
KEYS = ["rows", "created", "updated", "unchanged", "refused", "problems"]


@pytest.fixture(autouse=True)
def north():
    with transaction.atomic():
        return make_cast().north


def run(tmp_path, content, store="north"):
    """(exit code, the JSON object of the last line)"""
    file = tmp_path / "sold.csv"
    file.write_bytes(content)
    out, code = io.StringIO(), 0
    try:
        call_command("import_deliveries", str(file), store=store, json=True, stdout=out)
    except SystemExit as stop:
        code = stop.code
    return code, json.loads(out.getvalue().splitlines()[-1])


def test_a_good_file_once_and_twice(tmp_path):
    content = file_of(*many(3))
    code, found = run(tmp_path, content)
    assert (code, list(found)) == (0, KEYS)
    assert [found[key] for key in KEYS] == [3, 3, 0, 0, 0, []]
    assert run(tmp_path, content) == (
        0,
        {"rows": 3, "created": 0, "updated": 0, "unchanged": 3, "refused": 0, "problems": []},
    )


def test_a_refused_row_is_told_with_line_column_value_and_message(tmp_path):
    bad = row(deal_number="9", sold_date="13/45/2026", delivery_date="")
    code, found = run(tmp_path, file_of(row(), bad))
    assert (code, found["rows"], found["created"], found["refused"]) == (1, 2, 1, 1)
    assert found["problems"] == [
        {
            "line": 3,
            "column": "Sold Date",
            "value": "13/45/2026",
            "message": "There is no such day. Correct the date in the DMS.",
        }
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 5000,
        b"%PDF-1.7 something",
        b"PK\x03\x04 not a workbook",
        b"\xd0\xcf\x11\xe0old",
        b"a,b,c\n1,2,3\n",
        b"Deal #,VIN\n",
        b"\xff\xfe\x00",
        b'Deal #,Sold Date,Customer,VIN\n1,"11/18/2026,"unclosed\n' * 50,
        b"x" * (MAX_BYTES + 10),
    ],
    ids=["empty", "nul", "pdf", "zip", "xls", "columns", "no-rows", "bom", "quotes", "large"],
)
def test_a_hostile_file_is_told_in_words_and_never_a_traceback(tmp_path, content):
    code, found = run(tmp_path, content)
    assert (code, found["created"]) == (1, 0)
    assert all(problem["message"] for problem in found["problems"])
    assert found["problems"] != []


def test_an_unknown_store_and_a_missing_file_are_wrong_arguments(tmp_path):
    for store, file in (("nowhere", "/dev/null"), ("north", str(tmp_path / "none.csv"))):
        with pytest.raises(CommandError) as refused:
            call_command("import_deliveries", file, store=store)
        assert refused.value.returncode == 2


def test_formulas_and_markup_come_in_as_plain_words(tmp_path):
    hostile = row(customer='=HYPERLINK("x"),<script>alert(1)</script>', deal_number="<b>1</b>")
    code, found = run(tmp_path, file_of(hostile))
    assert (code, found["created"]) == (0, 1)
