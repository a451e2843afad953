"""A day on which nobody could have called is given back: the next open one is still on time."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import connection

from customers.models import Customer
from dealerfollow.lib.workdays import NeverOpenError, WorkCalendar
from followups.models import FollowUp
from followups.rules.clock import clock_after
from followups.rules.lawful_days import barring_on, days_ahead

MOVE = """
UPDATE followups_followup AS f SET clock_on = v.clock_on
  FROM unnest(%s::bigint[], %s::date[]) AS v(id, clock_on) WHERE f.id = v.id
"""


def give_back(rows: Sequence[FollowUp], day: date, calendar: WorkCalendar) -> int:
    """Moves the clock of follow-ups whose day `day` was nobody's (edge cases 17 to 19 and 27), to
    the next day on which each may be made.

    What was late before that day stays late. Returns how many clocks moved. Idempotent; needs a
    transaction that holds the rows. One query more where a state bars the next open day to calls.
    """
    if not rows:
        return 0
    try:
        next_open = calendar.open_day_after(day)
    except NeverOpenError:
        return 0  # a store that never opens owes nobody a day
    lives_in = _states(rows, barring_on(calendar, next_open))
    moved: dict[int, date] = {}
    for row in rows:
        until = next_open
        if row.customer_id in lives_in:
            until = _allowed_after(day, calendar, lives_in[row.customer_id], row) or next_open
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


def _states(rows: Sequence[FollowUp], barring: Collection[str]) -> dict[int, str]:
    """Customer id -> state, of those who live in one of these."""
    if not barring:
        return {}
    people = Customer.objects.filter(pk__in={row.customer_id for row in rows}, state__in=barring)
    return dict(people.values_list("pk", "state"))


def _allowed_after(day: date, calendar: WorkCalendar, state: str, row: FollowUp) -> date | None:
    """The first day after that one on which it may be made (edge case 17); None for never."""
    try:
        return days_ahead(calendar, state, row.channel, day).open_day_after(day)
    except NeverOpenError:
        return None
