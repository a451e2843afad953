"""Each situation of the edge-case table has a test whose name, or whose case's id, says its number.

The table is docs/situations.md; `edge_NN` stands in a test's name, `edge-NN` in the id of a case.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("dealerfollow", "customers", "deliveries", "followups", "accountability", "tests")
TABLE = (ROOT / "docs" / "situations.md").read_text()
ROWS = [int(number) for number in re.findall(r"^\| (\d+) \|", TABLE, re.M)]
NUMBER = re.compile(r"edge[_-](\d{1,2})(?!\d)")


def names_in(source: str) -> Iterator[str]:
    """The names of the tests in a module, and the ids of their cases."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if node.name.startswith("test_"):
                yield node.name
        elif isinstance(node, ast.keyword) and node.arg in ("id", "ids"):
            yield from (
                word.value
                for word in ast.walk(node.value)
                if isinstance(word, ast.Constant) and isinstance(word.value, str)
            )


def numbers_in(source: str) -> set[int]:
    """The rows that these names speak of."""
    return {int(found) for name in names_in(source) for found in NUMBER.findall(name)}


def test_the_table_has_eighty_five_situations():
    assert list(range(1, 86)) == ROWS


def test_each_situation_has_a_test_that_says_its_number():
    files = [path for app in APPS for path in (ROOT / app).rglob("test_*.py")]
    found = set().union(*(numbers_in(path.read_text()) for path in files if path != Path(__file__)))
    assert sorted(set(ROWS) - found) == [], "rows of the edge-case table without a test"
    assert sorted(found - set(ROWS)) == [], "no such row in the edge-case table"


def test_a_comment_or_a_helper_does_not_count():
    source = """
# edge-01
def edge_02(): "edge-03"
def test_x(): "edge_04"
def test_edge_05_x(): param(1, id="edge-06-x"); cases(ids=["edge-07", "edge-8-y"])
"""
    assert numbers_in(source) == {5, 6, 7, 8}
