"""The default store of the rules' tests: open Monday to Saturday 9-20, closed Sunday."""

from datetime import date, time

from hypothesis import strategies as st

from dealerfollow.lib.workdays import WeeklyHours, WorkCalendar

NINE_TO_EIGHT = (time(9), time(20))
MON_TO_SAT = WeeklyHours((NINE_TO_EIGHT,) * 6 + (None,))
STORE = WorkCalendar(MON_TO_SAT)
NEVER_OPEN = WorkCalendar(WeeklyHours((None,) * 7))


def store_closed_on(*days: date) -> WorkCalendar:
    """The default store with more closed days."""
    return WorkCalendar(MON_TO_SAT, frozenset(days))


days = st.dates(min_value=date(1995, 1, 1), max_value=date(2060, 12, 31))
calendars = st.builds(
    WorkCalendar,
    st.lists(st.sampled_from([NINE_TO_EIGHT, None]), min_size=7, max_size=7)
    .filter(any)
    .map(lambda week: WeeklyHours(tuple(week))),
    st.frozensets(days, max_size=8),
)
