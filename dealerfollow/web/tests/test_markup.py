"""Escaping many texts in one go says what Django's escape says."""

import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from dealerfollow.web.markup import escape_all

TEXTS = st.lists(st.text(alphabet=st.characters(exclude_characters="\0", codec="utf-8")))


@given(TEXTS)
def test_it_is_djangos_escape_text_by_text(texts: list[str]) -> None:
    assert escape_all(texts) == [str(escape(text)) for text in texts]


def test_a_text_cannot_pose_as_two() -> None:
    with pytest.raises(ValueError, match="NUL"):
        escape_all(["one", "two\0three"])
