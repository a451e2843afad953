"""A preview is the difference of what both cadences would make."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from followups.rules.cadence import Cadence, Touchpoint
from followups.rules.preview import Enrolled, preview
from followups.rules.touchpoints import steps_due_through
from followups.tests.rules.calendars import calendars

TODAY = date(2026, 3, 3)
SAM = 1

rows = st.builds(
    Touchpoint,
    code=st.just("row"),
    kind=st.just("check_in"),
    channel=st.just("phone"),
    tier=st.just(2),
    offset_days=st.integers(0, 200),
    every_months=st.sampled_from([0, 1, 3, 6]),
    deadline=st.booleans(),
)


anchors = st.dates(date(2024, 1, 1), date(2026, 3, 1))


@settings(max_examples=80, deadline=None)
@given(rows, rows, anchors, calendars)
def test_it_is_the_difference_of_what_both_would_make(before, after, anchor_on, calendar):
    until = TODAY + timedelta(days=90)

    def total(row):
        cadence = Cadence("ownership", (row,))
        steps = steps_due_through(cadence, anchor_on, until, condition=None, calendar=calendar)
        return sum(step.due_on > TODAY for step in steps)

    found = preview(
        Cadence("ownership", (before,)),
        Cadence("ownership", (after,)),
        [Enrolled(SAM, anchor_on)],
        calendar=calendar,
        today=TODAY,
    )

    assert found.totals[SAM] == total(after) - total(before)
