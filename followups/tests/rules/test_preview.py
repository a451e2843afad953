"""What a change of a cadence would bring, before it is saved."""

from dataclasses import replace
from datetime import date, timedelta

from followups.rules.cadence import Cadence, default_cadence
from followups.rules.preview import Enrolled, preview
from followups.tests.rules.calendars import STORE

TODAY = date(2026, 3, 3)
SAM, NOOR = 1, 2
OWNERSHIP = default_cadence("ownership")
QUARTERLY = Cadence(
    "ownership",
    tuple(
        replace(row, offset_months=3, every_months=3) if row.code == "check_in" else row
        for row in OWNERSHIP.touchpoints
    ),
)
A_YEAR_AGO = date(2025, 3, 10)


def change(plans, after=QUARTERLY, before=OWNERSHIP, **told):
    return preview(before, after, plans, calendar=STORE, today=TODAY, **told)


def test_twice_as_many_check_ins_are_counted_per_person_and_day():
    plans = [Enrolled(SAM, A_YEAR_AGO - timedelta(days=92))] * 3 + [Enrolled(NOOR, A_YEAR_AGO)]
    # Sam's: 8 December 2024 + 18 months is past the 90 days; a quarterly one falls on 9 March.
    found = change(plans)
    assert found.added[SAM] == {date(2026, 3, 9): 3}
    assert found.added[NOOR] == {}
    assert found.totals == {SAM: 3, NOOR: 0}


def test_what_is_taken_out_counts_below_zero():
    empty = Cadence("ownership", ())
    found = change([Enrolled(NOOR, A_YEAR_AGO)], after=empty)
    assert found.added == {NOOR: {date(2026, 3, 10): -1}}


def test_days_that_go_over_the_cap_by_it_are_counted_others_are_not():
    found = change([Enrolled(SAM, date(2024, 12, 8))] * 3)
    there = {SAM: {date(2026, 3, 9): 23, date(2026, 3, 10): 40}}
    assert found.days_over(25, there) == {SAM: 1}
    assert found.days_over(26, there) == {SAM: 0}


def test_a_row_that_did_not_change_adds_nothing():
    assert change([Enrolled(SAM, A_YEAR_AGO)], after=OWNERSHIP).added == {SAM: {}}
