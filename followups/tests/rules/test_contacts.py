"""Any contact: how it came about, and what it answers unless told otherwise."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from followups.rules.contacts import STOPS, WAYS, covered
from followups.rules.outcomes import OUTCOMES

THURSDAY = date(2026, 3, 5)


@dataclass
class Row:
    kind: str
    due_on: date


def row(kind: str, days: int) -> Row:
    return Row(kind, THURSDAY + timedelta(days=days))


@pytest.mark.parametrize(
    ("rows", "ticked"),
    [
        pytest.param([], [], id="nothing-open"),
        pytest.param([("post_sale", 0)], ["post_sale"], id="due"),
        pytest.param([("post_sale", -2)], ["post_sale"], id="overdue"),
        pytest.param([("post_sale", 1)], [], id="a-post-sale-call-waits-for-its-day"),
        pytest.param([("promise", 1)], [], id="so-does-a-promise"),
        pytest.param([("check_in", 5)], ["check_in"], id="a-check-in-within-its-reach"),
        pytest.param([("check_in", 6)], [], id="beyond-its-reach"),
        pytest.param([("birthday", 2)], [], id="a-birthday-waits-for-its-day"),
        pytest.param(
            [("check_in", 2), ("birthday", 4)],
            ["check_in", "birthday"],
            id="merged-with-a-check-in",
        ),
        pytest.param([("check_in", 4), ("anniversary", 8)], ["check_in"], id="reach-is-from-today"),
        pytest.param([("post_sale", 0), ("promise", 3)], ["post_sale"], id="only-what-is-due"),
    ],
)
def test_what_a_contact_answers(rows, ticked):
    found = covered([row(*one) for one in rows], today=THURSDAY)
    assert [one.kind for one in found] == ticked


def test_line_34_notes_e_mails_and_letters_are_loggable_contacts():
    channels = {
        OUTCOMES[o].channel for way in WAYS.values() for o in way.outcomes if o not in STOPS
    }
    assert channels == {"phone", "text", "email", "letter", "in_person"}
    assert OUTCOMES[WAYS["i_wrote"].default].channel == "letter"
    assert OUTCOMES[WAYS["i_emailed"].default].channel == "email"


@pytest.mark.parametrize("way", WAYS.values(), ids=lambda way: way.code)
def test_every_way_has_a_likeliest_ending_unless_it_is_asked(way):
    assert way.default in ("", *way.outcomes)
    assert (way.default == "") == (way.code == "i_called")
