"""A leaver's customers: equal parts, under the cap, once per household."""

from collections import Counter
from datetime import date, timedelta

import pytest

from followups.rules.introductions import Heir, Owned, introductions
from followups.tests.rules.calendars import STORE

MONDAY = date(2026, 3, 9)
NOOR, BEA, IVO = 1, 2, 3


def hand_on(owned, *heirs, cap=25):
    people = heirs or (Heir(NOOR, {}), Heir(BEA, {}), Heir(IVO, {}))
    return introductions(owned, people, calendar=STORE, cap=cap, from_day=MONDAY)


def test_edge_74_three_hundred_households_are_spread_under_the_heirs_caps():
    found = hand_on([Owned(n, (n,)) for n in range(300)])

    assert len(found) == 300
    assert Counter(one.heir_id for one in found.values()) == {NOOR: 100, BEA: 100, IVO: 100}
    assert max(Counter(found.values()).values()) == 25
    assert max(one.on for one in found.values()) == MONDAY + timedelta(days=3)


def test_edge_74_what_is_on_an_heirs_list_already_takes_its_room():
    busy = Heir(NOOR, {MONDAY: range(900, 924)})
    found = hand_on([Owned(n, (n,)) for n in range(3)], busy)
    assert [found[n].on for n in range(3)] == [
        MONDAY,
        MONDAY + timedelta(days=1),
        MONDAY + timedelta(days=1),
    ]


def test_edge_74_it_is_merged_with_what_is_due_to_the_household_soon():
    soon, later = MONDAY + timedelta(days=8), MONDAY + timedelta(days=40)
    found = hand_on(
        [Owned(1, (1, 7), (later, soon)), Owned(2, (2,), (later,)), Owned(3, (3,))], Heir(NOOR, {})
    )
    assert found[1].on == soon
    assert (found[2].on, found[3].on) == (MONDAY, MONDAY)


def test_edge_74_nobody_to_take_over_is_refused():
    with pytest.raises(ValueError, match="take over"):
        introductions([Owned(1, (1,))], [], calendar=STORE, cap=5, from_day=MONDAY)
