"""Ids as somebody may type them."""

import pytest

from dealerfollow.lib.ids import id_from, ids_from


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("47", 47),
        ("0", 0),
        ("9" * 18, 999_999_999_999_999_999),
        ("9" * 19, None),
        ("", None),
        ("-1", None),
        ("1.5", None),
        (" 7", None),
        ("٤٧", None),
        ("²", None),
        ("drop table", None),
    ],
)
def test_an_id_is_a_few_plain_digits(text, found):
    assert id_from(text) == found
    assert ids_from(["1", text]) == [1] + ([] if found is None else [found])
