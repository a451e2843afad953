"""Whatever is spread: on open days, within its slack and its deadline, under the cap."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from followups.rules.spreading import TIER_1_DAYS, Movable, slack_of, spread
from followups.tests.rules.calendars import calendars

kinds = st.sampled_from(["post_sale", "check_in", "birthday", "how_to", "lease"])


movables = st.lists(
    st.builds(
        Movable,
        row_id=st.integers(0, 10**6),
        who=st.integers(0, 40),
        kind=kinds,
        tier=st.sampled_from([1, 2]),
        earliest_on=st.dates(date(2026, 2, 1), date(2026, 4, 1)),
        deadline_on=st.none() | st.dates(date(2026, 2, 1), date(2026, 5, 1)),
        can_write=st.booleans(),
    ),
    max_size=60,
    unique_by=lambda one: one.row_id,
)


@settings(max_examples=300, deadline=None)
@given(movables, calendars, st.integers(1, 8), st.dates(date(2026, 1, 1), date(2026, 5, 1)))
def test_whatever_is_spread_keeps_its_promises(rows, calendar, cap, from_day):
    placed = spread(rows, calendar=calendar, cap=cap, already_due={}, from_day=from_day)

    assert set(placed) == {one.row_id for one in rows}
    optional: dict[date, set[int]] = {}
    always: dict[date, set[int]] = {}
    for one in rows:
        due_on, how = placed[one.row_id]
        first_on = calendar.next_open(max(one.earliest_on, from_day))
        assert calendar.is_open(due_on)
        assert first_on <= due_on
        reach = TIER_1_DAYS if one.tier == 1 else slack_of(one.kind)
        assert due_on <= first_on + timedelta(days=reach)
        if how in ("as_planned", "hand_on") and one.deadline_on is not None:
            assert due_on <= one.deadline_on
        if how == "as_planned":
            target = always if one.tier == 1 else optional
            target.setdefault(due_on, set()).add(one.who)
        elif how == "write":
            always.setdefault(due_on, set()).add(one.who)
        elif how == "hand_on":
            assert one.tier == 2
    for day, who in optional.items():
        own = who - always.get(day, set())
        assert not own or len(who | always.get(day, set())) <= cap
