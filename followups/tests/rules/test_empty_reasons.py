"""A reason of value against "how's it going?"."""

import pytest

from followups.rules.empty_reasons import is_empty_reason


@pytest.mark.parametrize(
    "reason",
    [
        "how's it going",
        "How\N{RIGHT SINGLE QUOTATION MARK}s everything going with the car?",
        "just checking in",
        "Hey, just wanted to be sure everything is OK with the car.",
        "everything OK??",
        "touching base",
        "follow-up call",
        "post-sale call",
        "¿Cómo va todo con el coche?",
        "n/a",
        "x",
        "...",
        "",
    ],
)
def test_small_talk_is_no_reason(reason):
    assert is_empty_reason(reason)


@pytest.mark.parametrize(
    "reason",
    [
        "plates are in",
        "checking in about the second key",
        "free oil change",
        "Sofia's softball",
        "llegaron las placas",
        "recall 24V-113",
    ],
)
def test_one_word_of_substance_is_a_reason(reason):
    assert not is_empty_reason(reason)
