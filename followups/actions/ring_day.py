"""The day of a group as its ringing contacts see it, and how they are changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from dealerfollow.lib.workdays import NeverOpenError, WorkCalendar
from dealerfollow.stores.models import Store
from followups.queries.rings import DueRing, RecentTry
from followups.rules.clock import Mover, clock_after
from followups.rules.lawful_days import lawful_calendar


@dataclass(frozen=True)
class RingDay:
    """What the group's day looks like: what would ring, who lives together, who was rung."""

    rows: Sequence[DueRing]
    house: Mapping[int, int]
    tries: Sequence[RecentTry]
    stores: Mapping[int, Store]
    calendars: Mapping[int, WorkCalendar]
    now: datetime

    def next_open(self, store_id: int, lives_in: str) -> date | None:
        """The store's first open day after today on which somebody of this state may be rung
        (edge case 17); None for a store that never opens."""
        today = self.stores[store_id].day_of(self.now)
        try:
            calendar = lawful_calendar(self.calendars[store_id], lives_in, today)
            return calendar.open_day_after(today)
        except NeverOpenError:
            return None

    def clock(self, row: DueRing, until: date | None, mover: Mover) -> date | None:
        """The row's clock after `mover` gave it time until that day."""
        if until is None:
            return row.clock_on
        return clock_after(
            mover,
            first_due_on=row.first_due_on,
            clock_on=row.clock_on,
            happened_on=self.stores[row.store_id].day_of(self.now),
            until=until,
        )


def ids_changed(sql: str, **asked: Any) -> set[int]:
    """Runs a statement that returns the ids it changed."""
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        return {row[0] for row in cursor.fetchall()}
