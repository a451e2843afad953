"""Every problem code has words and a remedy."""

import pytest

from dealerfollow.intake.problems import CODES
from deliveries.rules.deals import ROW_CODES
from deliveries.words import MESSAGES, REMEDIES, message_of, remedy_of

PARAMS = {"limit": 5, "needed": "date", "lines": "2, 3", "guess": "used", "order": "mdy"}


@pytest.mark.parametrize("code", sorted(CODES | ROW_CODES))
def test_every_code_has_a_message_and_a_remedy(code):
    assert "%(" not in message_of(code, PARAMS)
    assert remedy_of(code).endswith(".")


def test_no_words_are_left_over():
    assert set(MESSAGES) == set(CODES) | set(ROW_CODES)
    used = {remedy for _, remedy in (CODES | ROW_CODES).values()}
    assert set(REMEDIES) == used
