"""How the departments keep what was promised: days to done, slips, what was cancelled."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

# A slip is counted from the first date that anybody quoted, so that moving a date bit by bit hides
# nothing. Days run from the sale, or from the promise where it has no sale.
SQL = """
SELECT department,
       count(*) FILTER (WHERE status = 'done') AS done,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY days) FILTER (WHERE status = 'done'),
       count(*) FILTER (WHERE status = 'cancelled') AS cancelled,
       count(slip) FILTER (WHERE status <> 'cancelled') AS quoted,
       count(*) FILTER (WHERE slip > 0 AND status <> 'cancelled') AS slipped,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY slip)
           FILTER (WHERE slip > 0 AND status <> 'cancelled') AS slip_days
  FROM (SELECT w.department, w.status, w.promised_on - w.first_quoted_on AS slip,
               (w.settled_at AT TIME ZONE s.time_zone)::date
                   - coalesce(d.sold_on, w.made_on) AS days
          FROM deliveries_weowe w
          JOIN stores_store s ON s.id = w.store_id
          LEFT JOIN deliveries_delivery d ON d.id = w.delivery_id
         WHERE w.group_id = %(group)s AND w.store_id = ANY(%(stores)s) AND w.owed_by = 'store'
           AND (w.settled_at IS NULL
                OR (w.settled_at AT TIME ZONE s.time_zone)::date >= %(since)s)) AS owed
 GROUP BY department
"""


@dataclass(frozen=True)
class Measure:
    """One department since a day: settled, the median days to it, cancelled, and slips."""

    department: str
    done: int
    median_days: int | None
    cancelled: int
    quoted: int
    slipped: int
    median_slip_days: int | None

    @property
    def settled(self) -> int:
        """Done and cancelled together."""
        return self.done + self.cancelled


def measures_by_department(
    scope: Any, store_ids: Collection[int], *, since: date
) -> dict[str, Measure]:
    """By department, in one query; one without anything to count is left out."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"since": since, "group": scope.group_id, "stores": list(store_ids)})
        return {row[0]: Measure(*row) for row in cursor.fetchall()}
