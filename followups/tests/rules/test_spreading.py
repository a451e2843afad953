"""Many follow-ups that need a day: under the cap, tier 1 first, nothing lost."""

from collections import Counter
from datetime import date, timedelta

from followups.rules.spreading import Movable, Placed, slack_of, spread
from followups.tests.rules.calendars import STORE, store_closed_on

MONDAY = date(2026, 3, 16)
CLOSED = [MONDAY - timedelta(days=n) for n in range(1, 15)]


def row(n, **told):
    facts = {"row_id": n, "who": n, "kind": "check_in", "tier": 2, "earliest_on": CLOSED[-1]}
    return Movable(**{**facts, **told})


def spread_here(rows, *, cap=5, already_due=None, from_day=MONDAY, calendar=STORE):
    return spread(
        rows, calendar=calendar, cap=cap, already_due=already_due or {}, from_day=from_day
    )


def test_edge_06_two_closed_weeks_are_spread_under_the_cap_tier_one_first():
    first = [row(n, kind="satisfaction", tier=1) for n in range(8)]
    rest = [row(n) for n in range(8, 30)]

    placed = spread_here([*rest, *first], cap=5)

    per_day = Counter(found.due_on for found in placed.values())
    assert set(per_day.values()) == {5}
    assert [placed[n].due_on for n in range(8)] == [MONDAY] * 5 + [MONDAY + timedelta(days=1)] * 3
    assert max(placed[n].due_on for n in range(8, 30)) == MONDAY + timedelta(days=5)
    assert {found.how for found in placed.values()} == {"as_planned"}


def test_edge_06_what_is_due_anyway_takes_its_room_first():
    there = {MONDAY: [901, 902, 903, 904, 905], MONDAY + timedelta(days=1): [901, 902]}

    placed = spread_here([row(n, tier=1, kind="post_sale") for n in range(4)], already_due=there)

    assert [placed[n].due_on for n in range(4)] == [
        MONDAY + timedelta(days=1),
        MONDAY + timedelta(days=1),
        MONDAY + timedelta(days=1),
        MONDAY + timedelta(days=2),
    ]


def test_edge_06_a_deadline_that_passed_is_written_or_goes_to_the_manager():
    passed = {"tier": 1, "kind": "lease", "deadline_on": CLOSED[3]}

    placed = spread_here([row(1, can_write=True, **passed), row(2, **passed)])

    assert placed == {1: Placed(MONDAY, "write"), 2: Placed(MONDAY, "manager")}


def test_edge_06_a_deadline_still_to_come_is_kept_however_full_the_days_are():
    full = {MONDAY + timedelta(days=n): range(100, 106 - n % 2) for n in range(3)}
    deadline = {"tier": 1, "kind": "lease", "deadline_on": MONDAY + timedelta(days=2)}

    placed = spread_here([row(1, **deadline)], already_due=full)

    assert placed[1] == Placed(MONDAY + timedelta(days=1))  # the least full


def test_a_second_row_of_a_card_that_is_there_costs_no_room():
    placed = spread_here([row(1, who=903)], already_due={MONDAY: range(900, 905)})
    assert placed[1] == Placed(MONDAY)


def test_tier_two_without_room_in_its_slack_is_handed_on_and_takes_none():
    full = {MONDAY + timedelta(days=n): range(100, 105) for n in range(30)}
    placed = spread_here([row(1), row(2, kind="birthday")], already_due=full)
    assert placed == {1: Placed(MONDAY, "hand_on"), 2: Placed(MONDAY, "hand_on")}


def test_a_day_of_its_own_is_kept_when_there_is_room():
    own = MONDAY + timedelta(days=9)
    assert spread_here([row(1, earliest_on=own)])[1] == Placed(own)


def test_edge_33_go_live_is_spread_within_the_slack_of_each():
    from_day = date(2026, 9, 1)
    rows = [row(n, earliest_on=from_day) for n in range(60)]  # sixty sales of one day, years ago

    placed = spread_here(rows, from_day=from_day, cap=5, calendar=store_closed_on())

    assert max(Counter(found.due_on for found in placed.values()).values()) == 5
    last_on = max(found.due_on for found in placed.values())
    assert from_day < last_on <= from_day + timedelta(days=slack_of("check_in"))


def test_edge_17_what_slides_slides_past_days_on_which_their_state_allows_no_call():
    tuesday, wednesday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
    own = store_closed_on(tuesday)
    placed = spread_here([row(1, calendar=own), row(2)], cap=1, already_due={MONDAY: [9]})
    assert (placed[1].due_on, placed[2].due_on) == (wednesday, tuesday)
