"""Planning a day, and finding nothing to plan."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from time import perf_counter
from typing import Any

from django.db import connection

from dealerfollow.bench.database import NOW, Filled, vacuum
from dealerfollow.bench.rounds import Line, in_turn, seconds_of
from dealerfollow.tenancy.scope import scope
from followups.actions import plan_follow_ups
from followups.queries.work import stores_with_plans_due

TODAY = date(2026, 6, 9)
LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)

BARE_INSERT = """
INSERT INTO followups_followup (group_id, store_id, plan_id, touchpoint, occurrence, kind, channel,
       tier, condition, customer_id, delivery_id, owner_id, first_due_on, due_on, planning_note,
       state, state_reason, created_at)
SELECT group_id, store_id, id, next_touchpoint, next_occurrence, 'check_in', 'phone', 2, condition,
       customer_id, delivery_id, owner_id, %(due)s, %(due)s, '[]', 'open', '', %(now)s
  FROM followups_plan WHERE store_id = %(store)s AND next_on <= %(today)s
    ON CONFLICT DO NOTHING
"""
PLAIN_UPDATE = """
UPDATE followups_plan SET next_on = %(due)s, next_occurrence = next_occurrence + 1
 WHERE store_id = %(store)s AND next_on <= %(today)s
"""


class _TakenBack(Exception):
    """Rolls the round back."""


class NotTheSameWork(AssertionError):
    """Ours and the floor made different numbers of rows: their ratio would say nothing."""


def planning(filled: Filled, rounds: int) -> Line:
    """Rows a second of plan_follow_ups over those of one bare INSERT and one plain UPDATE.

    Same tables, indexes, row-level security and foreign keys; both taken back after each round.
    """

    def floor() -> float:
        return _taken_back(filled, lambda: sum(_bare(store.pk) for store in filled.stores))

    def ours() -> float:
        return _taken_back(
            filled,
            lambda: sum(plan_follow_ups(store, today=TODAY, now=NOW) for store in filled.stores),
        )

    floors, mine = in_turn(floor, ours, rounds)
    return Line("planning", floors, mine, goal=0.5, is_rate=True, per=filled.due)


def nothing_to_do(rounds: int) -> Line:
    """Our probe over one look into the index of what is due, with nothing due."""

    def probe() -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT groups_with_plans_due(%s)", [LONG_AGO.date()])
            return cursor.fetchall()

    floors, mine = in_turn(
        lambda: seconds_of(lambda: [probe() for _ in range(50)]) / 50,
        lambda: seconds_of(lambda: [stores_with_plans_due(LONG_AGO) for _ in range(50)]) / 50,
        rounds,
    )
    return Line("nothing_to_do", floors, mine, goal=2.0)


def _bare(store_id: int) -> int:
    known: dict[str, Any] = {"store": store_id, "today": TODAY, "due": "2026-06-16", "now": NOW}
    with connection.cursor() as cursor:
        cursor.execute(BARE_INSERT, known)
        made = cursor.rowcount
        cursor.execute(PLAIN_UPDATE, known)
    return int(made)


def _taken_back(filled: Filled, work: Callable[[], int]) -> float:
    """Seconds of the work, whose rows are then taken back and swept away."""
    made = taken = 0.0
    try:
        with scope(filled.group.pk):
            started = perf_counter()
            made = work()
            taken = perf_counter() - started
            raise _TakenBack
    except _TakenBack:
        vacuum()
    if made != filled.due:
        raise NotTheSameWork(f"{made} rows of {filled.due}")
    return taken
