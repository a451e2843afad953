"""Why a follow-up ended, in the same words wherever it is told."""

import pytest

from followups.queries.outcome import ending_words
from followups.words.explaining import ended_because


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("asked_to_stop", "They asked not to be contacted."),
        ("asked_to_stop_sales", "They asked not to be contacted."),
        ("asked_to_stop_everything", "They asked not to be contacted."),
        ("unwound", "The sale was unwound."),
        ("died", "They died."),
        ("death_corrected", "It fell due while a death was recorded by mistake."),
        ("tries_exhausted", "The tries are used up."),
        ("heat_confirmed", "They said that it is settled."),
        ("newer_delivery", "They have a newer car; its own follow-up takes over."),
        ("spoke", ""),
        ("", ""),
    ],
)
def test_an_ending_says_its_reason(reason, words):
    assert ended_because(reason) == words
    assert ending_words(reason) == (words or "It was closed.")
