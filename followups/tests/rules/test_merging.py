"""One card per customer: what is merged into it, what it covers, and whose it is."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from followups.rules.merging import (
    Covered,
    card_owner,
    covered_by_contact,
    gather,
    kinds_with_late,
)

TODAY = date(2026, 11, 20)
SAM, NOOR = 1, 2


def row(kind, days=0):
    return SimpleNamespace(kind=kind, due_on=TODAY + timedelta(days=days))


@pytest.mark.parametrize(
    ("due", "later", "merged"),
    [
        pytest.param(("check_in", 0), ("birthday", 4), True, id="edge-12-birthday-4-days-on"),
        pytest.param(("birthday", 0), ("check_in", 4), True, id="edge-12-birthday-comes-first"),
        pytest.param(("check_in", 0), ("birthday", 5), True, id="edge-12-five-days-are-in-reach"),
        pytest.param(("check_in", 0), ("birthday", 6), False, id="edge-12-six-days-are-not"),
        pytest.param(("check_in", -30), ("birthday", 4), True, id="edge-12-counted-from-today"),
        pytest.param(("check_in", 3), ("birthday", 8), True, id="edge-12-card-opened-early"),
        pytest.param(("post_sale", 0), ("birthday", 1), False, id="edge-12-relationship-only"),
        pytest.param(("check_in", 0), ("satisfaction", 1), False, id="edge-12-the-car-waits"),
        pytest.param(("check_in", 0), ("lease", 1), False, id="edge-12-a-deadline-waits"),
    ],
)
def test_relationship_kinds_near_each_other_are_one_card(due, later, merged):
    first, second = row(*due), row(*later)
    found = gather([first], [second], today=TODAY)
    assert (found.due, found.later) == (((first, second), ()) if merged else ((first,), (second,)))


def test_edge_12_merging_moves_no_day():
    check_in, birthday = row("check_in"), row("birthday", 4)
    gather([check_in], [birthday], today=TODAY)
    assert (check_in.due_on, birthday.due_on) == (TODAY, TODAY + timedelta(days=4))


def test_edge_34_what_a_late_post_sale_call_replaces_gives_its_reasons_too():
    kinds = kinds_with_late(["post_sale"], ["satisfaction", "post_sale"])
    assert kinds == ("post_sale", "satisfaction")


@pytest.mark.parametrize(
    ("deliveries", "covered"),
    [
        pytest.param([7, 8], Covered(2, 1), id="edge-42-two-cars-one-contact"),
        pytest.param(range(12), Covered(12, 1), id="edge-43-twelve-vans-one-effort"),
        pytest.param([7, 7, None], Covered(1, 1), id="two-kinds-of-one-car-and-a-birthday"),
    ],
)
def test_one_contact_covers_deliveries(deliveries, covered):
    assert covered_by_contact(deliveries) == covered


@pytest.mark.parametrize(
    ("owners", "latest", "whose"),
    [
        pytest.param(
            [SAM, NOOR], {SAM: (date(2025, 1, 2), 1), NOOR: (TODAY, 2)}, NOOR, id="edge-66-latest"
        ),
        pytest.param(
            [SAM, NOOR], {SAM: (TODAY, 9), NOOR: (TODAY, 2)}, SAM, id="edge-66-recorded-last"
        ),
        pytest.param([NOOR, SAM], {NOOR: (TODAY, 2)}, NOOR, id="edge-66-only-one-sold"),
        pytest.param([NOOR, SAM], {}, SAM, id="edge-66-nobody-sold-the-same-answer-always"),
        pytest.param([], {}, None, id="edge-66-nobody-owns-it"),
    ],
)
def test_two_owners_are_one_card(owners, latest, whose):
    assert card_owner(owners, latest) == whose
