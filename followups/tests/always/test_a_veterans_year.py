"""3,600 owners of one salesperson, through a year: decision 4 and edge case 33.

The rule that the planner asks is asked day by day, as the planner does: seven days ahead, with
what is on the lists already. Check-ins twice a year for everybody and a birthday for each.
"""

import random
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from dealerfollow.lib.workdays import WorkCalendar, add_months, yearly
from followups.rules.spreading import Movable, slack_of, spread
from followups.tests.rules.calendars import MON_TO_SAT

OWNERS, CAP = 3_600, 25
FIRST, LAST = date(2026, 1, 5), date(2027, 1, 4)
LEAD = timedelta(days=7)
SAM = "sam"


def wanted(calendar):
    """Everything that the cadences ask for in the year, by due day: (kind, owner)."""
    chance = random.Random(3600)
    found = defaultdict(list)
    for owner in range(OWNERS):
        sold_on = date(2018, 1, 1) + timedelta(days=chance.randrange(7 * 365))
        born_on = date(1960, 1, 1) + timedelta(days=chance.randrange(40 * 365))
        days = [("check_in", add_months(sold_on, 6 * n)) for n in range(1, 20)]
        days += [("birthday", yearly(born_on, year - born_on.year)) for year in (2026, 2027)]
        for kind, day in days:
            move = calendar.previous_open if kind == "birthday" else calendar.next_open
            due_on = move(day)
            if FIRST <= due_on <= LAST:
                found[due_on].append((kind, owner))
    return found


def place(rows, lists, who, calendar, today):
    return spread(rows, calendar=calendar, cap=CAP, already_due=lists[who], from_day=today)


@pytest.fixture(scope="module")
def year():
    """(list of Sam, that of one BDC rep, how far each row slid, rows nobody had room for)."""
    calendar = WorkCalendar(MON_TO_SAT, frozenset({date(2026, 11, 26), date(2026, 12, 25)}))
    asked = wanted(calendar)
    lists = {name: defaultdict(set) for name in (SAM, "bea")}
    slid, left = [], []
    number = 0
    for day in sorted(asked):
        today = day - LEAD
        rows = {}
        for kind, owner in asked[day]:
            number += 1
            rows[number] = Movable(row_id=number, who=owner, kind=kind, tier=2, earliest_on=day)
        for who in lists:
            placed = place(list(rows.values()), lists, who, calendar, today)
            for pk, (due_on, how) in placed.items():
                if how == "as_planned":
                    row = rows.pop(pk)
                    lists[who][due_on].add(row.who)
                    slid.append((row.kind, (due_on - day).days))
        left += rows.values()
    return lists, slid, left


def test_edge_33_a_veteran_of_3600_owners_is_never_above_the_cap(year):
    lists, _, _ = year
    for days in lists.values():
        assert max(len(who) for who in days.values()) <= CAP
    assert len(lists[SAM]) > 290  # and works nearly every open day of the year


def test_edge_33_nothing_is_left_over_and_nothing_is_older_than_its_slack(year):
    _, slid, left = year
    assert left == []
    assert len(slid) > 10_000
    worst = Counter()
    for kind, days in slid:
        worst[kind] = max(worst[kind], days)
    assert all(days <= slack_of(kind) for kind, days in worst.items())
    assert worst["birthday"] == 0
