"""What had happened before this log: the same log already, a newer one, a press of Call."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from customers.models import Customer
from dealerfollow.stores.models import User
from followups.actions.log_attempt.details import LogDetails

TAP_COUNTS = timedelta(minutes=60)
"""So long a press of Call can stand behind a log: a call, and the notes after it."""

BEFORE = """
SELECT (SELECT id FROM followups_attempt WHERE group_id = %(group)s AND key = %(key)s),
       CASE WHEN past.newest_id > %(seen)s THEN past.newest_id END, tap.at, tap.number
  FROM (SELECT max(a.id) AS newest_id, max(a.at) FILTER (WHERE a.by_id = %(by)s) AS own_at
          FROM followups_attempt a
         WHERE a.customer_id = %(customer)s
           AND NOT EXISTS (SELECT 1 FROM followups_attemptundo u WHERE u.attempt_id = a.id)) past
  LEFT JOIN LATERAL (
       SELECT t.at, t.number FROM followups_calltap t
        WHERE t.customer_id = %(customer)s AND t.by_id = %(by)s AND t.at <= %(now)s
          AND t.at > greatest(%(since)s, past.own_at)
        ORDER BY t.at DESC LIMIT 1) tap ON true
"""


@dataclass(frozen=True, slots=True)
class Before:
    """Ids of the attempt with the same key, and of the newest one that the card did not show;
    when and for which number this person pressed Call, after what they logged before."""

    same_id: int | None
    newer_id: int | None
    tapped_at: datetime | None
    tapped_number: str | None


def before(customer: Customer, log: LogDetails, *, by: User, now: datetime) -> Before:
    """Asked under the customer's lock, so that it stands until the log is saved. One query."""
    asked: dict[str, Any] = {
        "group": customer.group_id,
        "key": log.key,
        "customer": customer.pk,
        "seen": log.seen,
        "by": by.pk,
        "now": now,
        "since": now - TAP_COUNTS,
    }
    with connection.cursor() as cursor:
        cursor.execute(BEFORE, asked)
        return Before(*cursor.fetchone())
