"""The words to say are there in each language that a customer may have."""

import re

import pytest

from customers.models import LANGUAGES as OF_CUSTOMERS
from followups.words.guidance import wording
from followups.words.saying import LANGUAGES, english

TABLES = ("REASONS", "FLAGS", "USES", "CAUSES", "DEPARTMENTS")
OTHERS = [language for language in LANGUAGES if language != "en"]


def blanks(words):
    """The names of what is filled in."""
    return set(re.findall(r"{(\w+)}", words))


def test_every_language_of_a_customer_has_words():
    codes = {code for code, _words in OF_CUSTOMERS}
    assert set(LANGUAGES) == codes
    for table in (wording.VOICEMAIL, wording.VOICEMAIL_NUMBER, wording.CLOSE):
        assert set(table) == codes


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("language", OTHERS)
def test_the_same_things_are_said_with_the_same_facts(language, name):
    ours, theirs = getattr(english, name), getattr(LANGUAGES[language], name)
    assert set(theirs) == set(ours)
    assert {key: blanks(theirs[key]) for key in ours} == {key: blanks(ours[key]) for key in ours}
