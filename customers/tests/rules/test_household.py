"""After a divorce a card is silent about the other and about the children."""

from datetime import date, timedelta

import pytest

from customers.rules.household import FamilyItem, is_shown, shown_facts

PARTED = date(2026, 3, 3)
EARLIER, LATER = PARTED - timedelta(days=300), PARTED + timedelta(days=3)


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        pytest.param(FamilyItem(1, "self", EARLIER), True, id="edge-69-about-themself"),
        pytest.param(FamilyItem(1, "family", EARLIER), False, id="edge-69-about-the-children"),
        pytest.param(FamilyItem(1, "", EARLIER), False, id="edge-69-nobody-said-about-whom"),
        pytest.param(FamilyItem(1, "family", PARTED), False, id="edge-69-noted-the-very-day"),
        pytest.param(FamilyItem(1, "family", LATER), True, id="edge-69-learned-afterwards"),
        pytest.param(FamilyItem(1, "family", EARLIER, LATER), True, id="edge-69-confirmed"),
        pytest.param(
            FamilyItem(1, "family", EARLIER, EARLIER), False, id="edge-69-confirmed-before"
        ),
    ],
)
def test_edge_69_what_a_card_shows_after_a_parting(item, shown):
    assert is_shown(item, PARTED) is shown


def test_edge_69_without_a_parting_all_of_it_is_shown_in_order():
    items = [FamilyItem(2, "", EARLIER), FamilyItem(1, "family", EARLIER)]
    assert shown_facts(items, None) == [2, 1]
    assert shown_facts(items, PARTED) == []
