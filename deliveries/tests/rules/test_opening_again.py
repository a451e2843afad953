"""What was closed by a slip, and may be owed again."""

import pytest

from deliveries.rules.opening_again import may_open_again


@pytest.mark.parametrize(
    ("status", "facts", "expected"),
    [
        ("done", {}, True),
        ("cancelled", {}, True),
        ("open", {}, False),
        ("ready", {}, False),
        ("done", {"is_used_up": True}, False),
        ("cancelled", {"is_sale_undone": True}, False),
        ("done", {"is_sale_undone": True, "kind": "perk"}, False),
        ("done", {"is_sale_undone": True, "kind": "money"}, True),
        ("cancelled", {"is_sale_undone": True, "kind": "trade"}, True),
    ],
)
def test_what_is_closed_and_still_owed_may_be_opened_again(status, facts, expected):
    assert may_open_again(status, **{"kind": "item", "is_sale_undone": False, **facts}) is expected
