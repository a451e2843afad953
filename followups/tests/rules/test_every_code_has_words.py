"""What the rules can answer has words: each outcome, each reason of the brief and its source.

Read off the source of the rules, so that a new code cannot be forgotten in the words.
"""

import ast
from pathlib import Path

import pytest

from followups.rules import brief, outcomes
from followups.words import labels
from followups.words.saying import LANGUAGES
from followups.words.sources import SOURCES
from followups.words.titles import TITLES

RULES = [
    (path, ast.parse(path.read_text())) for path in Path(brief.__file__).parent.glob("[!_]*.py")
]
UNSAID = {"voicemails_unanswered", "prefers_channel", "no_fact_on_file"}
"""What is told to the caller alone: nothing of it is a sentence to begin a contact with."""


def told(*names):
    """The first argument of each call of these classes, where it is written out."""
    for _path, tree in RULES:
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in names:
                for found in ast.walk(call.args[0]):
                    if isinstance(found, ast.Constant) and isinstance(found.value, str):
                        yield found.value


def of_we_owes():
    """Codes with their weight, ("we_owe_ready", 95), and what becomes of them for an answer."""
    tree = next(tree for path, tree in RULES if path.name == "promises.py")
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and str(node.value).startswith(("we_owe_", "answer_")):
            yield node.value


def codes():
    sources = set(told("Evidence"))
    return sorted((set(told("Reason")) | set(of_we_owes())) - sources)


def test_the_rules_are_read():
    assert len(codes()) >= 27
    assert {"tag_expires", "we_owe_overdue", "answer_due", "no_fact_on_file"} <= set(codes())


@pytest.mark.parametrize("code", codes())
def test_each_reason_has_a_title_and_words_in_every_language(code):
    assert code in TITLES
    for language, spoken in LANGUAGES.items():
        has_words = code in spoken.REASONS or (code == "discomfort" and bool(spoken.FLAGS))
        assert has_words is (code not in UNSAID), language


def test_each_source_has_words():
    assert set(told("Evidence")) <= set(SOURCES)


def test_each_outcome_has_a_name():
    assert set(outcomes.OUTCOMES) <= set(labels.OUTCOMES)


def test_the_languages_say_the_same_things():
    english, spanish = LANGUAGES["en"], LANGUAGES["es"]
    for name in ("REASONS", "FLAGS", "USES", "CAUSES", "DEPARTMENTS"):
        assert set(getattr(english, name)) == set(getattr(spanish, name)), name
