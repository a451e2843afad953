"""A call given to a manager: until when, and to whom."""

from datetime import date, datetime, time, timedelta

import pytest

from followups.rules.handing_off import manager_due_at, manager_for, problems_with_hand_off
from followups.tests.rules.calendars import STORE

FRIDAY = date(2026, 8, 28)
SATURDAY, SUNDAY, MONDAY = (FRIDAY + timedelta(days=n) for n in (1, 2, 3))
SAM, MAYA, GRACE = 1, 2, 3


def at(day, hour, minute=0):
    return datetime.combine(day, time(hour, minute))


@pytest.mark.parametrize(
    ("now", "day_ends_at", "due_at"),
    [
        pytest.param(at(FRIDAY, 17, 58), time(19), at(SATURDAY, 12), id="edge-79-after-cut-off"),
        pytest.param(at(FRIDAY, 17, 58), time(21), at(FRIDAY, 21), id="edge-79-before-cut-off"),
        pytest.param(at(FRIDAY, 19), time(21), at(FRIDAY, 21), id="edge-79-on-the-cut-off"),
        pytest.param(at(FRIDAY, 19, 1), time(21), at(SATURDAY, 12), id="edge-79-a-minute-later"),
        pytest.param(at(SATURDAY, 20), time(21), at(MONDAY, 12), id="edge-79-over-a-sunday"),
        pytest.param(at(SUNDAY, 10), time(21), at(MONDAY, 12), id="edge-79-on-a-closed-day"),
    ],
)
def test_until_when_the_manager_acts(now, day_ends_at, due_at):
    assert manager_due_at(now, day_ends_at, STORE) == due_at


@pytest.mark.parametrize(
    ("by", "managers", "off", "to"),
    [
        pytest.param(SAM, (MAYA, GRACE), (), MAYA, id="the-manager"),
        pytest.param(SAM, (MAYA, GRACE), (MAYA,), GRACE, id="who-works-that-day"),
        pytest.param(SAM, (MAYA,), (MAYA,), MAYA, id="never-nobody"),
        pytest.param(MAYA, (MAYA, GRACE), (), GRACE, id="never-oneself"),
        pytest.param(MAYA, (MAYA,), (), None, id="nobody-else"),
    ],
)
def test_edge_79_who_takes_it(by, managers, off, to):
    assert manager_for(by, managers, off) == to


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        pytest.param((True, True, True), "", id="fine"),
        pytest.param((False, True, True), "already_closed", id="closed"),
        pytest.param((True, False, True), "not_on_your_list", id="somebody-elses"),
        pytest.param((True, True, False), "no_manager", id="nobody-to-give-it-to"),
    ],
)
def test_edge_79_what_stands_in_the_way(facts, code):
    names = ("is_open", "is_theirs", "has_manager")
    assert problems_with_hand_off(**dict(zip(names, facts, strict=True))) == code
