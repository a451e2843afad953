"""A day on which nobody could have called is given back: the next open one is still on time."""

from collections.abc import Sequence
from datetime import date

from django.db import connection

from dealerfollow.lib.workdays import NeverOpenError, WorkCalendar
from followups.models import FollowUp
from followups.rules.clock import clock_after

MOVE = """
UPDATE followups_followup AS f SET clock_on = v.clock_on
  FROM unnest(%s::bigint[], %s::date[]) AS v(id, clock_on) WHERE f.id = v.id
"""


def give_back(rows: Sequence[FollowUp], day: date, calendar: WorkCalendar) -> int:
    """Moves the clock of follow-ups whose day `day` was nobody's (edge cases 17 to 19 and 27).

    What was late before that day stays late. Returns how many clocks moved. Idempotent; needs a
    transaction that holds the rows.
    """
    if not rows:
        return 0
    try:
        until = calendar.open_day_after(day)
    except NeverOpenError:
        return 0  # a store that never opens owes nobody a day
    moved: dict[int, date] = {}
    for row in rows:
        clock_on = clock_after(
            "spared",
            first_due_on=row.first_due_on,
            clock_on=row.clock_on,
            happened_on=day,
            until=until,
        )
        if clock_on is not None and clock_on != row.clock_on:
            row.clock_on = moved[row.pk] = clock_on
    if moved:
        with connection.cursor() as cursor:
            cursor.execute(MOVE, [list(moved), list(moved.values())])
    return len(moved)
