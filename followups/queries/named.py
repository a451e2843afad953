"""Who was named for a call back on a day that the store is closed (edge case 22)."""

from collections.abc import Collection
from datetime import date

from django.db import connection

# Named in the talk that moved it to this very day. A day that was declared closed afterwards was
# open when they were named: then the store's closing holds (edge case 5).
NAMED = """
SELECT f.id
  FROM followups_followup f
  JOIN followups_followupevent moved ON moved.follow_up_id = f.id AND moved.reason = 'call_back'
   AND moved.became = f.due_on::text
  JOIN followups_followupevent named ON named.follow_up_id = f.id AND named.at = moved.at
   AND named.reason = 'call_back_by'
 WHERE f.store_id = %s AND f.state = 'open' AND f.due_on = ANY(%s)
   AND NOT EXISTS (SELECT 1 FROM stores_closedday c
                    WHERE c.store_id = f.store_id AND c."on" = f.due_on AND c.revoked_at IS NULL
                      AND c.declared_at > named.at)
"""


def named_for(store_id: int, days: Collection[date]) -> set[int]:
    """Ids of the store's open follow-ups that somebody is to make on one of these days although
    the store is closed. One query."""
    with connection.cursor() as cursor:
        cursor.execute(NAMED, [store_id, list(days)])
        return {pk for (pk,) in cursor.fetchall()}
