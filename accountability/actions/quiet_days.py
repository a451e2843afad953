"""Days on which nothing could have been missed are closed together, in one statement."""

from collections.abc import Sequence
from datetime import date, datetime

from accountability.queries.candidates import CLOSED_LATER, MAY_BE_OPEN, MOVED_LATER
from accountability.queries.ended_day import EndedDay
from dealerfollow.stores.models import Store
from dealerfollow.tenancy.prepared import read

MOST_AT_ONCE = 31

# What is committed meanwhile can only take a day from the loud ones, or was not there for a sweep
# of that day alone either: one statement sees one moment.
CLOSE_QUIET = f"""
WITH asked AS (
  SELECT * FROM unnest(%(days)s::date[], %(ends)s::timestamptz[]) AS d(day, ends_at)
), later AS MATERIALIZED (  -- mostly none, and asked first: each try of the store would cost more
  SELECT a.id, a.made_on, a.at FROM followups_attempt a
   WHERE a.store_id = %(store)s AND a.made_on >= %(first)s AND a.at > %(first_ends)s
     AND NOT EXISTS (SELECT 1 FROM followups_attemptundo u WHERE u.attempt_id = a.id)
), loud AS (
  SELECT min(d.day) AS day FROM asked d
   WHERE EXISTS (SELECT FROM followups_followup f
                  WHERE f.store_id = %(store)s AND f.missed_on IS NULL AND ({MAY_BE_OPEN}))
      OR EXISTS (SELECT FROM followups_followup f
                  WHERE f.store_id = %(store)s AND f.missed_on IS NULL AND ({CLOSED_LATER}))
      OR EXISTS (SELECT FROM later a
                   JOIN followups_attempteffect e ON e.attempt_id = a.id
                   JOIN followups_followup f ON f.id = e.follow_up_id
                  WHERE f.store_id = %(store)s AND f.missed_on IS NULL AND {MOVED_LATER})
), quiet AS (
  SELECT asked.day FROM asked, loud WHERE loud.day IS NULL OR asked.day < loud.day
), closed AS (
  INSERT INTO accountability_sweeprun (group_id, store_id, day, ran_at, missed, excused)
  SELECT %(group)s::bigint, %(store)s::bigint, day, %(now)s::timestamptz, 0, 0
    FROM quiet ORDER BY day
      ON CONFLICT (store_id, day) DO NOTHING RETURNING 1
)
SELECT (SELECT count(*) FROM quiet), (SELECT count(*) FROM closed)
""".replace("%(day)s", "d.day").replace("%(ends_at)s", "d.ends_at")


def close_quiet_days(store: Store, days: Sequence[date], now: datetime) -> tuple[int, int]:
    """Closes the first of these ended days (oldest first) until one on which something may have
    been missed: that one is for `close_day`. Returns how many of them are closed now, and how many
    of those nobody had closed before. A month at most in one call. Idempotent; needs the group's
    scope.
    """
    some = days[:MOST_AT_ONCE]
    if not some:
        return 0, 0
    ends = [EndedDay(store, day).ends_at for day in some]
    asked = {
        "group": store.group_id,
        "store": store.pk,
        "days": list(some),
        "ends": ends,
        "first": some[0],
        "first_ends": ends[0],
        "now": now,
    }
    quiet, new = read(CLOSE_QUIET, asked)[0]
    return quiet, new
