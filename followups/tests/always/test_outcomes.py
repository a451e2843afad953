"""After any try a follow-up is closed, or due on a later open day; a birthday later that day."""

from hypothesis import given, settings
from hypothesis import strategies as st

from followups.rules.cadence import CHANNELS, KINDS
from followups.rules.outcomes import (
    OUTCOMES,
    SERVICE_KINDS,
    Contact,
    Ticked,
    effects_of,
)
from followups.rules.tries import PARTS
from followups.tests.rules.calendars import calendars, days


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(sorted(OUTCOMES)),
    st.sampled_from([*KINDS, *sorted(SERVICE_KINDS)]),
    st.sampled_from(CHANNELS),
    days,
    st.sampled_from(PARTS),
    calendars,
    st.sampled_from([None, 0, 1, 5]),
)
def test_after_a_try_a_follow_up_is_closed_or_due_on_a_later_open_day_or_part_of_its_day(
    outcome, kind, channel, made_on, part, calendar, days_left
):
    only_on = None
    if days_left is not None:  # a birthday some open days ahead, or today
        only_on = made_on
        for _ in range(days_left):
            only_on = calendar.open_day_after(only_on)
    found = effects_of(
        Contact(
            outcome=outcome,
            made_on=made_on,
            part=part,
            call_back_on=calendar.open_day_after(made_on),
        ),
        [Ticked(follow_up_id=7, kind=kind, channel=channel, only_on=only_on)],
        calendar=calendar,
    )

    assert [e.follow_up_id for e in found.endings] + [m.follow_up_id for m in found.moves] == [7]
    for move in found.moves:
        if only_on == made_on and move.reason == "next_try":
            assert move.due_on == made_on
            assert PARTS.index(move.part) > PARTS.index(part)
        else:
            assert move.due_on == calendar.open_day_after(made_on)
    assert found.tried == (7,)
